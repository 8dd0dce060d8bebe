/** Calls of one op, made to see which of them stray: of every kind, and variations of one that does. */
import { defineDomain, type Regime } from '../../domain.js';
import { casesOf, type CaseArbitrary } from '../../draw/case-arbitrary.js';
import type { Choice } from '../../draw/draw.js';
import { callOp, type Call } from '../../judge/bind/bind.js';
import { cloneCase } from '../../judge/evaluate.js';
import { judge, type Stray } from '../../judge/judge.js';
import { spelledCases, spelledOps, spellingOf } from '../../judge/bind/spelled-case.js';
import type { SubjectOptions } from '../../judge/subject.js';
import type { TensorLibrary } from '../../library.js';
import { recordHeld } from '../../library/conventions.js';
import { argumentsOf, callsOf, type NamedCall } from '../../ops/drawn-call.js';
import { tensorRecord, type TensorOp } from '../../ops/index.js';
import type { CauseCall } from '../cause/cause.js';
import { featuresOf, type Features } from '../features.js';
import { Allowance } from './allowance.js';
import { holds } from '../cause/guard.js';
import { largeExtents, sizesAround } from './large-extents.js';
import { isWhole, isWithin, type Region } from '../cause/region.js';
import { sampled, Variations, type Freedom, type Made, type Move } from './variations.js';

/** A call that was made. */
export interface Probe {
  readonly call: Call;
  readonly features: Features;
  /** How the library's call strays; `undefined` for not at all. */
  readonly stray: Stray | undefined;
  /** Whether it was drawn at random, and varies no other call. */
  readonly isRandom?: boolean;
}

export interface ProbeOptions extends SubjectOptions {
  /** Milliseconds that a promise of the library may take. Default: 10,000. */
  readonly timeout?: number;
}

/** Calls that are drawn to find some of a region, at once and how often. */
const drawnAtOnce = 150;
const mostBatches = 8;
/** Batches that are kept, of one op. */
const keptBatches = 24;
/** Of so many batches that hold fewer than so many, no more are drawn. */
const rareAfter = 3;
const rare = 3;
/** Calls made for each that is asked for, at most. */
const mostMade = 3;

const everyRegime: readonly Regime[] = ['exact', 'real', 'special'];

/** Calls of one op over its own cases. */
export class Probes {
  private readonly batches = new Map<number, readonly NamedCall[]>();
  private readonly features = new WeakMap<NamedCall, Features>();
  private readonly told = new WeakMap<object, WeakMap<NamedCall, boolean>>();
  /** Of calls at random. */
  private readonly probed = new WeakMap<NamedCall, Probe>();
  private readonly random = new Map<string, Promise<readonly Probe[]>>();
  /** Milliseconds that a promise of the library may take. */
  private readonly timeout: number | undefined;
  /** What a straying call is a case of, wide or not. */
  private readonly cases: CaseArbitrary<NamedCall>;
  /** Calls at random are small: at a large size little else shows, and the variations of a large call are large. */
  private readonly small: CaseArbitrary<NamedCall>;
  private readonly varied: Variations;

  constructor(
    private readonly op: TensorOp,
    private readonly library: TensorLibrary,
    options: ProbeOptions,
    readonly allowance = new Allowance(),
  ) {
    this.timeout = options.timeout;
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
    this.varied = new Variations(op, this.cases);
  }

  /** Calls at random: the same number by the same seed are made once, whatever they are asked for. */
  atRandom(count: number, seed: number): Promise<readonly Probe[]> {
    const key = `${count} ${seed}`;
    let probes = this.random.get(key);
    if (probes !== undefined) return probes;
    probes = this.makeAll(sampled(this.small, count, seed), true);
    this.random.set(key, probes);
    // Another diagnosis may make them.
    probes.catch(() => this.random.delete(key));
    return probes;
  }

  /** Variations of a call: some of its choices, or its data, as in calls at random. */
  variations(target: Made, count: number, seed: number): Promise<Probe[]> {
    return this.makeAll(this.varied.around(target, count, seed));
  }

  /** The choices of a call that may be another, with what they may be. */
  freedoms(target: Made): readonly Freedom[] {
    return this.varied.freedoms(target);
  }

  /** The arguments of a call with some of its choices at other values; `undefined` where there is no such call. */
  moved(target: Made, moves: readonly Move[]): readonly unknown[] | undefined {
    const c = this.varied.moved(target, moves);
    return c && this.argumentsOf(c);
  }

  /** Variations of a call, not made. */
  near(target: Stray, count: number, seed: number): readonly CauseCall[] {
    return this.varied.around(target, count, seed).map((c) => this.given(c));
  }

  /**
   * Calls at random, not made.
   *
   * @param wide whether some are of sizes at which kernels branch, where calls may be
   */
  draw(count: number, seed: number, wide = false): readonly CauseCall[] {
    return sampled(wide ? this.cases : this.small, count, seed).map((c) => this.given(c));
  }

  private given(c: NamedCall): CauseCall {
    const spelling = this.spelled(c);
    return { op: this.op, arguments: this.argumentsOf(c), ...(spelling !== undefined && { spelling }) };
  }

  /**
   * A large call at the sizes around each of its large extents, and at those between it and the least where it begins to stray: none of a
   * call without one.
   */
  async steps(target: Stray): Promise<Probe[]> {
    const drawn = this.varied.drawnOf(target);
    if (drawn === undefined) return [];
    const probes: Probe[] = [];
    const at = async (extent: Choice, size: number): Promise<Probe | undefined> => {
      const c = this.varied.resized(drawn, extent, size);
      const [probe] = c === undefined ? [] : await this.makeAll([c]);
      if (probe !== undefined) probes.push(probe);
      return probe;
    };
    for (const extent of largeExtents(drawn)) {
      for (const size of sizesAround(extent)) await at(extent, size);
      let [right, wrong] = [extent.min, extent.value];
      if ((await at(extent, right))?.stray !== undefined) continue;
      while (wrong - right > 1) {
        const size = Math.floor((right + wrong) / 2);
        if ((await at(extent, size))?.stray === undefined) right = size;
        else wrong = size;
      }
    }
    return probes;
  }

  /**
   * Fresh calls of a region, as many as are found in it at random: what is said of it must hold all over it. Where small calls hardly come
   * into it, variations of one that is in it.
   */
  async within(region: Region, count: number, seed: number, target?: Stray): Promise<readonly Probe[]> {
    return this.collected(region, () => true, count, seed, target);
  }

  /** Fresh calls whose arguments are of a kind, found in the same way; in a region, where one is given. */
  async telling(
    tells: (args: readonly unknown[]) => boolean,
    count: number,
    seed: number,
    target?: Stray,
    region: Region = { guards: [] },
  ): Promise<readonly Probe[]> {
    let told = this.told.get(tells);
    if (told === undefined) this.told.set(tells, (told = new WeakMap<NamedCall, boolean>()));
    const isTold = (c: NamedCall): boolean => {
      let is = told.get(c);
      if (is === undefined) told.set(c, (is = tells(this.argumentsOf(c))));
      return is;
    };
    return this.collected(region, isTold, count, -seed, target);
  }

  private async collected(
    region: Region,
    is: (c: NamedCall) => boolean,
    count: number,
    seed: number,
    target: Stray | undefined,
  ): Promise<Probe[]> {
    const isIn = (c: NamedCall): boolean => this.isIn(region, c);
    const probes: Probe[] = [];
    let left = mostMade * count;
    const take = async (cases: readonly NamedCall[]): Promise<void> => {
      const found = cases.filter((c) => isIn(c) && is(c)).slice(0, Math.min(left, 2 * (count - probes.length)));
      left -= found.length;
      // A spelling that refuses a call leaves it to another.
      probes.push(...(await this.makeAll(found, true)).filter(({ features }) => isWithin(region, features)));
    };
    for (let batch = 0; batch < mostBatches && probes.length < count && left > 0; batch++) {
      // What is this rare among small calls is not waited for.
      if (batch === rareAfter && probes.length < rare) break;
      await take(this.batch(seed * mostBatches + batch + 1));
    }
    if (target !== undefined && probes.length < count) await take(this.varied.around(target, drawnAtOnce, -seed));
    return probes.slice(0, count);
  }

  private isIn(region: Region, c: NamedCall): boolean {
    const { spellings } = region;
    if (spellings !== undefined && !spellings.includes(this.spelled(c) ?? '')) return false;
    return isWhole(region) || holds(region, this.featuresOf(c));
  }

  /** Of a call that is drawn: what each region asks for. */
  private featuresOf(c: NamedCall): Features {
    let features = this.features.get(c);
    if (features === undefined) this.features.set(c, (features = featuresOf(this.op, this.argumentsOf(c), this.spelled(c))));
    return features;
  }

  /** Small calls at random: the first batches that are asked for are kept, for each region and each fault to choose from. */
  private batch(seed: number): readonly NamedCall[] {
    const kept = this.batches.get(seed);
    if (kept !== undefined) return kept;
    const batch = sampled(this.small, drawnAtOnce, seed);
    if (this.batches.size < keptBatches) this.batches.set(seed, batch);
    return batch;
  }

  /** A call that was made, once more; `undefined` where the library refuses it. */
  async again({ args, spelling }: Made): Promise<Probe | undefined> {
    return this.made(cloneCase(args as unknown[]), spelling);
  }

  private argumentsOf(c: NamedCall): readonly unknown[] {
    return argumentsOf(tensorRecord(this.op), c);
  }

  private spelled(c: NamedCall): string | undefined {
    return spellingOf(c)?.[this.op];
  }

  private async makeAll(cases: readonly NamedCall[], isRandom = false): Promise<Probe[]> {
    const probes: Probe[] = [];
    for (const c of cases) {
      // A call at random is made once, whatever it is asked for.
      const before = this.probed.get(c);
      const made = before ?? (await this.made(this.argumentsOf(cloneCase(c)), this.spelled(c)));
      if (made === undefined) continue;
      const probe = isRandom && before === undefined ? { ...made, isRandom } : made;
      if (isRandom) this.probed.set(c, probe);
      probes.push(probe);
    }
    return probes;
  }

  private async made(args: readonly unknown[], spelling: string | undefined): Promise<Probe | undefined> {
    this.allowance.spend();
    const calls: Call[] = [];
    const made = callOp(this.library, this.op, args, {
      record: (call) => calls.push(call),
      ...(spelling !== undefined && { spelling: { [this.op]: spelling } }),
      ...(this.timeout !== undefined && { timeout: this.timeout }),
    });
    // A call that throws is recorded as such: that is what is looked for.
    await made.then(undefined, () => undefined);
    const call = calls.find(({ op }) => op === this.op);
    if (call === undefined) return undefined;
    return {
      call,
      features: featuresOf(this.op, call.args, call.spelling),
      stray: judge(call, this.library.precision, recordHeld(call.op, this.library.conventions)),
    };
  }
}
