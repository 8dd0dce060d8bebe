import type { Draw } from '../../src/draw/draw.js';
import { drawRated, type RatedCase } from '../../src/arbitraries/rated-case.js';
import { defineLaw, rejects } from '../../src/law.js';
import type { WithSpaceToBatchAttributes } from '../../src/ops/index.js';
import { withSpaceToBatchCode } from './sources.js';

/** The faults that are seen at any rate, in the order in which they are looked for. */
const early = ['rates', 'axes unsorted', 'axis repeated', 'axis below 1', 'axes too few', 'axes too many', 'rank', 'rate'] as const;
/** The faults that are seen where a rate is above 1. */
const late = ['no filter shape', 'unknown padding', 'same-lower', 'negative pad', 'too few pads'] as const;

type Fault = (typeof early)[number] | (typeof late)[number];

/** The attributes with one fault. Bad values are no values of their types: that is what makes them bad. */
function spoiled(d: Draw, fault: Fault, c: RatedCase): Record<string, unknown> {
  const dims = c.sizes.map((_, axis) => axis + 1);
  const good = { dilationRate: c.rates, padding: c.padding, filterShape: c.kernel };
  switch (fault) {
    case 'rates':
      return { ...good, dilationRate: d.option('badRates', ['number', 'nothing']) === 'number' ? c.rates[0] : undefined };
    case 'axes unsorted':
      return { ...good, dilationRate: [...c.rates, 1], spatialDims: [2, 1, ...dims.slice(1).map((axis) => axis + 1)], padding: 'valid' };
    case 'axis repeated':
      return { ...good, dilationRate: [...c.rates, 1], spatialDims: [...dims, c.n], padding: 'valid' };
    case 'axis below 1':
      return { ...good, spatialDims: [d.option('badAxis', [0, -1]), ...dims.slice(1)] };
    case 'axes too few':
      return { ...good, spatialDims: dims.slice(1) };
    case 'axes too many':
      return { ...good, spatialDims: [...dims, c.n + 1] };
    case 'rate': {
      const bad = d.option('badRate', [0, -1, 1.5]);
      const at = d.int('badAxis', 0, c.n - 1);
      return { ...good, dilationRate: c.rates.map((rate, axis) => (axis === at ? bad : rate)) };
    }
    case 'rank':
      return { ...good, spatialDims: [...dims.slice(1), c.n + 2] };
    case 'no filter shape':
      return { dilationRate: c.rates, padding: 'same' };
    case 'unknown padding':
      return { ...good, padding: d.option('badPadding', ['full', 'SAME', '']) };
    case 'same-lower':
      return { ...good, padding: 'same-lower' };
    case 'negative pad':
      return { ...good, padding: c.sizes.map(() => [-1, 1]) };
    case 'too few pads':
      return { ...good, padding: c.sizes.slice(1).map(() => [0, 0]) };
  }
}

export const rejectsBadArguments = defineLaw({
  id: 'with-space-to-batch/rejects-bad-arguments',
  statement:
    'W "throws on rates that are no list, spatialDims that are not n increasing axes >= 1, a rank too small, a rate < 1 or not an integer; ' +
    'and, with a rate above 1, on same without filterShape and on an unknown padding"',
  because:
    'The first are looked at before the shortcut for rates of 1, in this order, and so hold for all rates. The padding is looked at after it: at rates ' +
    'of 1 it belongs to op alone. same-lower is refused, for its pads before the data would be those of no known library. One fault a case.',
  sources: [withSpaceToBatchCode],
  requires: ['withSpaceToBatch'],
  regimes: ['exact'],
  cases: (d) => {
    const fault = d.option<Fault>('fault', [...early, ...late]);
    const c = drawRated(d, { dilated: (late as readonly Fault[]).includes(fault) });
    return { fault, x: c.x, attributes: spoiled(d, fault, c) as unknown as WithSpaceToBatchAttributes };
  },
  claim: (t, { fault, x, attributes }) => rejects(() => t.withSpaceToBatch(x, attributes, (y) => y), fault),
});
