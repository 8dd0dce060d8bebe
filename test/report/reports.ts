/** Reports of results that are written out. */
import type { Verdict } from '../../src/judge/verdict.js';
import { isGreen } from '../../src/report/outcome.js';
import { schemaVersion, type LawResult, type Report } from '../../src/report/report.js';

export const holds: Verdict = { kind: 'holds', runs: 20, discards: {} };
export const late: Verdict = { kind: 'inconclusive', runs: 0, discards: {}, reason: 'the time ran out before its first run' };

/** Results of laws `f/0`, `f/1`, ... */
export function resultsOf(verdicts: readonly Verdict[]): LawResult[] {
  return verdicts.map((verdict, i) => ({
    law: `f/${i}`,
    statement: '1 = 1',
    verdict,
    runs: 'runs' in verdict ? verdict.runs : 0,
    elapsed: 1,
  }));
}

export function reportOf(verdicts: readonly Verdict[], more: Partial<Report> = {}): Report {
  const results = resultsOf(verdicts);
  return {
    schemaVersion,
    tensorLaws: '0.2.0',
    library: { name: 'mine' },
    seed: 1,
    runs: 20,
    results,
    findings: [],
    known: [],
    conventions: [],
    calls: {},
    elapsed: 1500,
    ok: isGreen(results),
    ...more,
  };
}
