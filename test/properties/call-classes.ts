/** Which freedoms of a windowed op a call makes use of. */
import type { Call } from '../../src/judge/bind/bind.js';
import type { OpName, WindowAttributes } from '../../src/ops/index.js';
import { sizeOf, type Tensor } from '../../src/tensor.js';

/** Classes that every windowed op has. */
export const common = [
  'axes 1',
  'axes 2',
  'axes 3',
  'stride > 1',
  'stride > kernel',
  'unequal strides',
  'dilation > 1',
  'unequal dilations',
  'valid',
  'same',
  'same-lower',
  'explicit',
  'uneven pads',
  'kernel 1',
  'even kernel',
  'odd kernel',
  'unequal kernels',
  'batch > 1',
  'channels > 1',
  'view',
] as const;

/** Classes of ops with groups, and of depthwise ones. */
export const own = ['groups > 1', 'multiplier > 1'] as const;

export type CallClass = (typeof common)[number] | (typeof own)[number];

interface Windowed {
  /** Where the argument is that has the shape of the input, or of y. */
  readonly input: number;
  /** The filter's argument; the window's attribute where there is none. */
  readonly filter?: number;
  readonly own?: (typeof own)[number];
}

const convs = { input: 0, filter: 1, own: 'groups > 1' } as const;
const depthwise = { input: 0, filter: 1, own: 'multiplier > 1' } as const;
const pools = { input: 0 } as const;

export const windowed: Readonly<Partial<Record<OpName, Windowed>>> = {
  conv: convs,
  convTranspose: convs,
  convInputGradient: convs,
  convFilterGradient: convs,
  depthwiseConv: depthwise,
  depthwiseConvInputGradient: depthwise,
  depthwiseConvFilterGradient: depthwise,
  separableConv: depthwise,
  maxPool: pools,
  averagePool: pools,
  lpPool: pools,
  maxPoolGradient: pools,
  averagePoolGradient: pools,
  extractPatches: pools,
  reduceWindow: pools,
  morphologicalDilation: { input: 0, filter: 1 },
  morphologicalErosion: { input: 0, filter: 1 },
};

const isTensor = (value: unknown): value is Tensor => typeof value === 'object' && value !== null && 'stride' in value;
const shapeOf = (value: unknown): readonly number[] => (isTensor(value) ? value.shape : (value as readonly number[]));

function isView({ shape, stride, offset, data }: Tensor): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis]! > 1 && stride[axis] !== expected) return true;
    expected *= shape[axis]!;
  }
  return offset !== 0 || data.length !== sizeOf(shape);
}

const unequal = (list: readonly number[]): boolean => list.some((entry) => entry !== list[0]);

/** None for an op without windows, and for arguments that make no sense. */
export function classesOf({ op, args }: Pick<Call, 'op' | 'args'>): CallClass[] {
  const kind = windowed[op];
  if (kind === undefined) return [];
  const attributes = args.at(-1) as WindowAttributes & { readonly window?: readonly number[]; readonly groups?: number };
  const { strides = [], dilations = [], padding, groups = 1 } = attributes;
  const input = shapeOf(args[kind.input]);
  const n = input.length - 2;
  const filter = kind.filter === undefined ? [] : shapeOf(args[kind.filter]);
  const kernel = kind.filter === undefined ? (attributes.window ?? []) : filter.slice(0, n);
  const found: Readonly<Record<CallClass, boolean>> = {
    'axes 1': n === 1,
    'axes 2': n === 2,
    'axes 3': n === 3,
    'stride > 1': strides.some((stride) => stride > 1),
    'stride > kernel': strides.some((stride, axis) => stride > kernel[axis]!),
    'unequal strides': unequal(strides),
    'dilation > 1': dilations.some((dilation) => dilation > 1),
    'unequal dilations': unequal(dilations),
    valid: padding === 'valid',
    same: padding === 'same',
    'same-lower': padding === 'same-lower',
    explicit: Array.isArray(padding),
    'uneven pads': Array.isArray(padding) && (padding as [number, number][]).some(([before, after]) => before !== after),
    'kernel 1': kernel.some((k) => k === 1),
    'even kernel': kernel.some((k) => k % 2 === 0),
    'odd kernel': kernel.some((k) => k > 1 && k % 2 === 1),
    'unequal kernels': unequal(kernel),
    'batch > 1': input[0]! > 1,
    'channels > 1': input.at(-1)! > 1,
    view: args.some((argument) => isTensor(argument) && isView(argument)),
    'groups > 1': kind.own === 'groups > 1' && groups > 1,
    'multiplier > 1': kind.own === 'multiplier > 1' && filter.at(-1)! > 1,
  };
  return (Object.keys(found) as CallClass[]).filter((name) => found[name]);
}
