import { SingleBar, Presets } from 'cli-progress';
import { laws as catalogue } from '../../properties/index.js';
import { checkedOptions, checkOn } from '../engine/check-laws.js';
import { checkPolicy } from '../engine/policy.js';
import type { Progress, Report } from '../report/report.js';
import type { Stray } from '../judge/judge.js';
import { selectLaws } from '../engine/select.js';
import { isRed } from '../judge/verdict.js';
import { InvalidLibrary } from '../library.js';
import { verdictLine } from '../report/plain.js';
import { printable } from '../report/printable.js';
import { checkIsolation, executorFor, onInterrupt, type IsolationFlags, type NotedExecutor } from './isolation.js';
import { leaveSoon } from './own-process.js';
import { reportLines } from './print-report.js';
import { checkReportFiles, usesStdout, writeReportFiles, type ReportFlags } from './report-files.js';

export interface CheckFlags extends ReportFlags, IsolationFlags {
  readonly laws?: string[];
  readonly runs?: number;
  readonly seed?: number;
  /** Milliseconds. */
  readonly time?: number;
}

interface Progression {
  readonly show: (progress: Progress) => void;
  readonly stop: () => void;
}

/** A progress bar on a terminal, a line a law elsewhere. */
function progression(say: Say): Progression {
  if (!process.stdout.isTTY) {
    return { show: ({ law, verdict }) => say(printable(`${law}: ${verdictLine(verdict)}`)), stop: () => undefined };
  }
  const bar = new SingleBar(
    { format: '{bar} {value}/{total} laws, {red} red  {law}', hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  let red = 0;
  let started = false;
  return {
    show: ({ law, verdict, done, total }) => {
      if (isRed(verdict)) red++;
      if (!started) bar.start(total, 0, { red, law });
      started = true;
      bar.update(done, { red, law: law.slice(0, 40) });
    },
    stop: () => bar.stop(),
  };
}

type Say = (line: string) => void;

/** Laws that must fail of an op that never returns before the library, and not its results, is taken to be at fault. */
const severalLaws = 3;

/** What makes the library itself unusable: an op that never gave a tensor, in several laws, whatever it was given. */
function adapterProblem({ library, results, calls }: Report): string | undefined {
  for (const [op, { returned, threw }] of Object.entries(calls)) {
    const told = results.flatMap(({ verdict }) => {
      if (verdict.kind !== 'violated' && verdict.kind !== 'crashed') return [];
      const { blame } = verdict.counterexample ?? {};
      return blame?.op === op && (blame.kind === 'threw' || blame.kind === 'badResult') ? [blame] : [];
    });
    if (told.length < severalLaws) continue;
    const [{ message, kind }] = told as [Stray];
    const what = `library ${library.name}: ${message}`;
    if (returned === 0) return `${what}, in all of its ${threw} calls; an op returns a tensor, or throws unsupported('reason')`;
    const worked = results.some(
      ({ law, verdict }) => verdict.kind === 'holds' && catalogue.find(({ id }) => id === law)?.requires.some((each) => each === op),
    );
    if (kind === 'badResult' && !worked) return what;
  }
  return undefined;
}

/** Checks a library, prints what was found, and gives the exit status. */
export async function check(name: string, flags: CheckFlags): Promise<number> {
  checkIsolation('check', flags);
  const laws = selectLaws(catalogue, flags.laws);
  checkReportFiles(flags);
  const keepStdout = usesStdout(flags);
  const warn: Say = (line) => console.error(printable(`tensor-laws: ${line}`));
  const say: Say = keepStdout ? console.error : console.log;
  const budget = checkedOptions(flags);
  const stop = new AbortController();
  const ignore = onInterrupt(stop, warn);
  const { show, stop: end } = progression(say);
  let executor: NotedExecutor | undefined;
  try {
    executor = await executorFor(name, flags, keepStdout);
    const policy = { ...checkPolicy(budget), signal: stop.signal };
    const report = await checkOn(executor, laws, policy, show);
    end();
    for (const note of executor.notes) warn(note);
    for (const line of reportLines(report)) say(line);
    await writeReportFiles(report, flags, say, name);
    const problem = adapterProblem(report);
    if (problem !== undefined) throw new InvalidLibrary(problem);
    return report.ok ? (stop.signal.aborted ? 130 : 0) : 1;
  } finally {
    end();
    await executor?.close();
    ignore();
    if (!flags.isolate) leaveSoon();
  }
}
