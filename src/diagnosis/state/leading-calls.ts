/** The calls that lead to a stray which holds by itself. */
import type { Call } from '../../judge/bind/bind.js';
import { recentCalls } from '../../judge/bind/recent.js';
import type { Stray } from '../../judge/judge.js';
import type { TensorLibrary } from '../../library.js';
import { isTensorOp } from '../../ops/index.js';
import type { CauseCall } from '../cause/cause.js';
import { onOtherData, onOtherTensors } from './other-data.js';
import { relationTo } from './relations.js';
import { givenCall, Sequences, viewOfArgument } from './sequences.js';

/** How many of the last calls are tried: few first. */
const tails = [1, 2, 4, 8, 16, 48];

/** How often a sequence is made before it is believed, where nothing puts the library into its first state. */
const rounds = 3;

/** Calls in other shapes after which a call is made again. */
const pauses = 3;

/** The last calls of an op in other shapes than a call has. */
function otherShapes(calls: readonly Call[], call: CauseCall): CauseCall[] {
  const own = calls.filter(({ op }) => op === call.op).map(givenCall);
  return own.filter((each) => relationTo(each, call) === 'other-shapes').slice(-pauses);
}

/** Whether a call does not stray when it is made by itself. */
export async function holdsAlone(library: TensorLibrary, stray: Stray): Promise<boolean> {
  // What takes another op, or no tensor, is not made again.
  if (!isTensorOp(stray.op)) return false;
  const call = givenCall(stray);
  return new Sequences(library).holds(call, otherShapes(recentCalls(library).since(0), call));
}

/**
 * As few calls as are found after which a call strays, in their order; none where it strays by itself, or where none are found.
 *
 * @param earlier the calls before it
 */
export async function leadTo(
  library: TensorLibrary,
  stray: Stray,
  earlier: readonly Call[],
  timeout?: number,
): Promise<readonly CauseCall[]> {
  if (!isTensorOp(stray.op)) return [];
  const sequences = new Sequences(library, timeout);
  const call = givenCall(stray);
  const strange = otherShapes(earlier, call);
  if (!(await sequences.holds(call, strange))) return [];
  const calls = earlier.filter(({ op }) => isTensorOp(op)).map(givenCall);
  /** undefined: what was tried before still shows, and no more can be told. */
  const leads = async (before: readonly CauseCall[]): Promise<boolean | undefined> => {
    if (!sequences.renews && !(await sequences.holds(call, strange))) return undefined;
    return (await sequences.last([...before, call])) !== undefined;
  };
  const leadsEachTime = async (before: readonly CauseCall[]): Promise<boolean> => {
    if ((await leads(before)) !== true) return false;
    // One more call each time, so that what goes by their number does not show.
    for (let round = 1; round < rounds && !sequences.renews; round++) {
      for (let i = 0; i < round; i++) await sequences.next(strange[0] ?? call);
      if ((await leads(before)) === false) return false;
    }
    return true;
  };
  for (const [i, tail] of tails.entries()) {
    if (tail > calls.length && (tails[i - 1] ?? 0) >= calls.length) break;
    const before = calls.slice(-tail);
    if (await leadsEachTime(before)) return fewest(before, leads);
  }
  const made = [call, onOtherData(call), ...onOtherTensors(call), ...strange];
  for (const other of made) if (await leadsEachTime([other])) return [other];
  for (const other of [...made, ...calls.slice(-tails[2]!)]) if ((await sequences.interfering(other, call)) !== undefined) return [other];
  return [];
}

/** A sequence that leads to a stray, without the calls that it can do without. */
async function fewest(
  before: readonly CauseCall[],
  leads: (before: readonly CauseCall[]) => Promise<boolean | undefined>,
): Promise<readonly CauseCall[]> {
  let least = before;
  for (let i = 0; i < least.length && least.length > 1;) {
    const less = least.toSpliced(i, 1);
    if ((await leads(less)) === true) least = less;
    else i++;
  }
  return least;
}

/**
 * A call whose result does not stay its own, and the call before it; undefined where there is none.
 *
 * @param calls of a case in which no call strays when it returns
 */
export async function keptBadly(
  library: TensorLibrary,
  calls: readonly Call[],
  timeout?: number,
): Promise<{ readonly stray: Stray; readonly before: readonly CauseCall[] } | undefined> {
  const sequences = new Sequences(library, timeout);
  const last = calls
    .filter(({ op }) => isTensorOp(op))
    .slice(-tails[2]!)
    .map(givenCall);
  const pairs = last.flatMap((first) => [onOtherData(first), first, ...last].map((second) => ({ first, second })));
  let aliased: { readonly stray: Stray; readonly before: readonly CauseCall[] } | undefined;
  for (const { first, second } of pairs) {
    const stray = await sequences.kept(first, second);
    if (stray?.kind === 'rewritten') return { stray, before: [first] };
    if (stray !== undefined) aliased ??= { stray, before: stray.message.endsWith(viewOfArgument) ? [] : [first] };
  }
  return aliased;
}
