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
];
