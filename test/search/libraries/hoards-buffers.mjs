import { faulty } from './base.mjs';

const hoard = [];

export default faulty('hoards-buffers', () => {
  for (;;) hoard.push(new Float32Array(1_000_000).fill(1));
});
