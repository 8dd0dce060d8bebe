import { expect } from 'chai';
import { checkLaws, type Domain } from '../../src/index.js';
import tfjsCpu from '../../src/libraries/tfjs-cpu.js';

const only = (value: number) => ({ min: value, max: value });

/**
 * Bugs of TensorFlow.js 4.22, each computed by hand: a law that finds it, what its finding says, and a domain without the other bugs of the
 * op, each of which would be told too.
 */
const findings: readonly (readonly [string, string, string, Partial<Domain>?])[] = [
  // SAME at stride 2 over 2 cells needs no pad; TensorFlow.js pads -1 before and so reads the second cell.
  [
    "'same' in three dimensions, stride above the kernel",
    'conv-geometry/same-is-explicit',
    "conv does not clamp 'same' pads at 0 where the stride is larger than the window",
    { spatialAxes: only(3) },
  ],
  // One cell under a window of two, padded: the mean is that cell, so its derivative is 1, not 1/2.
  [
    'the gradient of a mean at the border',
    'transposed-and-gradients/average-pool-gradient-adjoint',
    'averagePoolGradient takes false for true as its count padding',
    { spatialAxes: only(2), dilation: only(1), stride: only(1), regimes: ['exact'] },
  ],
  // A pad is no cell: the maximum over a negative cell and a pad is the cell.
  [
    'a dilated maximum over pads',
    'morphology/zero-filter-is-max-pool',
    'maxPool spelled "tf.pool, pad as a word" lets padding take part as cells of 0',
    { spatialAxes: only(2), regimes: ['exact'] },
  ],
  // Two batches on either side broadcast to four products.
  [
    'matrices whose batches broadcast both ways',
    'patches-and-matmul/matmul-by-definition',
    'matmul pairs the items of its leading axes in turn',
  ],
  ['a number as pads of conv1d', 'conv-geometry/stride-one-is-default', 'conv spelled "pad as a number"'],
  [
    'a number as pads with unequal kernels or strides',
    'grouped-depthwise-separable/depthwise-output-shape',
    'depthwiseConv spelled "fused, pad as a number" and "pad as a number" counts the windows of every axis by the window and stride of the first',
  ],
];

/** Laws of the ops that are right. */
const sound = ['space-to-batch/round-trip', 'resize/size-unchanged-is-identity', 'with-space-to-batch/equals-native-dilation-separable'];

describe('laws on tfjs-cpu', () => {
  for (const [what, law, title, domain] of findings) {
    it(`find ${what}`, async () => {
      const { findings } = await checkLaws(tfjsCpu, { laws: [law], runs: 100, seed: 1, ...(domain && { domain }) });
      const found = findings.find((finding) => finding.title.startsWith(title));
      if (found === undefined) throw new Error(`${law}: ${findings.map((finding) => finding.title).join('\n')}`);
      expect(found.counterexample.reproduced).to.equal(true);
    });
  }

  for (const law of sound) {
    it(`leave ${law} green`, async () => {
      const { results } = await checkLaws(tfjsCpu, { laws: [law], runs: 100, seed: 1 });
      expect(results[0]!.verdict.kind).to.equal('holds');
    });
  }
});
