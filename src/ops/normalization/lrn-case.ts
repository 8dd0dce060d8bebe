/** Calls of a local response normalisation. */
import type { Draw } from '../../draw/draw.js';
import type { Tensor } from '../../tensor.js';
import type { LrnAttributes } from './lrn.js';
import { drawImage } from './normal-case.js';

/** A call; what a law asks for is given. Shrinks to one cell of one channel. */
export function drawLrn(d: Draw, given: Partial<LrnAttributes> = {}): [x: Tensor, attributes: Required<LrnAttributes>] {
  const takes = (attributes: object): boolean => d.takes('lrn', attributes);
  const { x } = drawImage(d, { terms: (_, channels) => channels });
  const size =
    given.size ??
    d.int('channel window', 1, 6, { role: 'count', classes: (each) => (each === 1 ? '1' : each % 2 === 1 ? 'odd' : 'even'), typical: 4 });
  const one = (name: 'alpha' | 'beta' | 'k', values: readonly number[]): number =>
    given[name] ??
    d.option(
      name,
      values.filter((value) => takes({ [name]: value })),
    );
  return [x, { size, alpha: one('alpha', [1, 1e-4, 0.5]), beta: one('beta', [0.75, 0.5, 1, 2]), k: one('k', [1, 2, 0.5]) }];
}
