/** Patches (im2col), their adjoint (col2im) and products of matrices: what convolutions are made of. */
import { drawMatmul, drawEdge } from '../src/ops/products/matmul-case.js';
import { drawPatches } from '../src/ops/products/patches-case.js';
import { regimes } from '../src/domain.js';
import { effectiveKernel } from '../src/geometry.js';
import { defineLaw, equal, type Source } from '../src/law.js';
import { indices, sizeOf, tensor } from '../src/tensor.js';
import { foldAdjoint, foldByDefinition, foldOfPatchesCounts, foldRejects } from './patches-and-matmul/fold.js';
import { matmulRejects, patchesReject } from './patches-and-matmul/rejections.js';

export * from './patches-and-matmul/fold.js';
export * from './patches-and-matmul/rejections.js';

const patchesDocs: Source = {
  title: 'TensorFlow: tf.image.extract_patches',
  url: 'https://www.tensorflow.org/api_docs/python/tf/image/extract_patches',
};
const matmulDocs: Source = { title: 'NumPy: numpy.matmul', url: 'https://numpy.org/doc/stable/reference/generated/numpy.matmul.html' };
const golub: Source = { title: 'Golub and Van Loan, Matrix Computations, 4th edition, chapter 1' };

export const patchesByDefinition = defineLaw({
  id: 'patches-and-matmul/patches-by-definition',
  statement: 'patches(x)[o, (tap, c)] = x[o * s + tap * d - before, c], "zero outside of x: taps in row-major order, channels fastest"',
  because:
    'A patch is the cells under a window, laid out as a filter lays out its taps. Every tap is one strided slice of the padded input.',
  sources: [patchesDocs],
  requires: ['extractPatches'],
  regimes,
  cases: drawPatches,
  claim: (t, { x, attributes, pads, kernel, strides, dilations, out }) => {
    const padded = t.border(x, [[0, 0], ...pads, [0, 0]]);
    const taps = Array.from(indices(kernel), (tap) => {
      const begin = tap.map((j, axis) => j * dilations[axis]!);
      const end = begin.map((first, axis) => first + (out[axis]! - 1) * strides[axis]! + 1);
      return t.slice(padded, [0, ...begin], [undefined, ...end], [1, ...strides]);
    });
    return equal(t.extractPatches(x, attributes), t.concat(taps, -1));
  },
});

export const pointwisePatchesAreSlices = defineLaw({
  id: 'patches-and-matmul/pointwise-patches-are-slices',
  statement: 'patches(x, window 1, strides s) = P(x)[:: s]',
  because: 'A window of one cell holds that cell. A dilation has no second tap to move, and with windows of one cell same needs no pads.',
  sources: [patchesDocs],
  requires: ['extractPatches'],
  regimes,
  cases: (d) => drawPatches(d, { kernel: { max: 1 } }),
  claim: (t, { x, attributes, pads, strides }) =>
    equal(t.extractPatches(x, attributes), t.slice(t.border(x, [[0, 0], ...pads, [0, 0]]), [], [], [1, ...strides])),
});

export const patchesCount = defineLaw({
  id: 'patches-and-matmul/patches-count',
  statement:
    'shape(patches(x)) = [batch, "along each axis" floor((in + pads - (k - 1) d - 1) / s) + 1, prod(k) channels]; "for same" ceil(in / s)',
  because: 'same is defined by its number of windows; otherwise a window starts every s cells as long as it fits in the padded input.',
  sources: [patchesDocs],
  requires: ['extractPatches'],
  regimes: ['exact'],
  cases: drawPatches,
  claim: (t, { x, attributes, batch, sizes, kernel, strides, dilations, pads, channels }) => {
    const { padding } = attributes;
    const count = sizes.map((size, axis) =>
      padding === 'same' || padding === 'same-lower'
        ? Math.ceil(size / strides[axis]!)
        : Math.floor((size + pads[axis]![0] + pads[axis]![1] - effectiveKernel(kernel[axis]!, dilations[axis]!)) / strides[axis]!) + 1,
    );
    return equal(t.shapeOf(t.extractPatches(x, attributes)), [batch, ...count, sizeOf(kernel) * channels]);
  },
});

export const matmulByDefinition = defineLaw({
  id: 'patches-and-matmul/matmul-by-definition',
  statement: '(A B)[..., i, j] = sum over k of A[..., i, k] B[..., k, j], "leading axes broadcast"',
  because: 'This is the definition.',
  sources: [matmulDocs],
  requires: ['matmul'],
  cases: drawMatmul,
  claim: (t, { a, b, rows, inner, columns }) => {
    const left = t.reshape(a, [...a.shape.slice(0, -2), rows, inner, 1]);
    const right = t.reshape(b, [...b.shape.slice(0, -2), 1, inner, columns]);
    return equal(t.matmul(a, b), t.sum(t.multiply(left, right), [-2]));
  },
});

export const matmulIdentity = defineLaw({
  id: 'patches-and-matmul/matmul-identity',
  statement: 'A I = A and I A = A',
  because: 'Each sum has one product that is not zero, and that is 1 times the element.',
  sources: [matmulDocs],
  requires: ['matmul'],
  cases: (d) => {
    const c = drawMatmul(d, { sameLeading: true });
    for (const n of [c.inner, c.rows]) d.makes('identity', [...c.a.shape.slice(0, -2), n, n]);
    return c;
  },
  claim: (t, { a, rows, inner }) => {
    const identity = (n: number) => {
      const cells = tensor(
        Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0)),
        [n, n],
      );
      return t.broadcast(cells, [...a.shape.slice(0, -2), n, n]);
    };
    return [equal(t.matmul(a, identity(inner)), a, 'from the right'), equal(t.matmul(identity(rows), a), a, 'from the left')];
  },
});

export const matmulAssociativity = defineLaw({
  id: 'patches-and-matmul/matmul-associativity',
  statement: '(A B) C = A (B C)',
  because: 'Both are the sum over k and l of A[i, k] B[k, l] C[l, j]. Integers alone: roundings would make the orders differ.',
  sources: [golub],
  requires: ['matmul'],
  regimes: ['exact'],
  cases: (d) => {
    const most = 2 * Math.max(1, d.domain.size.max);
    const content = { terms: most * most, degree: 3 };
    const c = drawMatmul(d, { content });
    return { ...c, c: d.tensor('c', [...c.b.shape.slice(0, -2), c.columns, drawEdge(d, 'last')], content) };
  },
  claim: (t, { a, b, c }) => equal(t.matmul(t.matmul(a, b), c), t.matmul(a, t.matmul(b, c))),
});

export const matmulTranspose = defineLaw({
  id: 'patches-and-matmul/matmul-transpose',
  statement: '(A B)^T = B^T A^T',
  because: 'Element (j, i) of both is the sum over k of A[i, k] B[k, j].',
  sources: [golub],
  requires: ['matmul'],
  cases: drawMatmul,
  claim: (t, { a, b }) => {
    const flip = (x: typeof a | Promise<typeof a>, rank: number) =>
      t.transpose(x, [...Array.from({ length: rank - 2 }, (_, i) => i), -1, -2]);
    const rank = Math.max(a.shape.length, b.shape.length);
    return equal(flip(t.matmul(a, b), rank), t.matmul(flip(b, b.shape.length), flip(a, a.shape.length)));
  },
});

export const matmulBlock = defineLaw({
  id: 'patches-and-matmul/matmul-block',
  statement: '[A1 A2] [B1; B2] = A1 B1 + A2 B2, "and the rows of A and the columns of B split the result"',
  because: 'The sum over k falls into two sums; rows and columns do not meet.',
  sources: [golub],
  requires: ['matmul'],
  cases: (d) => {
    const c = drawMatmul(d, { leastEdge: 2 });
    return { ...c, k: d.int('k', 1, c.inner - 1), i: d.int('i', 1, c.rows - 1), j: d.int('j', 1, c.columns - 1) };
  },
  claim: (t, { a, b, k, i, j, rows, inner, columns }) => {
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
    const columnsOf = (x: typeof a, from: number, to: number) => t.gather(x, -1, range(from, to));
    const rowsOf = (x: typeof a, from: number, to: number) => t.gather(x, -2, range(from, to));
    const whole = t.matmul(a, b);
    return [
      equal(whole, t.add(t.matmul(columnsOf(a, 0, k), rowsOf(b, 0, k)), t.matmul(columnsOf(a, k, inner), rowsOf(b, k, inner))), 'inner'),
      equal(whole, t.concat([t.matmul(rowsOf(a, 0, i), b), t.matmul(rowsOf(a, i, rows), b)], -2), 'rows'),
      equal(whole, t.concat([t.matmul(a, columnsOf(b, 0, j)), t.matmul(a, columnsOf(b, j, columns))], -1), 'columns'),
    ];
  },
});

export const matmulBatchIndependent = defineLaw({
  id: 'patches-and-matmul/matmul-batch-independent',
  statement: '(A B)[n] = A[n] B[n] "for every index n of the first leading axis"',
  because: 'Leading axes number products that have nothing to do with each other.',
  sources: [matmulDocs],
  requires: ['matmul'],
  cases: (d) => drawMatmul(d, { least: 3, sameLeading: true }),
  claim: (t, { a, b, leading }) => {
    const each = Array.from({ length: leading[0]! }, (_, n) => t.matmul(t.gather(a, 0, [n]), t.gather(b, 0, [n])));
    return equal(t.matmul(a, b), t.concat(each, 0));
  },
});

/** The laws of patches, of their adjoint and of products of matrices. */
export const patchesAndMatmul = [
  patchesByDefinition,
  pointwisePatchesAreSlices,
  patchesCount,
  patchesReject,
  foldByDefinition,
  foldAdjoint,
  foldOfPatchesCounts,
  foldRejects,
  matmulByDefinition,
  matmulIdentity,
  matmulAssociativity,
  matmulTranspose,
  matmulBlock,
  matmulBatchIndependent,
  matmulRejects,
] as const;
