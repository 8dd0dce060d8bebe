/** Causes that are deviations: of those that fit, the one that fresh calls confirm. */
import type { OpName } from '../ops/index.js';
import { inOneSpelling, type Asked } from './asked.js';
import type { DeviationCause } from './cause.js';
import { faultOf, isSameFault } from './cause-id.js';
import { confirmed, type Confirmed, type Fresh } from './confirm.js';
import type { DeviationFault } from './explain-by-deviation.js';
import { freshAround, newsTo } from './fresh.js';
import type { Probe } from './probes.js';
import { isWhole, scopeOf, type Region } from './region.js';
import type { Ground } from './same-bug.js';

/** Faults that are tried in one spelling alone. */
const mostInOneSpelling = 2;

type ConfirmedFault = DeviationFault & Confirmed;

/** Of the faults that fresh calls confirm the one beside which the least goes wrong otherwise. */
async function bestOf(faults: readonly DeviationFault[], samples: readonly Probe[], fresh: Fresh): Promise<ConfirmedFault | undefined> {
  let best: ConfirmedFault | undefined;
  for (const each of faults) {
    const found = await confirmed(each, samples, fresh);
    if (found === undefined || found.others >= (best?.others ?? Infinity)) continue;
    best = { ...each, ...found };
    if (found.others === 0) break;
  }
  return best;
}

/** What an op means in some of its calls alone, it contradicts in the others: a convention is one everywhere, or a fault. */
function causeIn(op: OpName, { deviation, parameters }: DeviationFault, region: Region): DeviationCause {
  const scope = scopeOf(op, region);
  const isMeant = deviation.kind === 'convention' && isWhole(scope) && scope.spellings === undefined;
  return { kind: isMeant ? 'convention' : 'deviation', id: deviation.id, parameters, ...scope };
}

/** Calls in the region of a cause that is known, by which another is joined to it. */
const ofKnown = 40;

/**
 * A cause in a region that holds of those in which the same fault was found before, too. `undefined` where no guards hold of all, or the
 * fault is new.
 *
 * @param seen calls around the stray and at random, those too that known causes explain
 */
async function joined(
  cause: DeviationCause,
  best: DeviationFault,
  { stray, probes, own }: Asked,
  seen: readonly Probe[],
  ground: Ground,
): Promise<DeviationCause | undefined> {
  const same = own.filter((each) => isSameFault(each, cause));
  if (same.length === 0) return undefined;
  const rest = own.filter((each) => !same.includes(each));
  const samples = [...seen];
  for (const each of same) samples.push(...(await probes.telling(best.tells, ofKnown, 1, stray, each)));
  const fresh = freshAround(stray, probes, rest, ground);
  const found = await confirmed(best, samples.filter(newsTo(rest, ground)), fresh);
  return found && causeIn(stray.op, best, found.region);
}

/**
 * The deviation by which a stray goes wrong; `undefined` where fresh calls confirm none.
 *
 * @param faults those that fit
 * @param seen calls around the stray and at random, those too that known causes explain
 */
export async function deviationOf(
  asked: Asked,
  faults: readonly DeviationFault[],
  seen: readonly Probe[],
  ground: Ground,
): Promise<DeviationCause | undefined> {
  if (faults.length === 0) return undefined;
  const { stray, samples, fresh } = asked;
  const likely = faults.slice(0, mostInOneSpelling);
  const best = (await bestOf(faults, samples, fresh)) ?? (await inOneSpelling(asked, (own, ofIt) => bestOf(likely, own, ofIt)));
  if (best === undefined) return undefined;
  const cause = causeIn(stray.op, best, best.region);
  // Errors tell no mechanism: they follow from it where it is known to show, or from something else.
  if (best.byErrors && !asked.known.some((each) => faultOf(each, 'spellings') === faultOf(cause, 'spellings'))) return undefined;
  return (await joined(cause, best, asked, seen, ground)) ?? cause;
}
