/** Calls of a local response normalisation. */
import type { Draw } from '../../draw/draw.js';
import { limited } from '../../draw/windows/windows.js';
import type { Tensor } from '../../tensor.js';
import type { LrnAttributes } from './lrn.js';
import { drawImage } from './normal-case.js';

/** A call; what a law asks for is given. Shrinks to one cell of one channel. */
export function drawLrn(d: Draw, given: Partial<LrnAttributes> = {}): [x: Tensor, attributes: Required<LrnAttributes>] {
  const takes = (attributes: object): boolean => d.takes('lrn', attributes);
  const { x } = drawImage(d, { terms: (_, channels) => channels });
  const { min, max } = limited(d.limits.channelWindow, { min: 1, max: 6 });
  const step = d.limits.evenWindow === false ? 2 : 1;
  const classes = (each: number): string => (each === 1 ? '1' : each % 2 === 1 ? 'odd' : 'even');
  const size =
    given.size ?? d.int('channel window', step === 2 && min % 2 === 0 ? min + 1 : min, max, { role: 'count', classes, typical: 4, step });
  const one = (name: 'alpha' | 'beta' | 'k', values: readonly number[]): number =>
    given[name] ??
    d.option(
      name,
      values.filter((value) => takes({ [name]: value })),
    );
  return [x, { size, alpha: one('alpha', [1, 1e-4, 0.5]), beta: one('beta', [0.75, 0.5, 1, 2]), k: one('k', [1, 2, 0.5]) }];
}
