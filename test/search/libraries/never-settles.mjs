import { faulty } from './base.mjs';

export default faulty('never-settles', () => new Promise(() => {}));
