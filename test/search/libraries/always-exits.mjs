import { defineLibrary, reference } from '../../../dist/src/index.js';

/** No call of maxPool comes back. */
export default defineLibrary({ ...reference, name: 'always-exits', ops: { ...reference.ops, maxPool: () => process.exit(7) } });
