import * as fc from 'fast-check';
import type { Domain, Regime } from '../domain.js';
import type { OutsideLimits, Setting } from './builders/builder.js';
import { CoveringArray, type Coverage } from './cover/covering-array.js';
import type { Row } from './cover/row-finder.js';
import { sharedArray } from './cover/shared.js';
import type { CaseProgram } from './draw.js';
import type { Drawn } from './drawn.js';
import { EmptyDomain } from './empty-domain.js';
import { hasNoLimits, mergeLimits } from './limits.js';
import { between } from './neighbours.js';
import { RandomBuilder } from './builders/random-builder.js';
import { FastRandom } from './builders/random.js';
import { recover, sameValue } from './recover.js';
import { firstState, shrinks, type ShrinkState } from './shrink/shrinker.js';
import { wideCase } from './wide/wide-case.js';
import { wideDomain } from './wide/wide-domain.js';

export type { Coverage } from './cover/covering-array.js';

interface Options {
  readonly domain: Domain;
  /** The ops that the case is for: their limits hold. */
  readonly ops: readonly string[];
  /** The regimes that the law holds in. Default: exact and real. */
  readonly regimes?: readonly Regime[];
  /** Whether the library takes the other calls that a case leads to. Default: it takes all. */
  readonly outside?: OutsideLimits;
  /** Whether a third of the cases drawn at random are wide: extents at sizes where kernels branch. Default: false. */
  readonly wide?: boolean;
  /** A name that cases drawn at random depend on: arbitraries of one program and seed draw others. Default: ''. */
  readonly name?: string;
}

/** What a generated case is made again from: the row or shape that it has, and its seeds. */
interface Seeds {
  /** The row of the covering array; -1 for none. */
  readonly row: number;
  readonly a: number;
  readonly b: number;
  /** Seeds the choices apart from the data, where the number of shapes is capped; -1 otherwise. */
  readonly shape: number;
}

type Context = Seeds | ShrinkState;

/** A number that tells texts apart; 0 for the empty one. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i);
  return hash | 0;
}

/** Draws of one case before the domain counts as empty. */
const mostDraws = 100;
/** One of so many random cases is wide. */
const everyWide = 3;
/** Seed of the covering array of an arbitrary. */
const arraySeed = 20;

/**
 * A fast-check arbitrary over a case program: valid by construction, shrinks towards few elements, low parameters, few non-zeros,
 * values of 1. Also a law's first cases, a covering array of its choices.
 */
export class CaseArbitrary<Case> extends fc.Arbitrary<Case> {
  readonly setting: Setting;
  private readonly origins = new WeakMap<object, Context>();
  private array: CoveringArray | undefined;
  private readonly salt: number;

  constructor(
    private readonly options: Options,
    readonly program: CaseProgram<Case>,
    /** Whether a case that was built is the one that was given. */
    private readonly isSame: (built: unknown, given: unknown) => boolean = sameValue,
  ) {
    super();
    const { domain, name = '' } = options;
    this.salt = hashOf(name);
    const integers = domain.precision.unitRoundoff === 0;
    const regimes = (options.regimes ?? ['exact', 'real']).filter(
      (regime) => domain.regimes.includes(regime) && (!integers || regime === 'exact'),
    );
    const unlimited = hasNoLimits(domain);
    const setting: Setting = {
      domain,
      limits: unlimited ? {} : mergeLimits(domain.limits, options.ops),
      regimes,
      ...(!unlimited && options.outside && { outside: options.outside }),
    };
    const wide = options.wide === true ? { ...setting, domain: wideDomain(domain), isWide: true } : undefined;
    this.setting = wide === undefined ? setting : { ...setting, wide };
  }

  /**
   * Another program over the same domain, limits and regimes.
   *
   * @param isSame whether a case that was built is the one that was given. Default: their fields agree
   */
  over<Other>(program: CaseProgram<Other>, isSame?: (built: unknown, given: unknown) => boolean): CaseArbitrary<Other> {
    return new CaseArbitrary(this.options, program, isSame);
  }

  /** @throws EmptyDomain where the domain and the limits leave no case */
  generate(mrng: fc.Random): fc.Value<Case> {
    const a = mrng.nextInt() ^ this.salt;
    const b = mrng.nextInt();
    const { distinctShapes } = this.setting.domain;
    if (distinctShapes === Infinity) return this.made({ row: -1, a, b, shape: -1 });
    const shape = mrng.nextInt(0, Math.min(distinctShapes, 2 ** 30) - 1);
    return this.made(this.rowAt(shape) === undefined ? { row: -1, a, b, shape } : { row: shape, a, b, shape: -1 });
  }

  /** @throws EmptyDomain where the domain and the limits leave no case */
  requireCases(): void {
    this.rowAt(0);
  }

  /**
   * Number of places for rows of the covering array, at most the domain's distinct shapes: the law's first cases. Finds all of them, which
   * takes as long as thousands of cases; a law's runs ask for one at a time.
   */
  rows(): number {
    return Math.min(this.coveringArray().length, this.setting.domain.distinctShapes);
  }

  /**
   * The case of a row of the covering array; undefined where there is no row at this place.
   *
   * @param index 0, 1, ...
   * @param mrng draws the data; left out, each row has data of its own
   */
  generateRow(index: number, mrng?: fc.Random): fc.Value<Case> | undefined {
    if (!(index >= 0)) throw new RangeError(`row ${index}; the first is row 0`);
    if (this.rowAt(index) === undefined) return undefined;
    return this.made({ row: index, a: mrng?.nextInt() ?? index, b: mrng?.nextInt() ?? arraySeed, shape: -1 });
  }

  private rowAt(index: number): Row | undefined {
    return index < this.setting.domain.distinctShapes ? this.coveringArray().at(index) : undefined;
  }

  /**
   * A counter of the feature pairs that the cases shown to it hit.
   *
   * @param whole finds all rows, so that what is possible is known from the beginning. Default: false
   */
  coverage(whole = false): Coverage<Case> {
    return this.coveringArray().counter((value) => {
      const context = this.origins.get(value as object);
      if (context === undefined) return undefined;
      if ('drawn' in context) return context;
      return context.row >= 0 ? { row: context.row } : undefined;
    }, whole);
  }

  /**
   * The covering array of every pair (strength 2) or triple (strength 3) of feature classes.
   *
   * @param seed another seed, another array of about the same length
   */
  coveringArray(strength: 2 | 3 = 2, seed = arraySeed): CoveringArray {
    if (strength !== 2 || seed !== arraySeed) return new CoveringArray(this.setting, this.program, strength, seed);
    return (this.array ??= sharedArray(this.setting, this.program, seed));
  }

  override canShrinkWithoutContext(value: unknown): value is Case {
    return this.stateOf(value, undefined) !== undefined;
  }

  override shrink(value: Case, context: unknown): fc.Stream<fc.Value<Case>> {
    const state = this.stateOf(value, context as Context | undefined);
    if (state === undefined) return fc.Stream.nil();
    return fc.stream(shrinks(this.setting, this.program, state, (next, origin) => this.remember(next, origin)));
  }

  /** Choices and tensors of a case that was made here or can be recovered; undefined for any other value. */
  drawn(value: unknown): Drawn | undefined {
    return this.stateOf(value, undefined)?.drawn;
  }

  /**
   * The same case with its data drawn anew; undefined where it cannot be told what a case was built from.
   *
   * @param seed another seed, other data
   */
  withOtherData(value: Case, seed: number): Case | undefined {
    const drawn = this.drawn(value);
    return drawn && between(this.setting, this.program, drawn, drawn, () => false, new FastRandom(seed, arraySeed));
  }

  /** A case of this arbitrary's program that was built elsewhere, so that it shrinks. */
  known(value: Case, drawn: Drawn): fc.Value<Case> {
    return this.remember(value, firstState(drawn));
  }

  private stateOf(value: unknown, given: Context | undefined): ShrinkState | undefined {
    const context = given ?? (typeof value === 'object' && value !== null ? this.origins.get(value) : undefined);
    if (context !== undefined) return 'drawn' in context ? context : firstState(this.drawnOf(context));
    const recovered = recover(this.setting, this.program, value, (built) => this.isSame(built, value));
    return recovered === undefined ? undefined : firstState(recovered);
  }

  private made(seeds: Seeds): fc.Value<Case> {
    return this.remember(this.build(seeds, false).value, seeds);
  }

  private remember(value: Case, context: Context): fc.Value<Case> {
    if (typeof value === 'object' && value !== null) this.origins.set(value, context);
    return new fc.Value(value, context);
  }

  private drawnOf(context: Context): Drawn {
    return 'drawn' in context ? context.drawn : this.build(context, true).drawn!;
  }

  private build({ row, a, b, shape }: Seeds, recording: boolean): { value: Case; drawn?: Drawn } {
    const data = new FastRandom(a, b);
    if (row >= 0) return this.coveringArray().build(this.rowAt(row)!, data, this.program, recording);
    const choices = shape < 0 ? data : new FastRandom(shape, arraySeed);
    const { wide } = this.setting;
    if (wide !== undefined && choices.int(1, everyWide) === 1) {
      const made = wideCase(wide, this.setting, this.program, choices, data, recording);
      if (made !== undefined) return made;
    }
    for (let left = mostDraws; ; left--) {
      const builder = new RandomBuilder(this.setting, choices, data, recording);
      try {
        const value = this.program(builder);
        return recording ? { value, drawn: builder.drawn() } : { value };
      } catch (thrown) {
        // With these answers a later choice has no value, or another call is outside the limits; others may do.
        if (left === 1 || !(thrown instanceof EmptyDomain)) throw thrown;
      }
    }
  }
}

/**
 * The arbitrary of a case program: what a law's `cases` returns.
 *
 * @param domain bounds, precision and limits
 * @param ops the ops whose limits the cases obey
 * @param program draws one case
 */
export function casesOf<Case>(
  domain: Domain,
  ops: readonly string[],
  program: CaseProgram<Case>,
  options: Omit<Options, 'domain' | 'ops'> = {},
): CaseArbitrary<Case> {
  return new CaseArbitrary({ domain, ops, ...options }, program);
}
