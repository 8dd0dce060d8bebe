import { laws as catalogue } from '../../properties/index.js';
import { checkedOptions } from '../engine/check-laws.js';
import { checkPolicy } from '../engine/policy.js';
import { follow, run } from '../engine/run.js';
import type { NotedExecutor } from '../engine/executor.js';
import { selectLaws } from '../engine/select.js';
import { InvalidArgument } from '../invalid-argument.js';
import { opNames } from '../ops/index.js';
import { allFindings } from '../report/plain.js';
import { printable } from '../report/words/printable.js';
import type { Report } from '../report/report.js';
import { tally } from '../report/summary.js';
import { checkIsolation, executorFor, onInterrupt, type IsolationFlags } from './isolation.js';
import { leaveSoon } from './load/leave-soon.js';
import { sameCallLines, sameCalls, type Checked } from './same-calls.js';

export interface CompareFlags extends IsolationFlags {
  readonly laws?: string[];
  readonly runs?: number;
  readonly seed?: number;
  /** Milliseconds for each library. */
  readonly time?: number;
}

/** Columns, each as wide as its widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

/** How many findings each op has in each library; `-` where the library was never asked for it. */
export function comparison(names: readonly string[], reports: readonly Report[]): string[] {
  const countOf = (op: string, { calls, ...report }: Report): string => {
    const found = allFindings({ calls, ...report }).filter((finding) => finding.op === op).length;
    return calls[op] === undefined && found === 0 ? '-' : String(found);
  };
  const rows = opNames
    .map((op) => [op, ...reports.map((report) => countOf(op, report))])
    .filter(([, ...cells]) => cells.some((cell) => cell !== '-'));
  const other = reports.map((report) => allFindings(report).filter(({ op }) => op === undefined).length);
  return table([['findings', ...names], ...rows, ...(other.some((count) => count > 0) ? [['of no op alone', ...other.map(String)]] : [])]);
}

/** Checks libraries alike, prints what was found in each and where they differ, and gives the exit status: 1 where a check is not green. */
export async function compare(names: readonly string[], flags: CompareFlags): Promise<number> {
  checkIsolation('compare', names, flags);
  if (names.length < 2) throw new InvalidArgument('compare', 'libraries', names, 'at least two are needed');
  const laws = selectLaws(catalogue, flags.laws);
  const budget = checkedOptions(flags);
  const stop = new AbortController();
  const warn = (line: string): void => console.error(printable(`tensor-laws: ${line}`));
  const ignore = onInterrupt(stop, warn);
  const checked: Checked[] = [];
  const opened: NotedExecutor[] = [];
  try {
    for (const name of names) {
      const executor = await executorFor(name, flags, false);
      opened.push(executor);
      // Within the time that the slowest takes of itself, all run the same cases.
      const policy = { ...checkPolicy(flags.time === undefined ? { ...budget, time: executor.budget?.time ?? Infinity } : budget) };
      const report = await follow(run(laws, executor, { ...policy, signal: stop.signal }), () => undefined);
      checked.push({ name, executor, report });
      const { library, results } = report;
      const version = library.version === undefined ? '' : ` ${library.version}`;
      console.log(printable(`${name}${version}: ${tally(results)}`));
      if (stop.signal.aborted) return 130;
    }
    console.log(`seed ${budget.seed}, ${budget.runs} runs a law\n`);
    const reports = checked.map(({ report }) => report);
    for (const line of [...comparison(names, reports), ...sameCallLines(await sameCalls(checked, stop.signal))])
      console.log(printable(line));
    return reports.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    for (const executor of opened) await executor.close();
    ignore();
    if (!flags.isolate) leaveSoon();
  }
}
