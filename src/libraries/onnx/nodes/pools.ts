/** Pools as nodes of ONNX. */
import { unsupported } from '../../../library.js';
import type { Tensor } from '../../../tensor.js';
import { channelsFirst } from './layout.js';
import { input } from '../model.js';
import type { Request, Requests, Spelling } from '../request.js';
import { autoPad, explicitPads, requireFilled, unless, type Attributes, type GivenWindows } from './windows.js';

interface PoolWindows extends Omit<GivenWindows, 'sizes' | 'kernel'> {
  readonly window: readonly number[];
  readonly ceilMode: boolean;
}

/** Operator sets from which a pool takes an attribute at all. */
interface Since {
  readonly dilations: number;
  readonly ceilMode: number;
}

const flag = (value: unknown): number => (value === true ? 1 : 0);

function padsReach(attributes: Attributes | undefined, window: readonly number[]): boolean {
  const pads = (attributes?.['pads'] ?? []) as readonly number[];
  return pads.length === 2 * window.length && pads.some((pad, i) => pad >= window[i % window.length]!);
}

/** Whether floor((padded - effective kernel) / stride) + 1 is 0, whichever way the quotient is rounded: a size like any other. */
function hasNoCell({ sizes, kernel, strides, dilations }: GivenWindows, attributes: Attributes | undefined): boolean {
  const pads = (attributes?.['pads'] ?? []) as readonly number[];
  if (pads.length !== 2 * sizes.length || [kernel, strides, dilations].some(({ length }) => length !== sizes.length)) return false;
  return sizes.some((size, axis) => {
    const room = size + pads[axis]! + pads[axis + sizes.length]! - (kernel[axis]! - 1) * dilations[axis]! - 1;
    return room === -strides[axis]! && [kernel, strides, dilations].every((list) => Number.isInteger(list[axis]) && list[axis]! >= 1);
  });
}

/** Nodes with every attribute and with none that may be left out, their pads as numbers and as a word. */
function pool(
  opType: string,
  [newest, oldest]: readonly [number, number],
  since: Since,
  x: Tensor,
  a: PoolWindows,
  own: Attributes,
  ownShort: Attributes,
): Request {
  const operand = channelsFirst(x);
  const { window, strides, dilations, ceilMode } = a;
  requireFilled(window, strides, dilations, a.padding);
  const windows = { ...a, sizes: x.shape.slice(1, -1), kernel: window };
  const [dilated, ceiling] = [dilations.some((dilation) => dilation !== 1), ceilMode];
  const takes = (opset: number): boolean => (!dilated || opset >= since.dilations) && (!ceiling || opset >= since.ceilMode);
  if (!takes(newest)) throw unsupported(`${opType} of operator set ${newest} has no ${dilated ? 'dilations' : 'ceil_mode'}`);
  // In ceil mode ONNX's VALID rounds down all the same, as its formula says.
  const word = ceilMode && a.padding === 'valid' ? undefined : autoPad(a.padding);
  const explicit = explicitPads(windows);
  if (hasNoCell(windows, explicit)) throw unsupported('where no window fits, the formula of ONNX gives 0 cells');
  // ONNX Runtime: 'Pad should be smaller than kernel.', and it means the kernel before dilation.
  const large = padsReach(explicit, window);
  if (large && word === undefined) throw unsupported("'Pad should be smaller than kernel.', however dilated");
  const pads = large ? undefined : explicit;
  const make = (opset: number, attributes: Attributes): Spelling => ({
    model: { opType, opset, inputs: [input('x', operand)], attributes: { kernel_shape: window, ...attributes } },
    first: true,
  });
  const full = (more: Attributes): Spelling =>
    make(newest, {
      strides,
      ...(newest >= since.dilations && { dilations }),
      ...(newest >= since.ceilMode && { ceil_mode: flag(ceilMode) }),
      ...own,
      ...more,
    });
  const short = (more: Attributes): Spelling =>
    make(takes(oldest) ? oldest : newest, {
      ...unless(1, window.length, 'strides', strides),
      ...unless(1, window.length, 'dilations', dilations),
      ...(ceilMode && { ceil_mode: 1 }),
      ...ownShort,
      ...more,
    });
  return {
    operands: { x: operand },
    spellings: {
      ...((pads !== undefined || word === undefined) && { pads: full(pads ?? {}) }),
      ...(word !== undefined && { auto_pad: full(word) }),
      ...(pads !== undefined && { 'pads, defaults left out': short(unless(0, 2 * window.length, 'pads', pads['pads'] as number[])) }),
      ...(word !== undefined && { 'auto_pad, defaults left out': short(word) }),
    },
  };
}

/** A pool over all of space: the node has no attribute but an exponent. */
function wholePool(opType: string, [newest, oldest]: readonly [number, number], x: Tensor, full: Attributes, short: Attributes): Request {
  const operand = channelsFirst(x);
  const make = (opset: number, attributes: Attributes): Spelling => ({
    model: { opType, opset, inputs: [input('x', operand)], attributes },
    first: true,
  });
  return { operands: { x: operand }, spellings: { 'every attribute': make(newest, full), 'defaults left out': make(oldest, short) } };
}

const wholeNames = ['every attribute', 'defaults left out'];

const names = ['pads', 'auto_pad', 'pads, defaults left out', 'auto_pad, defaults left out'];

export const pools = {
  maxPool: {
    names,
    ask: (opsets, x, a) => pool('MaxPool', opsets('MaxPool'), { dilations: 10, ceilMode: 10 }, x, a, {}, {}),
  },
  averagePool: {
    names,
    ask: (opsets, x, { countPadding, ...a }) => {
      const counts = { count_include_pad: flag(countPadding) };
      return pool('AveragePool', opsets('AveragePool'), { dilations: 19, ceilMode: 10 }, x, a, counts, countPadding ? counts : {});
    },
  },
  lpPool: {
    names,
    ask: (opsets, x, { p, ...a }) => pool('LpPool', opsets('LpPool'), { dilations: 18, ceilMode: 18 }, x, a, { p }, p === 2 ? {} : { p }),
  },
  globalMaxPool: { names: wholeNames, ask: (opsets, x) => wholePool('GlobalMaxPool', opsets('GlobalMaxPool'), x, {}, {}) },
  globalAveragePool: { names: wholeNames, ask: (opsets, x) => wholePool('GlobalAveragePool', opsets('GlobalAveragePool'), x, {}, {}) },
  globalLpPool: {
    names: wholeNames,
    ask: (opsets, x, { p }) => wholePool('GlobalLpPool', opsets('GlobalLpPool'), x, { p }, p === 2 ? {} : { p }),
  },
} satisfies Requests;
