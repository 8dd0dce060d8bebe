/** Says why an op of a library strays: its cause. */
import { inOwnLayout } from '../judge/bind/layout.js';
import type { Stray } from '../judge/judge.js';
import type { SubjectOptions } from '../judge/subject.js';
import { hasOp, spellingsOf, type TensorLibrary } from '../library.js';
import { recordHeld } from '../library/conventions.js';
import { isTensorOp, type OpName, type OpRecord, type TensorOp } from '../ops/index.js';
import { elements, isTensor, sizeOf } from '../tensor.js';
import { conventionOf } from './by-convention.js';
import type { Cause, CauseCall, DeviationCause, Guard, Scope } from './cause.js';
import { causeId, faultOf, isSameFault } from './cause-id.js';
import { confirmed, confirmedPart, type Confirmed, type Fault, type Fresh } from './confirm.js';
import type { Deviation } from './deviation.js';
import { deviationFaults, type DeviationFault } from './explain-by-deviation.js';
import { featuresOf, type Features } from './features.js';
import type { Explained } from './findings.js';
import { freshAround, newsTo } from './fresh.js';
import { Probes, type Probe } from './probes.js';
import { isWithin, type Region } from './region.js';
import { explains, goesSo, groundOf, howOf, type Ground } from './same-bug.js';
import { isWithoutRule, sentenceOf } from './sentence.js';
import { StateExplainer } from './state/explain-state.js';
import { unsteadyCause } from './state/unsteady.js';
import { givenCall } from './state/sequences.js';
import { failuresOf } from './user-deviations.js';
import { withoutRule } from './without-rule.js';

/** A stray, and the calls that its cause was learnt from. */
interface Learnt {
  readonly stray: Stray;
  readonly seen: readonly Probe[];
}

export interface ExplainerOptions extends SubjectOptions {
  /** Deviations beside the package's own. Default: none. */
  readonly deviations?: readonly Deviation[];
}

/** Variations of the straying call, and calls at random, that are made at first. */
const near = 120;
const far = 150;

/** Of fresh calls in the region of a deviation which stray, the share that may go wrong otherwise: by another bug. */
const mostOthers = 0.3;

/** Calls of an op for which no rule was found, in one way of going wrong: after so many, no condition is looked for. */
const mostTries = 2;

/** Calls under a condition of another op that go wrong so, at least, and the share that may not: then it is the same. */
const fewShared = 8;
const sharedWrong = 0.05;

/** Calls of a cause's region that tell whether it still shows. */
const predicted = 40;

/** A cause without what narrows it. */
const plain = { spellings: [], guards: [] } as const;

/** Whether a fault would be likely to show in a call: it has a result, of data that are not zeros mostly. */
function isTelling({ call: { args, result } }: Probe): boolean {
  if (isTensor(result) && sizeOf(result.shape) === 0) return false;
  return args.filter(isTensor).every((x) => {
    const values = elements(x);
    return 2 * values.filter((value) => value !== 0).length > values.length;
  });
}

/** A region of one op; a guard on the spelling is a part of its spellings. */
function scopeOf(op: OpName, { spellings, guards }: Region): Scope {
  const isSpelled = ({ feature, relation }: Guard): boolean => feature === 'spelling' && relation === '=';
  const named = guards.filter(isSpelled).map(({ value }) => String(value));
  const spelled = named.length > 0 ? named : spellings;
  return { ops: [op], ...(spelled !== undefined && { spellings: spelled }), guards: guards.filter((guard) => !isSpelled(guard)) };
}

/** What an op means in some of its calls alone, it contradicts in the others: a convention is one everywhere, or a fault. */
function causeIn(op: OpName, { deviation, parameters }: DeviationFault, region: Region): DeviationCause {
  const scope = scopeOf(op, region);
  const isMeant = deviation.kind === 'convention' && scope.guards.length === 0 && scope.spellings === undefined;
  return { kind: isMeant ? 'convention' : 'deviation', id: deviation.id, parameters, ...scope };
}

/** Explains strays of one library, apart from the laws that they break: by calls of its own. */
export class Explainer {
  private readonly probes = new Map<OpName, Probes>();
  private readonly learntFrom = new Map<string, Learnt>();
  private readonly ground: Ground;
  private readonly state: StateExplainer;
  private readonly failed = new Set<string>();

  constructor(
    private readonly library: TensorLibrary,
    private readonly options: ExplainerOptions = {},
  ) {
    this.ground = groundOf(library, options);
    this.state = new StateExplainer(library, (op) => this.probesOf(op));
  }

  /**
   * The cause of a stray: a known one where it explains it. Where no rule is found, a condition that holds of this call alone.
   *
   * @param known causes whose calls say nothing about another one
   * @param before the calls that lead to it, where it holds by itself
   */
  async explain(stray: Stray, known: readonly Cause[] = [], before: readonly CauseCall[] = []): Promise<Explained> {
    const isLed = before.length > 0;
    // Calls at random break no rule: what a call that does comes to is judged by itself.
    const accepted = stray.rule === undefined ? undefined : conventionOf(stray, this.ground);
    const cause = accepted ?? known.find((each) => explains(each, stray, this.ground, isLed)) ?? (await this.causeOf(stray, known, before));
    return { cause, sentence: this.say(cause) };
  }

  /** Whether calls in the region of a cause go wrong by it; `undefined` where none can be made. */
  async shows(cause: Cause): Promise<boolean | undefined> {
    // Calls that are drawn keep every rule.
    if (cause.kind === 'unchecked') return undefined;
    if (cause.kind === 'state' && cause.calls.length > 1) return this.state.shows(cause);
    let made = 0;
    for (const op of cause.ops) {
      if (!isTensorOp(op) || !hasOp(this.library, op)) continue;
      const probes = await this.probesOf(op).within(cause, predicted, 1);
      if (probes.some(({ stray }) => stray !== undefined && explains(cause, stray, this.ground))) return true;
      made += probes.length;
    }
    return made > 0 ? false : undefined;
  }

  /** Deviations that failed by themselves, each in one line. */
  get notes(): ReadonlySet<string> {
    return new Set([...this.failed, ...failuresOf(this.options.deviations ?? [])]);
  }

  /** A cause in words. */
  say(cause: Cause): string {
    return sentenceOf(cause, this.ground.deviations);
  }

  private probesOf(op: TensorOp): Probes {
    let probes = this.probes.get(op);
    if (probes === undefined) this.probes.set(op, (probes = new Probes(op, this.library, this.options)));
    return probes;
  }

  private async causeOf(stray: Stray, known: readonly Cause[], before: readonly CauseCall[]): Promise<Cause> {
    const { op, kind, rule } = stray;
    if (rule !== undefined) return { kind: 'unchecked', code: rule, ops: [op], guards: [] };
    if (kind === 'mutated') return { kind: 'state', id: 'writes-argument', calls: [givenCall(stray)], ops: [op], guards: [] };
    const led = before.length > 0 || kind === 'aliased' ? await this.state.ledTo(stray, before) : undefined;
    if (led !== undefined) return led;
    if (kind === 'badResult') return { kind: 'condition', ...howOf(stray), ops: [op], guards: [] };
    const alone = withoutRule(stray);
    const unruled = known.filter((each) => isWithoutRule(each) && faultOf({ ...each, guards: [] }) === faultOf({ ...alone, guards: [] }));
    if (!isTensorOp(op)) return alone;
    const isTried = unruled.filter(({ ops }) => ops.includes(op)).length >= mostTries;
    const probes = this.probesOf(op);
    return (await unsteadyCause(stray, probes, this.state)) ?? (await this.ruled(stray, probes, known, !isTried)) ?? alone;
  }

  /** The call in the library's own API, where it can show it. */
  show(stray: Stray, deadly = false): string | undefined {
    const { op, args, spelling } = inOwnLayout(stray);
    const own = spelling === undefined ? undefined : spellingsOf(this.library.ops[op])?.[spelling]?.show;
    const show = own ?? this.library.show;
    return show?.({ op, arguments: args, ...(spelling !== undefined && { spelling }), ...(deadly && { deadly }) });
  }

  private async ruled(stray: Stray, probes: Probes, known: readonly Cause[], withConditions: boolean): Promise<Cause | undefined> {
    const { op } = stray;
    if (!isTensorOp(op)) return undefined;
    const own = known.filter(({ ops }) => ops.includes(op));
    const isNews = newsTo(own, this.ground);
    const seen = [...(await probes.variations(stray, near, 1)), ...(await probes.atRandom(far, 1)), ...(await probes.steps(stray))];
    const samples = seen.filter(isNews);
    const again = freshAround([stray], probes, own, this.ground);
    const { faults, notes } = deviationFaults(recordHeld(op, this.library.conventions) as OpRecord, stray, samples, this.ground, known);
    for (const note of notes) this.failed.add(note);
    let best: (DeviationFault & Confirmed) | undefined;
    for (const each of faults) {
      const found = await confirmed(each.fault, each.tells, samples, again);
      if (found === undefined || found.others > mostOthers || found.others >= (best?.others ?? Infinity)) continue;
      best = { ...each, ...found };
      if (found.others === 0) break;
    }
    if (best !== undefined) {
      const cause = causeIn(op, best, best.region);
      const joined = await this.joined(cause, best, { stray, seen }, probes, own);
      if (joined === undefined) this.learntFrom.set(causeId(cause), { stray, seen });
      return joined ?? cause;
    }
    if (!withConditions) return undefined;
    const how = howOf(stray);
    // What data a call has may hide a wrong value, but no wrong shape, and no error.
    const mayHide = how.how === 'value';
    const goes: Fault = (probe) => {
      const { stray: each } = probe;
      if (each === undefined) return !mayHide || isTelling(probe) ? 'not' : 'free';
      return goesSo(each, stray) ? 'must' : 'other';
    };
    const isOfThis = ({ spellings }: Cause): boolean => spellings?.includes(stray.spelling ?? '') ?? true;
    const isSecond = own.some((each) => each.kind === 'condition' && each.how !== 'throws' && !isWithoutRule(each) && isOfThis(each));
    const target = featuresOf(op, stray.args, stray.spelling);
    const shared = this.sharedCondition(stray, target, goes, samples, known);
    if (shared !== undefined) return shared;
    const region =
      (await confirmedPart(goes, target, samples, again, { isSecond, mayHide })) ??
      (await this.inOneSpelling(stray, samples, again, (own, ofIt) => confirmedPart(goes, target, own, ofIt, { isSecond, mayHide })));
    return region && { kind: 'condition', ...how, ...scopeOf(op, region) };
  }

  /**
   * A cause in a region that holds of those in which the same fault was found before, too: what each was learnt from is looked at again.
   * `undefined` where no guards hold of all, or the fault is new.
   */
  private async joined(
    cause: DeviationCause,
    best: DeviationFault,
    { stray, seen }: Learnt,
    probes: Probes,
    known: readonly Cause[],
  ): Promise<DeviationCause | undefined> {
    const same = known.filter((each) => isSameFault(each, cause));
    const learnt = [{ stray, seen }, ...same.flatMap((each) => this.learntFrom.get(causeId(each)) ?? [])];
    if (learnt.length === 1) return undefined;
    const rest = known.filter((each) => !same.includes(each));
    const strays = learnt.map((each) => each.stray);
    const fresh = freshAround(strays, probes, rest, this.ground);
    const samples = [...new Set(learnt.flatMap((each) => each.seen))].filter(newsTo(rest, this.ground));
    const found = await confirmed(best.fault, best.tells, samples, fresh);
    if (found === undefined || found.others > mostOthers) return undefined;
    const whole = causeIn(cause.ops[0]!, best, found.region);
    this.learntFrom.set(causeId(whole), { stray, seen: samples });
    return whole;
  }

  /** The region in the spelling of a stray alone: each may have its own way to the same fault. */
  private async inOneSpelling(
    { spelling }: Stray,
    samples: readonly Probe[],
    fresh: Fresh,
    confirm: (samples: readonly Probe[], fresh: Fresh) => Promise<Region | undefined>,
  ): Promise<Region | undefined> {
    if (spelling === undefined) return undefined;
    const whole: Region = { spellings: [spelling], guards: [] };
    const own = (probes: readonly Probe[]): readonly Probe[] => probes.filter(({ features }) => isWithin(whole, features));
    const found = await confirm([...own(samples), ...(await fresh.within(whole, 1))], {
      calls: async (seed) => [...own(await fresh.calls(seed)), ...(await fresh.within(whole, seed))],
      telling: (tells, seed) => fresh.telling(tells, seed),
      within: async (region, seed) => fresh.within({ ...region, spellings: [spelling] }, seed),
    });
    return found && { ...found, spellings: [spelling] };
  }

  /** The condition of another op under which this one goes wrong in the same way. */
  private sharedCondition(
    stray: Stray,
    target: Features,
    goes: Fault,
    samples: readonly Probe[],
    known: readonly Cause[],
  ): Cause | undefined {
    const alone = withoutRule(stray);
    const others = known.filter(
      (each) => each.kind === 'condition' && !isWithoutRule(each) && faultOf({ ...each, ...plain }) === faultOf({ ...alone, ...plain }),
    );
    const found = others.find((other) => {
      if (!isWithin(other, target)) return false;
      const under = samples.filter(({ features }) => isWithin(other, features));
      const count = (is: ReturnType<Fault>): number => under.filter((probe) => goes(probe) === is).length;
      return count('must') >= fewShared && count('not') <= sharedWrong * (count('must') + count('not'));
    });
    return found && { ...found, ops: [stray.op] };
  }
}
