/** convnetjs as a library: its convolutional, pooling and fully connected layers, forward and backward. */
import { explicitPads, validSize, type Padding } from '../../geometry.js';
import { unsupported, type OpLimits, type TensorLibrary } from '../../library.js';
import { float64 } from '../../precision.js';
import { allocate, fromData, sizeOf, toArray, type Shape, type Tensor } from '../../tensor.js';
import { sourcedLibrary } from '../shared/sourced.js';
import { hasTies } from '../shared/ties.js';
import type { Convnet } from './api.js';
import { layerCall } from './layers.js';

interface Windows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

const square = 'a layer of convnetjs has one stride and one pad for both axes, and no dilation';

/** The options of a layer for windows of `kernel` on inputs of `shape [batch, sy, sx, depth]`. */
function optionsOf(shape: Shape, kernel: readonly number[], { strides, dilations, padding }: Windows): Record<string, number> {
  if (shape.length !== 4 || [kernel, strides, dilations].some(({ length }) => length !== 2))
    throw unsupported('a Vol has two spatial axes');
  if (dilations.some((dilation) => dilation !== 1) || strides[0] !== strides[1]) throw unsupported(square);
  if (typeof padding !== 'string' && padding.length !== 2) throw unsupported(square);
  const pads = explicitPads(padding, shape.slice(1, -1), kernel, strides, dilations).flat();
  if (pads.some((pad) => pad !== pads[0])) throw unsupported(square);
  return { sx: kernel[1]!, sy: kernel[0]!, stride: strides[0]!, pad: pads[0]!, in_sx: shape[2]!, in_sy: shape[1]!, in_depth: shape[3]! };
}

/** A gradient is laid into the volume that a layer returned: one of another shape cannot be given. */
function fits(options: Record<string, number>, dy: Tensor, batch: number, depth: number): void {
  const out = (size: number, kernel: number): number => validSize(size + 2 * options['pad']!, kernel, options['stride']!, 1);
  const expected = [batch, out(options['in_sy']!, options['sy']!), out(options['in_sx']!, options['sx']!), depth];
  if (dy.shape.length !== 4 || dy.shape.some((size, axis) => size !== expected[axis]))
    throw unsupported('the gradient has the shape of the output');
}

function zeros(shape: Shape): Tensor {
  return fromData(allocate(sizeOf(shape), 'float64'), [...shape]);
}

/** No layer of convnetjs looks at its options, and none is said to: numbers go into the loops as they are. */
const validates = false;

const windows = {
  spatialAxes: [2],
  unequalStrides: false,
  dilations: false,
  unevenPadding: false,
  unequalPadding: false,
  emptyTensors: false,
  validates,
  reason: `${square}; no layer checks its options`,
} as const satisfies OpLimits;

export function convnetLibrary(convnet: Convnet): TensorLibrary {
  const filters = (x: Shape, filter: Shape, groups: number): Record<string, number> => {
    if (filter.length !== 4 || groups !== 1) throw unsupported('a ConvLayer has no groups');
    // A layer makes its own filters, for the volumes that it is told of.
    if (filter[2] !== x[3]) throw unsupported('the filters of a ConvLayer have the depth of its input');
    return { filters: filter[3]! };
  };
  return sourcedLibrary({
    name: 'convnetjs',
    precision: float64,
    preamble: ["import convnetjs from 'convnetjs';"],
    limits: {
      conv: { ...windows, groups: false },
      convInputGradient: { ...windows, groups: false },
      convFilterGradient: { ...windows, groups: false },
      maxPool: { ...windows, ceilMode: [false] },
      maxPoolGradient: { ...windows, ceilMode: [false] },
      matmul: { ranks: [2], emptyTensors: false, validates, reason: 'a FullyConnLayer takes one volume and one filter a neuron' },
    },
    ops: {
      conv: (x, filter, a) => {
        const options = { ...optionsOf(x.shape, filter.shape.slice(0, -2), a), ...filters(x.shape, filter.shape, a.groups) };
        return layerCall(convnet, { kind: 'ConvLayer', options, x, filter, want: 'y' });
      },
      convInputGradient: (shape, filter, dy, a) => {
        const options = { ...optionsOf(shape, filter.shape.slice(0, -2), a), ...filters(shape, filter.shape, a.groups) };
        fits(options, dy, shape[0]!, filter.shape[3]!);
        return layerCall(convnet, { kind: 'ConvLayer', options, x: zeros(shape), filter, dy, want: 'dx' });
      },
      convFilterGradient: (x, shape, dy, a) => {
        const options = { ...optionsOf(x.shape, shape.slice(0, -2), a), ...filters(x.shape, shape, a.groups) };
        fits(options, dy, x.shape[0]!, shape[3]!);
        return layerCall(convnet, { kind: 'ConvLayer', options, x, filter: zeros(shape), dy, want: 'dw' });
      },
      maxPool: (x, a) => layerCall(convnet, { kind: 'PoolLayer', options: optionsOf(x.shape, a.window, a), x, want: 'y' }),
      maxPoolGradient: (x, dy, a) => {
        const options = optionsOf(x.shape, a.window, a);
        fits(options, dy, x.shape[0]!, x.shape[3]!);
        if (hasTies(x, a)) throw unsupported('which of equal maxima takes the gradient is not documented');
        return layerCall(convnet, { kind: 'PoolLayer', options, x, dy, want: 'dx' });
      },
      matmul: (a, b) => {
        const [rows, inner] = a.shape as [number, number];
        const [height, columns] = b.shape as [number, number];
        if (a.shape.length !== 2 || b.shape.length !== 2) throw unsupported('a FullyConnLayer takes a list of inputs');
        if (height !== inner) throw unsupported('the filters of a FullyConnLayer have the size of its input');
        const { run, source } = layerCall(convnet, {
          kind: 'FullyConnLayer',
          options: { num_neurons: columns, in_sx: 1, in_sy: 1, in_depth: height },
          x: fromData(Float64Array.from(toArray(a)), [rows, 1, 1, inner]),
          filter: fromData(Float64Array.from(toArray(b)), [1, 1, height, columns]),
          want: 'y',
        });
        return { run: () => fromData(run().data, [rows, columns]), source };
      },
    },
  });
}
