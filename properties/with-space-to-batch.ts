/**
 * with_space_to_batch: dilating any op by splitting space into grids, applying the op to each, and joining them again. Why a dilated
 * convolution can be made of a plain one, and why at dilation 1 nothing happens at all.
 */
import { blockedAxes } from '../src/ops/space/space-batch-case.js';
import { drawRated, drawSkipping } from '../src/arbitraries/rated-case.js';
import { regimes } from '../src/domain.js';
import { baseSamePads } from '../src/geometry.js';
import { defineLaw, equal } from '../src/law.js';
import type { Padding } from '../src/ops/index.js';
import {
  chainsFuseSame,
  chainsFuseValid,
  chainsFuseValidMaxPool,
  nestedRatesMultiply,
  ratesCompose,
} from './with-space-to-batch/chains.js';
import {
  equalsNativeDilation,
  equalsNativeDilationAveragePool,
  equalsNativeDilationDepthwise,
  equalsNativeDilationMaxPool,
  equalsNativeDilationSeparable,
} from './with-space-to-batch/native-dilation.js';
import { probe } from './with-space-to-batch/probe.js';
import { rejectsBadArguments } from './with-space-to-batch/rejections.js';
import { withSpaceToBatchCode, withSpaceToBatchDocs } from './with-space-to-batch/sources.js';
import { stridedOpIsNotDilation } from './with-space-to-batch/strided.js';

export * from './with-space-to-batch/chains.js';
export * from './with-space-to-batch/native-dilation.js';
export * from './with-space-to-batch/rejections.js';
export * from './with-space-to-batch/strided.js';

/** Paddings of every kind, and some that no op knows: at rates of 1 they are op's own affair. */
const anyPaddings: readonly Padding[] = ['valid', 'same', 'same-lower', [[1, 2]], [[-7, 0.5]], [], 'none of these' as Padding];

export const dilationOneIsIdentity = defineLaw({
  id: 'with-space-to-batch/dilation-one-is-identity',
  statement: 'W(x, 1, p, op) = op(x, n, p), "bit for bit"; "op is called once, with the very padding p"',
  because:
    'Grids of every cell are x itself, so there is nothing to split: W is its op. It neither reads the padding, which may be anything that op ' +
    'understands, nor needs a filterShape. This is why removing W from a convolution of dilation 1 changes nothing.',
  sources: [withSpaceToBatchDocs, withSpaceToBatchCode],
  requires: ['withSpaceToBatch'],
  regimes,
  cases: (d) => {
    const { x, n, kernel } = drawRated(d, { plain: true, padding: ['valid'] });
    return { x, n, kernel, padding: anyPaddings[d.int('anyPadding', 0, anyPaddings.length - 1)]! };
  },
  claim: (t, { x, n, kernel, padding }) => {
    const calls: { n: number; padding: Padding }[] = [];
    const op = probe(t, kernel);
    const y = t.withSpaceToBatch(x, { dilationRate: kernel.map(() => 1), padding }, (z, axes, given) => {
      calls.push({ n: axes, padding: given });
      return op(z);
    });
    const seen = <T>(f: (call: { n: number; padding: Padding }) => T): Promise<T[]> => y.then(() => calls.map(f));
    return [
      equal(y, op(x), 'W is op'),
      equal(
        seen(({ n: axes }) => axes),
        [n],
        'op is called once, with n',
      ),
      equal(
        seen(({ padding: given }) => Number(given === padding)),
        [1],
        'with the very padding',
      ),
    ];
  },
});

export const opSeesValid = defineLaw({
  id: 'with-space-to-batch/op-sees-valid',
  statement: 'W(x, d, p, op) "calls op once, with n and valid, for d not all 1"',
  because:
    'The padding has been put around x before it was split: op must not pad the grids again. All grids go through one call, as a batch.',
  sources: [withSpaceToBatchCode],
  requires: ['withSpaceToBatch'],
  regimes,
  cases: (d) => drawRated(d, { dilated: true }),
  claim: (t, { x, n, rates: dilationRate, padding, kernel: filterShape }) => {
    const calls: [number, number][] = [];
    const op = probe(t, filterShape);
    const y = t.withSpaceToBatch(x, { dilationRate, padding, filterShape }, (z, axes, given) => {
      calls.push([axes, Number(given === 'valid')]);
      return op(z);
    });
    return equal(
      y.then(() => calls.flat()),
      [n, 1],
      'one call, with n and valid',
    );
  },
});

export const sameEqualsExplicitBasePaddings = defineLaw({
  id: 'with-space-to-batch/same-equals-explicit-base-paddings',
  statement: 'W(x, d, same, op, k) = W(x, d, [floor((k - 1) d / 2), rest], op), "d not all 1"',
  because:
    'same stands for (k - 1) d cells on each axis, whatever the size and the stride; the odd one goes after. An axis of rate 1 beside a dilated one gets its ' +
    'k - 1 cells too. With all rates 1 the padding belongs to op, so one rate is above 1.',
  sources: [withSpaceToBatchCode],
  requires: ['withSpaceToBatch'],
  regimes,
  cases: (d) => drawRated(d, { dilated: true, padding: ['same'] }),
  claim: (t, { x, rates: dilationRate, kernel }) => {
    const op = probe(t, kernel);
    const padding = kernel.map((k, axis) => baseSamePads(k, dilationRate[axis]!));
    return equal(
      t.withSpaceToBatch(x, { dilationRate, padding: 'same', filterShape: kernel }, op),
      t.withSpaceToBatch(x, { dilationRate, padding }, op),
    );
  },
});

export const validIsSameWithUnitFilter = defineLaw({
  id: 'with-space-to-batch/valid-is-same-with-unit-filter',
  statement: 'W(x, d, valid, op) = W(x, d, same, op, filterShape "all 1"), "d not all 1"',
  because: 'A filter of one cell needs (1 - 1) d = 0 cells around it. With all rates 1 the padding would be handed to op as it is.',
  sources: [withSpaceToBatchCode],
  requires: ['withSpaceToBatch'],
  regimes,
  cases: (d) => drawRated(d, { dilated: true, padding: ['valid'] }),
  claim: (t, { x, rates: dilationRate, kernel }) => {
    const op = probe(t, kernel);
    return equal(
      t.withSpaceToBatch(x, { dilationRate, padding: 'valid' }, op),
      t.withSpaceToBatch(x, { dilationRate, padding: 'same', filterShape: kernel.map(() => 1) }, op),
    );
  },
});

export const spatialDimsMaySkip = defineLaw({
  id: 'with-space-to-batch/spatial-dims-may-skip',
  statement: 'W "on axes such as {1, 3}" = transpose * W "on {1, 2}" * transpose, "op transposed likewise"',
  because: 'The axes that are not named have blocks of one cell and no pads: they ride along, wherever they stand.',
  sources: [withSpaceToBatchCode],
  requires: ['withSpaceToBatch'],
  regimes,
  cases: drawSkipping,
  claim: (t, { x, spatialDims, others, rates: dilationRate, padding, kernel: filterShape }) => {
    const forth = [0, ...spatialDims, ...others];
    const back = forth.map((_, axis) => forth.indexOf(axis));
    const attributes = { dilationRate, padding, filterShape };
    return equal(
      t.withSpaceToBatch(x, { ...attributes, spatialDims }, probe(t, filterShape, spatialDims)),
      t.transpose(t.withSpaceToBatch(t.transpose(x, forth), attributes, probe(t, filterShape)), back),
    );
  },
});

export const channelsFirst = defineLaw({
  id: 'with-space-to-batch/channels-first',
  statement: 'W(transpose(x), d, p, op, dataFormat "NC*") = transpose(W(x, d, p, op)), "op transposed likewise"',
  because: 'A data format that starts with NC says that the dilated axes begin after the channels; nothing else changes.',
  sources: [withSpaceToBatchCode],
  requires: ['withSpaceToBatch'],
  regimes,
  cases: (d) => {
    // The channels are one more axis to the blocks.
    const allowed = blockedAxes(d, 4);
    const c = drawRated(d, { axes: blockedAxes(d, 3).filter((n) => allowed.includes(n + 1)) });
    return { ...c, dataFormat: d.option('dataFormat', [['NCW', 'NCHW', 'NCDHW'][c.n - 1] ?? 'NC', 'NC']) };
  },
  claim: (t, { x, n, rates: dilationRate, padding, kernel: filterShape, dataFormat }) => {
    const spatial = Array.from({ length: n }, (_, i) => i + 1);
    const first = [0, n + 1, ...spatial];
    const after = spatial.map((axis) => axis + 1);
    return equal(
      t.withSpaceToBatch(t.transpose(x, first), { dilationRate, padding, filterShape, dataFormat }, probe(t, filterShape, after)),
      t.transpose(t.withSpaceToBatch(x, { dilationRate, padding, filterShape }, probe(t, filterShape)), first),
    );
  },
});

/** The laws of with_space_to_batch. */
export const withSpaceToBatch = [
  dilationOneIsIdentity,
  equalsNativeDilation,
  equalsNativeDilationDepthwise,
  equalsNativeDilationSeparable,
  equalsNativeDilationMaxPool,
  equalsNativeDilationAveragePool,
  sameEqualsExplicitBasePaddings,
  validIsSameWithUnitFilter,
  chainsFuseValid,
  chainsFuseValidMaxPool,
  chainsFuseSame,
  opSeesValid,
  spatialDimsMaySkip,
  channelsFirst,
  stridedOpIsNotDilation,
  ratesCompose,
  nestedRatesMultiply,
  rejectsBadArguments,
] as const;
