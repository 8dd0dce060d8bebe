/** Convolutions as nodes of ONNX. */
import { padsOf, transposedSize } from '../../../geometry.js';
import { unsupported } from '../../../library.js';
import type { FusedAttributes } from '../../../ops/index.js';
import type { Tensor } from '../../../tensor.js';
import { channelsFirst, depthwiseFilterFirst, filterFirst, plain } from './layout.js';
import { input, type Operand } from '../model.js';
import type { Request, Requests, Spelling } from '../request.js';
import { autoPad, explicitPads, padsAttribute, requireFilled, unless, type Attributes, type GivenWindows } from './windows.js';

type Named = Readonly<Record<string, Attributes | undefined>>;

/** A node with every attribute and its filter fed; one with none that may be left out, and its filter part of the model. */
function spellings(
  opType: string,
  opsets: readonly [number, number],
  { x, w, b }: { readonly x: Operand; readonly w: Operand; readonly b?: Operand },
  windows: Omit<GivenWindows, 'padding'>,
  group: number,
  full: Named,
  short: Named,
): Record<string, Spelling> {
  const { kernel, strides, dilations } = windows;
  const every = { kernel_shape: kernel, strides, dilations, group };
  const few = {
    ...unless(1, kernel.length, 'strides', strides),
    ...unless(1, kernel.length, 'dilations', dilations),
    ...(group === 1 ? {} : { group }),
  };
  const node = (opset: number, constant: boolean, attributes: Attributes): Spelling => ({
    model: {
      opType,
      opset,
      inputs: [input('x', x), input('w', w, constant), ...(b === undefined ? [] : [input('b', b, constant)])],
      attributes,
    },
    first: true,
  });
  return Object.fromEntries([
    ...given(full).map(([name, more]) => [name, node(opsets[0], false, { ...every, ...more })] as const),
    ...given(short).map(([name, more]) => [name, node(opsets[1], true, { ...few, ...more })] as const),
  ]);
}

/** The attributes that say the padding, where there are such. */
function given(named: Named): [string, Attributes][] {
  return Object.entries(named).flatMap(([name, attributes]) => (attributes === undefined ? [] : [[name, attributes]]));
}

const convSpellings = ['pads', 'auto_pad', 'pads, defaults left out', 'auto_pad, defaults left out'];
const transposeSpellings = ['pads', 'auto_pad', 'pads, defaults left out', 'output_shape'];

function isFinite(value: number | bigint): boolean {
  return Number.isFinite(Number(value));
}

/** The bias as an operand, where there is one. */
function biasOf({ bias, activation = 'none' }: FusedAttributes): { readonly b?: Operand } {
  if (activation !== 'none') throw unsupported('Conv and ConvTranspose apply no activation');
  return bias === undefined ? {} : { b: plain(bias) };
}

function convolution(
  opsets: readonly [number, number],
  x: Operand,
  w: Operand,
  { bias, activation, ...windows }: GivenWindows & FusedAttributes,
  group: number,
): Request {
  const more = biasOf({ ...(bias && { bias }), ...(activation && { activation }) });
  requireFilled(windows.strides, windows.dilations, windows.padding);
  if (group === 0 && w.dims[0] === 0) throw unsupported('a depthwise convolution of no channels would have no groups');
  const pads = explicitPads(windows);
  if ((pads?.['pads'] as readonly number[] | undefined)?.some((pad) => pad > 0) === true && !w.data.every(isFinite))
    throw unsupported("Conv: pads are 'the number of pixels added', zeros that are multiplied: 0 * Infinity is NaN");
  // ONNX Runtime: 'Dilation not supported for AutoPadType::SAME_UPPER or AutoPadType::SAME_LOWER.'
  const dilated = windows.padding !== 'valid' && windows.dilations.some((dilation) => dilation > 1);
  const word = dilated && pads !== undefined ? undefined : autoPad(windows.padding);
  return {
    operands: { x, w, ...more },
    spellings: spellings(
      'Conv',
      opsets,
      { x, w, ...more },
      windows,
      group,
      { pads, auto_pad: word },
      {
        // pads of 0 are the default.
        'pads, defaults left out': pads && unless(0, 2 * windows.kernel.length, 'pads', pads['pads'] as number[]),
        'auto_pad, defaults left out': word,
      },
    ),
  };
}

/** Pads, output padding, or the result's own shape: the ways to say how large it is. */
function transposed(y: Tensor, kernel: readonly number[], a: TransposeWindows): { full: Named; short: Named } {
  const { strides, dilations, padding, outputPadding } = a;
  const outs = y.shape.slice(1, -1);
  const named = padding === 'same' || padding === 'same-lower';
  const plain = outputPadding.every((extra) => extra === 0);
  const sizes = outs.map((out, axis) => {
    const pads = named ? 'same' : padsOf(padding, axis, 0, 1, 1, 1);
    const [k, stride, dilation] = [kernel[axis] ?? NaN, strides[axis] ?? NaN, dilations[axis] ?? NaN];
    return transposedSize(out, pads, k, stride, dilation) + (outputPadding[axis] ?? NaN);
  });
  const pairs =
    padding === 'valid'
      ? outs.map(() => [0, 0] as const)
      : typeof padding === 'string'
        ? outs.map((_, axis) => padsOf(padding, axis, sizes[axis]!, kernel[axis] ?? NaN, strides[axis] ?? NaN, dilations[axis] ?? NaN))
        : padding;
  const list = padsAttribute(pairs);
  // A word stands for the pads that make its size; where the arguments are so bad that there are none, for itself.
  if (named && !list.every(Number.isSafeInteger)) return { full: { auto_pad: autoPad(padding) }, short: {} };
  // ONNX pads its own sum of sizes and output padding; these pads make the size that is meant of it.
  const extras = sizes.map((size, axis) => {
    if (!named) return outputPadding[axis] ?? NaN;
    const [before, after] = pairs[axis]!;
    return size - transposedSize(outs[axis]!, [before, after], kernel[axis]!, strides[axis]!, dilations[axis]!);
  });
  // No size of SAME has that much; the pads above would make it one of its own.
  if (named && outputPadding.some((extra, axis) => extra >= Math.max(1, strides[axis]!)))
    throw unsupported('ConvTranspose: SAME has no such size');
  if (extras.some((extra, axis) => extra >= Math.max(strides[axis]!, dilations[axis]!)))
    throw unsupported('ConvTranspose: \'Each padding value in "output_padding" must be less than the corresponding stride/dilation\'');
  // SAME makes in * stride of it, and shares the surplus as the word says: before rounded down for SAME_UPPER.
  const makesSize = named && sizes.every((size, axis) => size === outs[axis]! * strides[axis]!) && reaches(kernel, a);
  const word = padding === 'valid' ? { auto_pad: 'VALID', output_padding: outputPadding } : makesSize ? autoPad(padding) : undefined;
  const sized = plain && (padding === 'valid' || (named && extras.every((extra) => extra === 0)));
  return {
    full: { pads: { pads: list, output_padding: extras }, auto_pad: word },
    short: {
      'pads, defaults left out': {
        ...unless(0, 2 * kernel.length, 'pads', list),
        ...unless(0, kernel.length, 'output_padding', extras),
      },
      output_shape: sized ? { ...(named && autoPad(padding)), output_shape: sizes } : undefined,
    },
  };
}

/** Whether windows leave no gap between them: where they do, SAME would need pads below 0. */
function reaches(kernel: readonly number[], { strides, dilations }: TransposeWindows): boolean {
  return kernel.every((k, axis) => (k - 1) * dilations[axis]! + 1 >= strides[axis]!);
}

interface TransposeWindows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: GivenWindows['padding'];
  readonly outputPadding: readonly number[];
}

export const convolutions = {
  conv: {
    names: convSpellings,
    ask: (opsets, x, filter, { groups, ...a }) => {
      const windows = { ...a, sizes: x.shape.slice(1, -1), kernel: filter.shape.slice(0, -2) };
      return convolution(opsets('Conv'), channelsFirst(x), filterFirst(filter), windows, groups);
    },
  },
  depthwiseConv: {
    names: convSpellings,
    ask: (opsets, x, filter, a) => {
      const windows = { ...a, sizes: x.shape.slice(1, -1), kernel: filter.shape.slice(0, -2) };
      return convolution(opsets('Conv'), channelsFirst(x), depthwiseFilterFirst(filter), windows, filter.shape.at(-2) ?? 1);
    },
  },
  convTranspose: {
    names: transposeSpellings,
    ask: (opsets, y, filter, { groups, ...a }) => {
      requireFilled(a.strides, a.dilations, a.padding, a.outputPadding);
      const kernel = filter.shape.slice(0, -2);
      const operands = { x: channelsFirst(y), w: filterFirst(filter), ...biasOf(a) };
      const { full, short } = transposed(y, kernel, a);
      const windows = { ...a, sizes: y.shape.slice(1, -1), kernel };
      return { operands, spellings: spellings('ConvTranspose', opsets('ConvTranspose'), operands, windows, groups, full, short) };
    },
  },
} satisfies Requests;
