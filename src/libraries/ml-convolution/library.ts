/** ml-convolution as a library, by one of its two algorithms. */
import { padsOf, type Padding } from '../../geometry.js';
import { unsupported, type OpLimits, type TensorLibrary } from '../../library.js';
import type { Precision } from '../../precision.js';
import type { Tensor } from '../../tensor.js';
import { asGroups, lineByLine, type LineCall } from '../shared/lines.js';
import { spelledBy } from '../shared/requested.js';
import { literal, sourcedLibrary, type SourcedCall } from '../shared/sourced.js';

type Convolve = (input: readonly number[], kernel: readonly number[], borderType?: string) => number[];
type Convolution = new (size: number, kernel: readonly number[], borderType?: string) => { convolve(input: readonly number[]): number[] };

/** What is used of ml-convolution. */
export interface MlConvolution {
  readonly directConvolution: Convolve;
  readonly fftConvolution: Convolve;
  readonly DirectConvolution: Convolution;
  readonly FFTConvolution: Convolution;
}

type Numbers = readonly number[];

const algorithms = {
  direct: ['directConvolution', 'DirectConvolution'],
  fft: ['fftConvolution', 'FFTConvolution'],
} as const;

const sums = {
  add: (a: Numbers, b: Numbers): Numbers => a.map((value, i) => value + b[i]!),
  sourceOfAdd: (a: string, b: string): string => `add(${a}, ${b})`,
  read: (values: Numbers): Numbers => values,
  sourceOfRead: (source: string): string => source,
};

interface Windows {
  readonly strides: Numbers;
  readonly dilations: Numbers;
  readonly padding: Padding;
}

/** The library's word for the border of a window, and the size of the result. */
function borderOf(size: number, kernel: number, { strides, dilations, padding }: Windows): { border: 'CONSTANT' | 'CUT'; out: number } {
  if ([strides, dilations].some((list) => list.length !== 1 || list[0] !== 1))
    throw unsupported('ml-convolution has no strides and no dilations');
  if (typeof padding !== 'string' && padding.length !== 1) throw unsupported('ml-convolution has two types of border and no pads');
  const [before, after] = padsOf(padding, 0, size, kernel, 1, 1);
  if (kernel > size && before === 0 && after === 0) throw unsupported("'CUT' makes a signal shorter by kernel.length - 1, down to nothing");
  if (before === 0 && after === 0 && kernel !== 1) return { border: 'CUT', out: size - kernel + 1 };
  if (before === after && before === (kernel - 1) / 2) return { border: 'CONSTANT', out: size };
  throw unsupported("ml-convolution pads with nothing ('CUT') or half a kernel ('CONSTANT')");
}

const limits: OpLimits = {
  spatialAxes: [1],
  strides: false,
  dilations: false,
  emptyTensors: false,
  padding: ['valid', 'same', 'same-lower'],
  // 'The values out of the bounds are all 0': multiplied like any other.
  specialValues: 'ignored',
  reason: "ml-convolution takes one signal, 'size must be a positive integer' and 'kernel must have an odd positive length'",
};

/** @param precision that the algorithm's results can be held to */
export function mlConvolution(ml: MlConvolution, name: string, algorithm: 'direct' | 'fft', precision: Precision): TensorLibrary {
  const [call, Class] = algorithms[algorithm];
  const calls = (x: Tensor, filter: Tensor, groups: number, windows: Windows): Record<string, SourcedCall> => {
    const [size, kernel] = [x.shape[1] ?? 0, filter.shape[0] ?? 0];
    if (kernel % 2 === 0) throw unsupported("ml-convolution: 'kernel must have an odd positive length'");
    const { border, out } = borderOf(size, kernel, windows);
    const byFunction = (type?: string): LineCall<Numbers> => ({
      ...sums,
      run: (signal, taps) => ml[call](signal, taps, type),
      source: (signal, taps) => `${call}(${[literal(signal), literal(taps), ...(type === undefined ? [] : [`'${type}'`])].join(', ')})`,
    });
    const byClass = (type: string): LineCall<Numbers> => ({
      ...sums,
      run: (signal, taps) => new ml[Class](signal.length, taps, type).convolve(signal),
      source: (signal, taps) => `new ${Class}(${signal.length}, ${literal(taps)}, '${type}').convolve(${literal(signal)})`,
    });
    const lines: Record<string, LineCall<Numbers>> = {
      [call]: byFunction(border),
      [Class]: byClass(border),
      ...(border === 'CONSTANT' && { [leftOut]: byFunction() }),
      // A kernel of one cell has no border: both types say the same.
      ...(kernel === 1 && { [single]: byFunction('CUT'), [singleByClass]: byClass('CUT') }),
    };
    return Object.fromEntries(
      Object.entries(lines).map(([spelling, line]) => [spelling, lineByLine(x, filter, groups, out, 'float64', line)]),
    );
  };
  const [leftOut, single, singleByClass] = [`${call}, border left out`, `${call}, one tap and 'CUT'`, `${Class}, one tap and 'CUT'`];
  const names = [call, Class, leftOut, single, singleByClass];
  return sourcedLibrary({
    name,
    precision,
    limits: { conv: limits, depthwiseConv: limits },
    preamble: [
      "import mlConvolution from 'ml-convolution';",
      `const { ${call}, ${Class} } = mlConvolution;`,
      'const add = (a, b) => a.map((value, i) => value + b[i]);',
    ],
    ops: {
      conv: spelledBy(names, (x, filter, a) => calls(x, filter, a.groups, a)),
      depthwiseConv: spelledBy(names, (x, filter, a) => calls(x, asGroups(filter), filter.shape[1]!, a)),
    },
  });
}
