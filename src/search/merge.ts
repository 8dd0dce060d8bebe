/** Reports of parts of a search, made into one. */
import { z } from 'zod';
import type { CallCount } from '../judge/bind/bind.js';
import { addTally, type CallTally } from '../judge/bind/call-tally.js';
import type { LawResult, Report } from '../report/report.js';
import type { Finding } from '../diagnosis/findings/findings.js';
import { InvalidArgument } from '../invalid-argument.js';
import { bugKey, newIn } from '../diagnosis/cause/same-bug.js';
import { Tally } from '../engine/sweeps/tally.js';
import { Waits } from '../engine/sweeps/waits.js';
import { isGreen } from '../report/outcome.js';
import { report } from './schema/report.js';

/**
 * Reads a report that was written as JSON.
 *
 * @param name of the file, and the command that reads it, for errors
 * @throws InvalidArgument on anything else
 */
export function parseReport(name: string, text: string, command = 'merge'): Report {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InvalidArgument(command, 'report', name, 'it is no JSON');
  }
  const { data, error } = report.safeParse(json);
  if (error === undefined) return data;
  throw new InvalidArgument(command, 'report', name, `it is no report of tensor-laws as JSON: ${z.prettifyError(error)}`);
}

function size({ counterexample }: Finding): number {
  return JSON.stringify(counterexample.case)?.length ?? 0;
}

/** Each bug once; a bug that is found in the runs of every law is not beyond them. */
function mergeFindings(reports: readonly Report[]): Pick<Report, 'findings' | 'known' | 'conventions' | 'fixed' | 'beyond'> {
  const findings = mergedBugs(reports.flatMap((report) => report.findings));
  const known = newIn(mergedBugs(reports.flatMap((report) => report.known)), findings);
  const conventions = newIn(mergedBugs(reports.flatMap((report) => report.conventions)), findings);
  const fixed = [...new Map(reports.flatMap((report) => report.fixed ?? []).map((bug) => [bug.id, bug])).values()];
  const beyond = newIn(mergedBugs(reports.flatMap((report) => report.beyond ?? [])), findings);
  return { findings, known, conventions, ...(fixed.length > 0 && { fixed }), ...(beyond.length > 0 && { beyond }) };
}

function mergedBugs(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = bugKey(finding);
    const other = merged.get(key);
    if (other === undefined) {
      merged.set(key, finding);
      continue;
    }
    const smaller = size(finding) < size(other) ? finding : other;
    merged.set(key, { ...smaller, laws: [...new Set([...other.laws, ...finding.laws])] });
  }
  return [...merged.values()];
}

function mergeResults(reports: readonly Report[]): LawResult[] {
  const merged = new Map<string, { readonly statement: string; readonly tally: Tally; runs: number }>();
  for (const { law, statement, verdict, runs, elapsed } of reports.flatMap(({ results }) => results)) {
    let entry = merged.get(law);
    if (entry === undefined) merged.set(law, (entry = { statement, tally: new Tally(), runs }));
    entry.runs = Math.max(entry.runs, runs);
    entry.tally.add({ job: { law, seed: 0, from: 0, runs: 0, exclude: [] }, verdict, calls: {}, elapsed });
  }
  return [...merged]
    .map(([law, { statement, tally, runs }]) => ({ law, statement, verdict: tally.result(), runs, elapsed: tally.elapsed }))
    .sort((a, b) => (a.law < b.law ? -1 : 1));
}

function mergeCalls(reports: readonly Report[]): Record<string, CallCount> {
  const merged: Record<string, CallCount> = {};
  for (const [op, { returned, threw }] of reports.flatMap(({ calls }) => Object.entries(calls))) {
    const count = (merged[op] ??= { returned: 0, threw: 0 });
    count.returned += returned;
    count.threw += threw;
  }
  return merged;
}

/**
 * One report of several: each law's gravest verdict, each bug once.
 *
 * @param reports of one library and one version of this package: shards of a search, usually
 * @throws InvalidArgument on no reports, or reports that do not belong together
 */
export function mergeReports(reports: readonly Report[]): Report {
  const [first] = reports;
  if (first === undefined) throw new InvalidArgument('merge', 'reports', [], 'at least one is needed');
  const nameOf = ({ library: { name, version = '' }, tensorLaws }: Report): string =>
    `${name}${version === '' ? '' : ` ${version}`}, by tensor-laws ${tensorLaws}`;
  for (const report of reports) {
    if (nameOf(report) !== nameOf(first))
      throw new InvalidArgument('merge', 'report', nameOf(report), `all are of one library: the first is of ${nameOf(first)}`);
  }
  const results = mergeResults(reports);
  const { beyond: _, fixed: __, waits: ___, drawn: ____, ...common } = first;
  const drawn: CallTally = {};
  for (const each of reports) addTally(drawn, each.drawn ?? {});
  const waits = new Waits();
  for (const wait of reports.flatMap((each) => each.waits ?? [])) waits.add(wait);
  return {
    ...common,
    runs: Math.min(...reports.map(({ runs }) => runs)),
    results,
    ...mergeFindings(reports),
    calls: mergeCalls(reports),
    ...(Object.keys(drawn).length > 0 && { drawn }),
    ...(waits.list().length > 0 && { waits: waits.list() }),
    elapsed: reports.reduce((sum, { elapsed }) => sum + elapsed, 0),
    ok: isGreen(results),
  };
}
