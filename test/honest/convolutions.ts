/** Every convolution is one list of products x[i] * w[j] that belong to y[k]; which of the three is summed for makes the op. */
import type { ConvAttributes, ConvTransposeAttributes, FusedAttributes } from '../../src/ops/index.js';
import { sizeOf, toArray, type Shape, type Tensor } from '../../src/tensor.js';
import type { Arithmetic } from './arithmetic.js';
import { gridOf, type Grid, type GridAttributes } from './grid.js';

type Conv = Required<ConvAttributes> & Pick<FusedAttributes, 'bias'>;

interface Plan {
  readonly grid: Grid;
  readonly batch: number;
  readonly groups: number;
  readonly channels: number;
  readonly channelsOut: number;
}

/** Visits every product: indices into x, w and y. */
function eachProduct({ grid, batch, groups, channels, channelsOut }: Plan, visit: (x: number, w: number, y: number) => void): void {
  const { windows, taps, cells, cell } = grid;
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      for (let tap = 0; tap < taps; tap++) {
        const at = cell[window * taps + tap]!;
        if (at < 0) continue;
        for (let g = 0; g < groups; g++) {
          for (let c = 0; c < channels; c++) {
            const x = ((n * cells + at) * groups + g) * channels + c;
            for (let o = 0; o < channelsOut; o++) {
              const out = g * channelsOut + o;
              visit(x, (tap * channels + c) * groups * channelsOut + out, (n * windows + window) * groups * channelsOut + out);
            }
          }
        }
      }
    }
  }
}

/** Sums products into `size` results: `visit` is called twice, first to count, then to collect. */
export function collect(
  arithmetic: Arithmetic,
  size: number,
  products: (add: (to: number, a: number, b: number) => void) => void,
): Float64Array {
  const start = new Int32Array(size + 1);
  products((to) => start[to + 1]!++);
  for (let i = 0; i < size; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const a = new Float64Array(start[size]!);
  const b = new Float64Array(start[size]!);
  products((to, left, right) => {
    const at = next[to]!++;
    a[at] = left;
    b[at] = right;
  });
  return Float64Array.from({ length: size }, (_, i) => arithmetic.dot(a, b, start[i]!, start[i + 1]!));
}

const spatial = (shape: Shape): number[] => shape.slice(1, -1);

function planOf(x: Shape, filter: Shape, attributes: GridAttributes & { readonly groups?: number }, out?: Shape): Plan {
  const groups = attributes.groups ?? 1;
  const grid = gridOf(spatial(x), filter.slice(0, -2), attributes, out);
  return { grid, batch: x[0]!, groups, channels: filter.at(-2)!, channelsOut: filter.at(-1)! / groups };
}

/** Depthwise filters `[...kernel, channels, multiplier]` are those of as many groups, element for element. */
export function asGroups(filter: Shape, attributes: GridAttributes): [number[], Conv] {
  const [channels, multiplier] = [filter.at(-2)!, filter.at(-1)!];
  return [[...filter.slice(0, -2), 1, channels * multiplier], { ...attributes, groups: Math.max(1, channels) }];
}

export interface Result {
  readonly shape: number[];
  readonly values: ArrayLike<number>;
}

export function convolutionsOf(arithmetic: Arithmetic) {
  const forward = (x: Tensor, filter: Tensor, filterShape: Shape, attributes: Conv): Result => {
    const plan = planOf(x.shape, filterShape, attributes);
    const shape = [x.shape[0]!, ...plan.grid.out, filterShape.at(-1)!];
    const [xs, ws] = [toArray(x), toArray(filter)];
    const biases = attributes.bias && toArray(attributes.bias);
    const values = collect(arithmetic, sizeOf(shape), (add) => {
      // A sum begins with its bias.
      if (biases) for (let k = 0; k < sizeOf(shape); k++) add(k, biases[k % biases.length]!, 1);
      eachProduct(plan, (i, j, k) => add(k, xs[i]!, ws[j]!));
    });
    return { shape, values };
  };
  const backward = (inputShape: Shape, filter: Tensor, filterShape: Shape, dy: Tensor, attributes: Conv): Result => {
    const plan = planOf(inputShape, filterShape, attributes, spatial(dy.shape));
    const [ys, ws] = [toArray(dy), toArray(filter)];
    const values = collect(arithmetic, sizeOf(inputShape), (add) => eachProduct(plan, (i, j, k) => add(i, ws[j]!, ys[k]!)));
    return { shape: [...inputShape], values };
  };
  const ofFilter = (x: Tensor, filterShape: Shape, dy: Tensor, attributes: Conv): Result => {
    const plan = planOf(x.shape, filterShape, attributes, spatial(dy.shape));
    const [xs, ys] = [toArray(x), toArray(dy)];
    const values = collect(arithmetic, sizeOf(filterShape), (add) => eachProduct(plan, (i, j, k) => add(j, xs[i]!, ys[k]!)));
    return { shape: [...filterShape], values };
  };
  return {
    conv: (x: Tensor, filter: Tensor, attributes: Conv) => forward(x, filter, filter.shape, attributes),
    depthwiseConv: (x: Tensor, filter: Tensor, attributes: GridAttributes) => forward(x, filter, ...asGroups(filter.shape, attributes)),
    convTranspose: (y: Tensor, filter: Tensor, attributes: Required<ConvTransposeAttributes>) => {
      const { strides, dilations, padding, outputPadding, groups } = attributes;
      const sizes = spatial(y.shape).map((m, i) => {
        const span = (filter.shape[i]! - 1) * dilations[i]! + 1;
        const pads = typeof padding === 'string' ? [0, 0] : padding[i]!;
        const whole = padding === 'same' || padding === 'same-lower' ? 1 : span - pads[0]! - pads[1]!;
        return (m - 1) * strides[i]! + whole + outputPadding[i]!;
      });
      return backward([y.shape[0]!, ...sizes, filter.shape.at(-2)! * groups], filter, filter.shape, y, attributes);
    },
    convInputGradient: (inputShape: Shape, filter: Tensor, dy: Tensor, attributes: Conv) =>
      backward(inputShape, filter, filter.shape, dy, attributes),
    convFilterGradient: (x: Tensor, filterShape: Shape, dy: Tensor, attributes: Conv) => ofFilter(x, filterShape, dy, attributes),
    depthwiseConvInputGradient: (inputShape: Shape, filter: Tensor, dy: Tensor, attributes: GridAttributes) => {
      const [shape, grouped] = asGroups(filter.shape, attributes);
      return backward(inputShape, filter, shape, dy, grouped);
    },
    depthwiseConvFilterGradient: (x: Tensor, filterShape: Shape, dy: Tensor, attributes: GridAttributes) => {
      const [shape, grouped] = asGroups(filterShape, attributes);
      return { ...ofFilter(x, shape, dy, grouped), shape: [...filterShape] };
    },
  };
}
