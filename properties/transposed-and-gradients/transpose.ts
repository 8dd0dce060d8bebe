/** Transposed convolution, as a convolution of its own. */
import { drawTransposed, type TransposedCase } from '../../src/ops/convolution/transposed-case.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal, type BoundOps } from '../../src/law.js';
import type { Pair } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';
import {
  aggregatedTransformations,
  arithmeticGuide,
  deconvolutionNote,
  onnxConvTranspose,
  torchConvTranspose,
} from '../conv-geometry/sources.js';
import { around, kernelAxes, needsPadding, ones, spans } from '../conv-geometry/subject.js';

/** The filter reversed, its input and output channels exchanged within each group. */
function turned(t: BoundOps, c: TransposedCase): Promise<Tensor> {
  const { n, groups, channels, channelsOut } = c;
  const parted = t.reshape(t.reverse(c.filter, kernelAxes(n)), [...c.kernel, channels, groups, channelsOut]);
  const exchanged = t.transpose(parted, [...kernelAxes(n), n + 2, n + 1, n]);
  return t.reshape(exchanged, [...c.kernel, channelsOut, groups * channels]);
}

export const shapeInverts = defineLaw({
  id: 'transposed-and-gradients/shape-inverts',
  statement: 'shape(T(C(x, w), w)) = shape(x), "with the right output padding"',
  because: 'T gives the smallest size that C maps to as many windows; what x has more, up to a stride less one, is the output padding.',
  sources: [arithmeticGuide, onnxConvTranspose],
  requires: ['conv', 'convTranspose'],
  cases: (d) => {
    const c = drawTransposed(d, {}, ['x', 'filter']);
    return { ...c, x: c.x! };
  },
  claim: (t, c) => equal(t.shapeOf(t.convTranspose(t.conv(c.x, c.filter, c.forward), c.filter, c.attributes)), t.shapeOf(c.x)),
});

export const transposeIsConvOfZeroInserted = defineLaw({
  id: 'transposed-and-gradients/transpose-is-conv-of-zero-inserted',
  statement:
    'T(y, w, strides s) = C(P(y "with s - 1 zeros between"), w "reversed, channels exchanged", valid), stride 1, P "of (k-1)d - before zeros in front"',
  because:
    'Result i gets y[o] w[j] from every o s + j d - before = i: read along j, that is a convolution with the reversed filter of a y spread out by s. Zeros after fill up the size. The filter and y are finite, since zeros put in by hand times infinity are NaN.',
  sources: [deconvolutionNote, arithmeticGuide],
  requires: ['convTranspose', 'conv'],
  cases: (d) => {
    needsPadding(d, 'convTranspose', 'valid');
    return drawTransposed(d);
  },
  claim: (t, c) => {
    const zeros = spans(c).map((span, i): Pair => {
      const before = span - 1 - c.pads[i]![0];
      const spread = (c.out[i]! - 1) * c.strides[i]! + 1;
      return [before, c.sizes[i]! + span - 1 - spread - before];
    });
    const spreadOut = t.border(t.upsample(c.dy, c.strides, 1), around(zeros));
    return equal(
      t.convTranspose(c.dy, c.filter, c.attributes),
      t.conv(spreadOut, turned(t, c), { ...c.forward, strides: ones(c.n), padding: 'valid' }),
    );
  },
});

export const strideOneTransposeIsFullConv = defineLaw({
  id: 'transposed-and-gradients/stride-one-transpose-is-full-conv',
  statement: 'T(y, w) = C(P(y), w "reversed, channels exchanged"), full, "at stride 1", valid',
  because:
    'Nothing is spread out and nothing padded was to be taken back: (k-1)d zeros on each side. The filter and y are finite, since zeros put in by hand times infinity are NaN.',
  sources: [arithmeticGuide, deconvolutionNote],
  requires: ['convTranspose', 'conv'],
  cases: (d) => drawTransposed(d, { strides: { max: 1 }, padding: ['valid'] }),
  claim: (t, c) => {
    const reach = spans(c).map((span): Pair => [span - 1, span - 1]);
    return equal(t.convTranspose(c.dy, c.filter, c.attributes), t.conv(t.border(c.dy, around(reach)), turned(t, c), c.forward));
  },
});

export const transposeGroupedIsConcat = defineLaw({
  id: 'transposed-and-gradients/transpose-grouped-is-concat',
  statement: 'T(y, w, groups g) = T(y_1, w_1), ..., T(y_g, w_g), "concatenated along the channels"',
  because:
    'Group i sends the i-th part of the channels back through the i-th part of the filters. At least two groups, as one is the whole.',
  sources: [aggregatedTransformations, torchConvTranspose],
  requires: ['convTranspose'],
  regimes,
  cases: (d) => drawTransposed(d, { groups: { min: 2 } }),
  claim: (t, c) => {
    const parts = Array.from({ length: c.groups }, (_, group) => {
      const own = Array.from({ length: c.channelsOut }, (_unused, i) => group * c.channelsOut + i);
      return t.convTranspose(t.gather(c.dy, -1, own), t.gather(c.filter, -1, own), { ...c.attributes, groups: 1 });
    });
    return equal(t.convTranspose(c.dy, c.filter, c.attributes), t.concat(parts, -1));
  },
});
