import { effectiveKernel } from '../geometry.js';
import type { Limits, OpLimits, PaddingKind } from '../library.js';
import { parameters, type OpName } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';
import { attributesAt } from './attributes.js';

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

/** The kernel's spatial sizes: the attribute `window`, or the leading axes of the filter. */
function kernelOf(op: OpName, args: readonly unknown[], attributes: Attributes, spatialAxes: number): readonly number[] {
  const window = list(attributes, 'window');
  if (window.length > 0) return window;
  const at = parameters[op].findIndex(({ name }) => name === 'filter' || name === 'filterShape' || name === 'depthwiseFilter');
  if (at < 0) return [];
  const filter = args[at] as Tensor | Shape;
  return ('shape' in filter ? filter.shape : filter).slice(0, spatialAxes);
}

function shapesOf(args: readonly unknown[]): Shape[] {
  return args.flatMap((arg) =>
    Array.isArray(arg) ? [arg as number[]] : typeof arg === 'object' && arg !== null && 'shape' in arg ? [(arg as Tensor).shape] : [],
  );
}

function reasons(op: OpName, limits: OpLimits, args: readonly unknown[]): string[] {
  const found: string[] = [];
  const refuse = (broken: boolean, what: string): void => {
    if (broken) found.push(what);
  };
  const at = attributesAt(op);
  const attributes = (at < 0 ? {} : args[at]) as Attributes;
  const shapes = shapesOf(args);
  const rank = shapes[0]?.length ?? 0;
  const n = Math.max(0, rank - 2);
  const strides = list(attributes, 'strides');
  const dilations = list(attributes, 'dilations');
  const padding = kindOf(attributes['padding']);
  const pads = padding === 'explicit' ? pairs(attributes, 'padding') : [];
  const anyPads = op === 'pad' ? pairs(attributes, 'paddings') : pads;
  if (limits.spatialAxes) refuse(!limits.spatialAxes.includes(n), `${n} spatial axes`);
  if (limits.ranks) refuse(!limits.ranks.includes(rank), `rank ${rank}`);
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
  if (limits.largestPad === 'below-window') {
    const kernel = kernelOf(op, args, attributes, n);
    refuse(
      pads.some((pair, axis) => pair.some((pad) => pad >= effectiveKernel(kernel[axis] ?? 1, dilations[axis] ?? 1))),
      'pads as large as the window',
    );
  }
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
  if (limits.blockAxes)
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

/** What of a call lies outside the library's limits; `undefined` where nothing does. */
export function outsideLimits(op: OpName, limits: Limits, args: readonly unknown[]): string | undefined {
  const own = limits[op];
  if (own === undefined) return undefined;
  const found = reasons(op, own, args);
  return found.length === 0 ? undefined : `${op}: ${found.join(', ')}${own.reason === undefined ? '' : ` (${own.reason})`}`;
}
