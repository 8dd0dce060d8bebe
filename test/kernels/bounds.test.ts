import { expect } from 'chai';
import { registry, type KernelName } from '../../src/ops/kernels.js';
import { boundedPrecisions, measureBounds } from './bounds.js';

describe('every error bound holds', () => {
  for (const op of Object.keys(registry) as KernelName[]) {
    it(op, () => {
      for (const precision of boundedPrecisions) {
        const { violations, unbounded, cells } = measureBounds(op, precision, 80, op.length);
        expect(violations).to.deep.equal([]);
        // A bound that allows anything would always hold.
        expect(unbounded / cells).to.be.below(0.2);
      }
    });
  }
});
