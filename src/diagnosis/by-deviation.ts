/** Causes that are deviations: of those that fit, the one that fresh calls confirm. */
import type { Stray } from '../judge/judge.js';
import type { OpName } from '../ops/index.js';
import { inOneSpelling, type Asked } from './asked.js';
import type { Cause, DeviationCause } from './cause.js';
import { causeId, isSameFault } from './cause-id.js';
import { confirmed, type Confirmed, type Fresh } from './confirm.js';
import type { DeviationFault } from './explain-by-deviation.js';
import { freshAround, newsTo } from './fresh.js';
import type { Probe } from './probes.js';
import { scopeOf, type Region } from './region.js';
import type { Ground } from './same-bug.js';

/** A stray, and the calls that its cause was learnt from. */
interface Learnt {
  readonly stray: Stray;
  readonly seen: readonly Probe[];
}

/** Faults that are tried in one spelling alone. */
const mostInOneSpelling = 2;

/** Of fresh calls in the region of a deviation which stray, the share that may go wrong otherwise: by another bug. A convention stands beside any. */
const mostOthers = { fault: 0.3, convention: 0.6 } as const;

/** Whether another op has a fault under the same guards. */
function isOneFault(known: Cause, { id, parameters, guards }: DeviationCause): boolean {
  const of = (...parts: readonly unknown[]): string => JSON.stringify(parts);
  return known.kind === 'deviation' && of(known.id, known.parameters, known.guards) === of(id, parameters, guards);
}

type ConfirmedFault = DeviationFault & Confirmed;

/** Of the faults that fresh calls confirm the one beside which the least goes wrong otherwise. */
async function bestOf(faults: readonly DeviationFault[], samples: readonly Probe[], fresh: Fresh): Promise<ConfirmedFault | undefined> {
  let best: ConfirmedFault | undefined;
  for (const each of faults) {
    const found = await confirmed(each.fault, each.tells, samples, fresh);
    if (found === undefined || found.others > mostOthers[each.deviation.kind] || found.others >= (best?.others ?? Infinity)) continue;
    best = { ...each, ...found };
    if (found.others === 0) break;
  }
  return best;
}

/** What an op means in some of its calls alone, it contradicts in the others: a convention is one everywhere, or a fault. */
function causeIn(op: OpName, { deviation, parameters }: DeviationFault, region: Region): DeviationCause {
  const scope = scopeOf(op, region);
  const isMeant = deviation.kind === 'convention' && scope.guards.length === 0 && scope.spellings === undefined;
  return { kind: isMeant ? 'convention' : 'deviation', id: deviation.id, parameters, ...scope };
}

/** Deviations that a library was found to have, with the calls that each was learnt from. */
export class DeviatingCauses {
  private readonly learntFrom = new Map<string, Learnt>();

  constructor(private readonly ground: Ground) {}

  /**
   * @param faults those that fit
   * @param seen calls around the stray and at random, those too that known causes explain
   */
  async causeOf(asked: Asked, faults: readonly DeviationFault[], seen: readonly Probe[]): Promise<DeviationCause | undefined> {
    if (faults.length === 0) return undefined;
    const { stray, samples, fresh } = asked;
    const likely = faults.slice(0, mostInOneSpelling);
    const best = (await bestOf(faults, samples, fresh)) ?? (await inOneSpelling(asked, (own, ofIt) => bestOf(likely, own, ofIt)));
    if (best === undefined) return undefined;
    const cause = causeIn(stray.op, best, best.region);
    // Errors tell no mechanism: they follow from it where it is known to show, or from something else.
    if (best.byErrors && !asked.known.some((each) => isOneFault(each, cause))) return undefined;
    const joined = await this.joined(cause, best, asked, seen);
    if (joined === undefined) this.learntFrom.set(causeId(cause), { stray, seen });
    return joined ?? cause;
  }

  /**
   * A cause in a region that holds of those in which the same fault was found before, too: what each was learnt from is looked at again.
   * `undefined` where no guards hold of all, or the fault is new.
   */
  private async joined(
    cause: DeviationCause,
    best: DeviationFault,
    { stray, probes, own }: Asked,
    seen: readonly Probe[],
  ): Promise<DeviationCause | undefined> {
    const same = own.filter((each) => isSameFault(each, cause));
    const learnt = [{ stray, seen }, ...same.flatMap((each) => this.learntFrom.get(causeId(each)) ?? [])];
    if (learnt.length === 1) return undefined;
    const rest = own.filter((each) => !same.includes(each));
    const strays = learnt.map((each) => each.stray);
    const fresh = freshAround(strays, probes, rest, this.ground);
    const samples = [...new Set(learnt.flatMap((each) => each.seen))].filter(newsTo(rest, this.ground));
    const found = await confirmed(best.fault, best.tells, samples, fresh);
    if (found === undefined || found.others > mostOthers[best.deviation.kind]) return undefined;
    const whole = causeIn(cause.ops[0]!, best, found.region);
    this.learntFrom.set(causeId(whole), { stray, seen: samples });
    return whole;
  }
}
