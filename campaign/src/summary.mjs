// A search of a library in numbers, and all libraries in one table.
import { existsSync, readFileSync } from 'node:fs';
import { outcomeOf, pathOf } from './run-library.mjs';
import { kindOf } from './kinds.mjs';
import { fromPackage } from './paths.mjs';

const { allFindings } = await fromPackage('report/plain.js');

const count = (list) => {
  const counts = {};
  for (const each of list) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
};

/** The version that a library says, or else that of its package. */
export function versionIn(report, outcome) {
  return report.library.version ?? Object.values(outcome?.peers ?? {})[0] ?? '';
}

/** How the last search of a library ended, and what it came to: numbers where it made a report. */
export function numbersOf(library) {
  const outcome = outcomeOf(library);
  if (outcome === undefined) return { library, version: '', outcome: 'not tried' };
  if (!outcome.reported || !existsSync(pathOf(library, 'json'))) return { library, version: '', outcome: outcome.status };
  const report = JSON.parse(readFileSync(pathOf(library, 'json'), 'utf8'));
  const verdicts = count(report.results.map(({ verdict }) => verdict.kind));
  const { holds = 0, violated = 0, unsupported = 0, crashed = 0, timedOut = 0, inconclusive = 0 } = verdicts;
  return {
    library,
    version: versionIn(report, outcome),
    outcome: outcome.status,
    ops: Object.keys(report.calls).length,
    calls: Object.values(report.calls).reduce((sum, { returned, threw }) => sum + returned + threw, 0),
    lawsOnItsOps: report.results.length - unsupported,
    hold: holds,
    violated,
    unsupported,
    crashed: crashed + timedOut,
    inconclusive,
    kinds: count(allFindings(report).map(kindOf)),
  };
}
