/** Causes that are deviations: of those that fit, the one that fresh calls confirm. */
import type { OpName } from '../../ops/index.js';
import { inOneSpelling, type Asked } from './asked.js';
import type { DeviationCause } from '../cause/cause.js';
import { guardsOf, isSameFault } from '../cause/cause-id.js';
import { confirmed, confirmedIn, spelledBy, type Confirmed, type Fresh } from '../learn/confirm.js';
import { differs, isOf, type DeviationFault } from './explain-by-deviation.js';
import { featuresOf } from '../features.js';
import { freshAround, newsTo } from '../probe/fresh.js';
import type { Probe } from '../probe/probes.js';
import { isWhole, isWithin, scopeOf, type Region } from '../cause/region.js';
import type { Ground } from '../cause/same-bug.js';

/** Faults that are tried in one spelling alone. */
const mostInOneSpelling = 2;

/** Guards of a fault by which another, that takes fewer, is looked for. */
const several = 2;

/** One that fresh calls confirm in a region. */
export type ConfirmedFault = DeviationFault & Confirmed;

/** The seed of calls that tell two faults apart: of their own. */
const apart = 31;

/** How many calls that two faults answer differently one of them has wrong, of the last asked for. */
function wrongOf({ fault }: DeviationFault, probes: readonly Probe[]): number {
  return probes.filter((probe) => ['not', 'other'].includes(fault(probe))).length;
}

/** Whether a fault that explains as much as another is right where they differ, in the region of the other, more often than the other is. */
async function isLikelier(one: DeviationFault, other: ConfirmedFault, fresh: Fresh): Promise<boolean> {
  if (one.musts < other.musts) return false;
  const probes = await fresh.telling((args) => differs(one.record, other.record, args), apart, other.region);
  return wrongOf(one, probes) < wrongOf(other, probes);
}

/**
 * Of the faults that fresh calls confirm the one beside which the least goes wrong otherwise, of these the one of the fewest guards; of the same deviation with other parameters,
 * which may do the same to most calls, the one that is right where they differ.
 */
async function bestOf(faults: readonly DeviationFault[], samples: readonly Probe[], fresh: Fresh): Promise<ConfirmedFault | undefined> {
  let best: ConfirmedFault | undefined;
  for (const each of faults) {
    const isAlike = best?.deviation === each.deviation;
    if (best !== undefined && (isAlike ? !(await isLikelier(each, best, fresh)) : best.others === 0 && guardsOf(best.region) < several))
      continue;
    const found = await confirmed(each, samples, fresh);
    if (found === undefined) continue;
    const isSimpler = best !== undefined && guardsOf(found.region) < guardsOf(best.region);
    if (best === undefined || found.others < best.others || ((isAlike || isSimpler) && found.others === best.others))
      best = { ...each, ...found };
  }
  return best;
}

/** What an op means in some of its calls alone, it contradicts in the others: a convention is one everywhere, or a fault. */
function causeIn(op: OpName, { deviation, parameters, cells }: DeviationFault, region: Region): DeviationCause {
  const scope = scopeOf(op, region);
  const isMeant = deviation.kind === 'convention' && isWhole(scope) && scope.spellings === undefined;
  return { kind: isMeant ? 'convention' : 'deviation', id: deviation.id, parameters, ...(cells && { cells }), ...scope };
}

/** Errors tell no mechanism: they follow from one where it is known to show, or from something else. */
async function followed({ stray, samples, fresh, known }: Asked, faults: readonly DeviationFault[]): Promise<DeviationCause | undefined> {
  for (const each of faults.filter(({ byErrors }) => byErrors)) {
    const spelled = spelledBy(each.fault, samples);
    for (const { guards, except } of known.filter((cause) => cause.kind === 'deviation' && isOf(cause, each))) {
      const region: Region = { ...spelled, guards, ...(except && { except }) };
      const isIn = isWithin(region, featuresOf(stray.op, stray.args, stray.spelling));
      if (isIn && (await confirmedIn(region, each, fresh))) return causeIn(stray.op, each, region);
    }
  }
  return undefined;
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
  const { samples, fresh } = asked;
  const shown = faults.filter(({ byErrors }) => !byErrors);
  const likely = shown.slice(0, mostInOneSpelling);
  const best = (await bestOf(shown, samples, fresh)) ?? (await inOneSpelling(asked, (own, ofIt) => bestOf(likely, own, ofIt)));
  if (best === undefined) return followed(asked, faults);
  return inItsRegion(asked, best, seen, ground);
}

/** The cause that a confirmed fault is: joined to what is known of it. */
export async function inItsRegion(asked: Asked, best: ConfirmedFault, seen: readonly Probe[], ground: Ground): Promise<DeviationCause> {
  const cause = causeIn(asked.stray.op, best, best.region);
  return (await joined(cause, best, asked, seen, ground)) ?? cause;
}
