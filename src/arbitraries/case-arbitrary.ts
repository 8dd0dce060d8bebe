import * as fc from 'fast-check';
import type { Domain, Regime } from '../domain.js';
import { hasNoLimits, mergeLimits } from './limits.js';
import type { OpLimits } from '../library.js';
import type { OpName } from '../ops.js';
import { allocate, sizeOf, fromData, type Tensor } from '../tensor.js';
import { EmptyDomain } from './empty-domain.js';
import type { CaseProgram, Choice, Content, Draw, IntOptions } from './draw.js';
import { fill } from './fill.js';
import { FastRandom } from './random.js';

/** A drawn tensor: its values in row-major order, and the spatial axis of each of its axes (-1 for none). */
interface DrawnTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly axes: readonly number[];
  readonly values: Float64Array;
}

interface Drawn {
  readonly choices: readonly Choice[];
  readonly tensors: readonly DrawnTensor[];
}

interface Options {
  readonly domain: Domain;
  /** The ops that the case is for: their limits hold. */
  readonly ops: readonly OpName[];
  /** The regimes that the law holds in. Default: exact and real. */
  readonly regimes?: readonly Regime[];
}

type Overrides = ReadonlyMap<string, number>;

function key(name: string, axis: number): string {
  return axis < 0 ? name : `${name}:${axis}`;
}

class Builder implements Draw {
  readonly choices: Choice[] = [];
  readonly tensors: DrawnTensor[] = [];
  readonly regime: Regime;

  constructor(
    readonly domain: Domain,
    readonly limits: OpLimits,
    regimes: readonly Regime[],
    private readonly random: FastRandom,
    private readonly previous: Drawn | undefined,
    private readonly overrides: Overrides,
  ) {
    this.regime = this.option('regime', regimes);
  }

  int(name: string, min: number, max: number, options: IntOptions = {}): number {
    const axis = options.axis ?? -1;
    if (!(max >= min)) throw new EmptyDomain(name, `no integer from ${min} to ${max} exists`);
    const given = this.overrides.get(key(name, axis));
    const drawn = given ?? this.random.int(min, max);
    const value = Math.min(max, Math.max(min, drawn));
    this.choices.push({ name, axis, min, max, value, class: options.classes?.(value) ?? '' });
    return value;
  }

  option<T extends string | number | boolean>(name: string, options: readonly T[], axis = -1): T {
    if (options.length === 0) throw new EmptyDomain(name, 'the domain and the limits leave no option');
    const index = this.int(name, 0, options.length - 1, { axis, classes: (i) => String(options[i]) });
    return options[index]!;
  }

  axes(allowed?: readonly number[]): number {
    const { min, max } = this.domain.spatialAxes;
    const counts = [];
    for (let n = min; n <= max; n++) {
      if ((allowed === undefined || allowed.includes(n)) && (this.limits.spatialAxes === undefined || this.limits.spatialAxes.includes(n)))
        counts.push(n);
    }
    return this.option('axes', counts);
  }

  tensor(name: string, dims: readonly (number | readonly number[])[], content: Content = {}): Tensor {
    const shape: number[] = [];
    const axes: number[] = [];
    for (const dim of dims) {
      if (typeof dim === 'number') {
        shape.push(dim);
        axes.push(-1);
      } else {
        dim.forEach((length, axis) => {
          shape.push(length);
          axes.push(axis);
        });
      }
    }
    const values = new Float64Array(sizeOf(shape));
    const old = this.previous?.tensors.find((candidate) => candidate.name === name);
    if (old === undefined) fill(values, this.random, content, this.regime, this.domain.precision);
    else crop(old, shape, values);
    this.tensors.push({ name, shape, axes, values });
    const data = allocate(values.length, this.domain.precision.dtype);
    data.set(values);
    return fromData(data, shape);
  }
}

/** Copies the overlap, head to head; the rest stays zero. A tensor of another rank starts from its first elements. */
function crop(old: DrawnTensor, shape: readonly number[], values: Float64Array): void {
  if (old.shape.length !== shape.length) {
    values.set(old.values.subarray(0, values.length));
    return;
  }
  for (let i = 0; i < values.length; i++) {
    let rest = i;
    let from = 0;
    let step = 1;
    let inside = true;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
      if (at >= old.shape[axis]!) inside = false;
      from += at * step;
      step *= old.shape[axis]!;
    }
    if (inside) values[i] = old.values[from]!;
  }
}

/** Counts the pairs of feature classes that cases hit. */
export interface Coverage<Case> {
  /** Shows it a case that the arbitrary made (a row, a random case or a shrunk one); any other case is passed over. */
  add(value: Case): void;
  /** Pairs hit so far. */
  readonly hit: number;
  /** Pairs that the domain and the limits allow. */
  readonly possible: number;
}

/** A fast-check arbitrary over a case program. */
export class CaseArbitrary<Case> extends fc.Arbitrary<Case> {
  private readonly limits: OpLimits;
  private readonly regimes: readonly Regime[];

  constructor(
    private readonly options: Options,
    private readonly program: CaseProgram<Case>,
  ) {
    super();
    this.limits = hasNoLimits(options.domain) ? {} : mergeLimits(options.domain.limits, options.ops);
    const allowed = options.regimes ?? ['exact', 'real'];
    this.regimes = allowed.filter((regime) => options.domain.regimes.includes(regime));
    if (options.domain.precision.unitRoundoff === 0) this.regimes = this.regimes.filter((regime) => regime === 'exact');
  }

  generate(mrng: fc.Random): fc.Value<Case> {
    const random = new FastRandom(mrng.nextInt(), mrng.nextInt());
    return this.build(random, undefined, new Map());
  }

  /** Number of rows of the covering array: the law's first cases. */
  rows(): number {
    return 0;
  }

  /** The case of a row of the covering array. */
  generateRow(index: number): fc.Value<Case> {
    throw new RangeError(`row ${index} of ${this.rows()}`);
  }

  /** A counter of the feature pairs that the cases shown to it hit. */
  coverage(): Coverage<Case> {
    return { add: () => undefined, hit: 0, possible: 0 };
  }

  override canShrinkWithoutContext(_value: unknown): _value is Case {
    return false;
  }

  override shrink(_value: Case, context: unknown): fc.Stream<fc.Value<Case>> {
    return fc.stream(this.candidates(context as Drawn));
  }

  private *candidates(drawn: Drawn): IterableIterator<fc.Value<Case>> {
    for (const choice of drawn.choices) {
      for (const value of new Set([choice.min, choice.min + ((choice.value - choice.min) >> 1), choice.value - 1])) {
        if (value >= choice.value || value < choice.min) continue;
        const overrides = new Map(drawn.choices.map((c) => [key(c.name, c.axis), c === choice ? value : c.value]));
        yield this.build(new FastRandom(0, 0), drawn, overrides);
      }
    }
  }

  private build(random: FastRandom, previous: Drawn | undefined, overrides: Overrides): fc.Value<Case> {
    const builder = new Builder(this.options.domain, this.limits, this.regimes, random, previous, overrides);
    const value = this.program(builder);
    return new fc.Value(value, { choices: builder.choices, tensors: builder.tensors } satisfies Drawn);
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
  ops: readonly OpName[],
  program: CaseProgram<Case>,
  options: { readonly regimes?: readonly Regime[] } = {},
): fc.Arbitrary<Case> {
  return new CaseArbitrary({ domain, ops, ...options }, program);
}
