import { writeFileSync } from 'node:fs';
import { SingleBar, Presets } from 'cli-progress';
import { laws } from '../../properties/index.js';
import { checkLaws, type Progress, type Report } from '../check/check-laws.js';
import { describeThrown } from '../check/failures.js';
import { describeCounterexample } from '../check/text.js';
import { isRed } from '../check/verdict.js';
import { InvalidLibrary } from '../library.js';
import { reportHtml } from '../report/html.js';
import { reportJson } from '../report/json.js';
import { summary, verdictLine } from '../report/plain.js';
import { loadLibrary } from './load-library.js';

export interface CheckFlags {
  readonly laws?: string[];
  readonly runs?: number;
  readonly seed?: number;
  /** Milliseconds. */
  readonly time?: number;
  readonly html?: string;
  readonly json?: string;
}

interface Progression {
  readonly show: (progress: Progress) => void;
  readonly stop: () => void;
}

/** A progress bar on a terminal, a line a law elsewhere. */
function progression(): Progression {
  if (!process.stdout.isTTY) {
    return { show: ({ law, verdict }) => console.log(`${law}: ${verdictLine(verdict)}`), stop: () => undefined };
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

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (thrown) {
    throw new InvalidLibrary(`the report cannot be written to ${path}: ${describeThrown(thrown)}`, { cause: thrown });
  }
  console.log(`wrote ${path}`);
}

function printFindings(report: Report): void {
  for (const [i, finding] of report.findings.entries()) {
    const law = laws.find(({ id }) => id === finding.counterexample.law)!;
    console.log(
      `\nFinding ${i + 1} of ${report.findings.length}: ${finding.title}\n${describeCounterexample(law, finding.counterexample)}`,
    );
    if (finding.laws.length > 1)
      console.log(
        `also breaks: ${finding.laws.slice(1, 8).join(', ')}${finding.laws.length > 8 ? `, and ${finding.laws.length - 8} more` : ''}`,
      );
  }
}

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
  const library = await loadLibrary(name);
  const { show, stop } = progression();
  const { html, json, ...options } = flags;
  let report: Report;
  try {
    report = await checkLaws(library, { ...options, onProgress: show });
  } finally {
    stop();
  }
  printFindings(report);
  for (const { law, verdict } of report.results) {
    if (isRed(verdict) && verdict.kind !== 'violated') console.log(`\n${law}: ${verdictLine(verdict)}`);
  }
  console.log(`\n${summary(report)}`);
  if (report.findings.length > 0) console.log(`${report.findings.length} distinct findings`);
  if (html !== undefined) write(html, reportHtml(report, laws));
  if (json !== undefined) write(json, `${reportJson(report)}\n`);
  const problem = adapterProblem(report);
  if (problem !== undefined) throw new InvalidLibrary(problem);
  return report.ok ? 0 : 1;
}
