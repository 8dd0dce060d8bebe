import { faulty } from './base.mjs';

export default faulty('slow', () => {
  const end = Date.now() + 30;
  while (Date.now() < end);
});
