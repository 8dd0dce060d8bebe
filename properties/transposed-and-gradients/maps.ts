/** Transposed convolution and the gradients, as maps that are linear in what comes from above. */
import type { Draw } from '../../src/draw/draw.js';
import {
  drawConvGradient,
  type GradientAttributes,
  type GradientCase,
  type GradientConstraints,
} from '../../src/ops/convolution/gradient-case.js';
import { drawAverageGradient, drawMaxGradient } from '../../src/ops/pooling/pool-gradient-case.js';
import { drawTransposed } from '../../src/ops/convolution/transposed-case.js';
import type { BoundOps, Operand, Source } from '../../src/law.js';
import type { OpName } from '../../src/ops/index.js';
import type { Shape, Tensor } from '../../src/tensor.js';
import { backpropagation, deconvolutionNote, tensorflowDepthwise, torchConvTranspose } from '../conv-geometry/sources.js';

/** All that a map takes besides the gradient from above. */
export interface MapOperands {
  readonly x?: Operand | undefined;
  readonly filter?: Operand | undefined;
  readonly inputShape: Shape;
  readonly filterShape: Shape;
  readonly attributes: GradientAttributes;
}

export interface LinearMap<Name extends string> {
  /** Begins the ids of its laws. */
  readonly name: Name;
  /** In equations, a function of the gradient from above. */
  readonly symbol: string;
  readonly op: OpName;
  /** Whether the result is like the input or like the filter. */
  readonly result: 'input' | 'filter';
  readonly sources: readonly Source[];
  readonly draw: (d: Draw, constraints?: GradientConstraints) => GradientCase;
  readonly apply: (t: BoundOps, on: MapOperands, dy: Operand) => Promise<Tensor>;
}

/** An operand that the map's cases always have. */
function present(operand: Operand | undefined): Operand {
  if (operand === undefined) throw new TypeError('the case of a map has every operand that the map takes');
  return operand;
}

export const transpose: LinearMap<'transpose'> = {
  name: 'transpose',
  symbol: 'T',
  op: 'convTranspose',
  result: 'input',
  sources: [torchConvTranspose, deconvolutionNote],
  draw: (d, constraints) => drawTransposed(d, constraints),
  apply: (t, on, dy) => t.convTranspose(dy, present(on.filter), on.attributes),
};

export const inputGradient: LinearMap<'input-gradient'> = {
  name: 'input-gradient',
  symbol: 'dx',
  op: 'convInputGradient',
  result: 'input',
  sources: [backpropagation],
  draw: (d, constraints) => drawConvGradient(d, 'conv', ['filter'], constraints),
  apply: (t, on, dy) => t.convInputGradient(on.inputShape, present(on.filter), dy, on.attributes),
};

export const filterGradient: LinearMap<'filter-gradient'> = {
  name: 'filter-gradient',
  symbol: 'dw',
  op: 'convFilterGradient',
  result: 'filter',
  sources: [backpropagation],
  draw: (d, constraints) => drawConvGradient(d, 'conv', ['x'], constraints),
  apply: (t, on, dy) => t.convFilterGradient(present(on.x), on.filterShape, dy, on.attributes),
};

export const depthwiseInputGradient: LinearMap<'depthwise-input-gradient'> = {
  name: 'depthwise-input-gradient',
  symbol: 'depthwise dx',
  op: 'depthwiseConvInputGradient',
  result: 'input',
  sources: [backpropagation, tensorflowDepthwise],
  draw: (d, constraints) => drawConvGradient(d, 'depthwise', ['filter'], constraints),
  apply: (t, on, dy) => t.depthwiseConvInputGradient(on.inputShape, present(on.filter), dy, on.attributes),
};

export const depthwiseFilterGradient: LinearMap<'depthwise-filter-gradient'> = {
  name: 'depthwise-filter-gradient',
  symbol: 'depthwise dw',
  op: 'depthwiseConvFilterGradient',
  result: 'filter',
  sources: [backpropagation, tensorflowDepthwise],
  draw: (d, constraints) => drawConvGradient(d, 'depthwise', ['x'], constraints),
  apply: (t, on, dy) => t.depthwiseConvFilterGradient(present(on.x), on.filterShape, dy, on.attributes),
};

export const averagePoolGradient: LinearMap<'average-pool-gradient'> = {
  name: 'average-pool-gradient',
  symbol: 'average pool dx',
  op: 'averagePoolGradient',
  result: 'input',
  sources: [backpropagation],
  draw: drawAverageGradient,
  apply: (t, on, dy) => t.averagePoolGradient(on.inputShape, dy, on.attributes),
};

export const maxPoolGradient: LinearMap<'max-pool-gradient'> = {
  name: 'max-pool-gradient',
  symbol: 'max pool dx',
  op: 'maxPoolGradient',
  result: 'input',
  sources: [backpropagation],
  draw: drawMaxGradient,
  apply: (t, on, dy) => t.maxPoolGradient(present(on.x), dy, on.attributes),
};
