import { faulty } from './base.mjs';

export default faulty('returns-garbage', () => ({ shape: [1], data: 'none' }));
