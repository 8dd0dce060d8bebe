import { taken } from '../../src/arbitraries/taken.js';
import { drawChannels, within } from '../../src/ops/convolution/conv-case.js';
import type { Draw } from '../../src/draw/draw.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { blockedAxes } from '../../src/ops/space/space-batch-case.js';
import { defineLaw, differ, equal } from '../../src/law.js';
import { sizeOf } from '../../src/tensor.js';
import { atrousTest, withSpaceToBatchDocs } from './sources.js';

/**
 * Strides and rates along every axis, and sizes that the rate divides. Along one axis, drawn, both are above 1 and the grid's cells
 * after its last window, `rest`, are few enough that the shapes differ.
 */
function drawStrided(d: Draw) {
  const { domain } = d;
  const takes = taken(d, 'conv');
  if (!takes.stridedDilation) throw new EmptyDomain('strides', 'the library takes no stride together with a dilation');
  const n = d.axes(blockedAxes(d, 3));
  const chosen = d.int('chosen', 0, n - 1);
  const most = { strides: domain.stride.max, rates: domain.dilation.max };
  const pick = (name: 'strides' | 'rates', list: readonly number[], equalAxes: boolean, axis: number): number => {
    if (equalAxes && axis > 0) return list[0]!;
    const least = equalAxes || axis === chosen ? 2 : 1;
    return d.int(name, least, most[name], { axis, classes: (v) => (v === 1 ? '1' : '>1') });
  };
  const strides: number[] = [];
  const rates: number[] = [];
  const kernel: number[] = [];
  const windows: number[] = [];
  const sizes: number[] = [];
  for (let axis = 0; axis < n; axis++) {
    const s = pick('strides', strides, !takes.unequalStrides, axis);
    const r = pick('rates', rates, !takes.unequalDilations, axis);
    const k = d.int('kernel', domain.kernel.min, n === 3 ? Math.min(2, domain.kernel.max) : domain.kernel.max, { axis });
    const m = d.int('windows', 1, n === 3 ? 2 : Math.max(1, domain.size.max), { axis });
    const rest = d.int('rest', 0, axis === chosen ? Math.floor((s * (r - 1)) / r) - 1 : s - 1, { axis });
    strides.push(s);
    rates.push(r);
    kernel.push(k);
    windows.push(m);
    sizes.push(((m - 1) * s + k + rest) * r);
  }
  const batch = within(d, 'batch', domain.batch);
  const { groups, channels, channelsOut } = drawChannels(d, {});
  const content = { terms: sizeOf(kernel) * channels, degree: 2 };
  return {
    strides,
    rates,
    groups,
    x: d.tensor('x', [batch, sizes, channels * groups], content),
    filter: d.tensor('filter', [kernel, channels, channelsOut * groups], content),
    /** The result of W: m windows in each of the grids. */
    shape: [batch, ...windows.map((m, axis) => m * rates[axis]!), channelsOut * groups],
  };
}

export const stridedOpIsNotDilation = defineLaw({
  id: 'with-space-to-batch/strided-op-is-not-dilation',
  statement:
    'W(x, d, valid, C(., w, strides s)) "is not C(x, w, strides s, dilations d), wherever s > 1 and d > 1 meet and the last window leaves few cells"',
  because:
    'A stride inside op strides inside each grid: d neighbours are kept, then (s - 1) d skipped. The smallest square example: 8x8, kernel 2, rate 2, ' +
    'stride 2 gives 4x4 where the strided, dilated convolution gives 3x3. In general d divides the size, each grid has ((m - 1) s + k + rest) ' +
    'cells and m windows, so W gives d m; natively there are (m - 1) d + floor(((rest + 1) d - 1) / s) + 1 windows, which is fewer ' +
    'just when (rest + 1) d <= s (d - 1): rest is drawn so on one axis, and there the shapes differ.',
  sources: [withSpaceToBatchDocs, atrousTest],
  requires: ['withSpaceToBatch', 'conv'],
  cases: drawStrided,
  claim: (t, { x, filter, strides, rates, groups, shape }) => {
    const split = t.withSpaceToBatch(x, { dilationRate: rates, padding: 'valid' }, (y, _, padding) =>
      t.conv(y, filter, { strides, groups, padding }),
    );
    return [
      differ(split, t.conv(x, filter, { strides, dilations: rates, groups }), 'not the native one'),
      equal(t.shapeOf(split), shape, 'm windows in each of the d grids'),
    ];
  },
});
