import { expect } from 'chai';
import { checkLaws } from '../../src/check/check-laws.js';
import type { AnyLaw } from '../../src/law.js';
import type { Mutant } from '../mutants/mutate.js';

/** Tests that each mutant is killed by every law that it names, at the default number of runs, and that each law is named by one. */
export function testsOfKills(laws: readonly AnyLaw[], mutants: readonly Mutant[]): void {
  describe('mutants', () => {
    for (const { name, kills, library } of mutants) {
      it(`${name}: killed by ${kills.join(', ')}`, async () => {
        expect(kills).to.not.deep.equal([]);
        const { results } = await checkLaws(library, { laws: kills, seed: 1 });
        expect(results.filter(({ verdict }) => verdict.kind !== 'violated').map(({ law, verdict }) => [law, verdict.kind])).to.deep.equal(
          [],
        );
      });
    }

    it('leave no law without a kill', () => {
      const named = new Set(mutants.flatMap(({ kills }) => kills));
      expect(laws.map(({ id }) => id).filter((id) => !named.has(id))).to.deep.equal([]);
    });

    it('name laws that exist, and have names of their own', () => {
      const ids = new Set(laws.map(({ id }) => id));
      expect(mutants.flatMap(({ kills }) => kills).filter((id) => !ids.has(id))).to.deep.equal([]);
      expect(new Set(mutants.map(({ name }) => name)).size).to.equal(mutants.length);
    });
  });
}
