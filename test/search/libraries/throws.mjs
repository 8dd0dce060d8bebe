import { faulty } from './base.mjs';

export default faulty('throws', () => {
  throw new Error('on purpose');
});
