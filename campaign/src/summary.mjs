// All libraries in one table.
import { readFileSync } from 'node:fs';
import { outcomeOf, pathOf } from './run-library.mjs';
import { kindOf } from './kinds.mjs';
import { fromPackage } from './paths.mjs';

const { allFindings } = await fromPackage('report/plain.js');

const count = (list) => {
  const counts = {};
  for (const each of list) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
};

function words(counts) {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return entries.length === 0 ? 'none' : entries.map(([name, n]) => `${n} ${name}`).join(', ');
}

/** The version that a library says, or else that of its package. */
export function versionIn(report, outcome) {
  return report.library.version ?? Object.values(outcome?.peers ?? {})[0] ?? '';
}

function row(library) {
  const outcome = outcomeOf(library);
  if (outcome === undefined) return `| ${library} | | not tried | | | | | | | |`;
  if (!outcome.reported) return `| ${library} | | ${outcome.status} | | | | | | | |`;
  const report = JSON.parse(readFileSync(pathOf(library, 'json'), 'utf8'));
  const verdicts = count(report.results.map(({ verdict }) => verdict.kind));
  const { holds = 0, violated = 0, unsupported = 0, crashed = 0, timedOut = 0, inconclusive = 0 } = verdicts;
  const calls = Object.values(report.calls).reduce((sum, { returned, threw }) => sum + returned + threw, 0);
  const cells = [
    library,
    versionIn(report, outcome),
    outcome.status,
    `${Object.keys(report.calls).length} (${calls} calls)`,
    report.results.length - unsupported,
    holds,
    violated,
    unsupported,
    `${crashed + timedOut} / ${inconclusive}`,
    words(count(allFindings(report).map(kindOf))),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A Markdown table: a row a library. */
export function summaryOf(libraries) {
  return [
    '| library | version | outcome | ops covered | laws on its ops | hold | violated | unsupported | crashed / inconclusive | findings by kind |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...libraries.map(row),
    '',
  ].join('\n');
}
