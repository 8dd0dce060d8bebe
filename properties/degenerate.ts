/** Empty batches, no channels, axes of no cells: the right shape, or a clear error. */
import { emptyAxes } from './degenerate/empty-axis.js';
import { emptyMoves } from './degenerate/empty-moves.js';
import { nothing } from './degenerate/nothing.js';

export * from './degenerate/empty-axis.js';
export * from './degenerate/empty-moves.js';
export * from './degenerate/nothing.js';

export const degenerate = [...nothing, ...emptyAxes, ...emptyMoves] as const;
