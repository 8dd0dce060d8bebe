import { InvalidArgument } from '../invalid-argument.js';
import type { PadAttributes, PadMode } from '../ops/index.js';
import { fromData, sizeOf, type Shape, type Tensor } from '../tensor.js';
import { elementsOf, oneOf, pairs, readAttributes, resultOf, sharedDType } from './arguments.js';
import type { Kernel } from './kernel.js';
import { gather, type AxisTable } from './moves.js';

const op = 'pad';
const modes: readonly PadMode[] = ['constant', 'edge', 'reflect', 'symmetric', 'wrap'];

/**
 * Adds cells before and after each axis. `constant`: a value; `edge`: the nearest cell; `reflect`: mirrored without the edge; `symmetric`:
 * mirrored with it; `wrap`: from the other end. In constant mode negative paddings crop.
 *
 * Reflect pads are below the size, symmetric and wrap pads at most the size, and `edge` needs a cell.
 *
 * @param x of any rank
 * @param out where to write the result: dense
 * @throws InvalidArgument
 */
export function pad(x: Tensor, attributes: PadAttributes, out?: Tensor): Tensor {
  const dtype = sharedDType(op, 'x', x);
  const tables = tablesOf(x.shape, attributes);
  const result = resultOf(op, tables.map(lengthOf), dtype, out);
  gather(x, tables, attributes.value ?? 0, elementsOf(result));
  return result;
}

function lengthOf(table: AxisTable): number {
  return table.length;
}

function tablesOf(shape: Shape, given: PadAttributes): AxisTable[] {
  const attributes = readAttributes(op, given) as PadAttributes;
  const mode = oneOf(op, 'mode', attributes.mode, modes);
  if (attributes.value !== undefined && typeof attributes.value !== 'number') {
    throw new InvalidArgument(op, 'value', attributes.value, 'it must be a number', 'value-number');
  }
  const paddings = pairs(op, 'paddings', attributes.paddings, shape.length, mode === 'constant' ? -Infinity : 0);
  return shape.map((size, axis) => tableOf(mode, size, paddings[axis]!, axis));
}

function tableOf(mode: PadMode, size: number, [before, after]: readonly [number, number], axis: number): AxisTable {
  const length = size + before + after;
  if (length < 0 || (mode === 'constant' && (before < -size || after < -size))) {
    throw new InvalidArgument(op, `paddings[${axis}]`, [before, after], `it may crop at most the size, ${size}`, 'paddings-crop');
  }
  const most = mode === 'reflect' ? size - 1 : mode === 'edge' ? (size > 0 ? Infinity : 0) : size;
  if (mode !== 'constant' && Math.max(before, after) > Math.max(0, most)) {
    const expected =
      mode === 'edge'
        ? 'an axis without a cell has no edge to repeat'
        : `in mode '${mode}' pads must be at most ${Math.max(0, most)} on an axis of ${size}`;
    throw new InvalidArgument(op, `paddings[${axis}]`, [before, after], expected, mode === 'edge' ? 'paddings-edge' : 'paddings-reach');
  }
  const table = new Array<number>(length);
  for (let i = 0; i < length; i++) table[i] = sourceOf(mode, i - before, size);
  return table;
}

function sourceOf(mode: PadMode, i: number, size: number): number {
  if (i >= 0 && i < size) return i;
  switch (mode) {
    case 'constant':
      return -1;
    case 'edge':
      return i < 0 ? 0 : size - 1;
    case 'reflect':
      return i < 0 ? -i : 2 * size - 2 - i;
    case 'symmetric':
      return i < 0 ? -1 - i : 2 * size - 1 - i;
    case 'wrap':
      return i < 0 ? i + size : i - size;
  }
}

export const padKernel: Kernel<'pad'> = {
  shape: (x, attributes) => tablesOf(x, attributes).map(lengthOf),
  evaluate: pad,
  error: (precision, x, attributes) => {
    const { value = 0 } = attributes;
    // The library's own number for the constant.
    const rounding = Number.isFinite(value) ? Math.abs(precision.round(value) - value) : 0;
    const errors = x.error ?? fromData(new Float64Array(sizeOf(x.value.shape)), [...x.value.shape]);
    return pad(errors, { ...attributes, value: rounding });
  },
};
