import { effectiveKernel } from '../geometry.js';
import type { Limits, OpLimits, PaddingKind } from '../library.js';
import { InvalidArgument } from '../invalid-argument.js';
import { isOpName, opNames, parameters, type OpName } from '../ops/index.js';
import { toArray, type Shape, type Tensor } from '../tensor.js';
import { attributesAt, completeAttributes } from './attributes.js';

type Attributes = Readonly<Record<string, unknown>>;

const list = (attributes: Attributes, name: string): readonly number[] =>
  Array.isArray(attributes[name]) ? (attributes[name] as number[]) : [];
const pairs = (attributes: Attributes, name: string): readonly (readonly number[])[] =>
  Array.isArray(attributes[name]) ? (attributes[name] as number[][]).filter(Array.isArray) : [];
const allEqual = (values: readonly unknown[]): boolean => values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));
const includes = (allowed: readonly unknown[], value: unknown): boolean => value === undefined || allowed.includes(value);

function kindOf(padding: unknown): PaddingKind {
  return Array.isArray(padding) ? 'explicit' : (padding as PaddingKind);
}

/** A call as limits see it: what is not known of it breaks none. */
interface SeenCall {
  readonly attributes: Attributes;
  /** Of its tensors, in their order. */
  readonly shapes: readonly Shape[];
  readonly spatialAxes: number | undefined;
  /** The window's spatial sizes. */
  readonly window: readonly number[] | undefined;
}

function reasons(op: OpName, limits: OpLimits, { attributes, shapes, spatialAxes: n, window }: SeenCall): string[] {
  const found: string[] = [];
  const refuse = (broken: boolean, what: string): void => {
    if (broken) found.push(what);
  };
  const rank = shapes[0]?.length;
  const strides = list(attributes, 'strides');
  const dilations = list(attributes, 'dilations');
  const padding = kindOf(attributes['padding']);
  const pads = padding === 'explicit' ? pairs(attributes, 'padding') : [];
  const anyPads = op === 'pad' ? pairs(attributes, 'paddings') : pads;
  if (limits.spatialAxes && n !== undefined) refuse(!limits.spatialAxes.includes(n), `${n} spatial axes`);
  if (limits.ranks && rank !== undefined) refuse(!limits.ranks.includes(rank), `rank ${rank}`);
  if (limits.strides === false)
    refuse(
      strides.some((s) => s > 1),
      'strides',
    );
  if (limits.unequalStrides === false) refuse(!allEqual(strides), 'unequal strides');
  if (limits.dilations === false)
    refuse(
      dilations.some((d) => d > 1),
      'dilations',
    );
  if (limits.unequalDilations === false) refuse(!allEqual(dilations), 'unequal dilations');
  if (limits.stridedDilation === false) refuse(strides.some((s) => s > 1) && dilations.some((d) => d > 1), 'strides with dilations');
  if (limits.padding) refuse(!includes(limits.padding, attributes['padding'] === undefined ? undefined : padding), `padding ${padding}`);
  if (limits.unevenPadding === false)
    refuse(
      pads.some(([before, after]) => before !== after),
      'uneven pads',
    );
  if (limits.unequalPadding === false) refuse(!allEqual(pads), 'unequal pads');
  if (limits.largestPad === 'below-window' && window !== undefined)
    refuse(
      pads.some((pair, axis) => pair.some((pad) => pad >= effectiveKernel(window[axis] ?? 1, dilations[axis] ?? 1))),
      'pads as large as the window',
    );
  if (limits.groups === false) refuse(((attributes['groups'] as number | undefined) ?? 1) > 1, 'groups');
  if (limits.multiplier === false) refuse((shapes[1]?.at(-1) ?? 1) > 1, 'a multiplier');
  if (limits.outputPadding === false)
    refuse(
      list(attributes, 'outputPadding').some((pad) => pad > 0),
      'output padding',
    );
  if (limits.ceilMode) refuse(!includes(limits.ceilMode, attributes['ceilMode']), `ceilMode ${String(attributes['ceilMode'])}`);
  if (limits.countPadding)
    refuse(!includes(limits.countPadding, attributes['countPadding']), `countPadding ${String(attributes['countPadding'])}`);
  if (limits.p) refuse(!includes(limits.p, attributes['p']), `p = ${String(attributes['p'])}`);
  if (limits.modes) refuse(!includes(limits.modes, attributes['mode']), `mode ${String(attributes['mode'])}`);
  if (limits.padsOuterAxes === false)
    refuse([anyPads[0], anyPads.at(-1)].some((pair) => pair?.some((pad) => pad !== 0)) && op === 'pad', 'padded batch or channels');
  if (limits.negativePads === false)
    refuse(
      anyPads.some((pair) => pair.some((pad) => pad < 0)),
      'negative pads',
    );
  if (limits.blockAxes && attributes['blockShape'] !== undefined)
    refuse(!limits.blockAxes.includes(list(attributes, 'blockShape').length), `${list(attributes, 'blockShape').length} blocked axes`);
  if (limits.broadcasts === false)
    refuse(op === 'matmul' && !allEqual(shapes.map((shape) => shape.slice(0, -2))), 'broadcast leading axes');
  if (limits.alignCorners === false) refuse(attributes['alignCorners'] === true, 'alignCorners');
  if (limits.halfPixelCenters)
    refuse(
      !includes(limits.halfPixelCenters, attributes['halfPixelCenters']),
      `halfPixelCenters ${String(attributes['halfPixelCenters'])}`,
    );
  if (limits.emptyTensors === false)
    refuse(
      shapes.some((shape) => shape.includes(0)),
      'empty tensors',
    );
  return found;
}

/** The parameters of an op that are tensors or shapes, in their order. */
function shapedParameters(op: OpName): readonly string[] {
  return parameters[op].filter(({ kind }) => kind === 'tensor' || kind === 'shape').map(({ name }) => name);
}

/** How many spatial axes a call has: those of its first tensor, or of its lists. */
function axesOf(attributes: Attributes, shapes: readonly Shape[]): number | undefined {
  if (shapes[0] !== undefined) return Math.max(0, shapes[0].length - 2);
  const lists = ['window', 'strides', 'dilations', 'padding'].map((name) => attributes[name]).filter(Array.isArray);
  return lists[0]?.length;
}

/** The window's spatial sizes: the attribute `window`, or the leading axes of the filter. */
function windowOf(op: OpName, attributes: Attributes, shapes: readonly Shape[], spatialAxes: number | undefined) {
  const window = list(attributes, 'window');
  if (window.length > 0 || spatialAxes === undefined) return window;
  const at = shapedParameters(op).findIndex((name) => ['filter', 'filterShape', 'depthwiseFilter'].includes(name));
  return shapes[at]?.slice(0, spatialAxes) ?? [];
}

function outside(own: OpLimits, found: readonly string[]): string | undefined {
  return found.length === 0 ? undefined : `${found.join(', ')}${own.reason === undefined ? '' : ` (${own.reason})`}`;
}

function outsideWhole(op: OpName, own: OpLimits, attributes: Attributes, shapes: readonly Shape[], given = attributes): string | undefined {
  const spatialAxes = axesOf(given, shapes);
  return outside(own, reasons(op, own, { attributes, shapes, spatialAxes, window: windowOf(op, attributes, shapes, spatialAxes) }));
}

const isSpecial = (tensor: Tensor | Shape): boolean => 'data' in tensor && toArray(tensor).some((value) => !Number.isFinite(value));

const shapeOf = (tensor: Tensor | Shape): Shape => ('shape' in tensor ? tensor.shape : tensor);
const isShaped = (arg: unknown): arg is Tensor | Shape => Array.isArray(arg) || (typeof arg === 'object' && arg !== null && 'shape' in arg);

/** What of a call lies outside the library's limits; `undefined` where nothing does. */
export function outsideLimits(op: OpName, limits: Limits, args: readonly unknown[]): string | undefined {
  const own = limits[op];
  if (own === undefined) return undefined;
  const at = attributesAt(op);
  const reason = outsideWhole(op, own, (at < 0 ? {} : args[at]) as Attributes, args.filter(isShaped).map(shapeOf));
  return reason === undefined ? undefined : `${op}: ${reason}`;
}

/**
 * The same of a call that is yet to be made, without the op's name: what a case program's `alsoCalls` and `takes` ask.
 *
 * @param tensors the call's tensors or their shapes, in their order; limits on those left out are not asked
 * @param given 'whole': attributes that are left out have their defaults; 'part': they are not asked either
 */
export function outsideLimitsBefore(
  op: string,
  limits: Limits,
  attributes: object,
  tensors: readonly (Tensor | Shape)[],
  given: 'whole' | 'part',
): string | undefined {
  if (!isOpName(op)) throw new InvalidArgument('alsoCalls', 'op', op, `the ops are ${opNames.join(', ')}`);
  const own = limits[op];
  if (own === undefined) return undefined;
  const shapes = tensors.map(shapeOf);
  if (given === 'whole')
    return outsideWhole(op, own, completeAttributes(op, tensors, attributes) as Attributes, shapes, attributes as Attributes);
  const part = attributes as Attributes;
  const found = reasons(op, own, {
    attributes: part,
    shapes,
    spatialAxes: shapes[0] === undefined ? undefined : axesOf(part, shapes),
    window: part['window'] as readonly number[] | undefined,
  });
  if (own.specialValues === 'ignored' && tensors.some(isSpecial)) found.push('special values');
  return outside(own, found);
}
