/** Plain pieces of window geometry as arbitraries. Constraints are inclusive; lists shrink by losing axes, numbers towards their minimum. */
import { defineDomain } from '../domain.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { ExplicitPadding, Pair, Padding } from '../geometry.js';
import type { PaddingKind } from '../library.js';
import { casesOf, type CaseArbitrary } from '../draw/case-arbitrary.js';
import { domainOf, rangeOf, type CaseConstraints } from './constraints.js';
import type { CaseProgram, Draw, IntOptions } from '../draw/draw.js';
import { drawWindows, type WindowConstraints } from '../draw/windows/windows.js';

const plain = defineDomain({ layouts: false, regimes: ['exact'] });
const exact = { regimes: ['exact'] } as const;

function pieceOf<T>(program: CaseProgram<T>): CaseArbitrary<T> {
  return casesOf(plain, [], program, exact);
}

type Shown = Readonly<Record<string, unknown>>;

const lengthOf: IntOptions = { role: 'axes', from: (shown) => (shown as { readonly length?: number }).length, classes: String };
const entryOf = (axis: number): IntOptions => ({ axis, from: (shown: Shown) => shown[axis] as number | undefined });

/** A list of integers, one per axis. */
function drawList(d: Draw, axes: readonly [number, number], name: string, min: number, max: number): number[] {
  const n = d.int('axes', axes[0], axes[1], lengthOf);
  return Array.from({ length: n }, (_, axis) => d.int(name, min, max, entryOf(axis)));
}

export interface ShapeConstraints {
  /** Default: 1. */
  readonly minRank?: number;
  /** Default: 4, or minRank where that is more. */
  readonly maxRank?: number;
  /** Default: 1. */
  readonly minLength?: number;
  /** Default: 5, or minLength where that is more. */
  readonly maxLength?: number;
}

/**
 * Shapes. Shrinks to minRank axes of minLength.
 *
 * @throws InvalidArgument on bounds that contradict each other or are not integers >= 0
 */
export function shapes(constraints: ShapeConstraints = {}): CaseArbitrary<number[]> {
  const { minRank = Math.min(1, constraints.maxRank ?? 1), minLength = Math.min(1, constraints.maxLength ?? 1) } = constraints;
  const rank = rangeOf('shapes', 'Rank', minRank, constraints.maxRank ?? Math.max(4, minRank), 0);
  const length = rangeOf('shapes', 'Length', minLength, constraints.maxLength ?? Math.max(5, minLength), 0);
  return pieceOf((d) => drawList(d, [rank.min, rank.max], 'length', length.min, length.max));
}

/** Shapes that broadcast together: their leading axes may be missing, any axis may be 1. */
export interface BroadcastableShapes {
  readonly shapes: number[][];
  /** What they broadcast to. */
  readonly result: number[];
}

export interface BroadcastConstraints extends ShapeConstraints {
  /** Number of shapes, >= 1. Default: 2. */
  readonly count?: number;
}

/** Shapes that broadcast together. Shrinks to shapes of minRank axes of minLength, which are all equal. */
export function broadcastableShapes(constraints: BroadcastConstraints = {}): CaseArbitrary<BroadcastableShapes> {
  const { count = 2, minRank = Math.min(1, constraints.maxRank ?? 1), minLength = Math.min(1, constraints.maxLength ?? 1) } = constraints;
  const rank = rangeOf('broadcastableShapes', 'Rank', minRank, constraints.maxRank ?? Math.max(4, minRank), 0);
  const length = rangeOf('broadcastableShapes', 'Length', minLength, constraints.maxLength ?? Math.max(5, minLength), 0);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgument('broadcastableShapes', 'count', count, 'it must be an integer >= 1');
  const shown = (c: Shown): BroadcastableShapes => c as unknown as BroadcastableShapes;
  return pieceOf((d) => {
    const n = d.int('axes', rank.min, rank.max, { role: 'axes', from: (c) => shown(c).result.length });
    const full = Array.from({ length: n }, (_, axis) =>
      d.int('length', length.min, length.max, { axis, from: (c) => shown(c).result[axis] }),
    );
    const list = Array.from({ length: count }, (_, i) => {
      // The first shape is whole, so that the result is what was drawn.
      const missing =
        i === 0
          ? 0
          : d.int(`missing${i}`, 0, n - Math.min(n, rank.min), { from: (c) => shown(c).result.length - shown(c).shapes[i]!.length });
      return full.slice(missing).map((size, at) => {
        const axis = at + missing;
        const stretched = i > 0 && size !== 1 && length.min <= 1;
        const from = (c: Shown): number => (shown(c).shapes[i]?.[at] === 1 && shown(c).result[axis] !== 1 ? 1 : 0);
        return stretched && d.int(`one${i}`, 0, 1, { axis, from }) === 1 ? 1 : size;
      });
    });
    return { shapes: list, result: full };
  });
}

/** One window axis, in cells. */
export interface WindowAxis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** As an op on one spatial axis takes it. */
  readonly padding: Padding;
  /** The same, as explicit pads. */
  readonly pads: Pair;
  /** Number of windows, >= 1. */
  readonly out: number;
}

/**
 * One window axis whose numbers fit: at least one window. Shrinks to one cell, kernel, stride and dilation 1, no pads.
 *
 * @throws InvalidArgument on impossible constraints
 */
export function windowAxis(
  constraints: Omit<CaseConstraints, 'minAxes' | 'maxAxes'> & Pick<WindowConstraints, 'padding' | 'oddKernel' | 'cells'> = {},
): CaseArbitrary<WindowAxis> {
  const domain = domainOf('windowAxis', { ...constraints, minAxes: 1, maxAxes: 1, regimes: ['exact'] });
  const { padding, oddKernel, cells } = constraints;
  const part: WindowConstraints = {
    ...(padding !== undefined && { padding }),
    ...(oddKernel !== undefined && { oddKernel }),
    ...(cells !== undefined && { cells }),
  };
  return casesOf(
    domain,
    [],
    (d) => {
      const { sizes, kernel, strides, dilations, padding: drawn, pads, out } = drawWindows(d, part);
      return {
        size: sizes[0]!,
        kernel: kernel[0]!,
        stride: strides[0]!,
        dilation: dilations[0]!,
        padding: drawn,
        pads: pads[0]!,
        out: out[0]!,
      };
    },
    exact,
  );
}

export interface PerAxisConstraints {
  /** Number of axes. Default: 1 and 3. */
  readonly minAxes?: number;
  readonly maxAxes?: number;
}

function axesOf(arbitrary: string, { minAxes, maxAxes }: PerAxisConstraints): readonly [number, number] {
  const { min, max } = rangeOf(arbitrary, 'Axes', minAxes ?? Math.min(1, maxAxes ?? 1), maxAxes ?? Math.max(3, minAxes ?? 3), 0);
  return [min, max];
}

/** Strides, one per axis. Default: 1 to 4. Shrinks to minAxes strides of minStride. */
export function strides(
  constraints: PerAxisConstraints & { readonly minStride?: number; readonly maxStride?: number } = {},
): CaseArbitrary<number[]> {
  const { minStride = 1, maxStride = Math.max(4, minStride) } = constraints;
  const { min, max } = rangeOf('strides', 'Stride', minStride, maxStride, 1);
  const axes = axesOf('strides', constraints);
  return pieceOf((d) => drawList(d, axes, 'strides', min, max));
}

/** Dilations, one per axis. Default: 1 to 3. Shrinks to minAxes dilations of minDilation. */
export function dilations(
  constraints: PerAxisConstraints & { readonly minDilation?: number; readonly maxDilation?: number } = {},
): CaseArbitrary<number[]> {
  const { minDilation = 1, maxDilation = Math.max(3, minDilation) } = constraints;
  const { min, max } = rangeOf('dilations', 'Dilation', minDilation, maxDilation, 1);
  const axes = axesOf('dilations', constraints);
  return pieceOf((d) => drawList(d, axes, 'dilations', min, max));
}

export interface PaddingConstraints extends PerAxisConstraints {
  /** Explicit pads, each. Default: 0 and 4. */
  readonly minPad?: number;
  readonly maxPad?: number;
  /** In the order that they shrink to. Default: all four, 'valid' first. */
  readonly kinds?: readonly PaddingKind[];
}

const kindOf = (shown: unknown): PaddingKind => (Array.isArray(shown) ? 'explicit' : (shown as PaddingKind));

/** Paddings of any kind; explicit ones have a pair per axis. Shrinks to the first kind. */
export function paddings(constraints: PaddingConstraints = {}): CaseArbitrary<Padding> {
  const { minPad = 0, maxPad = Math.max(4, minPad), kinds = ['valid', 'same', 'same-lower', 'explicit'] } = constraints;
  const { min, max } = rangeOf('paddings', 'Pad', minPad, maxPad, 0);
  const axes = axesOf('paddings', constraints);
  if (kinds.length === 0) throw new InvalidArgument('paddings', 'kinds', kinds, 'at least one kind is needed');
  return pieceOf<Padding>((d) => {
    const kind =
      kinds[d.int('padding', 0, kinds.length - 1, { role: 'pad', classes: (i) => kinds[i]!, from: (c) => kinds.indexOf(kindOf(c)) })]!;
    if (kind !== 'explicit') return kind;
    const n = d.int('axes', axes[0], axes[1], lengthOf);
    const pad = (name: string, axis: number, side: 0 | 1): number =>
      d.int(name, min, max, { axis, role: 'pad', from: (c) => (c[axis] as Pair | undefined)?.[side] });
    return Array.from({ length: n }, (_, axis): Pair => [pad('before', axis, 0), pad('after', axis, 1)]);
  });
}

/** Numbers of groups that divide both channel counts. Shrinks to 1. */
export function groups(channelsIn: number, channelsOut: number = channelsIn): CaseArbitrary<{ readonly groups: number }> {
  for (const [name, value] of Object.entries({ channelsIn, channelsOut }))
    if (!Number.isInteger(value) || value < 1) throw new InvalidArgument('groups', name, value, 'it must be an integer >= 1');
  const divisors = Array.from({ length: channelsIn }, (_, i) => i + 1).filter((g) => channelsIn % g === 0 && channelsOut % g === 0);
  return pieceOf((d) => ({ groups: d.option('groups', divisors) }));
}

/** Block shapes, one block per axis. Default: 1 to 3. Shrinks to minAxes blocks of minBlock. */
export function blockShapes(
  constraints: PerAxisConstraints & { readonly minBlock?: number; readonly maxBlock?: number } = {},
): CaseArbitrary<number[]> {
  const { minBlock = 1, maxBlock = Math.max(3, minBlock) } = constraints;
  const { min, max } = rangeOf('blockShapes', 'Block', minBlock, maxBlock, 1);
  const axes = axesOf('blockShapes', constraints);
  return pieceOf((d) => drawList(d, axes, 'block', min, max));
}

const pairOf =
  (axis: number, side: 0 | 1) =>
  (c: Shown): number | undefined =>
    (c[axis] as Pair | undefined)?.[side];

/**
 * Paddings that make every block divide its size. Shrinks to none before and the fewest after.
 *
 * @param options.maxPad largest pad before, and largest surplus after, >= 0. Default: 4
 * @throws InvalidArgument on lists of different lengths, a size below 0 or a block below 1
 */
export function blockPaddings(
  sizes: readonly number[],
  blockShape: readonly number[],
  options: { readonly maxPad?: number } = {},
): CaseArbitrary<ExplicitPadding> {
  const { max } = rangeOf('blockPaddings', 'Pad', 0, options.maxPad ?? 4, 0);
  if (sizes.length !== blockShape.length)
    throw new InvalidArgument('blockPaddings', 'blockShape', blockShape, `it must have one block per size of [${sizes.join(', ')}]`);
  sizes.forEach((size, i) => {
    if (!Number.isInteger(size) || size < 0) throw new InvalidArgument('blockPaddings', `sizes[${i}]`, size, 'it must be an integer >= 0');
    const block = blockShape[i]!;
    if (!Number.isInteger(block) || block < 1)
      throw new InvalidArgument('blockPaddings', `blockShape[${i}]`, block, 'it must be an integer >= 1');
  });
  return pieceOf((d) =>
    sizes.map((size, axis): Pair => {
      const block = blockShape[axis]!;
      const before = d.int('before', 0, max, { axis, role: 'pad', from: pairOf(axis, 0) });
      const least = (block - ((size + before) % block)) % block;
      return [
        before,
        d.int('after', least, least + Math.floor(max / block) * block, { axis, role: 'pad', step: block, from: pairOf(axis, 1) }),
      ];
    }),
  );
}

/**
 * Crops that leave at least `minRest` cells of each size. Shrinks to none.
 *
 * @param options.minRest Default: 1
 * @throws InvalidArgument on a size below minRest
 */
export function crops(sizes: readonly number[], options: { readonly minRest?: number } = {}): CaseArbitrary<ExplicitPadding> {
  const { minRest = 1 } = options;
  if (!Number.isInteger(minRest) || minRest < 0) throw new InvalidArgument('crops', 'minRest', minRest, 'it must be an integer >= 0');
  sizes.forEach((size, i) => {
    if (!Number.isInteger(size) || size < minRest)
      throw new InvalidArgument('crops', `sizes[${i}]`, size, `it must be an integer >= minRest = ${minRest}`);
  });
  return pieceOf((d) =>
    sizes.map((size, axis): Pair => {
      const before = d.int('before', 0, size - minRest, { axis, role: 'pad', from: pairOf(axis, 0) });
      return [before, d.int('after', 0, size - minRest - before, { axis, role: 'pad', from: pairOf(axis, 1) })];
    }),
  );
}

/**
 * Strictly increasing lists of axes of a rank. Shrinks to the first minLength axes.
 *
 * @param options.minLength Default: 0
 * @param options.maxLength Default: rank
 */
export function axisSubsets(
  rank: number,
  options: { readonly minLength?: number; readonly maxLength?: number } = {},
): CaseArbitrary<number[]> {
  if (!Number.isInteger(rank) || rank < 0) throw new InvalidArgument('axisSubsets', 'rank', rank, 'it must be an integer >= 0');
  const { min, max } = rangeOf('axisSubsets', 'Length', options.minLength ?? 0, options.maxLength ?? rank, 0, rank);
  return pieceOf((d) => {
    const n = d.int('length', min, max, lengthOf);
    const list: number[] = [];
    for (let i = 0; i < n; i++)
      list.push(d.int(`axis${i}`, (list.at(-1) ?? -1) + 1, rank - n + i, { from: (c) => c[i] as number | undefined }));
    return list;
  });
}
