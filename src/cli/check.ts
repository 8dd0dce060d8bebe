import { SingleBar, Presets } from 'cli-progress';
import { checkLaws, type Progress, type Report } from '../check/check-laws.js';
import { isRed } from '../check/verdict.js';
import { InvalidLibrary } from '../library.js';
import { verdictLine } from '../report/plain.js';
import { loadLibrary } from './load-library.js';
import { reportLines } from './print-report.js';
import { checkReportFiles, usesStdout, writeReportFiles, type ReportFlags } from './report-files.js';

export interface CheckFlags extends ReportFlags {
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
    return { show: ({ law, verdict }) => say(`${law}: ${verdictLine(verdict)}`), stop: () => undefined };
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

/** What makes the library itself unusable: an op that returns no tensor, or that throws whatever it is given. */
function adapterProblem(report: Report): string | undefined {
  for (const { verdict } of report.results) {
    if (verdict.kind === 'crashed' && verdict.counterexample?.kind === 'badResult')
      return `library ${report.library.name}: ${verdict.message}`;
  }
  for (const [op, { returned, threw }] of Object.entries(report.calls)) {
    if (returned > 0 || threw === 0) continue;
    const thrown = report.results.flatMap(({ verdict }) =>
      verdict.kind === 'violated' && verdict.counterexample.blame?.op === op ? [verdict.counterexample.blame.message] : [],
    );
    if (thrown.length > 0)
      return `library ${report.library.name}: ${thrown[0]}, in all of its ${threw} calls; an op returns a tensor, or throws unsupported('reason')`;
  }
  return undefined;
}

/** Checks a library, prints what was found, and gives the exit status. */
export async function check(name: string, flags: CheckFlags): Promise<number> {
  const { html, json, junit, markdown, ...options } = flags;
  const files: ReportFlags = {
    ...(json !== undefined && { json }),
    ...(html !== undefined && { html }),
    ...(junit !== undefined && { junit }),
    ...(markdown !== undefined && { markdown }),
  };
  checkReportFiles(files);
  const library = await loadLibrary(name);
  const say: Say = usesStdout(files) ? console.error : console.log;
  const { show, stop } = progression(say);
  let report: Report;
  try {
    report = await checkLaws(library, { ...options, onProgress: show });
  } finally {
    stop();
  }
  for (const line of reportLines(report)) say(line);
  await writeReportFiles(report, files, say, name);
  const problem = adapterProblem(report);
  if (problem !== undefined) throw new InvalidLibrary(problem);
  return report.ok ? 0 : 1;
}
