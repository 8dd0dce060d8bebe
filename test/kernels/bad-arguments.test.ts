import { expect } from 'chai';
import { argumentCodes } from '../../src/argument-codes.js';
import * as k from '../../src/ops/kernels.js';
import type { WithSpaceToBatchAttributes } from '../../src/ops/index.js';
import { zeros } from '../../src/tensor.js';

const x = zeros([1, 4, 4, 2]);
const filter = zeros([2, 2, 2, 3]);
const dy = zeros([1, 3, 3, 3]);
const dilated = (attributes: WithSpaceToBatchAttributes): unknown => k.withSpaceToBatch(x, attributes, (y) => y);
const bad = (value: unknown): never => value as never;

/** A call, and what its message says. */
const calls: readonly (readonly [string, () => unknown, string])[] = [
  ['a value that is no tensor', () => k.conv(bad([1]), filter), 'conv: x is [1], but it must be an ndarray over'],
  ['null for a tensor', () => k.conv(bad(null), filter), 'conv: x is null, but it must be an ndarray over'],
  ['a number for a tensor', () => k.conv(x, bad(3)), 'conv: filter is 3, but it must be an ndarray over'],
  ['nothing for a tensor', () => k.conv(bad(undefined), filter), 'conv: x is undefined, but it must be an ndarray over'],
  ['a typed array without a shape', () => k.conv(x, bad({ data: new Float64Array(8) })), 'conv: filter is'],
  ['a bias of another length', () => k.conv(x, filter, { bias: zeros([2]) }), 'conv: bias.shape is [2], but it must be [3]'],
  ['a number for a bias', () => k.conv(x, filter, { bias: bad(1) }), 'conv: bias is 1, but it must be an ndarray'],
  [
    'an unknown activation',
    () => k.conv(x, filter, { activation: bad('softplus') }),
    "conv: activation is 'softplus', but it must be 'none', 'relu', 'relu6'",
  ],
  [
    'an unknown activation with parameters',
    () => k.conv(x, filter, { activation: bad({ kind: 'selu', alpha: 1 }) }),
    "conv: activation.kind is 'selu', but it must be 'leakyRelu', 'elu' or 'clip'",
  ],
  [
    'a slope above 1',
    () => k.conv(x, filter, { activation: { kind: 'leakyRelu', alpha: 1.5 } }),
    'conv: activation.alpha is 1.5, but it must be a number from 0 to 1',
  ],
  [
    'a slope that is left out',
    () => k.conv(x, filter, { activation: bad({ kind: 'leakyRelu' }) }),
    'conv: activation.alpha is undefined, but it must be a number from 0 to 1',
  ],
  [
    'an empty range',
    () => k.conv(x, filter, { activation: { kind: 'clip', min: 2, max: 1 } }),
    'conv: activation.max is 1, but it must be a number from 2 to',
  ],
  ['an epsilon below 0', () => k.layerNorm(x, { epsilon: -1 }), 'layerNorm: epsilon is -1, but it must be a finite number >= 0'],
  ['a window of no channels', () => k.lrn(x, { size: 0 }), 'lrn: size is 0, but it must be an integer >= 1'],
  ['nothing to divide by', () => k.lrn(x, { size: 1, k: 0 }), 'lrn: k is 0, but it must be a finite number > 0'],
  ['an axis that there is not', () => k.cumsum(x, { axis: 4 }), 'cumsum: axis is 4, but it must be an integer from 0 to 3'],
  ['a number for a flag of prefixes', () => k.cumsum(x, { exclusive: bad(1) }), 'cumsum: exclusive is 1, but it must be true or false'],
  ['null for attributes', () => k.conv(x, filter, bad(null)), 'conv: attributes is null, but it must be an object'],
  [
    'a mix of dtypes',
    () => k.conv(x, zeros([2, 2, 2, 3], 'float32')),
    "conv: filter.dtype is 'float32', but arguments must share a dtype, and x is float64",
  ],
  ['a wrong rank', () => k.conv(zeros([4, 2]), filter), 'conv: x.rank is 2, but it must be 3 to 5'],
  ['four spatial axes', () => k.conv(zeros([1, 2, 2, 2, 2, 1]), filter), 'conv: x.rank is 6, but it must be 3 to 5'],
  ['a filter of another rank', () => k.conv(x, zeros([2, 2, 3])), 'conv: filter.rank is 3, but it must be 4'],
  [
    'channels that differ',
    () => k.conv(x, zeros([2, 2, 3, 3])),
    'conv: filter.shape[2] is 3, but it must be the channels of x per group, 2 / 1',
  ],
  [
    'groups that do not divide the input',
    () => k.conv(x, filter, { groups: 3 }),
    'conv: groups is 3, but it must divide the 2 input channels',
  ],
  [
    'groups that do not divide the output',
    () => k.conv(x, zeros([2, 2, 1, 3]), { groups: 2 }),
    'conv: groups is 2, but it must divide the 3 output',
  ],
  ['no groups', () => k.conv(x, filter, { groups: 0 }), 'conv: groups is 0, but it must be an integer >= 1'],
  [
    'a dilation of 0',
    () => k.conv(x, filter, { dilations: [1, 0] }),
    'conv: dilations[1] is 0, but every dilation must be an integer >= 1',
  ],
  ['a negative stride', () => k.conv(x, filter, { strides: [-1, 1] }), 'conv: strides[0] is -1, but every stride must be an integer >= 1'],
  ['a fraction', () => k.conv(x, filter, { strides: [1, 1.5] }), 'conv: strides[1] is 1.5, but every stride must be an integer >= 1'],
  [
    'a list of another length',
    () => k.conv(x, filter, { strides: [1] }),
    'conv: strides is [1], but it must have one number per axis, 2 in all',
  ],
  ['a number for a list', () => k.conv(x, filter, { strides: bad(2) }), 'conv: strides is 2, but it must be a list of integers'],
  ['an unknown padding', () => k.conv(x, filter, { padding: bad('SAME') }), "conv: padding is 'SAME', but it must be 'valid', 'same'"],
  [
    'a negative pad',
    () =>
      k.conv(x, filter, {
        padding: [
          [0, -1],
          [0, 0],
        ],
      }),
    'conv: padding[0][1] is -1, but every entry must be an integer >= 0',
  ],
  [
    'pads of another length',
    () => k.conv(x, filter, { padding: [[0, 0]] }),
    'conv: padding is [[0, 0]], but it must have one pair per axis, 2 in all',
  ],
  [
    'a pad that is no pair',
    () => k.conv(x, filter, { padding: bad([1, 1]) }),
    'conv: padding[0] is 1, but every entry must be a [before, after] pair',
  ],
  [
    'a pad of three numbers',
    () =>
      k.conv(x, filter, {
        padding: bad([
          [1, 1, 1],
          [0, 0],
        ]),
      }),
    'conv: padding[0] is [1, 1, 1], but every entry must be a [before, after] pair',
  ],
  [
    'a fraction in the pads of a mode that crops too',
    () =>
      k.pad(
        x,
        bad({
          paddings: [
            [0, 0],
            [0.5, 0],
            [0, 0],
            [0, 0],
          ],
          mode: 'constant',
        }),
      ),
    'pad: paddings[1][0] is 0.5, but every entry must be an integer',
  ],
  [
    'a gradient of a rank more',
    () => k.maxPoolGradient(x, zeros([1, 3, 3, 2, 1]), { window: [2, 2] }),
    'maxPoolGradient: dy.shape is [1, 3, 3, 2, 1], but it must be [1, 3, 3, 2] for these arguments',
  ],
  [
    'no window that fits',
    () => k.conv(x, filter, { dilations: [4, 1] }),
    'conv: size of spatial axis 0 is 4, but a window of 2 cells at dilation 4 must fit',
  ],
  ['an empty kernel', () => k.conv(x, zeros([0, 2, 2, 3])), 'conv: kernel[0] is 0, but every kernel must have at least one cell'],
  ['attributes that are no object', () => k.conv(x, filter, bad(3)), 'conv: attributes is 3, but it must be an object'],
  [
    'an out of another shape',
    () => k.conv(x, filter, {}, zeros([1, 3, 3, 2])),
    'conv: out.shape is [1, 3, 3, 2], but it must be [1, 3, 3, 3]',
  ],
  [
    'an out of another dtype',
    () => k.conv(x, filter, {}, zeros([1, 3, 3, 3], 'float32')),
    "conv: out.dtype is 'float32', but the result is float64",
  ],
  ['an out that is not dense', () => k.conv(x, filter, {}, zeros([1, 3, 3, 3]).step(1, 1, 1, -1)), 'conv: out.stride is'],
  [
    'depthwise channels',
    () => k.depthwiseConv(x, zeros([2, 2, 3, 1])),
    'depthwiseConv: filter.shape[2] is 3, but it must be the channels of x, 2',
  ],
  [
    'a pointwise filter of two taps',
    () => k.separableConv(x, zeros([2, 2, 2, 1]), zeros([1, 2, 2, 3])),
    'separableConv: pointwiseFilter.shape[1] is 2',
  ],
  [
    'pointwise channels',
    () => k.separableConv(x, zeros([2, 2, 2, 2]), zeros([1, 1, 2, 3])),
    'separableConv: pointwiseFilter.shape[2] is 2, but it must be channels * multiplier, 4',
  ],
  ['a pointwise rank', () => k.separableConv(x, zeros([2, 2, 2, 1]), zeros([2, 3])), 'separableConv: pointwiseFilter.rank is 2'],
  [
    'channels of a transposed convolution',
    () => k.convTranspose(x, filter),
    'convTranspose: filter.shape[3] is 3, but it must be the channels of y, 2',
  ],
  [
    'a transposed convolution of no groups',
    () => k.convTranspose(dy, filter, { groups: 0 }),
    'convTranspose: groups is 0, but it must be an integer',
  ],
  ['half a group more', () => k.convTranspose(dy, filter, { groups: 1.5 }), 'convTranspose: groups is 1.5, but it must be an integer >= 1'],
  [
    'groups that do not divide what is transposed',
    () => k.convTranspose(dy, filter, { groups: 2 }),
    'convTranspose: groups is 2, but it must divide the 3 channels of y',
  ],
  ['a transposed filter of another rank', () => k.convTranspose(dy, zeros([2, 2, 3])), 'convTranspose: filter.rank is 3, but it must be 4'],
  ['a transposed stride of 0', () => k.convTranspose(dy, filter, { strides: [1, 0] }), 'convTranspose: strides[1] is 0, but every stride'],
  ['a negative output padding', () => k.convTranspose(dy, filter, { outputPadding: [0, -1] }), 'convTranspose: outputPadding[1] is -1'],
  [
    "output padding of a stride with 'same'",
    () => k.convTranspose(dy, filter, { padding: 'same', strides: [2, 2], outputPadding: [0, 2] }),
    'convTranspose: outputPadding[1] is 2, but with padding',
  ],
  [
    'pads beyond a transposed convolution',
    () =>
      k.convTranspose(dy, filter, {
        padding: [
          [3, 3],
          [0, 0],
        ],
      }),
    'convTranspose: padding[0] is',
  ],
  [
    'a gradient of another shape',
    () => k.convInputGradient([1, 4, 4, 2], filter, zeros([1, 3, 2, 3])),
    'convInputGradient: dy.shape is [1, 3, 2, 3], but it must be [1, 3, 3, 3]',
  ],
  ['a negative size', () => k.convInputGradient([1, -4, 4, 2], filter, dy), 'convInputGradient: inputShape[1] is -4'],
  [
    'a shape that is no list',
    () => k.convFilterGradient(x, bad(4), dy),
    'convFilterGradient: filterShape is 4, but it must be a list of sizes',
  ],
  [
    'a depthwise gradient of another shape',
    () => k.depthwiseConvInputGradient([1, 4, 4, 2], zeros([2, 2, 2, 1]), dy),
    'depthwiseConvInputGradient: dy.shape',
  ],
  [
    'a depthwise filter of another shape',
    () => k.depthwiseConvFilterGradient(x, [2, 2, 3, 1], dy),
    'depthwiseConvFilterGradient: filterShape.shape[2] is 3',
  ],
  [
    'an empty window',
    () => k.maxPool(x, { window: [0, 2] }),
    'maxPool: window[0] is 0, but every size of a window must be an integer >= 1',
  ],
  ['a ceilMode that is no boolean', () => k.maxPool(x, { ceilMode: bad(1) }), 'maxPool: ceilMode is 1, but it must be true or false'],
  [
    'a pool window too large',
    () => k.averagePool(x, { window: [5, 1] }),
    'averagePool: size of spatial axis 0 is 4, but a window of 5 cells',
  ],
  [
    'a countPadding that is no boolean',
    () => k.averagePool(x, { countPadding: bad('yes') }),
    "averagePool: countPadding is 'yes', but it must be true or false",
  ],
  ['p below 1', () => k.lpPool(x, { p: 0.5 }), 'lpPool: p is 0.5, but it must be a finite number >= 1'],
  ['p of infinity', () => k.lpPool(x, { p: Infinity }), 'lpPool: p is Infinity'],
  [
    'a pool gradient of another shape',
    () => k.maxPoolGradient(x, x, { window: [2, 2] }),
    'maxPoolGradient: dy.shape is [1, 4, 4, 2], but it must be [1, 3, 3, 2]',
  ],
  ['a mean gradient of another shape', () => k.averagePoolGradient([1, 4, 4, 2], x, { window: [2, 2] }), 'averagePoolGradient: dy.shape'],
  ['a pool gradient of two dtypes', () => k.maxPoolGradient(x, zeros([1, 4, 4, 2], 'int32')), 'maxPoolGradient: dy.dtype'],
  [
    'paddings of another rank',
    () => k.pad(x, { paddings: [[1, 1]] }),
    'pad: paddings is [[1, 1]], but it must have one pair per axis, 4 in all',
  ],
  ['no paddings', () => k.pad(x, bad({})), 'pad: paddings is undefined, but it must be a list'],
  [
    'an unknown mode',
    () => k.pad(zeros([2]), { paddings: [[1, 1]], mode: bad('mirror') }),
    "pad: mode is 'mirror', but it must be 'constant' or 'edge'",
  ],
  [
    'a reflect pad of the size',
    () => k.pad(zeros([2]), { paddings: [[0, 2]], mode: 'reflect' }),
    "pad: paddings[0] is [0, 2], but in mode 'reflect' pads must be at most 1 on an axis of 2",
  ],
  ['a symmetric pad beyond the size', () => k.pad(zeros([2]), { paddings: [[3, 0]], mode: 'symmetric' }), 'pad: paddings[0] is [3, 0]'],
  ['a wrap pad beyond the size', () => k.pad(zeros([2]), { paddings: [[0, 3]], mode: 'wrap' }), 'pad: paddings[0] is [0, 3]'],
  [
    'the edge of nothing',
    () => k.pad(zeros([0]), { paddings: [[1, 0]], mode: 'edge' }),
    'pad: paddings[0] is [1, 0], but an axis without a cell',
  ],
  ['a negative pad outside constant mode', () => k.pad(zeros([2]), { paddings: [[-1, 0]], mode: 'edge' }), 'pad: paddings[0][0] is -1'],
  [
    'a crop beyond the size',
    () => k.pad(zeros([2]), { paddings: [[-2, -1]] }),
    'pad: paddings[0] is [-2, -1], but it may crop at most the size, 2',
  ],
  [
    'a crop beyond the size, made up for',
    () => k.pad(zeros([2]), { paddings: [[-3, 4]] }),
    'pad: paddings[0] is [-3, 4], but it may crop at most the size, 2',
  ],
  [
    'a value that is no number',
    () => k.pad(zeros([2]), { paddings: [[0, 0]], value: bad('0') }),
    "pad: value is '0', but it must be a number",
  ],
  [
    'a block that does not divide',
    () => k.spaceToBatch(x, { blockShape: [3, 1] }),
    'spaceToBatch: blockShape[0] is 3, but it must divide the padded size 4 of axis 1',
  ],
  ['a block below 1', () => k.spaceToBatch(x, { blockShape: [2, 0] }), 'spaceToBatch: blockShape[1] is 0'],
  ['a negative padding', () => k.spaceToBatch(x, { blockShape: [2], paddings: [[-1, 1]] }), 'spaceToBatch: paddings[0][0] is -1'],
  [
    'paddings of another length',
    () => k.spaceToBatch(x, { blockShape: [2, 2], paddings: [[0, 0]] }),
    'spaceToBatch: paddings is [[0, 0]], but it must have one pair per axis, 2',
  ],
  [
    'more blocks than axes',
    () => k.spaceToBatch(zeros([2, 2]), { blockShape: [1, 1] }),
    'spaceToBatch: blockShape is [1, 1], but it must have at most one block',
  ],
  [
    'eight blocks',
    () => k.spaceToBatch(zeros(new Array<number>(9).fill(1)), { blockShape: new Array<number>(8).fill(1) }),
    'at most 7 axes may be blocked',
  ],
  [
    'a batch that blocks do not divide',
    () => k.batchToSpace(x, { blockShape: [2, 1] }),
    'batchToSpace: x.shape[0] is 1, but the batch must be a multiple of the 2 cells',
  ],
  [
    'crops beyond the size',
    () => k.batchToSpace(x, { blockShape: [1], crops: [[3, 2]] }),
    'batchToSpace: crops[0] is [3, 2], but it may crop at most the size 4',
  ],
  ['a negative crop', () => k.batchToSpace(x, { blockShape: [1], crops: [[-1, 0]] }), 'batchToSpace: crops[0][0] is -1'],
  [
    'an indivisible block size',
    () => k.spaceToDepth(x, { blockSize: 3 }),
    'spaceToDepth: blockSize is 3, but it must divide the size 4 of axis 1',
  ],
  ['a block size of 0', () => k.spaceToDepth(x, { blockSize: 0 }), 'spaceToDepth: blockSize is 0, but it must be an integer >= 1'],
  [
    'an unknown depth order',
    () => k.spaceToDepth(x, { blockSize: 2, mode: bad('RCD') }),
    "spaceToDepth: mode is 'RCD', but it must be 'DCR' or 'CRD'",
  ],
  [
    'indivisible channels',
    () => k.depthToSpace(x, { blockSize: 2 }),
    'depthToSpace: blockSize is 2, but a block of 4 cells must divide the 2 channels',
  ],
  ['a base dilation of 0', () => k.reduceWindow(x, { baseDilations: [0, 1] }), 'reduceWindow: baseDilations[0] is 0'],
  ['too few base dilations', () => k.reduceWindow(x, { baseDilations: [1] }), 'reduceWindow: baseDilations is [1]'],
  ['a base dilation that is no list', () => k.reduceWindow(x, { baseDilations: 2 as never }), 'reduceWindow: baseDilations is 2'],
  ['a reduction that there is not', () => k.reduceWindow(x, { reduce: 'mean' as never }), "reduceWindow: reduce is 'mean'"],
  ['too many entries of patches', () => k.fold([1, 4, 4, 2], x, { window: [2, 2] }), 'fold: patches.shape'],
  ['a patch that does not fit', () => k.extractPatches(x, { window: [5, 5] }), 'extractPatches: size of spatial axis 0 is 4'],
  ['a vector in a matrix product', () => k.matmul(zeros([2]), zeros([2, 2])), 'matmul: a.rank is 1, but it must be at least 2'],
  ['a matrix with a vector', () => k.matmul(zeros([2, 2]), zeros([2])), 'matmul: b.rank is 1, but it must be at least 2'],
  [
    'inner sizes that differ',
    () => k.matmul(zeros([2, 3]), zeros([2, 3])),
    'matmul: b.shape[0] is 2, but it must be the inner size of a, 3',
  ],
  [
    'axes that do not broadcast',
    () => k.matmul(zeros([2, 1, 1]), zeros([3, 1, 1])),
    'matmul: b.shape is [3, 1, 1], but its leading axes must broadcast',
  ],
  [
    'a morphology filter of a rank too many',
    () => k.morphologicalDilation(x, filter),
    'morphologicalDilation: filter.rank is 4, but it must be 3',
  ],
  [
    'morphology channels',
    () => k.morphologicalErosion(x, zeros([2, 2, 3])),
    'morphologicalErosion: filter.shape[2] is 3, but it must be the channels of x, 2',
  ],
  [
    'both flags',
    () => k.resize(x, { size: [2, 2], alignCorners: true, halfPixelCenters: true }),
    'resize: halfPixelCenters is true, but it must not be given together',
  ],
  ['no size', () => k.resize(x, bad({})), 'resize: size is undefined, but it must be a list of integers'],
  ['a size of 0', () => k.resize(x, { size: [2, 0] }), 'resize: size[1] is 0'],
  ['a size of another length', () => k.resize(x, { size: [2] }), 'resize: size is [2], but it must have one number per axis, 2'],
  [
    'an unknown resampling',
    () => k.resize(x, { size: [2, 2], mode: bad('cubic') }),
    "resize: mode is 'cubic', but it must be 'nearest' or 'bilinear'",
  ],
  [
    'an empty axis to resize',
    () => k.resize(zeros([1, 0, 1]), { size: [2] }),
    'resize: x.shape[1] is 0, but every spatial axis must have a cell to read',
  ],
  [
    'a flag that is no boolean',
    () => k.resize(x, { size: [2, 2], alignCorners: bad(1) }),
    'resize: alignCorners is 1, but it must be true or false',
  ],
  [
    'an op that does not exist',
    () => k.shapeOf(bad('conv2d'), [[1, 2, 1]], {}),
    "shapeOf: op is 'conv2d', but it must be an op with a kernel",
  ],
  ['blocks that are no list', () => k.spaceToBatch(x, { blockShape: bad(2) }), 'spaceToBatch: blockShape is 2, but it must be a list'],
  [
    'crops that are no list',
    () => k.batchToSpace(x, { blockShape: [1], crops: bad(0) }),
    'batchToSpace: crops is 0, but it must be a list',
  ],
  [
    'crops of another length',
    () => k.batchToSpace(x, { blockShape: [1], crops: [] }),
    'batchToSpace: crops is [], but it must have one pair',
  ],
  ['a crop that is no pair', () => k.batchToSpace(x, { blockShape: [1], crops: bad([1]) }), 'batchToSpace: crops[0] is 1, but every entry'],
  ['dilations that are no list', () => k.conv(x, filter, { dilations: bad(1) }), 'conv: dilations is 1, but it must be a list'],
  ['dilations of another length', () => k.conv(x, filter, { dilations: [1, 1, 1] }), 'conv: dilations is [1, 1, 1], but it must have one'],
  ['a window that is no list', () => k.maxPool(x, { window: bad(2) }), 'maxPool: window is 2, but it must be a list'],
  ['a window of another length', () => k.maxPool(x, { window: [2] }), 'maxPool: window is [2], but it must have one number per axis'],
  ['output padding that is no list', () => k.convTranspose(dy, filter, { outputPadding: bad(1) }), 'convTranspose: outputPadding is 1'],
  ['output padding of another length', () => k.convTranspose(dy, filter, { outputPadding: [0] }), 'convTranspose: outputPadding is [0]'],
  ['explicit padding that is no list', () => k.conv(x, filter, { padding: bad(1) }), 'conv: padding is 1, but it must be a list'],
  ['paddings of no pairs', () => k.pad(x, { paddings: bad([0, 0, 0, 0]) }), 'pad: paddings[0] is 0, but every entry must be a [before'],
  [
    'another flag that is no boolean',
    () => k.resize(x, { size: [2, 2], halfPixelCenters: bad(0) }),
    'resize: halfPixelCenters is 0, but it must be true or false',
  ],
  ['rates that are no list', () => dilated(bad({ dilationRate: 2, padding: 'valid' })), 'withSpaceToBatch: dilationRate is 2'],
  ['a rate of 0', () => dilated({ dilationRate: [0, 1], padding: 'valid' }), 'withSpaceToBatch: dilationRate[0] is 0, but every rate'],
  [
    'axes that fall',
    () => dilated({ dilationRate: [2, 2], padding: 'valid', spatialDims: [2, 1] }),
    'withSpaceToBatch: spatialDims is [2, 1]',
  ],
  ["'same' of an unknown filter", () => dilated({ dilationRate: [2, 2], padding: 'same' }), 'withSpaceToBatch: filterShape is undefined'],
];

describe('bad arguments', () => {
  for (const [name, call, message] of calls) {
    it(`refuses ${name}`, () => {
      expect(call).to.throw(k.InvalidArgument).with.property('message').that.includes(message);
    });
  }

  it('names no least number where there is none', () => {
    expect(() => k.pad(zeros([2]), { paddings: [[0.5, 0]] })).to.throw(k.InvalidArgument, /, but every entry must be an integer$/);
    expect(() => k.pad(zeros([2]), { paddings: [[0.5, 0]], mode: 'edge' })).to.throw(
      k.InvalidArgument,
      /, but every entry must be an integer >= 0$/,
    );
  });

  it('names op, argument, value, code and what was expected', () => {
    try {
      k.conv(x, filter, { dilations: [1, 0] });
      expect.fail('no error');
    } catch (error) {
      expect(error).to.be.instanceOf(RangeError);
      expect(error).to.include({
        op: 'conv',
        argument: 'dilations[1]',
        value: 0,
        code: 'dilation-positive',
        expected: 'every dilation must be an integer >= 1',
      });
    }
  });

  it('has a code for every rule, and a rule for every code', () => {
    const codes = new Set(
      calls.map(([name, call]) => {
        try {
          call();
        } catch (error) {
          return (error as k.InvalidArgument).code;
        }
        return expect.fail(`${name} is not refused`);
      }),
    );
    expect([...codes].sort()).to.deep.equal(Object.keys(argumentCodes).sort());
  });

  it('is refused by the shape rule as by the op', () => {
    expect(() => k.shapeOf('conv', [x.shape, filter.shape], { dilations: [4, 1] })).to.throw(k.InvalidArgument, 'a window of 2 cells');
    expect(() => k.shapeOf('averagePool', [x.shape], { countPadding: 1 })).to.throw(k.InvalidArgument, 'countPadding');
    expect(() => k.shapeOf('lpPool', [x.shape], { p: 0 })).to.throw(k.InvalidArgument, 'lpPool: p is 0');
    expect(() => k.shapeOf('separableConv', [x.shape, [2, 2, 2, 1], [1, 1, 3, 1]], {})).to.throw(k.InvalidArgument, 'pointwiseFilter');
  });
});
