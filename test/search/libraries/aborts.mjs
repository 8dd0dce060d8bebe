import { faulty } from './base.mjs';

export default faulty('aborts', () => process.abort());
