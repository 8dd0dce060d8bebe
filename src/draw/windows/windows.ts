import type { Range } from '../../domain.js';
import { ceilSize, effectiveKernel, padsOf, validSize, type Padding, type Pair } from '../../geometry.js';
import type { PaddingKind } from '../../geometry.js';
import type { Draw, IntOptions } from '../draw.js';
import { padAfter, padBefore } from './shown-pads.js';

/** What a law asks of its windows; what is left out is free, within the domain and the limits. */
export interface WindowConstraints {
  /** Numbers of spatial axes. Default: 1 to 3. */
  readonly axes?: readonly number[];
  readonly kernel?: Partial<Range>;
  /** true: every kernel is odd. Default: false. */
  readonly oddKernel?: boolean;
  readonly strides?: Partial<Range>;
  readonly dilations?: Partial<Range>;
  /** Kinds of padding. Default: all four. */
  readonly padding?: readonly PaddingKind[];
  /** true: every window has at least one cell of the input, as laws on the values of pools need. Default: false. */
  readonly cells?: boolean;
  /** true: the last window may overhang, by ceil mode's rule. Default: false. */
  readonly ceilMode?: boolean;
  /** true: the last window ends with the last padded cell, so that windows tile the padded input. Default: false. */
  readonly tiled?: boolean;
}

/** Windows along every spatial axis; lists have one entry per axis. */
export interface Windows {
  /** Number of spatial axes. */
  readonly n: number;
  readonly kernel: number[];
  readonly strides: number[];
  readonly dilations: number[];
  /** The padding as an op takes it. */
  readonly padding: Padding;
  /** The same, as explicit pads. */
  readonly pads: Pair[];
  /** Input sizes, before padding. */
  readonly sizes: number[];
  /** Number of windows. */
  readonly out: number[];
}

const kernelClass = (k: number): string => (k === 1 ? '1' : k % 2 === 0 ? 'even' : 'odd');

/** Where strides and dilations exclude each other, the one that may be above 1. */
const stepped: IntOptions = {
  classes: (v) => (v === 0 ? 'strides' : 'dilations'),
  from: (theCase) => (Array.isArray(theCase['dilations']) && theCase['dilations'].some((rate) => (rate as number) > 1) ? 1 : 0),
};

// Options are made once: a case asks for a dozen of them.
const perAxis = (make: (axis: number) => IntOptions): IntOptions[] => [0, 1, 2].map(make);
const kernelOptions = perAxis((axis) => ({ axis, role: 'window', classes: kernelClass }));
const dilationOptions = perAxis((axis) => ({ axis, classes: (v) => (v === 1 ? '1' : '>1') }));
const strideOptionsMade: IntOptions[] = [];

function strideOptions(axis: number, kernel: number): IntOptions {
  return (strideOptionsMade[kernel * 3 + axis] ??= { axis, classes: (v) => (v === 1 ? '1' : v > kernel ? '>kernel' : '>1') });
}

/** What a limit leaves of a range: false leaves 1 alone. */
export function limited(limit: boolean | Partial<Range> | undefined, free: Range): Range {
  if (limit === false) return { min: 1, max: 1 };
  if (typeof limit !== 'object') return free;
  return { min: Math.max(free.min, limit.min ?? free.min), max: Math.min(free.max, limit.max ?? free.max) };
}

function likeFirst(list: readonly number[], free: Range, equal: boolean): Range {
  return equal && list.length > 0 ? { min: list[0]!, max: list[0]! } : free;
}

/** Number of windows along one axis, or less than 1 for none. */
function countWindows(kind: PaddingKind, pads: Pair, cells: number, k: number, s: number, r: number, ceilMode: boolean): number {
  const [before, after] = kind === 'valid' || kind === 'explicit' ? pads : padsOf(kind, 0, cells, k, s, r);
  return ceilMode ? ceilSize(cells, [before, after], k, s, r) : validSize(cells + before + after, k, s, r);
}

/** Whether some window of one axis has no cell of the input. */
function hasEmptyWindow(size: number, before: number, out: number, kernel: number, stride: number, dilation: number): boolean {
  for (let o = 0; o < out; o++) {
    let empty = true;
    for (let j = 0; j < kernel && empty; j++) {
      const at = o * stride - before + j * dilation;
      if (at >= 0 && at < size) empty = false;
    }
    if (empty) return true;
  }
  return false;
}

/** A range, narrowed by a constraint. */
function narrowed(whole: Range, part: Partial<Range> = {}): Range {
  const min = Math.max(whole.min, part.min ?? whole.min);
  return { min, max: Math.max(part.min ?? whole.min, Math.min(whole.max, part.max ?? whole.max)) };
}

const one: Range = { min: 1, max: 1 };

/** The ranges of strides and of dilations; where they exclude each other, one of them is 1. */
function drawSteps(d: Draw, constraints: WindowConstraints): { strides: Range; dilations: Range } {
  const { domain, limits } = d;
  const strides = limited(limits.strides, narrowed(domain.stride, constraints.strides));
  const dilations = limited(limits.dilations, narrowed(domain.dilation, constraints.dilations));
  if (limits.stridedDilation !== false || strides.max <= 1 || dilations.max <= 1) return { strides, dilations };
  if (strides.min > 1) return { strides, dilations: one };
  if (dilations.min > 1) return { strides: one, dilations };
  return d.int('stepped', 0, 1, stepped) === 0 ? { strides, dilations: one } : { strides: one, dilations };
}

const zeroOrMore = (v: number): string => (v === 0 ? '0' : '>0');

/** The explicit pads of one axis, below the window where that is asked for; `first` are those of the first axis. */
function drawPads(d: Draw, axis: number, span: number, belowWindow: boolean, first: Pair | undefined): Pair {
  const { domain, limits } = d;
  const most = belowWindow ? Math.min(domain.pad.max, span - 1) : domain.pad.max;
  const least = Math.min(domain.pad.min, most);
  const same = limits.unequalPadding === false ? first : undefined;
  const ofAxis: IntOptions = { axis, classes: zeroOrMore, role: 'pad', from: padBefore };
  // Libraries take one number for pads that are all equal: drawn apart, they rarely are.
  const options = first === undefined ? ofAxis : { ...ofAxis, near: first[0] };
  const before = d.int('before', same?.[0] ?? least, same?.[0] ?? most, options);
  if (limits.unevenPadding === false) return [before, before];
  const after = d.int('after', same?.[1] ?? least, same?.[1] ?? most, {
    axis,
    classes: (v) => (v === before ? 'even' : 'uneven'),
    role: 'pad',
    from: padAfter,
    near: before,
  });
  return [before, after];
}

/**
 * Draws windows along every spatial axis, with input sizes that fit them. Shrinks to one axis of one cell, kernel 1, stride 1,
 * dilation 1, 'valid'.
 */
export function drawWindows(d: Draw, constraints: WindowConstraints = {}): Windows {
  const { domain, limits } = d;
  const n = d.axes(constraints.axes);
  const kernelRange = limited(limits.window, narrowed(domain.kernel, constraints.kernel));
  const { strides: strideRange, dilations: dilationRange } = drawSteps(d, constraints);
  const kinds = (constraints.padding ?? ['valid', 'same', 'same-lower', 'explicit']).filter(
    (kind) => limits.padding?.includes(kind) ?? true,
  );
  const kind = d.option('padding', kinds, { role: 'pad' });
  const largest = Math.max(1, Math.floor((domain.elements / 4) ** (1 / n)));
  const roomy = Math.floor((domain.elements / 16) ** (1 / n));

  const kernel: number[] = [];
  const strides: number[] = [];
  const dilations: number[] = [];
  const explicit: Pair[] = [];
  const sizes: number[] = [];
  for (let axis = 0; axis < n; axis++) {
    const odd = constraints.oddKernel === true;
    // Where all axes have the pads of the first, their windows are larger than those pads, if windows must be.
    const belowWindow = constraints.cells === true || limits.largestPad === 'below-window';
    const overPads = belowWindow && limits.unequalPadding === false && axis > 0 && kind === 'explicit' ? Math.max(...explicit[0]!) + 1 : 1;
    const fewest = Math.max(kernelRange.min, overPads);
    const leastKernel = odd ? fewest | 1 : fewest;
    const mostKernel = Math.max(leastKernel, Math.min(kernelRange.max, largest));
    const square = limits.square === true ? kernel[0] : undefined;
    const k = d.int(
      'kernel',
      square ?? leastKernel,
      square ?? mostKernel,
      odd ? { axis, role: 'window', step: 2, classes: kernelClass } : kernelOptions[axis]!,
    );
    const strideFor = likeFirst(strides, strideRange, limits.unequalStrides === false);
    const s = d.int('strides', strideFor.min, strideFor.max, strideOptions(axis, k));
    const dilationFor = likeFirst(dilations, dilationRange, limits.unequalDilations === false);
    const r = d.int('dilations', dilationFor.min, dilationFor.max, dilationOptions[axis]!);
    const span = effectiveKernel(k, r);
    const pads: Pair = kind === 'explicit' ? drawPads(d, axis, span, belowWindow, explicit[0]) : [0, 0];
    const fits = kind === 'valid' || kind === 'explicit' ? span - pads[0] - pads[1] : 1;
    const least = Math.max(1, fits);
    const spare = Math.max(0, domain.size.max * s - 1);
    const ceilMode = constraints.ceilMode === true;
    let size = d.int('sizes', least, Math.max(least, Math.min(fits + spare, largest)), {
      axis,
      role: 'extent',
      typical: Math.max(least + 1, Math.min(roomy, fits + Math.min(spare, 3 * s))),
      sizeFor: (windows) => fits + (windows - 1) * s,
      classes: (cells) => (countWindows(kind, pads, cells, k, s, r, ceilMode) === 1 ? 'one window' : 'windows'),
    });
    if (constraints.tiled === true) {
      const surplus = kind === 'valid' || kind === 'explicit' ? (size - fits) % s : Math.max(0, ((size - 1) % s) + 1 - span);
      size += size > surplus ? -surplus : s - surplus;
    }
    if (constraints.cells === true) {
      const firstPad = (cells: number): number => (kind === 'explicit' ? pads[0] : padsOf(kind, axis, cells, k, s, r)[0]);
      // A size of one dilation or more leaves no window without a cell, so this ends.
      while (hasEmptyWindow(size, firstPad(size), countWindows(kind, pads, size, k, s, r, ceilMode), k, s, r)) size++;
    }
    kernel.push(k);
    strides.push(s);
    dilations.push(r);
    explicit.push(pads);
    sizes.push(size);
  }
  const padding: Padding = kind === 'explicit' ? explicit : kind;
  const pads = sizes.map((size, axis) => padsOf(padding, axis, size, kernel[axis]!, strides[axis]!, dilations[axis]!));
  if (kind !== 'explicit') {
    pads.forEach(([before, after], axis) => {
      d.means('before', axis, before);
      d.means('after', axis, after);
    });
  }
  const out = sizes.map((size, axis) =>
    constraints.ceilMode === true
      ? ceilSize(size, pads[axis]!, kernel[axis]!, strides[axis]!, dilations[axis]!)
      : validSize(size + pads[axis]![0] + pads[axis]![1], kernel[axis]!, strides[axis]!, dilations[axis]!),
  );
  return { n, kernel, strides, dilations, padding, pads, sizes, out };
}
