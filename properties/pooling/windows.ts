/** What padding, strides, dilations and ceil mode of pools stand for. */
import { blockedAxes } from '../../src/ops/space/space-batch-case.js';
import type { Tensor } from '../../src/tensor.js';
import type { OpName } from '../../src/ops/index.js';
import { taken } from '../../src/arbitraries/taken.js';
import type { Draw } from '../../src/draw/draw.js';
import { samePadsAreTaken, type PoolConstraints } from '../../src/ops/pooling/pool-case.js';
import { regimes } from '../../src/domain.js';
import { effectiveKernel, requiredSpaceToBatchPaddings } from '../../src/geometry.js';
import { defineLaw, equal } from '../../src/law.js';
import { average, lp, maximum, type Pool, filled } from './pools.js';
import { onnxMaxPool, spaceToBatchPaper, tensorflowPool, torchMaxPool } from './sources.js';

function sameIsExplicit<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/same-is-explicit-${pool.name}` as const,
    statement: `${letter}(x, same) = ${letter}(x, "the pads that same stands for")`,
    because:
      '"same" is short for pads that give ceil(in / stride) windows: total = max(0, (out - 1) s + (k - 1) d + 1 - in), half before and the rest after ("same-lower": the other way round).',
    sources: [tensorflowPool, onnxMaxPool],
    requires: [op],
    regimes,
    cases: (d) => pool.draw(d, samePadsAreTaken(d)),
    claim: (t, c) => equal(t[op](c.x, c.attributes), t[op](c.x, { ...c.attributes, padding: c.pads })),
  });
}

/** Every kind of padding of which the library takes 'valid' as well. */
function besideValid(d: Draw, op: OpName): Pick<PoolConstraints, 'padding'> {
  return taken(d, op).padding('valid') ? {} : { padding: [] };
}

/** What padding is written as for a maximum: -Infinity, or the least number of a library that has, or promises, no infinities. */
export function lowest(d: Draw, x: Tensor): number {
  const { precision } = d.domain;
  return precision.unitRoundoff === 0 || !d.takes('maxPool', {}, filled(x.shape, -Infinity)) ? precision.least : -Infinity;
}

/** Pads as a border has them, batch and channels included. */
export function borderOf(pads: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  return [[0, 0], ...pads, [0, 0]];
}

export const paddingIsBorderMax = defineLaw({
  id: 'pooling/padding-is-border-max',
  statement: 'M(x, p) = M(x "with a border of -Infinity", valid)',
  because:
    'Padding never wins a maximum, which is what -Infinity does. Floor mode only: ceil mode drops windows that start at or beyond in + before, and the border would move that line.',
  sources: [tensorflowPool, onnxMaxPool],
  requires: ['maxPool'],
  regimes,
  cases: (d) => {
    const c = maximum.draw(d, { ceilMode: [false], ...besideValid(d, 'maxPool') });
    return { ...c, low: lowest(d, c.x) };
  },
  claim: (t, c) =>
    equal(t.maxPool(c.x, c.attributes), t.maxPool(t.border(c.x, borderOf(c.pads), c.low), { ...c.attributes, padding: 'valid' })),
});

export const paddingIsBorderLp = defineLaw({
  id: 'pooling/padding-is-border-lp',
  statement: 'L(x, p) = L(x "with a border of 0", valid)',
  because: 'A zero adds nothing to a norm. Floor mode only: ceil mode drops windows that start at or beyond in + before.',
  sources: [onnxMaxPool],
  requires: ['lpPool'],
  regimes,
  cases: (d) => lp.draw(d, { ceilMode: [false], ...besideValid(d, 'lpPool') }),
  claim: (t, c) => equal(t.lpPool(c.x, c.attributes), t.lpPool(t.border(c.x, borderOf(c.pads)), { ...c.attributes, padding: 'valid' })),
});

function strideSubsamples<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/stride-subsamples-${pool.name}` as const,
    statement: `${letter}(x, strides s) = ${letter}(x, strides 1)[::s]`,
    because:
      'A stride skips windows and changes none. Valid and explicit padding only, as the pads of "same" depend on the stride; floor mode only, as ceil mode adds windows that the stride makes overhang.',
    sources: [torchMaxPool],
    requires: [op],
    regimes,
    cases: (d) => pool.draw(d, { padding: ['valid', 'explicit'], ceilMode: [false] }),
    claim: (t, c) => {
      const every = t[op](c.x, { ...c.attributes, strides: c.strides.map(() => 1) });
      return equal(t[op](c.x, c.attributes), t.slice(every, [], [], [1, ...c.strides]));
    },
  });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

function dilatedIsStridedSlices<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/dilated-is-strided-slices-${pool.name}` as const,
    statement: `${letter}(x, strides s, dilations d)[o::d/g] = ${letter}(x[o s::d], strides s/g), g = gcd(s, d)`,
    because:
      'The cells that a dilated window looks at are neighbours in x[a::d]; every (d / g)-th window starts in the same such slice, s / g cells of it further on. Padding valid, as a pad is cut by the slices into uneven parts; floor mode only, as ceil mode lets windows of a slice overhang differently.',
    sources: [spaceToBatchPaper],
    requires: [op],
    regimes,
    cases: (d) => {
      const takes = taken(d, op);
      const equalSteps: PoolConstraints = !takes.unequalStrides && takes.unequalDilations ? { strides: { max: 1 } } : {};
      const c = pool.draw(d, { padding: ['valid'], ceilMode: [false], ...equalSteps });
      const hop = c.dilations.map((rate, i) => rate / gcd(rate, c.strides[i]!));
      return { ...c, hop, first: c.out.map((out, i) => d.int('first', 0, Math.min(out, hop[i]!) - 1, { axis: i })) };
    },
    claim: (t, c) => {
      const starts = c.first.map((o, i) => o * c.strides[i]!);
      const undilated = {
        ...c.attributes,
        strides: c.strides.map((stride, i) => stride / gcd(c.dilations[i]!, stride)),
        dilations: c.dilations.map(() => 1),
      };
      return equal(
        t.slice(t[op](c.x, c.attributes), [0, ...c.first], [], [1, ...c.hop]),
        t[op](t.slice(c.x, [0, ...starts], [], [1, ...c.dilations]), undilated),
      );
    },
  });
}

function dilatedIsSpaceToBatch<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  const ops = [op, 'spaceToBatch', 'batchToSpace'] as const;
  return defineLaw({
    id: `pooling/dilated-is-space-to-batch-${pool.name}` as const,
    statement: `${letter}(x, dilations d) = B(${letter}(S(x, d)), d)`,
    because:
      'Space-to-batch puts every d-th cell side by side, so that a dilated window becomes a plain one. Padding valid: S pads with zeros, and a zero could win a maximum or enter a mean; here it only completes blocks, and windows that see it are cropped. Stride 1, as a stride would step inside the blocks.',
    sources: [spaceToBatchPaper],
    requires: ops,
    regimes,
    cases: (d) => pool.draw(d, { padding: ['valid'], strides: { max: 1 }, axes: blockedAxes(d, 3) }),
    claim: (t, c) => {
      const { paddings, crops } = requiredSpaceToBatchPaddings(c.sizes, c.dilations);
      const blocks = t.spaceToBatch(c.x, { blockShape: c.dilations, paddings });
      const pooled = t[op](blocks, { ...c.attributes, dilations: c.dilations.map(() => 1) });
      return equal(t[op](c.x, c.attributes), t.batchToSpace(pooled, { blockShape: c.dilations, crops }));
    },
  });
}

/** Constraints under which ceil mode can be compared with floor mode. */
function bothModes(d: Draw, op: OpName): PoolConstraints {
  return { ceilMode: d.takes(op, { ceilMode: false }) ? [true] : [] };
}

function ceilModeKeepsFloorWindows<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/ceil-mode-keeps-floor-windows-${pool.name}` as const,
    statement: `${letter}(x, floor mode) = "the first windows of ${letter}(x, ceil mode)"`,
    because:
      'Ceil mode adds windows after the last and changes none before. No pads as large as a window: ceil mode would drop the windows that lie in them.',
    sources: [torchMaxPool],
    requires: [op],
    regimes,
    cases: (d) => pool.draw(d, bothModes(d, op)),
    claim: (t, c) => {
      const floor = c.sizes.map((size, i) => {
        const [before, after] = c.pads[i]!;
        return Math.floor((size + before + after - effectiveKernel(c.kernel[i]!, c.dilations[i]!)) / c.strides[i]!) + 1;
      });
      const whole = t[op](c.x, c.attributes);
      return equal(t.slice(whole, c.out.map(() => 0).concat(0), [undefined, ...floor]), t[op](c.x, { ...c.attributes, ceilMode: false }));
    },
  });
}

function ceilModeIsMorePadding<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/ceil-mode-is-more-padding-${pool.name}` as const,
    statement: `${letter}(x, ceil mode) = ${letter}(x, floor mode, "as many pads after as the last window overhangs")`,
    because:
      'What the last window finds beyond the end is no cell, and neither is padding: it wins no maximum and is not counted, unless countPadding is on, which is left out here.',
    sources: [torchMaxPool, onnxMaxPool],
    requires: [op],
    regimes,
    cases: (d) => {
      const takes = taken(d, op);
      return pool.draw(d, { ...bothModes(d, op), countPadding: [false], ...(!(takes.unevenPads && takes.unequalPads) && { padding: [] }) });
    },
    claim: (t, c) => {
      const padding = c.pads.map(([before, after], i) => {
        const end = (c.out[i]! - 1) * c.strides[i]! + effectiveKernel(c.kernel[i]!, c.dilations[i]!);
        return [before, Math.max(after, end - c.sizes[i]! - before)] as const;
      });
      return equal(t[op](c.x, c.attributes), t[op](c.x, { ...c.attributes, ceilMode: false, padding }));
    },
  });
}

export const sameIsExplicitMax = sameIsExplicit(maximum);
export const sameIsExplicitAverage = sameIsExplicit(average);
export const sameIsExplicitLp = sameIsExplicit(lp);
export const strideSubsamplesMax = strideSubsamples(maximum);
export const strideSubsamplesAverage = strideSubsamples(average);
export const strideSubsamplesLp = strideSubsamples(lp);
export const dilatedIsStridedSlicesMax = dilatedIsStridedSlices(maximum);
export const dilatedIsStridedSlicesAverage = dilatedIsStridedSlices(average);
export const dilatedIsStridedSlicesLp = dilatedIsStridedSlices(lp);
export const dilatedIsSpaceToBatchMax = dilatedIsSpaceToBatch(maximum);
export const dilatedIsSpaceToBatchAverage = dilatedIsSpaceToBatch(average);
export const dilatedIsSpaceToBatchLp = dilatedIsSpaceToBatch(lp);
export const ceilModeKeepsFloorWindowsMax = ceilModeKeepsFloorWindows(maximum);
export const ceilModeKeepsFloorWindowsAverage = ceilModeKeepsFloorWindows(average);
export const ceilModeKeepsFloorWindowsLp = ceilModeKeepsFloorWindows(lp);
export const ceilModeIsMorePaddingMax = ceilModeIsMorePadding(maximum);
export const ceilModeIsMorePaddingAverage = ceilModeIsMorePadding(average);
export const ceilModeIsMorePaddingLp = ceilModeIsMorePadding(lp);

export const windows = [
  sameIsExplicitMax,
  sameIsExplicitAverage,
  sameIsExplicitLp,
  paddingIsBorderMax,
  paddingIsBorderLp,
  strideSubsamplesMax,
  strideSubsamplesAverage,
  strideSubsamplesLp,
  dilatedIsStridedSlicesMax,
  dilatedIsStridedSlicesAverage,
  dilatedIsStridedSlicesLp,
  dilatedIsSpaceToBatchMax,
  dilatedIsSpaceToBatchAverage,
  dilatedIsSpaceToBatchLp,
  ceilModeKeepsFloorWindowsMax,
  ceilModeKeepsFloorWindowsAverage,
  ceilModeKeepsFloorWindowsLp,
  ceilModeIsMorePaddingMax,
  ceilModeIsMorePaddingAverage,
  ceilModeIsMorePaddingLp,
] as const;
