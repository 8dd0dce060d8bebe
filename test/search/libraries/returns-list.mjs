import { defineLibrary } from '../../../dist/src/index.js';

export default defineLibrary({ name: 'returns-list', ops: { matmul: () => [1] } });
