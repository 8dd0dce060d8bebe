import { expect } from 'chai';
import fc from 'fast-check';
import { LawViolated, property } from '../../src/engine/property.js';
import type { AnyLaw } from '../../src/law.js';
import type { TensorLibrary } from '../../src/library.js';
import type { Mutant } from '../mutants/mutate.js';

/** Whether a law is violated at the default number of runs. Nothing is shrunk: that is tested elsewhere, and is slow. */
async function violates(library: TensorLibrary, law: AnyLaw): Promise<boolean> {
  const { failed, errorInstance } = await fc.check(property(law, library), { numRuns: 100, seed: 1, endOnFailure: true });
  if (failed && !(errorInstance instanceof LawViolated)) throw new Error(`${law.id} gave up on its cases`, { cause: errorInstance });
  return failed;
}

/** Tests that each mutant is killed by every law that it names, at the default number of runs, and that each law is named by one. */
export function testsOfKills(laws: readonly AnyLaw[], mutants: readonly Mutant[]): void {
  const byId = new Map(laws.map((law) => [law.id, law]));
  describe('mutants', () => {
    for (const { name, kills, library } of mutants) {
      it(`${name}: killed by ${kills.join(', ')}`, async () => {
        expect(kills).to.not.deep.equal([]);
        const survived: string[] = [];
        for (const id of kills) {
          const law = byId.get(id);
          if (law === undefined) throw new Error(`${id} is not a law of this family`);
          if (!(await violates(library, law))) survived.push(id);
        }
        expect(survived).to.deep.equal([]);
      });
    }

    it('leave no law without a kill', () => {
      const named = new Set(mutants.flatMap(({ kills }) => kills));
      expect([...byId.keys()].filter((id) => !named.has(id))).to.deep.equal([]);
    });

    it('have names of their own', () => {
      expect(new Set(mutants.map(({ name }) => name)).size).to.equal(mutants.length);
    });
  });
}
