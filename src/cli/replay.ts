import { laws } from '../../properties/index.js';
import { inProcess } from '../engine/in-process.js';
import { replay } from '../engine/replay.js';
import { parseToken } from '../engine/token.js';
import { isRed } from '../judge/verdict.js';
import type { TensorLibrary } from '../library.js';
import { describeCounterexample } from '../report/failure.js';
import { verdictLine } from '../report/plain.js';
import { printable } from '../report/printable.js';
import { namedCase, type Sources, type StoredCase } from './finding/stored-case.js';
import { leaveSoon } from './leave-soon.js';
import { loadHere } from './own-process.js';

export interface ReplayFlags extends Sources {
  /** As in the check that found it. Default: 'on'. */
  readonly wide?: 'on' | 'off';
}

/** What is said of the cause of a case that may fail no more, or in another way. */
export const causeShows = { true: 'cause: it shows', false: 'cause: it does not show' } as const;

/** Whether calls that the cause predicts to stray do; `undefined` where that is not known. */
async function showsCause({ cause }: StoredCase, library: TensorLibrary): Promise<boolean | undefined> {
  if (cause === undefined) return undefined;
  return (await inProcess(library, [])).shows(cause);
}

/**
 * Runs a case on a library again, prints what it does, and gives the exit status: 1 where it fails, or where its cause shows in other calls.
 *
 * @param finding its id, a token, or a JSON file of a case
 */
export async function replayOn(name: string, finding: string, flags: ReplayFlags): Promise<number> {
  const library = await loadHere(name, false);
  const named = namedCase(finding, library.name, flags);
  const id = typeof named === 'string' ? parseToken(named).law : named.law;
  const verdict = await replay(named, library, { wide: flags.wide !== 'off' });
  const law = laws.find((each) => each.id === id)!;
  const { title } = typeof named === 'string' ? {} : named;
  const sentence = title !== undefined && isRed(verdict) ? { sentence: title } : {};
  if ('counterexample' in verdict && verdict.counterexample !== undefined)
    console.log(describeCounterexample(law, verdict.counterexample, { library: name, ...sentence }));
  console.log(printable(`${id}: ${verdictLine(verdict)}`));
  const shows = typeof named === 'string' ? undefined : await showsCause(named, library);
  if (shows !== undefined) console.log(causeShows[`${shows}`]);
  await library.close?.();
  leaveSoon();
  return isRed(verdict) || shows === true ? 1 : 0;
}
