/** How packages take the arguments of an op: what `init` tries. */

export const guessedOps = ['matmul', 'conv', 'depthwiseConv', 'maxPool', 'averagePool'] as const;
export type GuessedOp = (typeof guessedOps)[number];

interface Convention {
  /** Names of exports, in lower case, without dashes and underscores; a number of dimensions may follow. */
  readonly names: readonly string[];
  /** The parameters of the op in the adapter. */
  readonly parameters: readonly string[];
  /** Arguments of the package's function, as source, those that say the most first. Tensors are `to(x)`. */
  readonly calls: readonly string[];
}

const convolutions = [
  '{ strides, dilations, padding, groups }',
  '{ stride: strides, dilation: dilations, padding, groups }',
  "strides, padding, 'NHWC', dilations",
  'undefined, strides, padding, dilations, groups',
  'strides, padding, dilations, groups',
  '{ strides: strides[0], dilations: dilations[0], padding, groups }',
  '{ stride: strides[0], dilation: dilations[0], padding, groups }',
  'strides[0], padding, dilations[0], groups',
].flatMap((rest) => [`to(x), to(filter), ${rest}`]);

const pools = [
  '{ window, strides, dilations, padding, ceilMode }',
  '{ kernelSize: window, stride: strides, dilation: dilations, padding, ceilMode }',
  '{ size: window, stride: strides, dilation: dilations, padding }',
  'window, strides, padding, dilations',
  'window, strides, padding',
  '{ window: window[0], stride: strides[0], padding }',
  '{ kernelSize: window[0], stride: strides[0], padding }',
  '{ size: window[0], stride: strides[0], padding }',
  'window[0], strides[0], padding',
].map((rest) => `to(x), ${rest}`);

export const conventions: Readonly<Record<GuessedOp, Convention>> = {
  matmul: { names: ['matmul', 'dot', 'mm'], parameters: ['x', 'y'], calls: ['to(x), to(y)'] },
  conv: {
    names: ['conv', 'convolution', 'convolve', 'convnd'],
    parameters: ['x', 'filter'],
    calls: [...convolutions, 'to(x), to(filter)'],
  },
  depthwiseConv: {
    names: ['depthwiseconv', 'depthwiseconvolution', 'convdepthwise'],
    parameters: ['x', 'filter'],
    calls: convolutions.map((call) => call.replace(', groups', '')),
  },
  maxPool: { names: ['maxpool', 'maxpooling', 'poolmax'], parameters: ['x'], calls: pools },
  averagePool: { names: ['averagepool', 'avgpool', 'averagepooling', 'avgpooling', 'meanpool'], parameters: ['x'], calls: pools },
};

const attributes = ['window', 'strides', 'dilations', 'padding', 'groups', 'ceilMode'];

/** The attributes that a call says. */
export const saidBy = (call: string): string[] => attributes.filter((name) => new RegExp(`\\b${name}\\b(?!:)`).test(call));

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[-_]/g, '')
    .replace(/[123]d$/, '');

/** The members of a package that may be an op. */
export function membersFor(op: GuessedOp, members: readonly string[]): string[] {
  return members.filter((path) => conventions[op].names.includes(plain(path.split('.').at(-1)!)));
}
