import { baseSamePads, effectiveKernel } from '../geometry.js';
import type { Padding, Pair } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import { within } from '../ops/convolution/conv-case.js';
import type { Content, Draw } from '../draw/draw.js';
import { padAfter, padBefore } from '../draw/windows/shown-pads.js';
import { blockedAxes } from '../ops/space/space-batch-case.js';

export interface RateConstraints {
  /** Numbers of axes with a rate. Default: the domain's that the limits on blocked axes allow. */
  readonly axes?: readonly number[];
  /** true: at least one rate is above 1. Default: false. */
  readonly dilated?: boolean;
  /** true: every rate is 1. Default: false. */
  readonly plain?: boolean;
  /** Kinds of padding. Default: all three that `withSpaceToBatch` knows. */
  readonly padding?: readonly ('valid' | 'same' | 'explicit')[];
  readonly content?: Content;
}

/** Rates and windows along the axes that `withSpaceToBatch` dilates, whatever the limits on native dilation are. */
export interface Rates {
  /** Number of axes with a rate. */
  readonly n: number;
  readonly rates: number[];
  /** Cells of the wrapped op's window. */
  readonly kernel: number[];
  readonly padding: Padding;
  /** Base pads: 'same' stands for (k - 1) * rate cells, whatever the size. */
  readonly pads: Pair[];
  /** Every axis holds one dilated window at least, once padded. */
  readonly sizes: number[];
}

/** A case of `withSpaceToBatch`, channels last. */
export interface RatedCase extends Rates {
  /** `[batch, ...sizes, channels]` */
  readonly x: Tensor;
  readonly batch: number;
  readonly channels: number;
}

/** Rates of n axes; with `dilated`, one of them, drawn, is above 1. */
export function drawRateList(d: Draw, n: number, dilated: boolean): number[] {
  const { min, max } = d.domain.dilation;
  const chosen = dilated ? d.int('dilatedAxis', 0, n - 1) : -1;
  return Array.from({ length: n }, (_, axis) =>
    d.int('rates', axis === chosen ? Math.max(2, min) : min, max, { axis, classes: (v) => (v === 1 ? '1' : '>1') }),
  );
}

/** Draws rates and windows. Shrinks to one axis of one cell, kernel 1, rate 1 (2 where dilated), 'valid'. */
export function drawRates(d: Draw, constraints: RateConstraints = {}): Rates {
  const { domain } = d;
  const n = d.axes(constraints.axes ?? blockedAxes(d, 3));
  const kind = d.option('padding', constraints.padding ?? (['valid', 'same', 'explicit'] as const), { role: 'pad' });
  const rates = constraints.plain === true ? new Array<number>(n).fill(1) : drawRateList(d, n, constraints.dilated === true);
  const largest = Math.max(2, Math.floor((domain.elements / 4) ** (1 / n)));
  const longest = Math.max(domain.kernel.min, Math.min(domain.kernel.max, Math.ceil(largest / 2)));
  const kernel: number[] = [];
  const pads: Pair[] = [];
  const sizes: number[] = [];
  for (let axis = 0; axis < n; axis++) {
    const rate = rates[axis]!;
    const k = d.int('kernel', domain.kernel.min, longest, {
      axis,
      role: 'window',
      classes: (v) => (v === 1 ? '1' : v % 2 === 0 ? 'even' : 'odd'),
    });
    let pair: Pair = kind === 'same' ? baseSamePads(k, rate) : [0, 0];
    if (kind === 'explicit') {
      const before = d.int('before', domain.pad.min, domain.pad.max, { axis, role: 'pad', from: padBefore });
      const after = d.int('after', domain.pad.min, domain.pad.max, {
        axis,
        role: 'pad',
        classes: (v) => (v === before ? 'even' : 'uneven'),
        from: padAfter,
      });
      pair = [before, after];
    }
    const least = Math.max(1, domain.size.min, effectiveKernel(k, rate) - pair[0] - pair[1]);
    sizes.push(d.int('sizes', least, Math.max(least, Math.min(least + domain.size.max * rate - 1, largest)), { axis, role: 'extent' }));
    kernel.push(k);
    pads.push(pair);
  }
  return { n, rates, kernel, padding: kind === 'explicit' ? pads : kind, pads, sizes };
}

/** A case of `withSpaceToBatch`, channels last. Shrinks as rates do. */
export function drawRated(d: Draw, constraints: RateConstraints = {}): RatedCase {
  const rates = drawRates(d, constraints);
  const batch = within(d, 'batch', d.domain.batch);
  const channels = within(d, 'channels', d.domain.channels);
  return { ...rates, batch, channels, x: d.tensor('x', [batch, rates.sizes, channels], constraints.content) };
}

/** A case of `withSpaceToBatch` on some of the axes after batch. */
export interface SkippingCase extends Rates {
  readonly x: Tensor;
  /** The dilated axes, strictly increasing, >= 1. */
  readonly spatialDims: number[];
  /** The axes of x that are not dilated, batch excluded, in order. */
  readonly others: number[];
}

/**
 * A case of `withSpaceToBatch` on axes that need not be neighbours, of a tensor with axes between, before and after them. Shrinks to
 * the axis after batch.
 */
export function drawSkipping(d: Draw, constraints: RateConstraints = {}): SkippingCase {
  const allowed = blockedAxes(d, 5);
  const rates = drawRates(d, { ...constraints, axes: blockedAxes(d, 3) });
  const { n, sizes } = rates;
  const last = d.option(
    'lastDim',
    allowed.filter((count) => count >= n && count <= n + 2),
  );
  const spatialDims: number[] = [];
  for (let i = 0; i < n; i++) {
    const most = last - (n - 1 - i);
    spatialDims.push(d.int('dim', i === n - 1 ? last : (spatialDims[i - 1] ?? 0) + 1, most, { axis: i }));
  }
  const rank = 1 + last + d.option('after', [1, 0]);
  const others = Array.from({ length: rank - 1 }, (_, i) => i + 1).filter((axis) => !spatialDims.includes(axis));
  const shape = [within(d, 'batch', d.domain.batch), ...Array.from({ length: rank - 1 }, () => 1)];
  spatialDims.forEach((axis, i) => (shape[axis] = sizes[i]!));
  others.forEach((axis, i) => (shape[axis] = d.int(`other${i}`, 1, 2, { role: 'extent' })));
  return { ...rates, spatialDims, others, x: d.tensor('x', shape, constraints.content) };
}

export interface ChainConstraints {
  /** 'valid': any size that holds both windows. 'same': odd kernels, sizes that are multiples of the rate. */
  readonly kind: 'valid' | 'same';
  readonly axes?: readonly number[];
}

/** Two windows of one rate, one after the other. */
export interface Chain {
  readonly n: number;
  readonly rates: number[];
  readonly sizes: number[];
  readonly first: number[];
  readonly second: number[];
}

/** Draws a chain. Shrinks to one axis of one cell, kernels 1, rate 1. */
export function drawChain(d: Draw, { kind, axes }: ChainConstraints): Chain {
  const { domain } = d;
  const n = d.axes(axes ?? blockedAxes(d, 3));
  const rates = drawRateList(d, n, false);
  const largest = Math.max(2, Math.floor((domain.elements / 4) ** (1 / n)));
  const drawKernel = (name: string, axis: number): number =>
    kind === 'same'
      ? 2 * d.int(name, Math.floor((domain.kernel.min - 1) / 2), Math.floor((domain.kernel.max - 1) / 2), { axis, role: 'window' }) + 1
      : d.int(name, domain.kernel.min, Math.max(domain.kernel.min, Math.min(domain.kernel.max, Math.ceil(largest / 2))), {
          axis,
          role: 'window',
        });
  const first: number[] = [];
  const second: number[] = [];
  const sizes: number[] = [];
  for (let axis = 0; axis < n; axis++) {
    const rate = rates[axis]!;
    const k1 = drawKernel('first', axis);
    const k2 = drawKernel('second', axis);
    first.push(k1);
    second.push(k2);
    if (kind === 'same') {
      const least = Math.max(1, domain.size.min);
      sizes.push(
        rate * d.int('cells', least, Math.max(least, Math.min(domain.size.max, Math.floor(largest / rate))), { axis, role: 'extent' }),
      );
    } else {
      const least = Math.max(domain.size.min, effectiveKernel(k1 + k2 - 1, rate));
      sizes.push(d.int('sizes', least, Math.max(least, Math.min(least + domain.size.max * rate - 1, largest)), { axis, role: 'extent' }));
    }
  }
  return { n, rates, sizes, first, second };
}
