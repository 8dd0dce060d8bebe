import { InvalidArgument } from '../../invalid-argument.js';
import type { Pair } from '../../geometry.js';
import { elementsOf, oneOf, pairs, readAttributes, resultOf } from '../../kernels/arguments.js';
import { gather, type AxisTable } from '../../kernels/moves.js';
import { dtypeOf, fromData, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { modes as modesAttribute, pairsOf, type AttributeSpecs } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { never } from '../limits.js';
import { drawPad, takesCrops } from './pad-case.js';

export type PadMode = 'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap';

export interface PadAttributes {
  /** One pair per axis of the tensor, batch and channels included; negative ones crop, in constant mode. */
  readonly paddings: readonly Pair[];
  /**
   * `constant`: a value; `edge`: the nearest cell; `reflect`: mirrored without the edge, pads below the size; `symmetric`: mirrored with
   * it, pads at most the size; `wrap`: from the other end, pads at most the size. Default: 'constant'.
   */
  readonly mode?: PadMode;
  /** The constant. Default: 0. */
  readonly value?: number;
}

/** x of any rank. */
export type Pad = (x: Tensor, attributes: PadAttributes) => Tensor;

export interface PadPlan {
  /** Where each cell of the result is from, per axis. */
  readonly tables: readonly AxisTable[];
  readonly value: number;
  readonly outputShape: number[];
}

const op = 'pad';
const modes: readonly PadMode[] = ['constant', 'edge', 'reflect', 'symmetric', 'wrap'];

const attributes: AttributeSpecs = {
  paddings: {
    docs: 'One [before, after] pair per axis, batch and channels included; negative ones crop, in constant mode.',
    type: 'pairs',
    per: 'axis',
    limits: {
      padsOuterAxes: never(
        'batch and channel axes are never padded.',
        (call) => [pairsOf(call, 'paddings')[0], pairsOf(call, 'paddings').at(-1)].some((pair) => pair?.some((pad) => pad !== 0)),
        'padded batch or channels',
      ),
      negativePads: never(
        'pads are never negative.',
        (call) => pairsOf(call, 'paddings').some((pair) => pair.some((pad) => pad < 0)),
        'negative pads',
      ),
    },
  },
  mode: modesAttribute(
    "What the cells added hold: a constant, the edge, mirrored cells without or with the edge, or the other end. Default: 'constant'.",
    modes,
  ),
  value: { docs: 'The constant. Default: 0.', type: 'number', default: 0, fractions: true, limits: {} },
};

function planPad(shape: Shape, given: PadAttributes | undefined): PadPlan {
  const attributes = readAttributes(op, given) as PadAttributes;
  const mode = oneOf(op, 'mode', attributes.mode, modes);
  if (attributes.value !== undefined && typeof attributes.value !== 'number') {
    throw new InvalidArgument(op, 'value', attributes.value, 'it must be a number', 'value-number');
  }
  const paddings = pairs(op, 'paddings', attributes.paddings, shape.length, mode === 'constant' ? -Infinity : 0);
  const tables = shape.map((size, axis) => tableOf(mode, size, paddings[axis]!, axis));
  return { tables, value: attributes.value ?? 0, outputShape: tables.map(({ length }) => length) };
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

export const pad = defineOp<'pad', Pad, PadPlan>({
  name: op,
  docs: 'Adds cells before and after each axis, or crops it.',
  tensors: { x: { axes: ['rest...'] } },
  results: 1,
  attributes,
  plan: ([x], given) => planPad(x, given),
  evaluate: ({ tables, value, outputShape }, [x], out) => {
    const result = resultOf(op, outputShape, dtypeOf(x), out);
    gather(x, tables, value, elementsOf(result));
    return result;
  },
  error(plan, precision, [x]) {
    const { value } = plan;
    // The library's own number for the constant.
    const rounding = Number.isFinite(value) ? Math.abs(precision.round(value) - value) : 0;
    const errors = x.error ?? fromData(new Float64Array(sizeOf(x.value.shape)), [...x.value.shape]);
    return this.evaluate({ ...plan, value: rounding }, [errors]);
  },
  draw: (d) => {
    const crops = takesCrops(d) && d.option('crops', [false, true]);
    const { x, attributes } = drawPad(d, crops ? { modes: ['constant'], crops } : {});
    return [x, attributes];
  },
  shows: (x, attributes) => ({
    rank: x.shape.length,
    sizes: x.shape,
    ...attributes,
    crops: attributes.paddings.some((pair) => Math.min(...pair) < 0),
    attributes,
    x,
  }),
  linearIn: ['x'],
});
