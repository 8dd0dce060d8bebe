import { unsupported } from '../../library.js';
import { toArray, type Tensor } from '../../tensor.js';

/** Refuses what a blend at weight 0 makes of an infinity: the neighbour that is not needed is multiplied all the same. */
export function requireFinite(x: Tensor): void {
  if (!toArray(x).every(Number.isFinite)) throw unsupported('a bilinear blend at weight 0 multiplies: 0 * Infinity is NaN');
}
