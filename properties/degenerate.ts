/** Empty batches, no channels, axes of no cells: the right shape, or a clear error. */
import { emptyAxis } from './degenerate/empty-axis.js';
import { nothing } from './degenerate/nothing.js';

export * from './degenerate/empty-axis.js';
export * from './degenerate/nothing.js';

export const degenerate = [...nothing, ...Object.values(emptyAxis)] as const;
