import { expect } from 'chai';
import * as fc from 'fast-check';
import { laws } from '../../properties/index.js';
import { CaseArbitrary } from '../../src/draw/case-arbitrary.js';
import { bind } from '../../src/judge/bind/bind.js';
import { cloneCase } from '../../src/judge/evaluate.js';
import { casesFor } from '../../src/judge/subject.js';
import type { AnyLaw, Claim } from '../../src/law.js';
import { reference } from '../../src/reference.js';
import { classesOf, common, windowed, type CallClass } from './call-classes.js';
import { namingNone, unreachedOf } from './unreached.js';

function casesOf(law: AnyLaw): CaseArbitrary<unknown> {
  const found = casesFor(law, reference, {});
  if (!('cases' in found) || !(found.cases instanceof CaseArbitrary)) throw new Error(`${law.id} has no cases`);
  return found.cases;
}

/** The classes that the ops of a law have; none where no op has windows. */
function classesFor(law: AnyLaw): CallClass[] {
  const ops = law.requires.flatMap((op) => windowed[op] ?? []);
  return ops.length === 0 ? [] : [...common, ...new Set(ops.flatMap(({ own }) => own ?? []))];
}

/** Those of the classes that no call of a law is of, within its first 40 runs. */
async function missingOf(law: AnyLaw, classes: readonly CallClass[]): Promise<CallClass[]> {
  const cases = casesOf(law);
  const missing = new Set(classes);
  const t = bind(reference, { record: (call) => classesOf(call).forEach((name) => missing.delete(name)) });
  for (let run = 0; run < 40 && missing.size > 0; run++) {
    // A run without a row of its own is a random case.
    const value: unknown = cases.generateRow(run)?.value ?? fc.sample(cases, { numRuns: 1, seed: run })[0];
    const claims = [law.claim(t, cloneCase(value)) as Claim | readonly Claim[]].flat() as Claim[];
    // A refusal is what a law of rejection asks for; that it comes is tested elsewhere.
    for (const claim of claims) {
      if (claim.kind === 'rejects') await Promise.allSettled([(async () => claim.call())()]);
      else await Promise.all([claim.left, claim.right]);
    }
  }
  return [...missing].sort();
}

describe('what laws on windows reach', () => {
  it('is every class of a call, but for what the statement leaves out', async function () {
    this.timeout(180_000);
    const wrong: Record<string, unknown> = {};
    let asked = 0;
    for (const law of laws) {
      const classes = classesFor(law);
      if (classes.length === 0) continue;
      asked++;
      const missing = await missingOf(law, classes);
      const excused = unreachedOf(law.id).filter((name) => classes.includes(name));
      if (missing.join() !== excused.join()) wrong[law.id] = { missing, excused };
    }
    expect(wrong).to.deep.equal({});
    expect(asked).to.be.greaterThan(400);
  });

  it('is excused for laws that there are', () => {
    expect(namingNone(laws.map(({ id }) => id))).to.deep.equal([]);
  });
});
