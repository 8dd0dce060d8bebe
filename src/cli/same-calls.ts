/** The smallest call of each bug that was found in any of several libraries, made by each of them: which are right is for the reference to say. */
import type { Finding } from '../diagnosis/findings/finding.js';
import type { Executor, Job } from '../engine/executor.js';
import type { Counterexample } from '../judge/counterexample.js';
import { fromJson, toJson } from '../judge/json.js';
import type { Verdict } from '../judge/verdict.js';
import { allFindings } from '../report/plain.js';
import type { Report } from '../report/report.js';
import { describe, describeCall } from '../report/words/text.js';

/** A library that was checked. */
export interface Checked {
  readonly name: string;
  readonly executor: Executor;
  readonly report: Report;
}

/** What a library makes of a call: right within the bound, or not. */
export interface Answer {
  readonly name: string;
  readonly kind: 'right' | 'wrong' | 'not asked';
  readonly words: string;
}

export interface SameCall {
  readonly finding: Finding;
  readonly answers: readonly Answer[];
}

function caseJob({ law, case: example, before = [] }: Counterexample): Job {
  const led = before.length > 0 && { before };
  return { law, seed: 0, from: 0, runs: 1, example: fromJson(toJson(example)), ...led, exclude: [] };
}

function wrong(name: string, { blame, message }: Counterexample): Answer {
  return { name, kind: 'wrong', words: blame === undefined ? message : describe(blame.result) };
}

function answerOf(name: string, verdict: Verdict | undefined): Answer {
  switch (verdict?.kind) {
    case 'holds':
      return { name, kind: 'right', words: '' };
    case 'violated':
    case 'known':
    case 'convention':
      return wrong(name, verdict.counterexample);
    case 'crashed':
    case 'timedOut':
      return { name, kind: 'wrong', words: verdict.message };
    case 'unsupported':
      return { name, kind: 'not asked', words: verdict.missing.join(', ') };
    case 'inconclusive':
      return { name, kind: 'not asked', words: verdict.reason };
    case 'fixed':
    case undefined:
      return { name, kind: 'not asked', words: 'the run was stopped' };
  }
}

/** Each bug's call on all libraries, in their order; a bug that several have is told once. */
export async function sameCalls(libraries: readonly Checked[], signal?: AbortSignal): Promise<SameCall[]> {
  const told = new Set<string>();
  const calls: SameCall[] = [];
  for (const { name: finder, report } of libraries) {
    for (const finding of allFindings(report)) {
      if (told.has(finding.id) || finding.counterexample.blame === undefined || signal?.aborted === true) continue;
      told.add(finding.id);
      const answers: Answer[] = [];
      for (const { name, executor } of libraries) {
        if (name === finder) answers.push(wrong(name, finding.counterexample));
        else answers.push(answerOf(name, (await executor.run(caseJob(finding.counterexample), signal))[0]?.verdict));
      }
      calls.push({ finding, answers });
    }
  }
  return calls;
}

/** Whether some libraries are right where others are not. */
const differs = ({ answers }: SameCall): boolean =>
  new Set(answers.map(({ kind }) => kind).filter((kind) => kind !== 'not asked')).size > 1;

/** Where libraries differ, in words; a count of what is wrong in all that take the call. */
export function sameCallLines(calls: readonly SameCall[]): string[] {
  const width = Math.max(8, ...calls.flatMap(({ answers }) => answers.map(({ name }) => name.length)));
  const row = (name: string, text: string): string => `    ${name.padEnd(width)}  ${text}`;
  const told = calls.filter(differs).flatMap(({ finding, answers }) => {
    const { blame } = finding.counterexample;
    return [
      '',
      finding.title,
      `  ${describeCall(blame!)}`,
      row('expected', describe(blame!.expected)),
      ...answers.map(({ name, kind, words }) => row(name, words === '' ? kind : `${kind}: ${words}`)),
    ];
  });
  const alike = calls.length - calls.filter(differs).length;
  const others = alike === 0 ? [] : ['', `${alike} ${alike === 1 ? 'bug is' : 'bugs are'} in every library that takes the call`];
  return [...(told.length > 0 ? ['', 'where they differ, the same call on each:', ...told] : []), ...others];
}
