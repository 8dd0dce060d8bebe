import { parameters, type OpName } from '../ops/index.js';
import { isTensor, type Shape } from '../tensor.js';
import { attributesAt } from '../judge/attributes.js';

type Shown = Record<string, unknown>;

function shapeOf(value: unknown): Shape | undefined {
  if (isTensor(value)) return value.shape;
  return Array.isArray(value) ? (value as number[]) : undefined;
}

/** Groups and channels, as a filter's last two axes and the attributes tell them. */
function channelsOf(filter: Shape | undefined, attributes: Shown, depthwise: boolean): Shown {
  if (filter === undefined || filter.length < 2) return {};
  const [before, last] = [filter.at(-2)!, filter.at(-1)!];
  if (depthwise) return { groups: before, channels: 1, channelsOut: last };
  const groups = attributes['groups'] as number | undefined;
  return groups === undefined ? {} : { groups, channels: before, channelsOut: last / groups };
}

/** The leading axes that two matrices broadcast to, and their own parts of them. */
function matricesOf(a: Shape, b: Shape): Shown {
  const length = Math.max(a.length, b.length);
  const at = (shape: Shape, axis: number): number => shape[axis - length + shape.length] ?? 1;
  const leading = Array.from({ length: length - 2 }, (_, axis) => (at(a, axis) === 1 ? at(b, axis) : at(a, axis)));
  const stretched = (shape: Shape): boolean[] => shape.slice(0, -2).map((size, i) => size !== leading[i + length - shape.length]);
  const shown: Shown = { rank: length, rows: a.at(-2), inner: a.at(-1), columns: b.at(-1), leading, aRank: a.length, bRank: b.length };
  for (const [name, shape] of [
    ['a', a],
    ['b', b],
  ] as const)
    stretched(shape).forEach((is, i) => (shown[`${name}Stretch${i}`] = is));
  return shown;
}

/** The grid of a resize, by the name that its draw gives it. */
function gridOf(attributes: Shown): string {
  if (attributes['alignCorners'] === true) return 'alignCorners';
  return attributes['halfPixelCenters'] === true ? 'halfPixelCenters' : 'plain';
}

/** The arguments of a call under the names that case programs give them, as far as they tell the choices. */
export function shownCase(op: OpName, args: readonly unknown[]): Record<string, unknown> {
  const shown: Shown = {};
  parameters[op].forEach(({ name }, i) => (shown[name] = args[i]));
  const attributes = (args[attributesAt(op)] ?? {}) as Shown;
  const first = shapeOf(args[0])!;
  if (isTensor(shown['a']) && isTensor(shown['b'])) return { ...shown, ...matricesOf(shown['a'].shape, shown['b'].shape) };
  const blocks = attributes['blockShape'] as readonly number[] | undefined;
  const paddings = attributes['paddings'] as readonly unknown[] | undefined;
  // A tensor of any rank has as many axes as pads.
  const n = blocks?.length ?? paddings?.length ?? Math.max(0, first.length - 2);
  const filterShape = shapeOf(shown['filter'] ?? shown['depthwiseFilter'] ?? shown['filterShape']);
  const rest = blocks === undefined ? undefined : first.slice(1 + n);
  const input = shapeOf(shown['x'] ?? shown['inputShape']);
  const whole = blocks === undefined && paddings !== undefined;
  return {
    n,
    kernel: attributes['window'] ?? filterShape?.slice(0, n),
    ...(input !== undefined && { sizes: whole ? input : input.slice(1, 1 + n) }),
    ...(op !== 'batchToSpace' && !whole && { batch: first[0] }),
    ...channelsOf(filterShape, attributes, op.startsWith('depthwise') || op === 'separableConv'),
    ...(rest !== undefined && { rest, remaining: rest.length }),
    ...(attributes['size'] !== undefined && { grid: gridOf(attributes), channels: first.at(-1) }),
    ...attributes,
    ...shown,
    attributes,
    filter: shown['filter'] ?? shown['depthwiseFilter'],
    pointwise: shown['pointwiseFilter'],
    dy: shown['dy'] ?? shown['y'],
    y: shown['y'] ?? shown['x'],
    block: blocks,
    pads: paddings ?? attributes['crops'],
  };
}
