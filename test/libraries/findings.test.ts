import { expect } from 'chai';
import { checkLaws } from '../../src/index.js';
import tfjsCpu from '../../src/libraries/tfjs-cpu.js';

/** Bugs of TensorFlow.js 4.22, each computed by hand, and a law that finds it. */
const findings: [string, string, string, string][] = [
  // SAME at stride 2 over 2 cells needs no pad; TensorFlow.js pads -1 before and so reads the second cell.
  ["'same' in three dimensions, stride above the kernel", 'conv-geometry/same-is-explicit', 'conv', 'instead of'],
  // One cell under a window of two, padded: the mean is that cell, so its derivative is 1, not 1/2.
  ['the gradient of a mean at the border', 'transposed-and-gradients/average-pool-gradient-adjoint', 'averagePoolGradient', 'instead of'],
  // A pad is no cell: the maximum over a negative cell and a pad is the cell.
  ['a dilated maximum over pads', 'morphology/zero-filter-is-max-pool', 'maxPool', 'instead of'],
  // Two batches on either side broadcast to four products.
  ['matrices whose batches broadcast both ways', 'patches-and-matmul/matmul-by-definition', 'matmul', ''],
  ['a number as pads of conv1d', 'conv-geometry/stride-one-is-default', 'conv', ''],
  ['a number as pads with unequal kernels or strides', 'grouped-depthwise-separable/depthwise-output-shape', 'depthwiseConv', ''],
];

/** Laws of the ops that are right. */
const sound = ['space-to-batch/round-trip', 'resize/size-unchanged-is-identity', 'with-space-to-batch/equals-native-dilation-separable'];

describe('laws on tfjs-cpu', () => {
  for (const [what, law, op, message] of findings) {
    it(`find ${what}`, async () => {
      const { findings } = await checkLaws(tfjsCpu, { laws: [law], runs: 100, seed: 1 });
      // A law goes on past the bug that it fails by first.
      const found = findings.find(({ counterexample: { blame } }) => blame?.op === op && blame.message.includes(message));
      if (found === undefined) throw new Error(`${law}: ${findings.map(({ title }) => title).join('\n')}`);
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
