/** Calls of a sum of prefixes. */
import type { Content, Draw } from '../../draw/draw.js';
import { ranksWithin } from '../../draw/ranks.js';
import { limited } from '../../draw/windows/windows.js';
import type { Tensor } from '../../tensor.js';
import type { CumsumAttributes } from './cumsum.js';

export interface CumsumCase {
  readonly x: Tensor;
  readonly sizes: readonly number[];
  /** Complete. */
  readonly attributes: Required<CumsumAttributes>;
  readonly content: Content;
}

/** A case, of any rank. Shrinks to one axis of one cell, neither exclusive nor reverse. */
export function drawCumsum(d: Draw, more: Content = {}): CumsumCase {
  const { domain, limits } = d;
  const rank = d.option('axes', ranksWithin(d, 1, domain.spatialAxes.max + 2), { role: 'axes' });
  const most = Math.max(1, Math.floor((domain.elements / 8) ** (1 / rank)));
  const least = Math.max(1, domain.size.min);
  const sizes = Array.from({ length: rank }, (_, axis) =>
    d.int('sizes', least, Math.max(least, Math.min(domain.size.max, most)), { axis, role: 'extent' }),
  );
  const range = limited(limits.prefixAxis, { min: 0, max: rank - 1 });
  const axis = d.int('axis', range.min, range.max, {
    classes: (at) => (at === 0 ? 'first' : at === rank - 1 ? 'last' : 'between'),
    typical: Infinity,
  });
  const flag = (name: 'exclusive' | 'reverse'): boolean =>
    d.option(
      name,
      [false, true].filter((value) => limits[name]?.includes(value) ?? true),
    );
  const content: Content = { terms: sizes[axis]!, ...more };
  return {
    x: d.tensor('x', [sizes], content),
    sizes,
    attributes: { axis, exclusive: flag('exclusive'), reverse: flag('reverse') },
    content,
  };
}
