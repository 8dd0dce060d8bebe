import { faulty } from './base.mjs';

export default faulty('exits', () => process.exit(3));
