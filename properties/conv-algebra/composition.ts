/** Convolutions of convolutions, and convolutions as matrices. */
import { taken } from '../../src/arbitraries/taken.js';
import { drawComposition, drawSplitKernel } from '../../src/arbitraries/composition-case.js';
import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { drawFullWindows } from '../../src/arbitraries/full-case.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import type { Pair } from '../../src/ops/index.js';
import { sizeOf } from '../../src/tensor.js';
import { imageToColumns, networkInNetwork, separableFilters, signalProcessing } from '../conv-geometry/sources.js';
import { around, kernelAxes, lifted, ones, spatialAxes } from '../conv-geometry/subject.js';

export const pointwiseIsMatmul = defineLaw({
  id: 'conv-algebra/pointwise-is-matmul',
  statement: 'C(x, w "of kernel 1", strides s) = matmul(x[::s], w)',
  because:
    "A kernel of one tap mixes the channels of one cell, whatever its dilation. No explicit pads, as they would add cells; same adds none for one tap. One group, as a group's matrix would be of blocks.",
  sources: [networkInNetwork],
  requires: ['conv', 'matmul'],
  regimes,
  cases: (d) => drawConv(d, { kernel: { max: 1 }, padding: ['valid', 'same', 'same-lower'], groups: { max: 1 } }),
  claim: (t, c) => {
    const cells = c.batch * sizeOf(c.out);
    const rows = t.reshape(t.slice(c.x, [], [], lifted(1, c.strides, 1)), [cells, c.channels]);
    return equal(
      t.conv(c.x, c.filter, c.attributes),
      t.reshape(t.matmul(rows, t.reshape(c.filter, [c.channels, c.channelsOut])), c.outShape),
    );
  },
});

export const isPatchesTimesMatrix = defineLaw({
  id: 'conv-algebra/is-patches-times-matrix',
  statement: 'C(x, w) = matmul(extractPatches(x), w "as a matrix")',
  because:
    'A result is the inner product of a patch and a filter, tap by tap, channels fastest. One group, as a patch holds every channel. The filter is finite, since a patch holds zeros for padding, and zero times infinity is NaN.',
  sources: [imageToColumns],
  requires: ['conv', 'extractPatches', 'matmul'],
  regimes,
  cases: (d) => drawConv(d, { groups: { max: 1 }, finiteFilter: true }),
  claim: (t, c) => {
    const patch = sizeOf(c.kernel) * c.channels;
    const patches = t.extractPatches(c.x, { window: c.kernel, strides: c.strides, dilations: c.dilations, padding: c.padding });
    const rows = t.reshape(patches, [c.batch * sizeOf(c.out), patch]);
    return equal(t.conv(c.x, c.filter, c.attributes), t.reshape(t.matmul(rows, t.reshape(c.filter, [patch, c.channelsOut])), c.outShape));
  },
});

export const composes = defineLaw({
  id: 'conv-algebra/composes',
  statement: 'C(C(x, u), v, strides s) = C(x, u * v, strides s), u * v "the full convolution of the filters", valid',
  because:
    'Each result is a double sum over taps i of u and j of v of x at o s + (i + j) d; u * v gathers the pairs of one i + j. The first has stride 1 and both one dilation, so that taps of u and v lie on one grid. Valid, as padding between them would be zeros where the whole has results. One group, as a composed filter mixes channels.',
  sources: [signalProcessing],
  requires: ['conv'],
  cases: drawComposition,
  claim: (t, c) => {
    const reach = c.secondKernel.map((k): Pair => [k - 1, k - 1]);
    const taps = kernelAxes(c.n);
    // Input channels stand for a batch: [...kernel, channels, middle] to [channels, ...kernel, middle] and back.
    const firstAsInput = t.border(t.transpose(c.first, [c.n, ...taps, c.n + 1]), around(reach));
    const composed = t.transpose(t.conv(firstAsInput, t.reverse(c.second, taps)), [...spatialAxes(c.n), 0, c.n + 1]);
    const once = t.conv(c.x, c.first, { ...c.attributes, strides: ones(c.n) });
    return equal(t.conv(once, c.second, c.attributes), t.conv(c.x, composed, c.attributes));
  },
});

export const fullConvPreservesSum = defineLaw({
  id: 'conv-algebra/full-conv-preserves-sum',
  statement: 'sum of C(x, w, full) = (sum of x)(sum of w), "per pair of channels", stride 1',
  because:
    'In the full convolution every cell meets every tap once: x has (k-1)d zeros more on each side, as cells. At a stride above 1 some pairs do not meet.',
  sources: [signalProcessing],
  requires: ['conv'],
  cases: (d) => drawConv(d, { terms: (w, channels) => sizeOf(w.kernel) * sizeOf(w.sizes) * channels }, drawFullWindows(d)),
  claim: (t, c) => {
    const cells = t.reshape(t.sum(c.x, spatialAxes(c.n)), [c.batch, c.groups, c.channels, 1]);
    const taps = t.reshape(t.sum(c.filter, kernelAxes(c.n)), [c.channels, c.groups, c.channelsOut]);
    const pairs = t.multiply(cells, t.transpose(taps, [1, 0, 2]));
    return equal(
      t.sum(t.conv(t.border(c.x, around(c.pads)), c.filter, c.attributes), spatialAxes(c.n)),
      t.reshape(t.sum(pairs, [2]), [c.batch, c.channelsOut * c.groups]),
    );
  },
});

export const fullConvCommutes = defineLaw({
  id: 'conv-algebra/full-conv-commutes',
  statement: 'C(P(u), reverse v) = C(P(v), reverse u), full, "one channel"',
  because:
    'Reversing the filter makes a correlation the convolution of mathematics, sum of u[i] v[o - i], in which i and o - i change places: stride 1 and dilation 1, and zeros all around as cells of the input, one less than the other signal has. One channel, since products of channel matrices do not commute.',
  sources: [signalProcessing],
  requires: ['conv'],
  cases: (d) => {
    const n = d.axes();
    const kernelLike = Array.from({ length: n }, () => 0);
    const a = kernelLike.map((_, axis) => d.int('first', d.domain.kernel.min, d.domain.kernel.max, { axis }));
    const b = kernelLike.map((_, axis) => d.int('second', d.domain.kernel.min, d.domain.kernel.max, { axis }));
    const content = { terms: Math.min(sizeOf(a), sizeOf(b)), degree: 2 };
    return { n, a, b, u: d.tensor('u', [1, a, 1], content), v: d.tensor('v', [1, b, 1], content) };
  },
  claim: (t, c) => {
    const full = (size: number): Pair => [size - 1, size - 1];
    const asFilter = (signal: typeof c.u, sizes: readonly number[]) => t.reverse(t.reshape(signal, [...sizes, 1, 1]), kernelAxes(c.n));
    return equal(
      t.conv(t.border(c.u, around(c.b.map(full))), asFilter(c.v, c.b)),
      t.conv(t.border(c.v, around(c.a.map(full))), asFilter(c.u, c.a)),
    );
  },
});

export const rankOneFilterSplits = defineLaw({
  id: 'conv-algebra/rank-one-filter-splits',
  statement: 'C(x, a b) = C(C(x, a), b), "a along one of several axes", b "along the others"',
  because:
    'The sum over taps of a product is a sum of sums. Each part takes the stride and the pads of its own axes, and along the others has one tap, stride 1 and none. Channels in between are summed over in a b, of one group, as several would be split one by one.',
  sources: [separableFilters],
  requires: ['conv'],
  cases: (d) => {
    const { unequalStrides, unequalPads } = taken(d, 'conv');
    return drawSplitKernel(d, {
      ...(!unequalStrides && { strides: { max: 1 } }),
      ...(!unequalPads && { padding: ['valid', 'same', 'same-lower'] as const }),
    });
  },
  claim: (t, c) => {
    const part = (mine: (axis: number) => boolean) => ({
      ...c.attributes,
      strides: c.strides.map((s, axis) => (mine(axis) ? s : 1)),
      padding: typeof c.padding === 'string' ? c.padding : c.pads.map((pair, axis): Pair => (mine(axis) ? pair : [0, 0])),
    });
    const channels = c.first.shape[c.n]!;
    const [middle, out] = c.second.shape.slice(c.n) as [number, number];
    const a = t.reshape(c.first, [...c.first.shape.slice(0, c.n), channels, middle, 1]);
    const b = t.reshape(c.second, [...c.secondKernel, 1, middle, out]);
    const once = t.conv(
      c.x,
      c.first,
      part((axis) => axis === c.axis),
    );
    return equal(
      t.conv(
        once,
        c.second,
        part((axis) => axis !== c.axis),
      ),
      t.conv(c.x, t.sum(t.multiply(a, b), [c.n + 1]), c.attributes),
    );
  },
});
