import { faulty } from './base.mjs';

export default faulty('honest', () => undefined);
