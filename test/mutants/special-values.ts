import { conv, maxPool } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import type { TensorOp } from '../../src/ops/index.js';
import { reference } from '../../src/reference.js';
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

/** An op with the reading of its first tensor spoilt. */
function misread(op: TensorOp, f: (value: number) => number): LibraryOps {
  const right = reference.ops[op] as (x: Tensor, ...others: unknown[]) => Tensor;
  return { [op]: (x: Tensor, ...others: unknown[]) => right(map(x, f), ...others) };
}

const windowed = [
  'averagePool',
  'conv',
  'depthwiseConv',
  'extractPatches',
  'globalAveragePool',
  'globalLpPool',
  'globalMaxPool',
  'lpPool',
  'maxPool',
  'morphologicalDilation',
  'morphologicalErosion',
  'separableConv',
] as const;

const linear = ['averagePool', 'conv', 'depthwiseConv', 'extractPatches', 'globalAveragePool', 'separableConv'] as const;

const named = (op: TensorOp): string =>
  op
    .replace('morphological', '')
    .replace(/\B[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();

const cases: readonly (readonly [TensorOp, Reading, string])[] = [
  ...windowed.map((op) => [op, 'reads NaN as 0', `nan-stays-in-its-field-${named(op)}`] as const),
  ['matmul', 'reads NaN as 0', 'nan-stays-in-its-row-matmul'],
  ...linear.map((op) => [op, 'reads infinities as large numbers', `infinities-add-${named(op)}`] as const),
  ['maxPool', 'reads infinities as large numbers', 'infinity-wins-max-pool'],
  ...([...linear, 'maxPool'] as const).flatMap(
    (op) =>
      [
        [op, 'reads subnormals as 0', `subnormals-survive-${named(op)}`],
        [op, 'reads -0 as a small negative number', `signed-zero-is-zero-${named(op)}`],
      ] as const,
  ),
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
    library: mutate(misread(op, readings[reading])),
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
