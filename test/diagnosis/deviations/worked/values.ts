import type { TensorOp } from '../../../../src/ops/index.js';
import { tensor } from '../../../../src/tensor.js';
import { line, twoTaps, type Worked } from './worked.js';

const identity = tensor([1], [1, 1, 1]);

/** A convolution with a filter of one tap of 1: what comes out is what went in. */
const same = (
  id: string,
  parameters: Worked['parameters'],
  given: readonly number[],
  wrong: readonly number[],
  shownBy?: readonly TensorOp[],
): Worked => ({
  ...(shownBy && { shownBy }),
  id,
  parameters,
  op: 'conv',
  args: [line(given), identity, {}],
  right: given,
  wrong,
});

/** A convolution of one window. */
const product = (id: string, x: readonly number[], filter: readonly number[], right: number, wrong: number): Worked => ({
  id,
  parameters: null,
  op: 'conv',
  args: [line(x), tensor(filter, [filter.length, 1, 1]), {}],
  right: [right],
  wrong: [wrong],
});

const result = { tensor: 'result' };

export const values: readonly Worked[] = [
  same('values-negated', result, [1, -2], [-1, 2]),
  same('values-absolute', result, [1, -2], [1, 2]),
  same('values-negatives-as-zero', result, [1, -2, 3], [1, 0, 3]),
  same('values-truncated', result, [1.5, -1.5], [1, -1]),
  same('values-rounded-down', result, [1.5, -1.5], [1, -2]),
  same('values-rounded', result, [0.5, 1.5, -0.75], [0, 2, -1]),
  same('values-rounded-half-up', result, [0.5, -1.5, 2.5], [1, -1, 3]),
  // float16 has 10 bits after the point, bfloat16 has 7.
  same('values-in-float16', result, [2049], [2048]),
  same('values-in-float16', { tensor: 'every' }, [2049], [2048]),
  same('values-in-bfloat16', result, [257], [256]),
  same('values-in-float32', result, [16777217], [16777216]),
  same('values-subnormals-flushed', result, [2 ** -126, 2 ** -127], [2 ** -126, 0], []),
  same('values-infinities-clamped', result, [Infinity, -Infinity], [3.4028234663852886e38, -3.4028234663852886e38]),
  same('values-nan-as-zero', result, [Number.NaN, 1], [0, 1]),
  same('values-cut-to-bfloat16', result, [1 + 2 ** -7 + 2 ** -8], [1 + 2 ** -7]),
  same('values-as-uint8', result, [257, -1, 1.5], [1, 255, 1]),
  same('values-as-int8', result, [129, -1], [-127, -1]),
  same('values-as-uint16', result, [65537], [1]),
  same('values-as-int16', result, [32769], [-32767]),
  same('values-as-uint32', result, [2 ** 32 + 1], [1]),
  same('values-as-int32', result, [2 ** 31 + 1], [1 - 2 ** 31]),
  same('values-as-clamped-uint8', result, [257, -1, 1.5], [255, 0, 2]),
  same('values-overflowing', { beyond: 65504 }, [65504, 65505, -65536], [65504, Infinity, -Infinity]),
  same('values-scaled', { by: 0.5 }, [1, 4], [0.5, 2]),
  same('values-shifted', { by: 2 }, [1, 4], [3, 6]),
  same('values-clamped', { most: 3 }, [1, 4], [1, 3]),
  same('values-clamped', { least: 2 }, [1, 4], [2, 4]),
  same('values-clamped-to-a-range', { least: 0, most: 3 }, [-1, 1, 4], [0, 1, 3], ['conv', 'matmul']),
  same('values-replaced', { value: 'Infinity', by: 7 }, [1, Infinity], [1, 7]),
  {
    id: 'values-absolute',
    parameters: { tensor: 'filter' },
    op: 'conv',
    args: [line([1, 2]), tensor([1, -10], [2, 1, 1]), {}],
    right: [-19],
    wrong: [21],
  },
  {
    id: 'values-truncated',
    parameters: { tensor: 'x' },
    op: 'conv',
    args: [line([1.5, 2]), twoTaps, {}],
    right: [21.5],
    wrong: [21],
  },
  product('products-truncated', [1.5, 2], [0.5, 1], 2.75, 2),
  product('products-rounded', [1.5, 2], [0.5, 1], 2.75, 3),
  product('products-in-float16', [2049, 1], [1, 1], 2050, 2049),
  product('products-in-bfloat16', [257, 1], [1, 1], 258, 257),
  product('negative-products-dropped', [1, -2], [3, 4], -5, 3),
  product('positive-products-dropped', [1, -2], [3, 4], -5, -8),
  product('nan-products-dropped', [Infinity, 2], [0, 4], Number.NaN, 8),
  product('infinite-products-dropped', [Infinity, 2], [1, 4], Infinity, 8),
  product('factors-added', [1, 2], [3, 4], 11, 10),
];
