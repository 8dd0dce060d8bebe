import { expect } from 'chai';
import { makeFinding, type Finding } from '../../src/diagnosis/findings/finding.js';
import type { Verdict } from '../../src/judge/verdict.js';
import { differenceOf } from '../../src/search/difference.js';
import { holds, late, reportOf } from '../report/reports.js';

function finding(op: 'conv' | 'maxPool' | 'pad', laws: readonly string[], sentence = `${op} returns wrong values`): Finding {
  const counterexample = { law: laws[0]!, library: 'mine', case: {}, kind: 'differs', message: 'm', reproduced: true, shrinks: 0 } as const;
  const cause = { kind: 'condition', how: 'value', ops: [op], guards: [] } as const;
  return makeFinding(cause, sentence, { op, kind: 'value', counterexample, laws });
}

/** Laws are `f/0`, `f/1`, ... */
const report = (findings: readonly Finding[], verdicts: readonly Verdict[] = [holds, holds, holds]) => reportOf(verdicts, { findings });

describe('the difference of two reports', () => {
  const conv = finding('conv', ['f/0']);
  const pool = finding('maxPool', ['f/1', 'f/2']);

  it('is what came, what went, and nothing where nothing changed', () => {
    const none = { came: [], went: [], notAsked: [], changed: [] };
    expect(differenceOf(report([conv]), report([pool]))).to.deep.equal({ ...none, came: [pool], went: [conv] });
    expect(differenceOf(report([conv, pool]), report([pool, conv]))).to.deep.equal(none);
    expect(differenceOf(reportOf([holds], { beyond: [conv] }), report([conv]))).to.deep.equal(none);
  });

  it('does not take for gone what no law with a verdict could show', () => {
    const before = report([conv, pool]);
    expect(differenceOf(before, report([], [late, holds, late]))).to.deep.include({ went: [pool], notAsked: [conv] });
    expect(differenceOf(before, report([], [{ kind: 'unsupported', missing: ['conv'] }]))).to.deep.include({
      went: [],
      notAsked: [conv, pool],
    });
  });

  it('says how a bug shows otherwise', () => {
    const after = finding('maxPool', ['f/2', 'f/0'], 'maxPool returns a wrong shape');
    expect(differenceOf(report([pool]), report([after])).changed).to.deep.equal([
      { before: pool, after, how: ['before: maxPool returns wrong values', 'breaks f/0 too', 'no longer breaks f/1'] },
    ]);
  });
});
