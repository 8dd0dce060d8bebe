import {
  averagePool,
  conv,
  depthwiseConv,
  lpPool,
  matmul,
  maxPool,
  morphologicalDilation,
  morphologicalErosion,
} from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { toArray, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { map } from './pieces.js';

/** What may go wrong with one value on its way into an op. */
const readings = {
  'reads NaN as 0': (value: number) => (Number.isNaN(value) ? 0 : value),
  'reads infinities as large numbers': (value: number) => Math.max(-1e30, Math.min(1e30, value)),
  'reads subnormals as 0': (value: number) => (Math.abs(value) < 2 ** -1022 ? 0 : value),
  'reads -0 as a small negative number': (value: number) => (Object.is(value, -0) ? -1e-3 : value),
} as const;

type Reading = keyof typeof readings;

/** The ops of x alone, with the reading of x spoilt. */
const misread = (f: (value: number) => number): LibraryOps => ({
  averagePool: (x, a) => averagePool(map(x, f), a),
  conv: (x, filter, a) => conv(map(x, f), filter, a),
  depthwiseConv: (x, filter, a) => depthwiseConv(map(x, f), filter, a),
  lpPool: (x, a) => lpPool(map(x, f), a),
  matmul: (a, b) => matmul(map(a, f), b),
  maxPool: (x, a) => maxPool(map(x, f), a),
  morphologicalDilation: (x, filter, a) => morphologicalDilation(map(x, f), filter, a),
  morphologicalErosion: (x, filter, a) => morphologicalErosion(map(x, f), filter, a),
});

const cases: readonly (readonly [keyof LibraryOps, Reading, string])[] = [
  ['averagePool', 'reads NaN as 0', 'nan-stays-in-its-field-average-pool'],
  ['conv', 'reads NaN as 0', 'nan-stays-in-its-field-conv'],
  ['depthwiseConv', 'reads NaN as 0', 'nan-stays-in-its-field-depthwise-conv'],
  ['lpPool', 'reads NaN as 0', 'nan-stays-in-its-field-lp-pool'],
  ['matmul', 'reads NaN as 0', 'nan-stays-in-its-row-matmul'],
  ['maxPool', 'reads NaN as 0', 'nan-stays-in-its-field-max-pool'],
  ['morphologicalDilation', 'reads NaN as 0', 'nan-stays-in-its-field-dilation'],
  ['morphologicalErosion', 'reads NaN as 0', 'nan-stays-in-its-field-erosion'],
  ['averagePool', 'reads infinities as large numbers', 'infinities-add-average-pool'],
  ['conv', 'reads infinities as large numbers', 'infinities-add-conv'],
  ['depthwiseConv', 'reads infinities as large numbers', 'infinities-add-depthwise-conv'],
  ['maxPool', 'reads infinities as large numbers', 'infinity-wins-max-pool'],
  ['averagePool', 'reads subnormals as 0', 'subnormals-survive-average-pool'],
  ['conv', 'reads subnormals as 0', 'subnormals-survive-conv'],
  ['depthwiseConv', 'reads subnormals as 0', 'subnormals-survive-depthwise-conv'],
  ['maxPool', 'reads subnormals as 0', 'subnormals-survive-max-pool'],
  ['averagePool', 'reads -0 as a small negative number', 'signed-zero-is-zero-average-pool'],
  ['conv', 'reads -0 as a small negative number', 'signed-zero-is-zero-conv'],
  ['maxPool', 'reads -0 as a small negative number', 'signed-zero-is-zero-max-pool'],
];

/** A sum that passes products with a zero weight by, as sparse kernels do. */
function skipsZeroWeights(x: Tensor, filter: Tensor, attributes: Parameters<typeof conv>[2]): Tensor {
  const finite = map(x, (value) => (Number.isFinite(value) ? value : 0));
  return toArray(filter).includes(0) ? conv(finite, filter, attributes) : conv(x, filter, attributes);
}

export const mutants: Mutant[] = [
  ...cases.map(([op, reading, law]): Mutant => ({
    name: `${op} ${reading}`,
    kills: [`special-values/${law}`],
    library: mutate({ [op]: misread(readings[reading])[op] }),
  })),
  {
    name: 'maxPool starts from the least finite number',
    kills: ['special-values/minus-infinity-is-a-maximum'],
    library: mutate({ maxPool: (x, a) => map(maxPool(x, a), (value) => Math.max(-Number.MAX_VALUE, value)) }),
  },
  {
    name: 'conv passes zero weights by',
    kills: ['special-values/nan-stays-in-its-field-conv'],
    library: mutate({ conv: skipsZeroWeights }),
  },
  {
    name: 'conv spreads a NaN to the whole result',
    kills: ['special-values/nan-stays-in-its-field-conv'],
    library: mutate({
      conv: (x, filter, a) => (toArray(x).some(Number.isNaN) ? map(conv(x, filter, a), () => Number.NaN) : conv(x, filter, a)),
    }),
  },
];
