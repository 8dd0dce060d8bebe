import { reduceWindow } from '../../../src/ops/kernels.js';
import type { ReduceWindowAttributes } from '../../../src/ops/index.js';
import type { Tensor } from '../../../src/tensor.js';
import { mutate, type Mutant } from '../mutate.js';
import { map, ones } from '../pieces.js';

const wrong = (name: string, kills: readonly string[], op: (x: Tensor, a: Required<ReduceWindowAttributes>) => Tensor): Mutant => ({
  name: `reduceWindow: ${name}`,
  kills: kills.map((law) => `pooling/reduce-window-${law}`),
  library: mutate({ reduceWindow: op as (x: Tensor, a?: ReduceWindowAttributes) => Tensor }),
});

export const reduceWindowMutants: readonly Mutant[] = [
  wrong('a maximum starts from 0', ['by-definition', 'max-is-max-pool', 'min-is-max-of-negated'], (x, a) =>
    map(reduceWindow(x, a), (value) => (a.reduce === 'max' ? Math.max(0, value) : value)),
  ),
  wrong('same pads before first', ['by-definition', 'sum-is-average', 'sum-is-depthwise-conv'], (x, a) =>
    reduceWindow(x, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding }),
  ),
  wrong('products above 5 are 5', ['product-multiplies', 'by-definition'], (x, a) =>
    map(reduceWindow(x, a), (value) => (a.reduce === 'product' ? Math.min(5, value) : value)),
  ),
  wrong('sums above 5 are 5', ['axis-by-axis', 'sum-is-average', 'sum-is-depthwise-conv'], (x, a) =>
    map(reduceWindow(x, a), (value) => (a.reduce === 'sum' ? Math.min(5, value) : value)),
  ),
  wrong('base dilations below 1, and those left out, are 1', ['rejects'], (x, a) =>
    reduceWindow(x, { ...a, baseDilations: ones(a.window).map((one, axis) => Math.max(one, a.baseDilations[axis] ?? 1)) }),
  ),
];
