/** Calls of one op, made to see which of them stray: of every kind, and variations of one that does. */
import * as fc from 'fast-check';
import { casesOf, type CaseArbitrary } from '../draw/case-arbitrary.js';
import { choiceKey, type Drawn } from '../draw/drawn.js';
import { EmptyDomain } from '../draw/empty-domain.js';
import { between } from '../draw/neighbours.js';
import { FastRandom } from '../draw/builders/random.js';
import { recover, sameValue } from '../draw/recover.js';
import { defineDomain, type Regime } from '../domain.js';
import type { TensorLibrary } from '../library.js';
import { argumentsOf, callsOf, namedCall, type NamedCall } from '../ops/drawn-call.js';
import { tensorRecord, type TensorOp } from '../ops/index.js';
import { bind, type Call } from '../judge/bind/bind.js';
import { callFeatures, type CallFeatures } from './call-features.js';
import type { Sample } from './condition.js';
import { cloneCase } from '../judge/evaluate.js';
import { goesSo, isExplained, isWrongResult, sameKind, strayFeatures, type Exclusion } from './same-bug.js';
import { judge, type Stray } from '../judge/judge.js';
import { spelledCases, spelledOps, spellingOf } from '../judge/bind/spelled-case.js';
import type { SubjectOptions } from '../judge/subject.js';

/** Calls made of every kind, and as variations of one that strays. */
const atRandom = 100;
const variations = 200;
/** How much of the straying call a variation gives up: little shows what matters, much shows what suffices. */
const shares = [0.08, 0.2, 0.4, 0.6];

interface Probe {
  readonly features: CallFeatures;
  /** How the library's call strays; `null` for not at all. */
  readonly stray: Stray | null;
  readonly drawn?: Drawn;
  /** Choices that were made otherwise than in the call it varies. */
  readonly distance?: number;
}

/** The distance of calls that vary none. */
const farAway = 15;

const everyRegime: readonly Regime[] = ['exact', 'real', 'special'];

/** How many of the choices given up were other ones. */
function distanceOf(target: Drawn, other: Drawn, given: ReadonlySet<string>): number {
  const values = new Map(other.choices.map(({ name, axis, value }) => [choiceKey(name, axis), value]));
  return target.choices.filter(({ name, axis, value }) => given.has(name) && values.get(choiceKey(name, axis)) !== value).length;
}

/** Calls of one op over its own cases. */
export class Probes {
  private probes: Probe[] | undefined;
  private readonly drawn: Drawn[] = [];
  /** What a straying call is a case of, wide or not. */
  private readonly cases: CaseArbitrary<NamedCall>;
  /** Calls at random are small: no feature tells sizes apart, and at a large size little else shows. */
  private readonly small: CaseArbitrary<NamedCall>;

  constructor(
    private readonly op: TensorOp,
    private readonly library: TensorLibrary,
    options: SubjectOptions,
  ) {
    const domain = {
      ...defineDomain({ ...library.domain, ...options.domain, precision: library.precision, limits: library.limits }),
      regimes: everyRegime,
    };
    const casesWith = (wide: boolean): CaseArbitrary<NamedCall> => {
      const cases = casesOf(domain, [op], callsOf(tensorRecord(op)), { regimes: everyRegime, wide });
      return spelledCases(cases, spelledOps([op], library)) as CaseArbitrary<NamedCall>;
    };
    this.cases = casesWith(options.wide ?? true);
    this.small = casesWith(false);
  }

  /** Calls at random, and variations of the one that strays. */
  async samples(target: Stray, known: readonly Exclusion[]): Promise<Sample[]> {
    const probes = (this.probes ??= await this.random());
    const near = await this.variations(this.recovered(target) ?? this.nearest(target, probes, known));
    // A call that goes wrong in another way may be this bug or another: it says nothing.
    return [...probes, ...near].flatMap(({ features, stray, distance = farAway }) =>
      stray === null || goesSo(stray, target) ? [{ features, strays: stray !== null, distance }] : [],
    );
  }

  /** Calls at random that no condition was made from, and whether they stray: what a condition is judged by. */
  async fresh(calls: number, seed: number): Promise<Sample[]> {
    const probes = await this.random(calls, seed);
    return probes.map(({ features, stray }) => ({ features, strays: stray !== null && isWrongResult(stray.kind) }));
  }

  private async random(calls = atRandom, seed = 1): Promise<Probe[]> {
    const probes: Probe[] = [];
    try {
      for (const c of fc.sample(this.small as fc.Arbitrary<NamedCall>, { numRuns: calls, seed })) {
        const drawn = this.small.drawn(c);
        probes.push({ ...(await this.make(c)), ...(drawn !== undefined && { drawn }) });
        if (drawn !== undefined) this.drawn.push(drawn);
      }
    } catch (thrown) {
      if (!(thrown instanceof EmptyDomain)) throw thrown;
    }
    return probes;
  }

  /** The straying call with a few of its choices, or of its data, as in calls at random. */
  private async variations(target: Drawn | undefined): Promise<Probe[]> {
    const { setting, program } = this.cases;
    if (target === undefined) return [];
    const names = [...new Set(target.choices.map(({ name }) => name))];
    const random = new FastRandom(names.length, variations);
    // Finite data are drawn anew mostly, to show that they do not matter; special values matter mostly.
    const isFinite = target.tensors.every(({ values }) => values.every(Number.isFinite));
    const probes: Probe[] = [];
    for (let i = 0; i < variations && this.drawn.length > 0; i++) {
      const other = this.drawn[i % this.drawn.length]!;
      const share = shares[i % shares.length]!;
      const given = new Set(names.filter(() => random.bits() < share * 2 ** 32));
      const c = between(setting, program, target, other, (name) => given.has(name), isFinite || i % 3 === 0 ? random : undefined);
      if (c !== undefined) probes.push({ ...(await this.make(c)), distance: distanceOf(target, other, given) });
    }
    return probes;
  }

  /** For a call that the op's program does not draw: the drawn one that strays so and is most like it. */
  private nearest(target: Stray, probes: readonly Probe[], known: readonly Exclusion[]): Drawn | undefined {
    const features = strayFeatures(target);
    let most = -1;
    let best: Drawn | undefined;
    for (const { stray, features: these, drawn } of probes) {
      if (stray === null || !sameKind(stray.kind, target.kind) || isExplained(known, stray)) continue;
      const shared = [...features].filter(([feature, value]) => these.get(feature) === value).length;
      if (shared > most) [most, best] = [shared, drawn];
    }
    return best;
  }

  private argumentsOf(c: NamedCall): readonly unknown[] {
    return argumentsOf(tensorRecord(this.op), c);
  }

  /** The call as a case of the op's own program, where it is one. */
  private recovered({ op, args, spelling }: Stray): Drawn | undefined {
    const { setting, program } = this.cases;
    const given = { ...namedCall(tensorRecord(this.op), args), ...(spelling !== undefined && { spelling: { [op]: spelling } }) };
    return recover(setting, program, given, (built) => sameValue(this.argumentsOf(built), args));
  }

  private async make(c: NamedCall): Promise<Probe> {
    const calls: Call[] = [];
    const spelling = spellingOf(c);
    const t = bind(this.library, { record: (call) => calls.push(call), ...(spelling && { spelling }) });
    // A call that throws is recorded as such: that is what is looked for.
    const called = t[this.op] as (...args: readonly unknown[]) => Promise<unknown>;
    await called(...this.argumentsOf(cloneCase(c))).then(undefined, () => undefined);
    const call = calls.find(({ op }) => op === this.op);
    const features = callFeatures(this.op, this.argumentsOf(c), call?.spelling);
    return { features, stray: call === undefined ? null : (judge(call, this.library.precision) ?? null) };
  }
}
