import { faulty } from './base.mjs';

const hoard = [];

export default faulty('hoards', () => {
  for (;;) hoard.push(new Array(100_000).fill(hoard.length));
});
