/** Convolutions as nodes of ONNX. */
import { padsOf, transposedSize } from '../../geometry.js';
import { unsupported } from '../../library.js';
import type { Tensor } from '../../tensor.js';
import { channelsFirst, depthwiseFilterFirst, filterFirst } from './layout.js';
import { input, type Operand } from './model.js';
import type { Request, Requests, Spelling } from './request.js';
import { autoPad, explicitPads, padsAttribute, requireFilled, unless, type Attributes, type GivenWindows } from './windows.js';

/** A node with every attribute and its filter fed; one with none that may be left out, and its filter part of the model. */
function spellings(
  opType: string,
  opsets: readonly [number, number],
  { x, w }: { readonly x: Operand; readonly w: Operand },
  windows: Omit<GivenWindows, 'padding'>,
  group: number,
  full: readonly Attributes[],
  short: readonly Attributes[],
): Spelling[] {
  const { kernel, strides, dilations } = windows;
  return [
    ...full.map((more) => ({
      model: {
        opType,
        opset: opsets[0],
        inputs: [input('x', x), input('w', w)],
        attributes: { kernel_shape: kernel, strides, dilations, group, ...more },
      },
      first: true,
    })),
    ...short.map((more) => ({
      model: {
        opType,
        opset: opsets[1],
        inputs: [input('x', x), input('w', w, true)],
        attributes: {
          ...unless(1, kernel.length, 'strides', strides),
          ...unless(1, kernel.length, 'dilations', dilations),
          ...(group === 1 ? {} : { group }),
          ...more,
        },
      },
      first: true,
    })),
  ];
}

function isFinite(value: number | bigint): boolean {
  return Number.isFinite(Number(value));
}

function listed(...attributes: readonly (Attributes | undefined)[]): Attributes[] {
  return attributes.filter((each) => each !== undefined);
}

function convolution(opsets: readonly [number, number], x: Operand, w: Operand, windows: GivenWindows, group: number): Request {
  requireFilled(windows.strides, windows.dilations, windows.padding);
  if (group === 0 && w.dims[0] === 0) throw unsupported('a depthwise convolution of no channels would have no groups');
  const pads = explicitPads(windows);
  if ((pads?.['pads'] as readonly number[] | undefined)?.some((pad) => pad > 0) === true && !w.data.every(isFinite))
    throw unsupported("Conv: pads are 'the number of pixels added', zeros that are multiplied: 0 * Infinity is NaN");
  // ONNX Runtime: 'Dilation not supported for AutoPadType::SAME_UPPER or AutoPadType::SAME_LOWER.'
  const dilated = windows.padding !== 'valid' && windows.dilations.some((dilation) => dilation > 1);
  const word = dilated && pads !== undefined ? undefined : autoPad(windows.padding);
  return {
    operands: { x, w },
    // pads of 0 are the default.
    spellings: spellings('Conv', opsets, { x, w }, windows, group, listed(word ?? pads), [
      ...listed(pads).map(({ pads: list }) => unless(0, 2 * windows.kernel.length, 'pads', list as number[])),
      ...listed(word),
    ]),
  };
}

/** Pads, output padding, or the result's own shape: the ways to say how large it is. */
function transposed(y: Tensor, kernel: readonly number[], a: TransposeWindows): { full: Attributes[]; short: Attributes[] } {
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
  if (named && !list.every(Number.isSafeInteger)) return { full: listed(autoPad(padding)), short: [] };
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
  const full: Attributes[] = [{ pads: list, output_padding: extras }];
  const short: Attributes[] = [{ ...unless(0, 2 * kernel.length, 'pads', list), ...unless(0, kernel.length, 'output_padding', extras) }];
  if (padding === 'valid') full.push({ auto_pad: 'VALID', output_padding: outputPadding });
  // SAME makes in * stride of it, and shares the surplus as the word says: before rounded down for SAME_UPPER.
  if (named && sizes.every((size, axis) => size === outs[axis]! * strides[axis]!) && reaches(kernel, a)) full.push(autoPad(padding)!);
  if (named && plain && extras.every((extra) => extra === 0)) short.push({ ...autoPad(padding), output_shape: sizes });
  if (padding === 'valid' && plain) short.push({ output_shape: sizes });
  return { full, short };
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
  conv: (opsets, x, filter, { groups, ...a }) => {
    const windows = { ...a, sizes: x.shape.slice(1, -1), kernel: filter.shape.slice(0, -2) };
    return convolution(opsets('Conv'), channelsFirst(x), filterFirst(filter), windows, groups);
  },
  depthwiseConv: (opsets, x, filter, a) => {
    const windows = { ...a, sizes: x.shape.slice(1, -1), kernel: filter.shape.slice(0, -2) };
    return convolution(opsets('Conv'), channelsFirst(x), depthwiseFilterFirst(filter), windows, filter.shape.at(-2) ?? 1);
  },
  convTranspose: (opsets, y, filter, { groups, ...a }) => {
    requireFilled(a.strides, a.dilations, a.padding, a.outputPadding);
    const kernel = filter.shape.slice(0, -2);
    const operands = { x: channelsFirst(y), w: filterFirst(filter) };
    const { full, short } = transposed(y, kernel, a);
    const windows = { ...a, sizes: y.shape.slice(1, -1), kernel };
    return { operands, spellings: spellings('ConvTranspose', opsets('ConvTranspose'), operands, windows, groups, full, short) };
  },
} satisfies Requests;
