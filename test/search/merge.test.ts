import { expect } from 'chai';
import { schemaVersion, type LawResult, type Report } from '../../src/report/report.js';
import type { Cause } from '../../src/diagnosis/cause/cause.js';
import { causeId } from '../../src/diagnosis/cause/cause-id.js';
import { makeFinding, type Finding } from '../../src/diagnosis/findings/finding.js';
import type { Verdict } from '../../src/judge/verdict.js';
import { reportJson } from '../../src/report/json.js';
import { mergeReports, parseReport } from '../../src/search/merge.js';
import { tensor } from '../../src/tensor.js';

const holds = (runs: number): Verdict => ({ kind: 'holds', runs, discards: { odd: 1 } });
const result = (law: string, verdict: Verdict): LawResult => ({ law, statement: `${law}: 1 = 1`, verdict, runs: 5, elapsed: 10 });

const causeWith = (padding: string): Cause => ({
  kind: 'condition',
  how: 'value',
  ops: ['maxPool'],
  guards: [{ feature: 'padding', relation: '=', value: padding }],
});

function finding(law: string, size: number): Finding {
  const x = tensor(new Array<number>(size).fill(Number.NaN), [size], 'float32');
  const counterexample = { law, library: 'l', case: { x }, kind: 'differs', message: 'm', reproduced: true, shrinks: 0 } as const;
  return makeFinding(causeWith('same'), 'maxPool returns wrong values', { op: 'maxPool', kind: 'value', counterexample, laws: [law] });
}

function report(results: readonly LawResult[], findings: readonly Finding[], more: Partial<Report> = {}): Report {
  const ok = findings.length === 0;
  const calls = { maxPool: { returned: 5, threw: 1 } };
  return {
    schemaVersion,
    tensorLaws: '0.1.0',
    library: { name: 'l', version: '1.0' },
    seed: 1,
    runs: 25,
    results,
    findings,
    known: [],
    conventions: [],
    calls,
    elapsed: 100,
    ok,
    ...more,
  };
}

describe('merging reports', () => {
  const red = finding('b/red', 5);
  const first = report(
    [result('b/red', { kind: 'violated', runs: 3, counterexample: red.counterexample }), result('a/twice', holds(25))],
    [red],
  );
  const smaller = finding('c/red', 2);
  const second = report(
    [result('c/red', { kind: 'violated', runs: 4, counterexample: smaller.counterexample }), result('a/twice', holds(75))],
    [smaller],
    { runs: 20 },
  );

  it('gives every law once, in order, and every bug once, by its smallest case', () => {
    const merged = mergeReports([first, second]);
    expect(merged.results.map(({ law, verdict }) => [law, verdict.kind])).to.deep.equal([
      ['a/twice', 'holds'],
      ['b/red', 'violated'],
      ['c/red', 'violated'],
    ]);
    expect(merged.results[0]!.verdict).to.deep.include({ runs: 100, discards: { odd: 2 } });
    expect(merged.findings).to.have.length(1);
    expect(merged.findings[0]!.laws).to.deep.equal(['b/red', 'c/red']);
    expect(merged.findings[0]!.counterexample.law).to.equal('c/red');
    expect(merged.calls).to.deep.equal({ maxPool: { returned: 10, threw: 2 } });
    expect(merged).to.deep.include({ runs: 20, elapsed: 200, ok: false });
  });

  it('takes a bug that one shard found in time for no bug beyond', () => {
    const late = { ...finding('d/red', 3), id: causeId(causeWith('valid')), cause: causeWith('valid') };
    const merged = mergeReports([first, report([], [], { beyond: [smaller, late] })]);
    expect(merged.findings.map(({ laws: broken }) => broken)).to.deep.equal([['b/red']]);
    expect(merged.beyond).to.deep.equal([late]);
    expect(mergeReports([first, second]).beyond).to.equal(undefined);
  });

  it('is the same in any order, and whole after a round through JSON', () => {
    const read = (each: Report): Report => parseReport('r.json', reportJson(each));
    expect(reportJson(mergeReports([read(second), read(first)]).findings[0]!.counterexample as unknown as Report)).to.equal(
      reportJson(mergeReports([first, second]).findings[0]!.counterexample as unknown as Report),
    );
    expect(reportJson(mergeReports([read(first)]))).to.equal(reportJson(mergeReports([first])));
  });

  it('refuses what does not belong together, and what is no report', () => {
    expect(() => mergeReports([])).to.throw('at least one');
    expect(() => mergeReports([first, { ...second, library: { name: 'other' } }])).to.throw('all are of one library');
    expect(() => mergeReports([first, { ...second, tensorLaws: '9.9.9' }])).to.throw('by tensor-laws 9.9.9');
    for (const text of ['', 'null', '3', '{}', '{"tensorLaws":"0.1.0"}', '[]', reportJson(first).slice(0, 100)])
      expect(() => parseReport('r.json', text), text).to.throw(/'r.json', but it is no/);
  });
});
