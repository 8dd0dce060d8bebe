/** Each op as layers of TensorFlow.js, in both data formats. */
import { unsupported } from '../../library.js';
import type { Shape } from '../../tensor.js';
import { requireFinite } from '../shared/require-finite.js';
import { call, gradient, variable, type Expression, type LayerExpression, type Options } from '../tfjs/expression.js';
import { each, type Request, type Requests } from '../tfjs/request.js';
import { padWord, short, type GivenWindows } from '../tfjs/windows.js';

interface ConvWindows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: GivenWindows['padding'];
}

interface PoolWindows extends ConvWindows {
  readonly window: readonly number[];
  readonly ceilMode: boolean;
}

const dy = variable('dy');
const filter = variable('filter');
const wordsAlone = "a layer's padding is 'valid' or 'same'";

/** Where a layer has the channels of its tensors. */
type Format = 'channelsLast' | 'channelsFirst';

const formats: Readonly<Record<string, Format>> = { 'channels last': 'channelsLast', 'channels first': 'channelsFirst' };

/** One application of a layer. */
interface Applied {
  readonly layer: LayerExpression;
  readonly channelsFirst: boolean;
  readonly rank: number;
}

/** The axes that bring channels first; the last axis goes to the second place. */
function toFirst(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => (axis === 0 ? 0 : axis === 1 ? rank - 1 : axis - 1));
}

function toLast(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => (axis === 0 ? 0 : axis === rank - 1 ? 1 : axis + 1));
}

function resultOf({ layer, channelsFirst, rank }: Applied): Expression {
  return channelsFirst ? call('transpose', layer, toLast(rank)) : layer;
}

/**
 * A layer in a data format.
 *
 * @param input name of the variable that it is applied to
 */
function applied(
  name: string,
  configuration: Options,
  input: string,
  rank: number,
  weights: readonly Expression[],
  dataFormat: Format | undefined,
): Applied {
  const x = variable(input);
  const channelsFirst = dataFormat === 'channelsFirst';
  return {
    layer: {
      kind: 'layer',
      name,
      configuration: { ...configuration, dataFormat },
      input: channelsFirst ? call('transpose', x, toFirst(rank)) : x,
      weights,
    },
    channelsFirst,
    rank,
  };
}

/** The word for a padding; the case is refused where there is none. */
function word(shape: Shape, kernel: Shape, a: ConvWindows): string {
  return padWord({ sizes: shape.slice(1, -1), kernel, strides: a.strides, dilations: a.dilations, padding: a.padding });
}

function convLayer(format: Format, shape: Shape, filterShape: Shape, a: ConvWindows): Applied {
  const rank = shape.length;
  const kernelSize = filterShape.slice(0, -2);
  const configuration = {
    filters: filterShape.at(-1)!,
    kernelSize,
    strides: short(a.strides, rank - 2),
    padding: word(shape, kernelSize, a),
    dilationRate: short(a.dilations, rank - 2),
    useBias: false,
  };
  return applied(`conv${rank - 2}d`, configuration, 'x', rank, [filter], format);
}

function depthwiseLayer(format: Format, shape: Shape, filterShape: Shape, a: ConvWindows): Applied {
  const kernelSize = filterShape.slice(0, -2);
  const configuration = {
    kernelSize,
    depthMultiplier: filterShape.at(-1)!,
    strides: short(a.strides, 2),
    padding: word(shape, kernelSize, a),
    dilationRate: short(a.dilations, 2),
    useBias: false,
  };
  return applied('depthwiseConv2d', configuration, 'x', shape.length, [filter], format);
}

function poolLayer(format: Format, type: 'max' | 'average', shape: Shape, a: PoolWindows): Applied {
  const rank = shape.length;
  if (a.ceilMode || a.dilations.length !== rank - 2 || a.dilations.some((dilation) => dilation !== 1))
    throw unsupported('pooling layers have no dilations and no rounding mode');
  const configuration = { poolSize: a.window, strides: a.strides, padding: word(shape, a.window, a) };
  if (rank === 3 && format === 'channelsFirst') throw unsupported('the pooling layers of one dimension have no data format');
  return applied(`${type}Pooling${rank - 2}d`, configuration, 'x', rank, [], rank === 3 ? undefined : format);
}

/** The size that a layer of transposed convolutions gives: it takes no size and no output padding. */
function transposedSize(size: number, stride: number, kernel: number, padding: string): number {
  return padding === 'same' ? size * stride : size * stride + Math.max(kernel - stride, 0);
}

function transposeLayer(
  format: Format,
  y: Shape,
  filterShape: Shape,
  a: ConvWindows & { readonly outputPadding: readonly number[] },
): Applied {
  const rank = y.length;
  const kernelSize = filterShape.slice(0, -2);
  if (typeof a.padding !== 'string') throw unsupported(wordsAlone);
  const padding = a.padding;
  y.slice(1, -1).forEach((size, axis) => {
    const [stride, kernel] = [a.strides[axis]!, kernelSize[axis]!];
    const smallest = padding === 'same' ? (size - 1) * stride + 1 : (size - 1) * stride + kernel;
    const given = transposedSize(size, stride, kernel, padding);
    if (given !== smallest + a.outputPadding[axis]!) throw unsupported('a layer of transposed convolutions chooses its size itself');
  });
  const configuration = { filters: filterShape.at(-2)!, kernelSize, strides: short(a.strides, rank - 2), padding, useBias: false };
  return applied(`conv${rank - 2}dTranspose`, configuration, 'y', rank, [filter], format);
}

function inputGradient(layer: Applied): Expression {
  return gradient(resultOf(layer), 'x', 'dy');
}

function weightGradient({ layer, channelsFirst, rank }: Applied): Expression {
  return { kind: 'weightGradient', of: layer, dy: channelsFirst ? call('transpose', dy, toFirst(rank)) : dy };
}

function padLayer(format: Format, paddings: readonly (readonly number[])[], value: number): Applied {
  const spatial = paddings.slice(1, -1);
  if (value !== 0) throw unsupported('tf.layers.zeroPadding2d pads with zeros');
  if (spatial.flat().every((pad) => pad >= 0)) return applied('zeroPadding2d', { padding: spatial }, 'x', 4, [], format);
  if (!spatial.flat().every((pad) => pad <= 0)) throw unsupported('a layer pads or crops, not both');
  return applied('cropping2D', { cropping: spatial.map((pair) => pair.map((pad) => 0 - pad)) }, 'x', 4, [], format);
}

function resizeLayer(format: Format, shape: Shape, size: readonly number[], mode: string): Applied {
  const factors = size.map((to, axis) => to / shape[axis + 1]!);
  if (!factors.every(Number.isInteger)) throw unsupported('tf.layers.upSampling2d multiplies sizes by integers');
  return applied('upSampling2d', { size: factors, interpolation: mode }, 'x', 4, [], format);
}

const request = (tensors: Request['tensors'], expression: Expression): Request => ({ tensors, expression });

export const requests: Requests = {
  conv: each(formats, (format, x, filters, a) => request({ x, filter: filters }, resultOf(convLayer(format, x.shape, filters.shape, a)))),
  depthwiseConv: each(formats, (format, x, filters, a) =>
    request({ x, filter: filters }, resultOf(depthwiseLayer(format, x.shape, filters.shape, a))),
  ),
  separableConv: each(formats, (format, x, depthwiseFilter, pointwiseFilter, a) => {
    const kernelSize = depthwiseFilter.shape.slice(0, -2);
    const configuration = {
      filters: pointwiseFilter.shape.at(-1)!,
      kernelSize,
      depthMultiplier: depthwiseFilter.shape.at(-1)!,
      strides: short(a.strides, 2),
      padding: word(x.shape, kernelSize, a),
      dilationRate: short(a.dilations, 2),
      useBias: false,
    };
    const weights = [variable('depthwiseFilter'), variable('pointwiseFilter')];
    return request({ x, depthwiseFilter, pointwiseFilter }, resultOf(applied('separableConv2d', configuration, 'x', 4, weights, format)));
  }),
  convTranspose: each(formats, (format, y, filters, a) =>
    request({ y, filter: filters }, resultOf(transposeLayer(format, y.shape, filters.shape, a))),
  ),
  convInputGradient: each(formats, (format, shape, filters, given, a) =>
    request({ x: shape, filter: filters, dy: given }, inputGradient(convLayer(format, shape, filters.shape, a))),
  ),
  convFilterGradient: each(formats, (format, x, shape, given, a) =>
    request({ x, filter: shape, dy: given }, weightGradient(convLayer(format, x.shape, shape, a))),
  ),
  depthwiseConvInputGradient: each(formats, (format, shape, filters, given, a) =>
    request({ x: shape, filter: filters, dy: given }, inputGradient(depthwiseLayer(format, shape, filters.shape, a))),
  ),
  depthwiseConvFilterGradient: each(formats, (format, x, shape, given, a) =>
    request({ x, filter: shape, dy: given }, weightGradient(depthwiseLayer(format, x.shape, shape, a))),
  ),
  maxPool: each(formats, (format, x, a) => request({ x }, resultOf(poolLayer(format, 'max', x.shape, a)))),
  averagePool: each(formats, (format, x, a) => request({ x }, resultOf(poolLayer(format, 'average', x.shape, a)))),
  maxPoolGradient: each(formats, (format, x, given, a) => request({ x, dy: given }, inputGradient(poolLayer(format, 'max', x.shape, a)))),
  averagePoolGradient: each(formats, (format, shape, given, a) =>
    request({ x: shape, dy: given }, inputGradient(poolLayer(format, 'average', shape, a))),
  ),
  pad: each(formats, (format, x, { paddings, value }) => request({ x }, resultOf(padLayer(format, paddings, value)))),
  resize: each(formats, (format, x, { size, mode }) => {
    if (mode === 'bilinear') requireFinite(x);
    return request({ x }, resultOf(resizeLayer(format, x.shape, size, mode)));
  }),
};
