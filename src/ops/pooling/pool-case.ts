import type { Range } from '../../domain.js';
import { ceilSize, explicitPads, validSize, type Padding, type PaddingKind } from '../../geometry.js';
import type { AveragePoolAttributes, LpPoolAttributes, PoolAttributes } from '../index.js';
import { sizeOf, type Tensor } from '../../tensor.js';
import { groupOptions, within } from '../convolution/conv-case.js';
import type { Content, Draw } from '../../draw/draw.js';
import { padAfter, padBefore } from '../../draw/windows/shown-pads.js';
import { drawWindows, limited, type WindowConstraints, type Windows } from '../../draw/windows/windows.js';

export interface PoolConstraints extends Omit<WindowConstraints, 'ceilMode'> {
  /** Values of ceilMode. Default: both. */
  readonly ceilMode?: readonly boolean[];
  /** Values of countPadding, of average pools. Default: both. */
  readonly countPadding?: readonly boolean[];
  /** Exponents, of lp pools. Default: 1, 2 and 3. */
  readonly p?: readonly number[];
  readonly batch?: Partial<Range>;
  /** Channels per group: a pool's channels are drawn as those of a grouped convolution are, so that packings by four are passed. */
  readonly channels?: Partial<Range>;
  readonly groups?: Partial<Range>;
  /** Drawn values in a product, for the exact regime. Default: 1; p for lp pools. */
  readonly degree?: number;
  /** Terms in a sum, in cells of a window. Default: 1. */
  readonly terms?: number;
  readonly content?: Content;
}

/** A case of a pool. `Attributes` are those of its op, complete. */
export interface PoolCase<Attributes extends PoolAttributes = PoolAttributes> extends Windows {
  /** `[batch, ...sizes, channels]` */
  readonly x: Tensor;
  readonly batch: number;
  readonly channels: number;
  readonly ceilMode: boolean;
  readonly attributes: Required<Attributes>;
}

type Missing = Omit<PoolCase, 'attributes' | 'x'>;

/** The options that the library takes, and that a law asks for. */
function options<T>(wanted: readonly T[], taken: readonly T[] | undefined): readonly T[] {
  return taken === undefined ? wanted : wanted.filter((value) => taken.includes(value));
}

function drawGrid(d: Draw, constraints: PoolConstraints): Missing {
  const ceilMode = d.option('ceilMode', options(constraints.ceilMode ?? [false, true], d.limits.ceilMode));
  const windows = drawWindows(d, { cells: true, ...constraints, ceilMode });
  const batch = within(d, 'batch', d.domain.batch, constraints.batch);
  const perGroup = within(d, 'channels', d.domain.channels, constraints.channels);
  const groups = within(d, 'groups', d.domain.groups, constraints.groups, groupOptions);
  return { ...windows, ceilMode, batch, channels: perGroup * groups };
}

/** The data of another tensor like `x` of the same case. */
export function drawLike(d: Draw, name: string, c: Missing, constraints: PoolConstraints = {}, degree = constraints.degree ?? 1): Tensor {
  const terms = sizeOf(c.kernel) * (constraints.terms ?? 1);
  return d.tensor(name, [c.batch, c.sizes, c.channels], { terms, degree, ...constraints.content });
}

function attributesOf(c: Missing): Required<PoolAttributes> {
  return { window: c.kernel, strides: c.strides, dilations: c.dilations, padding: c.padding, ceilMode: c.ceilMode };
}

/** A case of `maxPool`. Every window has a cell, unless `cells` is false. Shrinks as windows do, to ceilMode false. */
export function drawPool(d: Draw, constraints: PoolConstraints = {}): PoolCase {
  const c = drawGrid(d, constraints);
  return { ...c, x: drawLike(d, 'x', c, constraints), attributes: attributesOf(c) };
}

/** A case of `averagePool`. Every window has a cell, unless `cells` is false. Shrinks to countPadding false. */
export function drawAveragePool(d: Draw, constraints: PoolConstraints = {}): PoolCase<AveragePoolAttributes> {
  const c = drawGrid(d, constraints);
  const countPadding = d.option('countPadding', options(constraints.countPadding ?? [false, true], d.limits.countPadding));
  return { ...c, x: drawLike(d, 'x', c, constraints), attributes: { ...attributesOf(c), countPadding } };
}

/** A case of `lpPool`. Every window has a cell, unless `cells` is false. Shrinks to the first exponent. */
export function drawLpPool(d: Draw, constraints: PoolConstraints = {}): PoolCase<LpPoolAttributes> {
  const c = drawGrid(d, constraints);
  const p = d.option('p', constraints.p === undefined ? (d.limits.p ?? [1, 2, 3, 1.5, 4]) : options(constraints.p, d.limits.p));
  const degree = (constraints.degree ?? 1) * Math.ceil(p);
  return { ...c, x: drawLike(d, 'x', c, constraints, degree), attributes: { ...attributesOf(c), p } };
}

/** The pads of one axis of tiles of k cells, each below k: every window has a cell and every cell a window. */
function drawTilePads(d: Draw, axis: number, size: number, k: number, ceilMode: boolean): [number, number] {
  const before = d.int('before', 0, k - 1, { axis, role: 'pad', from: padBefore });
  // Without ceil mode the last window must reach the last cell; with it, one window must fit.
  const least = ceilMode ? Math.max(0, k - size - before) : (k - ((size + before) % k)) % k;
  return [before, d.int('after', least, k - 1, { axis, role: 'pad', from: padAfter })];
}

/**
 * A grid whose windows part the cells among them: strides = window, dilation 1, and every cell lies in exactly one window, with any
 * padding. Shrinks to one cell in one window of one cell, 'valid'.
 */
export function drawTiles(d: Draw, constraints: Pick<PoolConstraints, 'content' | 'terms' | 'padding' | 'ceilMode'> = {}): PoolCase {
  const { domain, limits } = d;
  const n = d.axes();
  const ceilMode = d.option('ceilMode', options(constraints.ceilMode ?? [false, true], limits.ceilMode));
  const equalPads = limits.unequalPadding === false || limits.unevenPadding === false;
  const kinds: readonly PaddingKind[] = equalPads ? ['valid', 'same', 'same-lower'] : ['valid', 'same', 'same-lower', 'explicit'];
  const kind = d.option(
    'padding',
    options(kinds, limits.padding).filter((taken) => constraints.padding?.includes(taken) ?? true),
    { role: 'pad' },
  );
  // The window of a tile is its stride, and is held to the limits of both.
  const most = limited(limits.window, limited(limits.strides, { min: 1, max: Math.min(domain.kernel.max, domain.stride.max) })).max;
  const kernel: number[] = [];
  const explicit: [number, number][] = [];
  const sizes: number[] = [];
  for (let axis = 0; axis < n; axis++) {
    const k = limits.unequalStrides === false && axis > 0 ? kernel[0]! : d.int('kernel', 1, most, { axis, role: 'window' });
    const windows = Math.max(1, domain.size.max);
    // 'valid' without ceil mode would leave the cells of an unfinished window out.
    const size =
      kind === 'valid' && !ceilMode
        ? k * d.int('windows', 1, windows, { axis })
        : d.int('size', kind === 'valid' ? k : 1, windows * k, { axis, role: 'extent' });
    kernel.push(k);
    sizes.push(size);
    explicit.push(kind === 'explicit' ? drawTilePads(d, axis, size, k, ceilMode) : [0, 0]);
  }
  const ones = kernel.map(() => 1);
  const padding: Padding = kind === 'explicit' ? explicit : kind;
  const pads = explicitPads(padding, sizes, kernel, kernel, ones);
  const out = sizes.map((size, axis) =>
    ceilMode
      ? ceilSize(size, pads[axis]!, kernel[axis]!, kernel[axis]!, 1)
      : validSize(size + pads[axis]![0] + pads[axis]![1], kernel[axis]!, kernel[axis]!, 1),
  );
  const batch = within(d, 'batch', domain.batch);
  const channels = within(d, 'channels', domain.channels);
  const grid = { n, kernel, strides: kernel, dilations: ones, padding, pads, sizes, out, ceilMode, batch, channels };
  return { ...grid, x: drawLike(d, 'x', grid, constraints), attributes: attributesOf(grid) };
}

/**
 * Constraints under which a pool's attributes, taken one axis at a time (window, stride and dilation 1 and no pads on the others), stay
 * within the library's limits.
 */
export function oneAxisAtATime(d: Draw): PoolConstraints {
  const one = { max: 1 };
  return {
    ...(d.limits.unequalStrides === false && { strides: one }),
    ...(d.limits.unequalDilations === false && { dilations: one }),
    ...(d.limits.unequalPadding === false && { padding: ['valid', 'same', 'same-lower'] as const }),
  };
}

/** Constraints under which the pads that 'same' stands for are explicit pads that the library takes. */
export function samePadsAreTaken(d: Draw): PoolConstraints {
  const { limits, domain } = d;
  const kinds = options<PaddingKind>(['same', 'same-lower'], limits.padding);
  const padding = limits.padding?.includes('explicit') === false ? [] : kinds;
  const even = limits.unevenPadding === false;
  const equal = limits.unequalPadding === false;
  if (!even && !equal) return { padding };
  // At stride 1 the total is (k - 1) * dilation, whatever the size: even for odd kernels, equal for equal ones.
  const k = equal ? 2 * d.int('edge', 0, Math.floor((domain.kernel.max - 1) / 2)) + 1 : undefined;
  const dilation = equal && limits.dilations !== false ? d.int('rate', 1, domain.dilation.max) : undefined;
  return {
    padding,
    strides: { max: 1 },
    oddKernel: true,
    ...(k !== undefined && { kernel: { min: k, max: k } }),
    ...(dilation !== undefined && { dilations: { min: dilation, max: dilation } }),
  };
}
