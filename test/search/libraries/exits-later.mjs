import { faulty } from './base.mjs';

let calls = 0;

/** Ends its process at its third faulty call: no case does it alone. */
export default faulty('exits-later', () => {
  if (++calls === 3) process.exit(4);
});
