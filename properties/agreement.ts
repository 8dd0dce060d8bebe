/** Every op is what the reference says that it is, on the whole of its domain. */
import { drawRated } from '../src/arbitraries/rated-case.js';
import { regimes } from '../src/domain.js';
import { everyOp, everyTensorOp } from '../src/every-op.js';
import { defineLaw, equal, type Operand } from '../src/law.js';
import type { RequiredPaddings } from '../src/ops/index.js';
import { drawBlocks } from '../src/ops/space/space-batch-case.js';
import { nextImage } from './with-space-to-batch/probe.js';

/** The law on each op. */
export const agreesWithReference = everyOp({
  prefix: 'agreement/',
  ops: everyTensorOp,
  statement: (op) => `${op}(...) = R(${op})(...)`,
  because:
    'The reference follows the definition, tap by tap, in float64. Integers small enough to be exact agree to the bit; other numbers agree within the bound that any order of summation keeps; NaN and infinities stand where IEEE 754 puts them.',
  sources: [
    { title: 'N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, chapters 3 and 4' },
    { title: 'TOSA specification, precision and accuracy', url: 'https://www.mlplatform.org/tosa/tosa_spec.html' },
  ],
  regimes,
  claim: (call, c, { reference }) => equal(call(c), reference(c)),
});

export const {
  conv,
  depthwiseConv,
  separableConv,
  convTranspose,
  convInputGradient,
  convFilterGradient,
  depthwiseConvInputGradient,
  depthwiseConvFilterGradient,
  maxPool,
  averagePool,
  lpPool,
  maxPoolGradient,
  averagePoolGradient,
  pad,
  spaceToBatch,
  batchToSpace,
  spaceToDepth,
  depthToSpace,
  extractPatches,
  matmul,
  morphologicalDilation,
  morphologicalErosion,
  resize,
} = agreesWithReference;

export const withSpaceToBatch = defineLaw({
  id: 'agreement/with-space-to-batch',
  statement: 'W(x, d, p, op) = R(W)(x, d, p, op), op "moving its batch on by an image"',
  because:
    'What is wrapped does not matter to the wrapping: one that keeps its shape shows each pad and each crop, and one that moves images shows the order in which it gets the grids.',
  sources: [
    {
      title: 'TensorFlow, with_space_to_batch',
      url: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/ops/nn_ops.py',
    },
  ],
  requires: ['withSpaceToBatch'],
  regimes,
  cases: (d) => drawRated(d),
  claim: (t, { x, rates, padding, kernel }) => {
    const attributes = { dilationRate: rates, padding, filterShape: kernel };
    const op = (y: Operand) => nextImage(t, y);
    return equal(t.withSpaceToBatch(x, attributes, op), t.reference.withSpaceToBatch(x, attributes, op));
  },
});

/** Paddings, then crops, as one list. */
const listed = ({ paddings, crops }: RequiredPaddings): number[] => [...paddings, ...crops].flat();

export const requiredSpaceToBatchPaddings = defineLaw({
  id: 'agreement/required-space-to-batch-paddings',
  statement: 'requiredSpaceToBatchPaddings(...) = R(requiredSpaceToBatchPaddings)(...)',
  because: 'It is arithmetic on integers: extra = (block - full mod block) mod block cells go after, and are cropped.',
  sources: [
    {
      title: 'TensorFlow, tf.required_space_to_batch_paddings',
      url: 'https://www.tensorflow.org/api_docs/python/tf/required_space_to_batch_paddings',
    },
  ],
  requires: ['requiredSpaceToBatchPaddings'],
  cases: (d) => {
    const { block, pads } = drawBlocks(d);
    return { block, pads, sizes: block.map((_, axis) => d.int('input size', 0, 4 * d.domain.size.max, { axis })) };
  },
  claim: (t, { sizes, block, pads }) =>
    equal(
      t.requiredSpaceToBatchPaddings(sizes, block, pads).then(listed),
      t.reference.requiredSpaceToBatchPaddings(sizes, block, pads).then(listed),
    ),
});

export const agreement = [...Object.values(agreesWithReference), withSpaceToBatch, requiredSpaceToBatchPaddings] as const;
