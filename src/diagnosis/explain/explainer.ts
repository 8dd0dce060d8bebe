/** Says why an op of a library strays: its cause. */
import { inOwnLayout } from '../../judge/bind/layout.js';
import type { Stray } from '../../judge/judge.js';
import { hasOp, spellingsOf, type TensorLibrary } from '../../library.js';
import { recordHeld } from '../../library/conventions.js';
import { isTensorOp, type OpName, type OpRecord, type TensorOp } from '../../ops/index.js';
import type { Asked } from './asked.js';
import { conditionOf } from './by-condition.js';
import { conventionOf } from './by-convention.js';
import { deviationOf } from './by-deviation.js';
import type { Cause, CauseCall } from '../cause/cause.js';
import { faultOf, guardsOf } from '../cause/cause-id.js';
import type { Deviation } from '../deviation.js';
import { deviationFaults, type DeviationFault, type FaultOptions } from './explain-by-deviation.js';
import { deviationOfTwo } from './of-two-faults.js';
import type { Explained } from '../findings/findings.js';
import { Allowance, OutOfCalls } from '../probe/allowance.js';
import { freshAround, newsTo } from '../probe/fresh.js';
import { whateverOf, type Whatever } from '../probe/no-matter.js';
import { predict } from '../cause/predict.js';
import { Probes, type Probe, type ProbeOptions } from '../probe/probes.js';
import { explains, explanationOf, goesSo, groundOf, howOf, ofMemory, type Ground } from '../cause/same-bug.js';
import { isWithoutRule, sentenceOf } from '../cause/sentence.js';
import { StateExplainer } from '../state/explain-state.js';
import { givenCall } from '../state/sequences.js';
import { unsteadyCause } from '../state/unsteady.js';
import { failuresOf } from '../user-deviations.js';
import { withoutRule } from '../findings/without-rule.js';

export interface ExplainerOptions extends ProbeOptions {
  /** Deviations beside the package's own. Default: none. */
  readonly deviations?: readonly Deviation[];
}

/** Variations of the straying call, and calls at random, that are made at first. */
const near = 120;
const far = 150;

/** Calls of an op for which no rule was found, in one way of going wrong: after so many, no condition is looked for; then nothing is. */
const mostTries = { condition: 2, deviation: 4 } as const;

/** Guards of a deviation of a whole result, from which on it is looked for in some cells alone. */
const manyGuards = 3;

/** Calls that a cause predicts to stray, by which it is told whether they still do. */
const fewPredicted = 40;

/** Explains strays of one library, apart from the laws that they break: by calls of its own. */
export class Explainer {
  private readonly probes = new Map<OpName, Probes>();
  private readonly ground: Ground;
  private readonly state: StateExplainer;
  private readonly failed = new Set<string>();
  private readonly allowance: Allowance;

  constructor(
    private readonly library: TensorLibrary,
    private readonly options: ExplainerOptions = {},
  ) {
    this.ground = groundOf(library, options);
    this.allowance = new Allowance(library.budget?.calls);
    this.state = new StateExplainer(library, (op) => this.probesOf(op), this.allowance);
  }

  /**
   * The cause of a stray: a known one where it explains it. Where no rule is found, a condition that holds of this call alone.
   *
   * @param known causes whose calls say nothing about another one
   * @param before the calls that lead to it, where it holds by itself
   * @param isLate whether no rule is looked for
   */
  async explain(stray: Stray, known: readonly Cause[] = [], before: readonly CauseCall[] = [], isLate = false): Promise<Explained> {
    const isLed = before.length > 0;
    // Calls at random break no rule: what a call that does comes to is judged by itself.
    const accepted = stray.kind === 'accepted' ? conventionOf(stray, this.ground) : undefined;
    const cause =
      accepted ??
      explanationOf(known, stray, this.ground, isLed) ??
      (isLate ? await this.lateCauseOf(stray, before) : await this.causeWithin(stray, known, before));
    return { cause, sentence: this.say(cause) };
  }

  /** Whether calls that a cause predicts to stray do, by it; `undefined` where none can be made. */
  async shows(cause: Cause): Promise<boolean | undefined> {
    // Calls that are drawn keep every rule.
    if (cause.kind === 'unchecked') return undefined;
    if (cause.kind === 'state' && cause.calls.length > 1) return this.state.shows(cause);
    let [held, made] = [0, 0];
    for (const op of cause.ops) {
      if (!isTensorOp(op) || !hasOp(this.library, op)) continue;
      const probes = await this.predicted(op, cause);
      if (probes.some(({ stray }) => stray !== undefined && explains(cause, stray, this.ground))) return true;
      held += probes.filter(({ stray }) => stray === undefined).length;
      made += probes.length;
    }
    // Where all stray by other bugs, this one may be behind them.
    return made === 0 ? undefined : held === 0;
  }

  /** Deviations that failed by themselves, each in one line. */
  get notes(): ReadonlySet<string> {
    return new Set([...this.failed, ...failuresOf(this.options.deviations ?? [])]);
  }

  /** Calls that a cause predicts to stray. A deviation answers some calls of its region as the reference does. */
  private predicted(op: TensorOp, cause: Cause): Promise<readonly Probe[]> {
    const probes = this.probesOf(op);
    const { conventions } = this.library;
    if (cause.kind !== 'deviation' && cause.kind !== 'convention') return probes.within(cause, fewPredicted, 1);
    return probes.telling(
      (args) => predict(cause, { op, arguments: args }, { deviations: this.ground.deviations, ...(conventions && { conventions }) }).strays,
      fewPredicted,
      1,
    );
  }

  /** A cause in words. */
  say(cause: Cause): string {
    return sentenceOf(cause, this.ground.deviations);
  }

  private probesOf(op: TensorOp): Probes {
    let probes = this.probes.get(op);
    if (probes === undefined) this.probes.set(op, (probes = new Probes(op, this.library, this.options, this.allowance)));
    return probes;
  }

  /** What is said of a stray without a call of its own. */
  private async lateCauseOf(stray: Stray, before: readonly CauseCall[]): Promise<Cause> {
    // What these are shows by itself.
    if (stray.rule !== undefined || ofMemory.has(stray.kind)) return this.causeOf(stray, [], before);
    if (before.length === 0) return withoutRule(stray);
    return { kind: 'state', id: 'earlier-calls', calls: [...before, givenCall(stray)], ops: [stray.op], guards: [] };
  }

  /** The cause, within the calls that may be made for it. */
  private async causeWithin(stray: Stray, known: readonly Cause[], before: readonly CauseCall[]): Promise<Cause> {
    this.allowance.begin();
    try {
      return await this.causeOf(stray, known, before);
    } catch (thrown) {
      if (!(thrown instanceof OutOfCalls)) throw thrown;
      this.failed.add(
        `the cause of a failure of ${stray.op} takes ${thrown.message}, which is this library's budget for one: no rule was found`,
      );
      return withoutRule(stray);
    } finally {
      this.allowance.end();
    }
  }

  private async causeOf(stray: Stray, known: readonly Cause[], before: readonly CauseCall[]): Promise<Cause> {
    const { op, kind, rule } = stray;
    if (rule !== undefined) return { kind: 'unchecked', code: rule, ops: [op], guards: [] };
    if (kind === 'mutated') return { kind: 'state', id: 'writes-argument', calls: [givenCall(stray)], ops: [op], guards: [] };
    const led = before.length > 0 || kind === 'aliased' ? await this.state.ledTo(stray, before) : undefined;
    if (led !== undefined) return led;
    if (kind === 'badResult') return { kind: 'condition', ...howOf(stray), ops: [op], guards: [] };
    const alone = withoutRule(stray);
    const unruled = known.filter((each) => isWithoutRule(each) && faultOf(each, 'guards') === faultOf(alone, 'guards'));
    if (!isTensorOp(op)) return alone;
    const tries = unruled.filter(({ ops }) => ops.includes(op)).length;
    if (tries >= mostTries.deviation) return alone;
    const probes = this.probesOf(op);
    return (
      (await unsteadyCause(stray, probes, this.state)) ?? (await this.ruled(stray, probes, known, tries < mostTries.condition)) ?? alone
    );
  }

  /** The call in the library's own API, where it can show it. */
  show(stray: Stray, deadly = false): string | undefined {
    const { op, args, spelling } = inOwnLayout(stray);
    const own = spelling === undefined ? undefined : spellingsOf(this.library.ops[op])?.[spelling]?.show;
    const show = own ?? this.library.show;
    return show?.({ op, arguments: args, ...(spelling !== undefined && { spelling }), ...(deadly && { deadly }) });
  }

  /**
   * What of a straying call is of no matter, by calls of its own; `undefined` where everything is, or calls are counted.
   *
   * @param cause why it strays
   */
  async whatever(stray: Stray, cause: Cause): Promise<Whatever | undefined> {
    const { op, kind } = stray;
    const isOfCall = cause.kind === 'deviation' || cause.kind === 'convention' || cause.kind === 'condition';
    // Where calls are slow, they are left to causes.
    if (!isOfCall || !isTensorOp(op) || ofMemory.has(kind) || kind === 'accepted' || this.library.budget?.calls !== undefined)
      return undefined;
    const isSame = (other: Stray): boolean => (isWithoutRule(cause) ? goesSo(stray, other) : explains(cause, other, this.ground));
    return whateverOf({ ...stray, op }, this.probesOf(op), this.library.precision, isSame);
  }

  private async ruled(stray: Stray, probes: Probes, known: readonly Cause[], withConditions: boolean): Promise<Cause | undefined> {
    const { op } = stray;
    if (!isTensorOp(op)) return undefined;
    const own = known.filter(({ ops }) => ops.includes(op));
    const isNews = newsTo(own, this.ground);
    const { allowance } = this;
    const around = await probes.variations(stray, allowance.of(near), 1);
    const seen = [...around, ...(await probes.atRandom(allowance.of(far), 1)), ...(await probes.steps(stray))];
    const samples = seen.filter(isNews);
    const fresh = freshAround(stray, probes, own, this.ground);
    const record = recordHeld(op, this.library.conventions) as OpRecord;
    const faultsOf = (target: Stray, options: FaultOptions, of: readonly Probe[] = samples): readonly DeviationFault[] => {
      const { faults, notes } = deviationFaults(record, target, of, this.ground, known, options);
      for (const note of notes) this.failed.add(note);
      return faults;
    };
    const asked: Asked = {
      stray,
      probes,
      samples,
      fresh,
      known,
      own,
      spellings: Object.keys(spellingsOf(this.library.ops[op]) ?? {}).length,
    };
    const everywhere = await deviationOf(asked, faultsOf(stray, {}), seen, this.ground);
    if (everywhere !== undefined && (everywhere.kind === 'convention' || guardsOf(everywhere) < manyGuards)) return everywhere;
    // What takes many guards to tell of a whole result may be told of some of its cells with none.
    const inPart = await deviationOf(asked, faultsOf(stray, { inPart: true }), seen, this.ground);
    if (inPart !== undefined && (everywhere === undefined || guardsOf(inPart) + 1 < guardsOf(everywhere))) return inPart;
    if (everywhere !== undefined) return everywhere;
    const ofTwo = await deviationOfTwo(asked, (target, of) => faultsOf(target, { isApart: true }, of), seen, this.ground);
    if (ofTwo !== undefined) return ofTwo;
    return withConditions ? conditionOf(asked) : undefined;
  }
}
