import { expect } from 'chai';
import * as fc from 'fast-check';
import { defineDomain } from '../../src/domain.js';
import { casesOf } from '../../src/draw/case-arbitrary.js';
import { outsideLimits } from '../../src/judge/bind/limits.js';
import type { Limits } from '../../src/library.js';
import { argumentsOf, callsOf } from '../../src/ops/drawn-call.js';
import { tensorRecord, type TensorOp } from '../../src/ops/index.js';

const limited: readonly (readonly [TensorOp, Limits])[] = [
  ['spaceToDepth', { spaceToDepth: { blockSize: { min: 2 } } }],
  ['depthToSpace', { depthToSpace: { blockSize: { min: 2, max: 2 } } }],
  ['spaceToBatch', { spaceToBatch: { blockShape: { min: 2 } } }],
  ['batchToSpace', { batchToSpace: { blockShape: { max: 2 } } }],
  ['resize', { resize: { size: { min: 3, max: 4 } } }],
];

describe('limits on blocks and sizes', () => {
  for (const [op, limits] of limited) {
    it(`are kept by what is drawn of ${op}, small and wide, and by what it shrinks to`, () => {
      const cases = casesOf(defineDomain({ limits }), [op], callsOf(tensorRecord(op)), { wide: true });
      const values = fc.sample(cases, { numRuns: 200, seed: 3 });
      const shrunk = values.slice(0, 20).flatMap((value) => [...cases.shrink(value, undefined).take(20)].map((each) => each.value));
      const outside = [...values, ...shrunk].flatMap((value) => outsideLimits(op, limits, argumentsOf(tensorRecord(op), value)) ?? []);
      expect(outside).to.deep.equal([]);
      expect(shrunk).to.not.be.empty;
    });
  }
});
