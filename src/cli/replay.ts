import { laws } from '../../properties/index.js';
import { inProcess } from '../engine/in-process.js';
import type { NotedExecutor } from '../engine/executor.js';
import { replayJob } from '../engine/replay.js';
import { selectLaws } from '../engine/select.js';
import { isRed } from '../judge/verdict.js';
import { describeCounterexample } from '../report/failure.js';
import { verdictLine } from '../report/plain.js';
import { printable } from '../report/words/printable.js';
import { namedCase, type Sources } from './finding/stored-case.js';
import { executorFor, inPage, type IsolationFlags } from './isolation.js';
import { leaveSoon } from './load/leave-soon.js';
import { loadHere } from './load/own-process.js';

export interface ReplayFlags extends Sources, Pick<IsolationFlags, 'browser' | 'browserPath' | 'headed'> {
  /** As in the check that found it. Default: 'on'. */
  readonly wide?: 'on' | 'off';
}

/** What is said of the cause of a case that may fail no more, or in another way. */
export const causeShows = { true: 'cause: it shows', false: 'cause: it does not show' } as const;

/** What runs a case: this process, or a page. */
async function executorOf(name: string, flags: ReplayFlags): Promise<NotedExecutor> {
  if (inPage(name, flags)) return executorFor(name, { ...flags, isolate: true }, false);
  return inProcess(await loadHere(name, false), laws, { wide: flags.wide !== 'off' });
}

/**
 * Runs a case on a library again, prints what it does, and gives the exit status: 1 where it fails, or where its cause shows in other calls.
 *
 * @param finding its id, a token, or a JSON file of a case
 */
export async function replayOn(name: string, finding: string, flags: ReplayFlags): Promise<number> {
  const executor = await executorOf(name, flags);
  const named = await namedCase(finding, executor.library.name, flags);
  const job = replayJob(named);
  const id = job.law;
  // Before it is asked for, for what is said of a law that there is not.
  selectLaws(laws, [id]);
  const verdict = (await executor.run(job))[0]!.verdict;
  const law = laws.find((each) => each.id === id)!;
  const { title } = typeof named === 'string' ? {} : named;
  const sentence = title !== undefined && isRed(verdict) ? { sentence: title } : {};
  if ('counterexample' in verdict && verdict.counterexample !== undefined)
    console.log(describeCounterexample(law, verdict.counterexample, { library: name, ...sentence }));
  console.log(printable(`${id}: ${verdictLine(verdict)}`));
  const shows = typeof named === 'string' || named.cause === undefined ? undefined : await executor.shows(named.cause);
  if (shows !== undefined) console.log(causeShows[`${shows}`]);
  await executor.close();
  leaveSoon();
  return isRed(verdict) || shows === true ? 1 : 0;
}
