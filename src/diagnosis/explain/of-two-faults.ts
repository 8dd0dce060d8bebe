/** Causes of an op with two faults, each of which takes the place of the other in some calls: neither explains most of what goes wrong. */
import type { Stray } from '../../judge/judge.js';
import { sameValue } from '../../draw/recover.js';
import type { Asked } from './asked.js';
import type { DeviationCause } from '../cause/cause.js';
import { guardsOf } from '../cause/cause-id.js';
import { inItsRegion, type ConfirmedFault } from './by-deviation.js';
import { differs, elementsOf, type DeviationFault } from './explain-by-deviation.js';
import { spread } from '../deviations/edits/fitting.js';
import { featuresOf } from '../features.js';
import { confirmed, type Fault } from '../learn/confirm.js';
import type { Probe } from '../probe/probes.js';
import { isWithin } from '../cause/region.js';
import type { Ground } from '../cause/same-bug.js';

/** Faults that explain the stray, and faults that may stand beside each, which are tried. */
const [mostFaults, mostBeside] = [2, 2];

/** Of the straying calls, those that one of the two explains, at least: less is a part of something else. */
const mostlyExplained = 0.8;

/** Guards by which two faults are told apart, at most: with more, anything can be. */
const mostGuards = 2;

/** Calls that another fault has to explain, of those that one does not. */
const mostTargets = 2;

const isSame = (one: DeviationFault, other: DeviationFault): boolean =>
  one.deviation === other.deviation && sameValue(one.parameters, other.parameters);

/**
 * A fault where another is beside it. A call that both explain says nothing; one that the other alone explains has it not.
 *
 * @param isHidden whether that says nothing either: the other hides it, by what the data are
 */
const apartFrom =
  (fault: Fault, other: DeviationFault, isHidden: boolean): Fault =>
  (probe) => {
    const is = fault(probe);
    const beside = other.fault(probe);
    if (probe.stray !== undefined) return beside !== 'must' ? is : is === 'other' && !isHidden ? 'not' : 'free';
    // What the other makes of it may be within the bounds of what is right.
    return isHidden && is === 'not' && beside === 'free' && other.tells(probe.call.args) ? 'free' : is;
  };

/** Faults without those that are met twice. */
const unlike = (faults: readonly DeviationFault[]): readonly DeviationFault[] =>
  faults.filter((one, i) => faults.findIndex((other) => isSame(one, other)) === i);

/** The faults of a stray, as some calls have them. */
type FaultsOf = (target: Stray, of: readonly Probe[]) => readonly DeviationFault[];

/** Calls without those that stray by a fault. */
const without = (samples: readonly Probe[], { fault }: DeviationFault): readonly Probe[] =>
  samples.filter((probe) => probe.stray === undefined || fault(probe) !== 'must');

/** Faults of the calls that stray as another does, small ones and larger ones. */
function faultsAmong(samples: readonly Probe[], { kind }: Stray, faultsOf: FaultsOf): readonly DeviationFault[] {
  const straying = samples.filter((probe) => probe.stray?.kind === kind).sort((a, b) => elementsOf(a.call.args) - elementsOf(b.call.args));
  return unlike(spread(straying, mostTargets).flatMap(({ stray }) => faultsOf(stray!, samples).slice(0, mostBeside)));
}

/** Faults that explain a stray, each with one that may stand beside it: by those of the stray, or by what is the fault of most other calls. */
function* pairsOf({ stray, samples }: Asked, faultsOf: FaultsOf): Generator<readonly [DeviationFault, DeviationFault]> {
  for (const one of faultsOf(stray, samples).slice(0, mostFaults))
    for (const other of faultsAmong(without(samples, one), stray, faultsOf)) if (!isSame(one, other)) yield [one, other];
  for (const other of faultsAmong(samples, stray, faultsOf))
    for (const one of faultsOf(stray, without(samples, other)).slice(0, mostFaults)) if (!isSame(one, other)) yield [one, other];
}

/**
 * The deviation by which a stray goes wrong, where that of another takes its place in other calls: the two have to explain nearly all that
 * goes wrong, and few guards have to tell them apart. `undefined` where there are no such two.
 *
 * @param seen calls around the stray and at random, those too that known causes explain
 */
export async function deviationOfTwo(
  asked: Asked,
  faultsOf: FaultsOf,
  seen: readonly Probe[],
  ground: Ground,
): Promise<DeviationCause | undefined> {
  const { stray, samples, fresh } = asked;
  const own = featuresOf(stray.op, stray.args, stray.spelling);
  let best: ConfirmedFault | undefined;
  const straying = samples.filter((probe) => probe.stray?.kind === stray.kind);
  for (const [one, other] of pairsOf(asked, faultsOf)) {
    const explained = straying.filter((probe) => one.fault(probe) === 'must' || other.fault(probe) === 'must').length;
    if (explained < mostlyExplained * straying.length) continue;
    const tells = (args: readonly unknown[]): boolean => one.tells(args) && differs(one.record, other.record, args);
    for (const isHidden of [false, true]) {
      const fault = apartFrom(one.fault, other, isHidden);
      const made = await confirmed({ ...one, fault, tells }, samples, fresh);
      if (made === undefined || guardsOf(made.region) > mostGuards || !isWithin(made.region, own)) continue;
      if (best === undefined || guardsOf(made.region) < guardsOf(best.region)) best = { ...one, ...made, fault };
    }
    if (best !== undefined && guardsOf(best.region) === 0) break;
  }
  return best && inItsRegion(asked, best, seen, ground);
}
