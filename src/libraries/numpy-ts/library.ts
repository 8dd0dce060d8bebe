/** numpy-ts as a library, in one of its dtypes: correlate and convolve in their modes, pad, products of matrices. */
import { padsOf, type Padding, type Pair } from '../../geometry.js';
import { unsupported, type TensorLibrary } from '../../library.js';
import type { Precision } from '../../precision.js';
import { allocate, dtypeOf, fromData, sizeOf, toArray, type Tensor } from '../../tensor.js';
import { asGroups, lineByLine, type LineCall } from '../shared/lines.js';
import { spelledBy } from '../shared/requested.js';
import { literal, sourcedLibrary, type SourcedCall } from '../shared/sourced.js';
import type { Numpy, NumpyArray } from './api.js';

type Numbers = readonly number[];

interface Windows {
  readonly strides: Numbers;
  readonly dilations: Numbers;
  readonly padding: Padding;
}

/** The filter of a convolution: turned about, that of a correlation. */
interface Turned {
  readonly array: NumpyArray;
  readonly source: string;
}

/** The modes whose pads these are, or explicit ones for 'valid'. */
function modesOf(size: number, kernel: number, { strides, dilations, padding }: Windows): { modes: string[]; pads: Pair } {
  if ([strides, dilations].some((list) => list.length !== 1 || list[0] !== 1))
    throw unsupported('numpy.correlate has no strides and no dilations');
  if (typeof padding !== 'string' && padding.length !== 1) throw unsupported('numpy.correlate takes two lines');
  const pads = padsOf(padding, 0, size, kernel, 1, 1);
  if (pads.some((pad) => !Number.isInteger(pad) || pad < 0)) throw unsupported('numpy.correlate has three modes and no pads');
  if (kernel > size + pads[0] + pads[1]) throw unsupported('numpy.correlate exchanges a line and a longer filter');
  const known: Record<string, Pair> = {
    valid: [0, 0],
    full: [kernel - 1, kernel - 1],
    same: [kernel >> 1, kernel - 1 - (kernel >> 1)],
  };
  const modes = Object.keys(known).filter((mode) => known[mode]![0] === pads[0] && known[mode]![1] === pads[1] && kernel <= size);
  return { modes, pads };
}

/** The elements in the opposite order, along every axis. */
function reversed(x: Tensor): Tensor {
  const data = allocate(sizeOf(x.shape), dtypeOf(x));
  data.set(toArray(x).reverse());
  return fromData(data, [...x.shape]);
}

const correlatePadded = 'pad, then correlate';
const convSpellings = [
  ...['valid', 'same', 'full'].flatMap((mode) => [`correlate, ${mode}`, `convolve, ${mode}`, `convolve with a view, ${mode}`]),
  correlatePadded,
];
const padSpellings = ['pairs', 'one number', 'one pair'].flatMap((widths) => [widths, `${widths}, value left out`]);
const padOfView = 'pairs, of a view that runs backwards';
const matmulSpellings = [
  'matmul',
  'dot',
  'tensordot',
  'einsum',
  'matmul of views that run backwards',
  'matmul of transposed views',
] as const;

export function numpyLibrary(np: Numpy, name: string, precision: Precision): TensorLibrary {
  const { dtype } = precision;
  const array = (x: Tensor): NumpyArray =>
    sizeOf(x.shape) === 0 ? np.zeros([...x.shape], dtype) : np.array(toArray(x), dtype).reshape(...x.shape);
  const sourceOfArray = (x: Tensor): string =>
    sizeOf(x.shape) === 0
      ? `np.zeros(${literal(x.shape)}, '${dtype}')`
      : `np.array(${literal(toArray(x))}, '${dtype}').reshape(${x.shape.join(', ')})`;
  const read = (result: NumpyArray): Tensor => {
    if (result.dtype !== dtype) throw new TypeError(`numpy-ts returned an array of ${result.dtype}, not of ${dtype}`);
    const values = [result.toArray()].flat(Infinity) as number[];
    if (values.length !== sizeOf(result.shape))
      throw new Error(`numpy-ts returned ${values.length} values for the shape [${result.shape.join(', ')}]`);
    const data = allocate(values.length, dtype);
    data.set(values);
    return fromData(data, [...result.shape]);
  };
  const said = (run: () => NumpyArray, source: string): SourcedCall => ({
    run: () => read(run()),
    source: () => [`const result = ${source};`, 'console.log(result.shape, result.dtype, JSON.stringify(result.toArray()));'],
  });
  const line = (values: Numbers): NumpyArray => np.array([...values], dtype);
  const lineSource = (values: Numbers): string => `np.array(${literal(values)}, '${dtype}')`;
  const asCopy = (taps: Numbers): Turned => ({ array: line(taps.toReversed()), source: lineSource(taps.toReversed()) });
  const asView = (taps: Numbers): Turned => ({ array: np.flip(line(taps)), source: `np.flip(${lineSource(taps)})` });
  const conv = (x: Tensor, filter: Tensor, groups: number, windows: Windows): Record<string, SourcedCall> => {
    const [size, kernel] = [x.shape[1] ?? 0, filter.shape[0] ?? 0];
    const { modes, pads } = modesOf(size, kernel, windows);
    const out = size + pads[0] + pads[1] - kernel + 1;
    const common = {
      add: (a: NumpyArray, b: NumpyArray): NumpyArray => np.add(a, b),
      sourceOfAdd: (a: string, b: string): string => `np.add(${a}, ${b})`,
      read: (result: NumpyArray): Numbers => {
        if (result.dtype !== dtype) throw new TypeError(`numpy-ts returned an array of ${result.dtype}, not of ${dtype}`);
        return result.toArray() as number[];
      },
      sourceOfRead: (source: string): string => `${source}.toArray()`,
    };
    const calls: Record<string, LineCall<NumpyArray>> = {};
    for (const mode of modes) {
      calls[`correlate, ${mode}`] = {
        ...common,
        run: (signal, taps) => np.correlate(line(signal), line(taps), mode),
        source: (signal, taps) => `np.correlate(${lineSource(signal)}, ${lineSource(taps)}, '${mode}')`,
      };
      // 'same' of an even filter leans to the other side in a convolution.
      if (mode === 'same' && kernel % 2 === 0) continue;
      for (const [name, turn] of [
        ['convolve', asCopy],
        ['convolve with a view', asView],
      ] as const) {
        calls[`${name}, ${mode}`] = {
          ...common,
          run: (signal, taps) => np.convolve(line(signal), turn(taps).array, mode),
          source: (signal, taps) => `np.convolve(${lineSource(signal)}, ${turn(taps).source}, '${mode}')`,
        };
      }
    }
    // Zeros that were padded are multiplied like any cell.
    if ((pads[0] > 0 || pads[1] > 0) && toArray(filter).every(Number.isFinite)) {
      calls[correlatePadded] = {
        ...common,
        run: (signal, taps) => np.correlate(np.pad(line(signal), [[...pads]]), line(taps), 'valid'),
        source: (signal, taps) => `np.correlate(np.pad(${lineSource(signal)}, [${literal(pads)}]), ${lineSource(taps)}, 'valid')`,
      };
    }
    if (Object.keys(calls).length === 0) throw unsupported('no mode of numpy.correlate has these pads');
    return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, lineByLine(x, filter, groups, out, dtype, call)]));
  };
  const line1 = {
    spatialAxes: [1],
    strides: false,
    dilations: false,
    emptyTensors: false,
    reason: 'numpy.correlate takes two lines, neither of them empty',
  } as const;
  return sourcedLibrary({
    name,
    version: np.__version__,
    precision,
    limits: {
      conv: line1,
      depthwiseConv: line1,
      pad: { modes: ['constant'], negativePads: false, reason: "'pad mode not fully implemented in standalone'; numpy.pad adds cells" },
    },
    preamble: ["import * as np from 'numpy-ts';"],
    ops: {
      conv: spelledBy(convSpellings, (x, filter, a) => conv(x, filter, a.groups, a)),
      depthwiseConv: spelledBy(convSpellings, (x, filter, a) => conv(x, asGroups(filter), filter.shape[1]!, a)),
      pad: spelledBy([...padSpellings, padOfView], (x, { paddings, value }) => {
        const pairs = paddings.map((pair) => [...pair]);
        if (pairs.length === 1 && x.shape.length !== 1) throw unsupported('numpy.pad pads all axes with a single pair');
        const all = pairs.length === x.shape.length ? pairs.flat() : [];
        const widths: Record<string, unknown> = {
          pairs,
          ...(all.length > 0 && all.every((pad) => pad === all[0]) && { 'one number': all[0] }),
          ...(all.length > 0 && pairs.every((pair) => pair[0] === pairs[0]![0] && pair[1] === pairs[0]![1]) && { 'one pair': pairs[0] }),
        };
        const calls = Object.entries(widths).flatMap(([name, width]): [string, SourcedCall][] => {
          const [given, text] = [sourceOfArray(x), literal(width as Numbers)];
          const full = said(() => np.pad(array(x), width, 'constant', value), `np.pad(${given}, ${text}, 'constant', ${literal(value)})`);
          const short = said(() => np.pad(array(x), width), `np.pad(${given}, ${text})`);
          return [[name, full], ...(value === 0 ? [[`${name}, value left out`, short] as [string, SourcedCall]] : [])];
        });
        const turned = reversed(x);
        const flipped = said(
          () => np.pad(np.flip(array(turned)), pairs, 'constant', value),
          `np.pad(np.flip(${sourceOfArray(turned)}), ${literal(pairs)}, 'constant', ${literal(value)})`,
        );
        return { ...Object.fromEntries(calls), [padOfView]: flipped };
      }),
      matmul: spelledBy(matmulSpellings, (a, b): Partial<Record<(typeof matmulSpellings)[number], SourcedCall>> => {
        if (a.shape.length < 2 || b.shape.length < 2) throw unsupported('numpy.matmul multiplies vectors, too');
        const [left, right] = [sourceOfArray(a), sourceOfArray(b)];
        const matmul = said(() => np.matmul(array(a), array(b)), `np.matmul(${left}, ${right})`);
        if (a.shape.length !== 2 || b.shape.length !== 2) return { matmul };
        const [flippedLeft, flippedRight] = [reversed(a), reversed(b)];
        return {
          matmul,
          dot: said(() => np.dot(array(a), array(b)), `np.dot(${left}, ${right})`),
          tensordot: said(() => np.tensordot(array(a), array(b), 1), `np.tensordot(${left}, ${right}, 1)`),
          einsum: said(() => np.einsum('ij,jk->ik', array(a), array(b)), `np.einsum('ij,jk->ik', ${left}, ${right})`),
          'matmul of views that run backwards': said(
            () => np.matmul(np.flip(array(flippedLeft)), np.flip(array(flippedRight))),
            `np.matmul(np.flip(${sourceOfArray(flippedLeft)}), np.flip(${sourceOfArray(flippedRight)}))`,
          ),
          // (b' a')'
          'matmul of transposed views': said(
            () => np.transpose(np.matmul(np.transpose(array(b)), np.transpose(array(a)))),
            `np.transpose(np.matmul(np.transpose(${right}), np.transpose(${left})))`,
          ),
        };
      }),
    },
  });
}
