import type { Check, Converted, Vector } from './vector.js';

type List = readonly number[];

/** Cases of TensorFlow's kernel tests, channels last. */
export function fromTensorFlow(v: Vector): Converted {
  const convert = rules[v.op];
  if (convert === undefined) throw new Error(`${v.id}: no rule for ${v.op}`);
  const found = fits(v) ? convert(v) : 'tensorflow: an empty result where no window fits';
  return typeof found === 'string' ? found : [{ ...found, expected: v.output('output') }];
}

/** Whether a window of a convolution without padding fits. */
function fits(v: Vector): boolean {
  if (!v.op.startsWith('Conv') || v.attrs['padding'] !== 'VALID') return true;
  const sizes = (v.optional('input')?.shape ?? (v.attrs['input_sizes'] as List)).slice(1, -1);
  const filter = v.optional('filter')?.shape ?? (v.attrs['filter_sizes'] as List);
  const dilations = v.attrs['dilations'] as List;
  return sizes.every((size, axis) => (filter[axis]! - 1) * dilations[axis]! + 1 <= size);
}

function paddingOf(v: Vector): unknown {
  const padding = v.attrs['padding'];
  if (padding === 'SAME') return 'same';
  if (padding === 'VALID') return 'valid';
  return padding;
}

function windowed(v: Vector): object {
  const dilations = v.attrs['dilations'] ?? v.attrs['rates'];
  return { strides: v.attrs['strides'], padding: paddingOf(v), ...(dilations === undefined ? {} : { dilations }) };
}

/** Windows given over all axes, or over the spatial ones alone. */
function pooled(v: Vector, rank: number): object | string {
  const [ksize, strides] = [v.attrs['ksize'] as List, v.attrs['strides'] as List];
  const padding = paddingOf(v);
  if (ksize.length === rank - 2) return { window: ksize, strides, padding };
  if (ksize[0] !== 1 || ksize.at(-1) !== 1) return 'tensorflow: windows over channels';
  const inner = Array.isArray(padding) ? (padding as unknown[]).slice(1, -1) : padding;
  return { window: ksize.slice(1, -1), strides: strides.slice(1, -1), padding: inner };
}

type Call = Omit<Check, 'expected'>;

function pool(op: 'maxPool' | 'averagePool'): (v: Vector) => Call | string {
  return (v) => {
    const x = v.input('input');
    const attributes = pooled(v, x.shape.length);
    return typeof attributes === 'string' ? attributes : { op, args: [x, attributes] };
  };
}

function conv(v: Vector): Call {
  return { op: 'conv', args: [v.input('input'), v.input('filter'), windowed(v)] };
}

function patches(v: Vector): Call {
  return { op: 'extractPatches', args: [v.input('images'), { ...windowed(v), window: v.attrs['ksizes'] }] };
}

const rules: Readonly<Record<string, (v: Vector) => Call | string>> = {
  Conv2D: conv,
  Conv3D: conv,
  Conv2DBackpropFilter: (v) => ({
    op: 'convFilterGradient',
    args: [v.input('input'), v.attrs['filter_sizes'], v.input('out_backprop'), windowed(v)],
  }),
  Conv2DBackpropInput: (v) => ({
    op: 'convInputGradient',
    args: [v.attrs['input_sizes'], v.input('filter'), v.input('out_backprop'), windowed(v)],
  }),
  DepthwiseConv2dNative: (v) => ({ op: 'depthwiseConv', args: [v.input('input'), v.input('filter'), windowed(v)] }),
  SeparableConv2D: (v) => ({
    op: 'separableConv',
    args: [v.input('input'), v.input('depthwise_filter'), v.input('pointwise_filter'), windowed(v)],
  }),
  AvgPool: pool('averagePool'),
  AvgPool3D: pool('averagePool'),
  MaxPool: pool('maxPool'),
  MaxPool3D: pool('maxPool'),
  MaxPoolGrad: (v) => ({
    op: 'maxPoolGradient',
    args: [v.input('input'), v.input('out_backprop'), { ...windowed(v), window: v.attrs['ksize'] }],
  }),
  Dilation2D: (v) => ({ op: 'morphologicalDilation', args: [v.input('input'), v.input('filter'), windowed(v)] }),
  Erosion2D: (v) => ({ op: 'morphologicalErosion', args: [v.input('input'), v.input('filter'), windowed(v)] }),
  SpaceToBatch: (v) => ({ op: 'spaceToBatch', args: [v.input('input'), { blockShape: square(v), paddings: v.attrs['paddings'] }] }),
  BatchToSpace: (v) => ({ op: 'batchToSpace', args: [v.input('input'), { blockShape: square(v), crops: v.attrs['crops'] }] }),
  SpaceToBatchND: (v) => ({
    op: 'spaceToBatch',
    args: [v.input('input'), { blockShape: v.attrs['block_shape'], paddings: v.attrs['paddings'] }],
  }),
  BatchToSpaceND: (v) => ({
    op: 'batchToSpace',
    args: [v.input('input'), { blockShape: v.attrs['block_shape'], crops: v.attrs['crops'] }],
  }),
  DepthToSpace: (v) => ({ op: 'depthToSpace', args: [v.input('input'), { blockSize: v.attrs['block_size'] }] }),
  SpaceToDepth: (v) => ({ op: 'spaceToDepth', args: [v.input('input'), { blockSize: v.attrs['block_size'] }] }),
  ExtractImagePatches: patches,
  ExtractVolumePatches: patches,
};

function square(v: Vector): List {
  const size = v.attrs['block_size'] as number;
  return [size, size];
}
