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
      it('replays by seed and path', function () {
        // Thousands of large cases in the slowest, on a busy machine.
        this.timeout(400_000);
        let first: string | undefined;
        shared.replaysByPath(arbitrary, (value) => {
          // Fails on everything but what comes up first: somewhere in the middle of the domain.
          const text = JSON.stringify(shared.plain(value));
          first ??= text;
          return text.length > first.length / 2;
        });
      });
      it('shrinks examples of a user', () => {
        shared.examplesShrink(arbitrary);
      });
    });
  }
});
