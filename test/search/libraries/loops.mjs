import { faulty } from './base.mjs';

export default faulty('loops', () => {
  for (;;);
});
