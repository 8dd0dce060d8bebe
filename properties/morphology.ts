/** Grey-scale dilation and erosion: max-plus and min-minus. */
import { algebra } from './morphology/algebra.js';
import { morphologyStructure } from './morphology/structure.js';

export * from './morphology/algebra.js';
export * from './morphology/structure.js';

export const morphology = [...algebra, ...morphologyStructure] as const;
