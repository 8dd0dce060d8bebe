import type { CaseArbitrary } from '../../src/arbitraries/index.js';
import * as shared from './assertions.js';
import { cases, pieces } from './all.js';

describe('every arbitrary', () => {
  for (const { name, arbitrary, validate } of [...pieces, ...cases]) {
    describe(name, () => {
      it('gives the same values for the same seed, and others for another', () => {
        shared.sameSeedSameValue(arbitrary);
        shared.differentSeedsDiffer(arbitrary);
      });
      it('is valid at every shrink step', () => {
        shared.validAtEveryStep(arbitrary, validate);
      });
      it('shrinks to strictly cheaper values', () => {
        shared.costFalls(arbitrary as CaseArbitrary<unknown>);
      });
      it('shrinks to one least value', () => {
        shared.minimumReached(arbitrary);
      });
      it('replays by seed and path', () => {
        let first: number | undefined;
        shared.replaysByPath(arbitrary, (value) => {
          // Fails on what is large, beside what comes up first: it ends somewhere in the middle of the domain, after steps of many passes.
          const size = shared.magnitude(value);
          first ??= size;
          return size > first / 2;
        });
      });
      it('shrinks examples of a user', () => {
        shared.examplesShrink(arbitrary);
      });
    });
  }
});
