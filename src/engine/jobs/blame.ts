/** The call to blame for a case that fails, and the calls that lead to it. */
import type { CauseCall } from '../../diagnosis/cause/cause.js';
import { isMemoryCause } from '../../diagnosis/cause/same-bug.js';
import { holdsAlone, keptBadly, leadTo } from '../../diagnosis/state/leading-calls.js';
import type { Counterexample } from '../../judge/counterexample.js';
import type { FailedCase, IsKnown } from '../../judge/failed-case.js';
import type { Stray } from '../../judge/judge.js';
import type { TensorLibrary } from '../../library.js';
import { knownTo, type PropertyOptions } from '../property-options.js';

/** Whether known bugs explain all that strays in a failing case. */
export async function isPassedOver(failed: FailedCase, library: TensorLibrary, options: PropertyOptions): Promise<boolean> {
  const { exclude = [], timeout } = options;
  if (exclude.length === 0) return false;
  const isKnown = knownTo(library, options);
  const { stray, explained, before } = await failed.blame(isKnown);
  if (stray !== undefined || explained || !exclude.some(isMemoryCause)) return explained;
  const kept = await keptBadly(library, before, timeout);
  return kept !== undefined && isKnown(kept.stray);
}

/** The first call that strays and is not known to; where none does when it returns, one whose result does not stay. */
async function blameOf(
  failed: FailedCase,
  library: TensorLibrary,
  timeout: number | undefined,
  isKnown: IsKnown | undefined,
): Promise<{ readonly stray: Stray | undefined; readonly before?: readonly CauseCall[] }> {
  let { stray, before } = await failed.blame(isKnown);
  // A call that comes and goes may be known by now. The case was not passed over for it.
  if (stray === undefined) ({ stray, before } = await failed.blame());
  if (stray?.kind === 'mutated') {
    // What it wrote to may be a result of before that was handed to it.
    const isResult = await holdsAlone(library, stray);
    return (isResult ? await keptBadly(library, before, timeout) : undefined) ?? { stray };
  }
  if (stray !== undefined) return { stray, before: await leadTo(library, stray, before, timeout) };
  if (failed.kind === 'timedOut') return { stray };
  return (await keptBadly(library, before, timeout)) ?? { stray };
}

/** All that is known of a failing case. */
export async function counterexampleOf(
  failed: FailedCase,
  library: TensorLibrary,
  timeout: number | undefined,
  more: { readonly shrinks: number; readonly token?: string },
  isKnown?: IsKnown,
): Promise<Counterexample> {
  return failed.counterexample(more, await blameOf(failed, library, timeout, isKnown));
}
