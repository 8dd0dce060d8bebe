import { at, every, fromIndex, type Grid } from '../definitions/grid.js';
import { channelsLast, reshape, shapeLast, transpose, withoutBias, type Check, type Converted, type Vector } from './vector.js';

type List = readonly number[];

/** Cases of PyTorch, channels first. */
export function fromTorch(v: Vector): Converted {
  const family = v.op.replace(/[123]d/, '');
  const convert = families[family.startsWith('pad_') ? 'pad' : family];
  if (convert === undefined) throw new Error(`${v.id}: no rule for ${v.op}`);
  return convert(v);
}

/** `[out, in, ...kernel]` to `[...kernel, in, out]`; also a transposed one's `[in, out, ...kernel]` to `[...kernel, out, in]`. */
function filterLast(w: Grid): Grid {
  return transpose(w, [...w.shape.slice(2).map((_, i) => i + 2), 1, 0]);
}

function windowed({ attrs }: Vector): { strides: List; dilations?: List; padding: unknown } {
  const padding = attrs['padding'];
  return {
    strides: attrs['strides'] as List,
    ...(attrs['dilations'] === undefined ? {} : { dilations: attrs['dilations'] as List }),
    padding: Array.isArray(padding) ? (padding as List).map((pad) => [pad, pad]) : (padding ?? 'valid'),
  };
}

function convolved(v: Vector): object {
  return { ...windowed(v), groups: v.attrs['groups'] };
}

function pooled(v: Vector): object {
  return { ...windowed(v), window: v.attrs['kernel'], ceilMode: v.attrs['ceil_mode'] };
}

function averaged(v: Vector): object {
  return { ...pooled(v), countPadding: v.attrs['count_include_pad'] };
}

/** The beginning of every axis. */
function cropped(x: Grid, shape: List): Grid {
  return fromIndex(shape, (index) => at(x, index)!);
}

/** A mean with a divisor of its own is a depthwise convolution with ones, divided; a convolution has no ceil mode. */
function scaledSum(v: Vector, sizes: List, y: Grid): { filter: Grid; times: (g: Grid) => Grid } | string {
  const kernel = v.attrs['kernel'] as List;
  const out = outSizes(sizes, v);
  if (out.some((size, axis) => size !== y.shape[axis + 1])) return 'torch: a divisor of its own in ceil mode';
  const channels = y.shape.at(-1)!;
  const divisor = v.attrs['divisor_override'] as number;
  return {
    filter: fromIndex([...kernel, channels, 1], () => 1),
    times: (g) => ({ shape: g.shape, values: g.values.map((value) => value * divisor) }),
  };
}

/** Whether the windows cover an axis without remainder or overlap, so that adaptive windows are plain ones. */
function adaptive(v: Vector, op: 'maxPool' | 'averagePool'): Converted {
  const x = channelsLast(v.input('x'));
  const sizes = x.shape.slice(1, -1);
  const out = v.attrs['output_size'] as List;
  if (sizes.some((size, axis) => size % out[axis]! !== 0)) return 'torch: adaptive windows of different sizes';
  const window = sizes.map((size, axis) => size / out[axis]!);
  return [{ op, args: [x, { window, strides: window }], expected: channelsLast(v.output('y')) }];
}

/** The filter that copies each tap and channel to a channel of its own: `[...kernel, channels, prod(kernel) * channels]`. */
function patchFilter(kernel: List, channels: number): Grid {
  const taps = every(kernel).map((tap) => tap.join());
  return fromIndex([...kernel, channels, taps.length * channels], (index) => {
    const tap = taps.indexOf(index.slice(0, -2).join());
    return index.at(-1) === tap * channels + index.at(-2)! ? 1 : 0;
  });
}

/** `[N, channels * taps, windows]` to `[N, ...out, taps * channels]` */
function patchesLast(y: Grid, channels: number, out: List): Grid {
  const [n, depth, windows] = y.shape as [number, number, number];
  const split = reshape(y, [n, channels, depth / channels, windows]);
  return reshape(transpose(split, [0, 3, 2, 1]), [n, ...out, depth]);
}

function outSizes(sizes: List, v: Vector): number[] {
  const [kernel, strides, padding] = ['kernel', 'strides', 'padding'].map((name) => v.attrs[name] as List);
  const dilations = (v.attrs['dilations'] as List | undefined) ?? sizes.map(() => 1);
  return sizes.map((size, axis) =>
    Math.floor((size + 2 * padding![axis]! - dilations[axis]! * (kernel![axis]! - 1) - 1) / strides![axis]! + 1),
  );
}

const families: Readonly<Record<string, (v: Vector) => Converted>> = {
  conv: (v) => {
    const expected = withoutBias(channelsLast(v.output('y')), v.optional('b'));
    return [{ op: 'conv', args: [channelsLast(v.input('x')), filterLast(v.input('w')), convolved(v)], expected }];
  },
  conv_grad: (v) => {
    const [x, w, dy] = [channelsLast(v.input('x')), filterLast(v.input('w')), channelsLast(v.input('dy'))];
    return [
      { op: 'convInputGradient', args: [x.shape, w, dy, convolved(v)], expected: channelsLast(v.output('dx')) },
      { op: 'convFilterGradient', args: [x, w.shape, dy, convolved(v)], expected: filterLast(v.output('dw')) },
    ];
  },
  conv_transpose: (v) => {
    const expected = withoutBias(channelsLast(v.output('y')), v.optional('b'));
    const attributes = { ...convolved(v), outputPadding: v.attrs['output_padding'] };
    return [{ op: 'convTranspose', args: [channelsLast(v.input('x')), filterLast(v.input('w')), attributes], expected }];
  },
  conv_transpose_grad: (v) => {
    const [x, w] = [channelsLast(v.input('x')), filterLast(v.input('w'))];
    const [strides, dilations, pads] = [v.attrs['strides'] as List, v.attrs['dilations'] as List, v.attrs['padding'] as List];
    // Windows back as many as there were: output padding beyond them is cut off, and what they read beyond it is padding.
    const whole = channelsLast(v.input('dy'));
    const reach = pads.map((pad, axis) => (x.shape[axis + 1]! - 1) * strides[axis]! + (w.shape[axis]! - 1) * dilations[axis]! + 1 - pad);
    const dy = cropped(whole, [whole.shape[0]!, ...reach.map((size, axis) => Math.min(size, whole.shape[axis + 1]!)), whole.shape.at(-1)!]);
    const padding = pads.map((pad, axis) => [pad, reach[axis]! - dy.shape[axis + 1]!]);
    const attributes = { ...convolved(v), padding };
    return [
      { op: 'conv', args: [dy, w, attributes], expected: channelsLast(v.output('dx')) },
      { op: 'convFilterGradient', args: [dy, w.shape, x, attributes], expected: filterLast(v.output('dw')) },
    ];
  },
  max_pool: (v) => [{ op: 'maxPool', args: [channelsLast(v.input('x')), pooled(v)], expected: channelsLast(v.output('y')) }],
  max_pool_grad: (v) => [
    {
      op: 'maxPoolGradient',
      args: [channelsLast(v.input('x')), channelsLast(v.input('dy')), pooled(v)],
      expected: channelsLast(v.output('dx')),
    },
  ],
  avg_pool: (v) => {
    const [x, y] = [channelsLast(v.input('x')), channelsLast(v.output('y'))];
    if (typeof v.attrs['divisor_override'] !== 'number') return [{ op: 'averagePool', args: [x, averaged(v)], expected: y }];
    const sum = scaledSum(v, x.shape.slice(1, -1), y);
    if (typeof sum === 'string') return sum;
    return [{ op: 'depthwiseConv', args: [x, sum.filter, windowed(v)], expected: sum.times(y) }];
  },
  avg_pool_grad: (v) => {
    const [shape, dy, expected] = [shapeLast(v.input('x').shape), channelsLast(v.input('dy')), channelsLast(v.output('dx'))];
    if (typeof v.attrs['divisor_override'] !== 'number') {
      return [{ op: 'averagePoolGradient', args: [shape, dy, averaged(v)], expected }];
    }
    const sum = scaledSum(v, shape.slice(1, -1), dy);
    if (typeof sum === 'string') return sum;
    return [{ op: 'depthwiseConvInputGradient', args: [shape, sum.filter, dy, windowed(v)], expected: sum.times(expected) }];
  },
  adaptive_avg_pool: (v) => adaptive(v, 'averagePool'),
  adaptive_max_pool: (v) => adaptive(v, 'maxPool'),
  pad: (v) => {
    const names: Readonly<Record<string, string>> = { constant: 'constant', reflect: 'reflect', replicate: 'edge', circular: 'wrap' };
    const paddings = v.attrs['pads'] as readonly (readonly [number, number])[];
    const mode = names[v.attrs['mode'] as string];
    if (mode !== 'constant' && paddings.flat().some((pad) => pad < 0)) return 'torch: negative pads that are not constant';
    const value = v.attrs['value'];
    const attributes = { paddings, mode, ...(value === undefined ? {} : { value }) };
    return [{ op: 'pad', args: [v.input('x'), attributes], expected: v.output('y') }];
  },
  lp_pool: (v) => {
    const [kernel, strides] = [v.attrs['kernel'] as List, v.attrs['strides'] as List];
    const [x, y] = [channelsLast(v.input('x')), channelsLast(v.output('y'))];
    const overhangs = kernel.some((size, axis) => (y.shape[axis + 1]! - 1) * strides[axis]! + size > x.shape[axis + 1]!);
    if (overhangs) return 'torch: rescaled overhang of an lp pool';
    const p = v.attrs['p'] as number;
    if (p % 2 === 1 && x.values.some((value) => value < 0)) return 'torch: no absolute value in an odd power';
    return [{ op: 'lpPool', args: [x, { window: kernel, strides, p, ceilMode: v.attrs['ceil_mode'] }], expected: y }];
  },
  unfold: (v) => {
    const x = channelsLast(v.input('x'));
    const expected = patchesLast(v.output('y'), x.shape.at(-1)!, outSizes(x.shape.slice(1, -1), v));
    return [{ op: 'extractPatches', args: [x, { ...windowed(v), window: v.attrs['kernel'] }], expected }];
  },
  fold: (v) => {
    // The adjoint of patches, which are a convolution.
    const y = channelsLast(v.output('y'));
    const channels = y.shape.at(-1)!;
    const dy = patchesLast(v.input('x'), channels, outSizes(v.attrs['output_size'] as List, v));
    const args = [y.shape, patchFilter(v.attrs['kernel'] as List, channels), dy, windowed(v)];
    return [{ op: 'convInputGradient', args, expected: y } satisfies Check];
  },
  pixel_shuffle: (v) => shuffled(v, 'depthToSpace'),
  pixel_unshuffle: (v) => shuffled(v, 'spaceToDepth'),
};

function shuffled(v: Vector, op: 'depthToSpace' | 'spaceToDepth'): Converted {
  const attributes = { blockSize: v.attrs['factor'], mode: 'CRD' };
  return [{ op, args: [channelsLast(v.input('x')), attributes], expected: channelsLast(v.output('y')) }];
}
