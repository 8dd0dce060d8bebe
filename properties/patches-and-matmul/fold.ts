import { drawFold } from '../../src/ops/products/fold-case.js';
import { drawPatches } from '../../src/ops/products/patches-case.js';
import { defineLaw, equal, rejects, type Source } from '../../src/law.js';
import { fromData, sizeOf } from '../../src/tensor.js';

const onnx: Source = { title: 'ONNX: Col2Im', url: 'https://onnx.ai/onnx/operators/onnx__Col2Im.html' };
const torch: Source = { title: 'PyTorch: torch.nn.Fold', url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html' };

export const foldAdjoint = defineLaw({
  id: 'patches-and-matmul/fold-adjoint',
  statement: '<patches(x), y> = <x, fold(y)>',
  because:
    'Each entry of a patch is a cell of x, or beyond it: both sides add up the same products, the left by patches and the right by cells.',
  sources: [torch],
  requires: ['extractPatches', 'fold'],
  cases: (d) => {
    const c = drawFold(d, { inner: true });
    d.alsoCalls('extractPatches', c.attributes, c.inputShape);
    return { ...c, x: d.tensor('x', [c.batch, c.sizes, c.channels], c.content) };
  },
  claim: (t, { inputShape, x, patches, attributes }) =>
    equal(t.inner(t.extractPatches(x, attributes), patches), t.inner(x, t.fold(inputShape, patches, attributes))),
});

export const foldOfPatchesCounts = defineLaw({
  id: 'patches-and-matmul/fold-of-patches-counts',
  statement: 'fold(patches(x)) = x fold(patches(1))',
  because:
    'A cell comes back once for each window that covers it, and how many do depends on its place alone: what divides an average of overlapping tiles.',
  sources: [torch],
  requires: ['extractPatches', 'fold'],
  cases: (d) => drawPatches(d, { content: ({ kernel }) => ({ terms: sizeOf(kernel) }) }),
  claim: (t, { x, attributes }) => {
    const ones = fromData(new Float64Array(sizeOf(x.shape)).fill(1), [...x.shape]);
    const counts = t.fold(x.shape, t.extractPatches(ones, attributes), attributes);
    return equal(t.fold(x.shape, t.extractPatches(x, attributes), attributes), t.multiply(x, counts));
  },
});

export const foldByDefinition = defineLaw({
  id: 'patches-and-matmul/fold-by-definition',
  statement: 'fold(y) = sum over taps of y[o, (tap, c)] "put back at" o * s + tap * d - before, "cropped to x"',
  because:
    'Every tap of all windows is one strided grid of cells: with zeros between them and at its place each is as large as the padded input.',
  sources: [onnx, torch],
  requires: ['fold'],
  cases: drawFold,
  claim: (t, { inputShape, patches, attributes, pads, kernel, strides, dilations, out, sizes, channels }) => {
    const taps = sizeOf(kernel);
    const spread = t.upsample(patches, strides, 1);
    const layers = Array.from({ length: taps }, (_, position) => {
      let rest = position;
      const tap = kernel.map(() => 0);
      for (let axis = kernel.length - 1; axis >= 0; axis--) {
        tap[axis] = rest % kernel[axis]!;
        rest = Math.floor(rest / kernel[axis]!);
      }
      const begin = [...kernel.map(() => 0), position * channels];
      const layer = t.slice(spread, [0, ...begin], [...kernel.map(() => undefined), undefined, (position + 1) * channels]);
      const border = sizes.map((size, axis) => {
        const before = tap[axis]! * dilations[axis]! - pads[axis]![0];
        return [before, size - before - ((out[axis]! - 1) * strides[axis]! + 1)] as const;
      });
      return t.border(layer, [[0, 0], ...border, [0, 0]]);
    });
    const sum = layers.reduce((a, b) => t.add(a, b));
    return equal(t.fold(inputShape, patches, attributes), sum);
  },
});

export const foldRejects = defineLaw({
  id: 'patches-and-matmul/fold-rejects',
  statement: 'fold "throws on patches of another number, or of another size"',
  because: 'They are not the patches of an x of that shape.',
  sources: [onnx, torch],
  requires: ['fold'],
  regimes: ['exact'],
  cases: (d) => {
    const c = drawFold(d);
    const fault = d.option('fault', ['number', 'size']);
    const at = d.int('badAxis', 0, c.n - 1);
    const depth = c.patches.shape.at(-1)!;
    const out = c.out.map((count, axis) => (fault === 'number' && axis === at ? count + 1 : count));
    return { ...c, fault, wrong: d.tensor('wrong', [c.batch, out, fault === 'size' ? depth + 1 : depth]) };
  },
  claim: (t, { inputShape, wrong, attributes, fault }) => rejects(() => t.fold(inputShape, wrong, attributes), fault),
});
