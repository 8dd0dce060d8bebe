/** Every op is what the reference says that it is, on the whole of its domain. */
import { opCalls, type TensorOp } from '../src/arbitraries/op-calls.js';
import { drawRated } from '../src/arbitraries/rated-case.js';
import { drawBlocks } from '../src/ops/space/space-batch-case.js';
import { regimes } from '../src/domain.js';
import { defineLaw, equal, type Operand } from '../src/law.js';
import type { RequiredPaddings } from '../src/ops/index.js';

const sources = [
  { title: 'N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, chapters 3 and 4' },
  { title: 'TOSA specification, precision and accuracy', url: 'https://www.mlplatform.org/tosa/tosa_spec.html' },
];

function agrees<const Name extends string>(name: Name, op: TensorOp) {
  const { draw, call } = opCalls[op];
  return defineLaw({
    id: `agreement/${name}` as const,
    statement: `${op}(...) = R(${op})(...)`,
    because:
      'The reference follows the definition, tap by tap, in float64. Integers small enough to be exact agree to the bit; other numbers agree within the bound that any order of summation keeps; NaN and infinities stand where IEEE 754 puts them.',
    sources,
    requires: [op],
    regimes,
    cases: draw,
    claim: (t, c) => equal(call(t, c), call(t.reference, c)),
  });
}

export const conv = agrees('conv', 'conv');
export const depthwiseConv = agrees('depthwise-conv', 'depthwiseConv');
export const separableConv = agrees('separable-conv', 'separableConv');
export const convTranspose = agrees('conv-transpose', 'convTranspose');
export const convInputGradient = agrees('conv-input-gradient', 'convInputGradient');
export const convFilterGradient = agrees('conv-filter-gradient', 'convFilterGradient');
export const depthwiseConvInputGradient = agrees('depthwise-conv-input-gradient', 'depthwiseConvInputGradient');
export const depthwiseConvFilterGradient = agrees('depthwise-conv-filter-gradient', 'depthwiseConvFilterGradient');
export const maxPool = agrees('max-pool', 'maxPool');
export const averagePool = agrees('average-pool', 'averagePool');
export const lpPool = agrees('lp-pool', 'lpPool');
export const maxPoolGradient = agrees('max-pool-gradient', 'maxPoolGradient');
export const averagePoolGradient = agrees('average-pool-gradient', 'averagePoolGradient');
export const pad = agrees('pad', 'pad');
export const spaceToBatch = agrees('space-to-batch', 'spaceToBatch');
export const batchToSpace = agrees('batch-to-space', 'batchToSpace');
export const spaceToDepth = agrees('space-to-depth', 'spaceToDepth');
export const depthToSpace = agrees('depth-to-space', 'depthToSpace');
export const extractPatches = agrees('extract-patches', 'extractPatches');
export const matmul = agrees('matmul', 'matmul');
export const morphologicalDilation = agrees('morphological-dilation', 'morphologicalDilation');
export const morphologicalErosion = agrees('morphological-erosion', 'morphologicalErosion');
export const resize = agrees('resize', 'resize');

export const withSpaceToBatch = defineLaw({
  id: 'agreement/with-space-to-batch',
  statement: 'W(x, d, p, op) = R(W)(x, d, p, op), op being twice its argument',
  because: 'What is wrapped does not matter to the wrapping: one that keeps its shape shows each pad and each crop.',
  sources: [
    {
      title: 'TensorFlow, with_space_to_batch',
      url: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/ops/nn_ops.py',
    },
  ],
  requires: ['withSpaceToBatch'],
  regimes,
  cases: (d) => drawRated(d, { content: { terms: 2 } }),
  claim: (t, { x, rates, padding, kernel }) => {
    const attributes = { dilationRate: rates, padding, filterShape: kernel };
    const twice = (y: Operand) => t.scale(y, 2);
    return equal(t.withSpaceToBatch(x, attributes, twice), t.reference.withSpaceToBatch(x, attributes, twice));
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

export const agreement = [
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
  withSpaceToBatch,
  requiredSpaceToBatchPaddings,
] as const;
