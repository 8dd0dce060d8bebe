/** Calls that are like one that strays: with some of its choices, or its data, as others have them. */
import * as fc from 'fast-check';
import type { CaseArbitrary } from '../../draw/case-arbitrary.js';
import type { Choice, Role } from '../../draw/draw.js';
import type { Drawn } from '../../draw/drawn.js';
import { EmptyDomain } from '../../draw/empty-domain.js';
import { between } from '../../draw/neighbours.js';
import { FastRandom } from '../../draw/builders/random.js';
import { recover, sameValue } from '../../draw/recover.js';
import type { Stray } from '../../judge/judge.js';
import { argumentsOf, namedCall, type NamedCall } from '../../ops/drawn-call.js';
import { tensorRecord, type TensorOp } from '../../ops/index.js';
import { jittered, largeExtents, withChoice } from './large-extents.js';
import { fullSizes, noCellsOf } from './no-cells.js';

/** How much of the straying call a variation gives up: little shows what matters, much shows what suffices. */
const shares = [0.08, 0.2, 0.4, 0.6];

/** Calls drawn at random for variations to take their choices from. */
const others = 100;

/** A call that was made, as the op got it. */
export type Made = Pick<Stray, 'args' | 'spelling'>;

/** A case, and what is made of each that is like it. */
interface Varied {
  readonly drawn: Drawn;
  readonly finish: (c: NamedCall, turn: number) => NamedCall;
}

/** A choice of a call, and other values that it may have. */
export interface Freedom {
  readonly choice: Choice;
  readonly others: readonly number[];
}

/** A choice at another value. */
export interface Move {
  readonly choice: Choice;
  readonly value: number;
}

/** Cases at random; none where the domain has none. */
export function sampled(cases: CaseArbitrary<NamedCall>, count: number, seed: number): NamedCall[] {
  try {
    return fc.sample(cases as fc.Arbitrary<NamedCall>, { numRuns: count, seed });
  } catch (thrown) {
    if (thrown instanceof EmptyDomain) return [];
    throw thrown;
  }
}

/** Choices that are of the call, and not of how it is drawn or said. */
const ofCalls: ReadonlySet<Role> = new Set<Role>(['extent', 'window', 'count', 'pad', 'group', 'option']);

/** What a number of a call is held against. */
const numbers = [0, 1, 2, 3, 4, 5, 7, 8, 12] as const;

/** Other values of a choice: of an option all, of a number some. */
function othersOf({ role, min, max, value }: Choice): readonly number[] {
  const all = role === 'option' ? Array.from({ length: max - min + 1 }, (_, i) => min + i) : numbers;
  return all.filter((other) => other !== value && other >= min && other <= max);
}

export class Variations {
  private drawn: readonly Drawn[] | undefined;
  private readonly variedOf = new WeakMap<readonly unknown[], { readonly varied: Varied | undefined }>();

  /** @param cases what a straying call is a case of */
  constructor(
    private readonly op: TensorOp,
    private readonly cases: CaseArbitrary<NamedCall>,
  ) {}

  /**
   * A call with one of its choices, a few or most, or its data, as in calls at random. None where it is no call that the op's program
   * draws, and no call at random is like it.
   */
  around(target: Made, count: number, seed: number): NamedCall[] {
    const { setting, program } = this.cases;
    const varied = this.varied(target);
    if (varied === undefined) return [];
    const { drawn, finish } = varied;
    const large = new Set(largeExtents(drawn).map(({ name }) => name));
    const pool = (this.drawn ??= sampled(this.cases, others, 1).flatMap((c) => this.cases.drawn(c) ?? []));
    const names = [...new Set(drawn.choices.map(({ name }) => name))];
    const random = new FastRandom(names.length + seed, count);
    // Finite data are drawn anew mostly, to show that they do not matter; special values matter mostly.
    const isFinite = drawn.tensors.every(({ values }) => values.every(Number.isFinite));
    const cases: NamedCall[] = [];
    for (let i = 0; i < count && pool.length > 0; i++) {
      const other = pool[Math.floor((random.bits() / 2 ** 32) * pool.length)]!;
      const share = shares[i % shares.length]!;
      const single = names[Math.floor(i / 2) % names.length];
      const given = new Set(i % 2 === 0 ? [single] : names.filter(() => random.bits() < share * 2 ** 32));
      const data = isFinite || i % 3 === 0 ? random : undefined;
      // Of a large call, most keep it large: what else it has is of no matter to a small one.
      const keeps = large.size > 0 && i % 4 !== 0;
      const from = keeps ? jittered(drawn, random) : drawn;
      const c = between(setting, program, from, other, (name) => given.has(name) && !(keeps && large.has(name)), data);
      if (c !== undefined) cases.push(finish(c, i));
    }
    return cases;
  }

  /** The choices of a call that may be another, with what they may be; none of a call that is not drawn. */
  freedoms(target: Made): readonly Freedom[] {
    const drawn = this.recovered(this.named(target));
    const ofCall = (drawn?.choices ?? []).filter(({ role }) => ofCalls.has(role));
    return ofCall.map((choice) => ({ choice, others: othersOf(choice) })).filter(({ others }) => others.length > 0);
  }

  /** A call with some of its choices at other values, its tensors cropped, or with zeros behind. */
  moved(target: Made, moves: readonly Move[]): NamedCall | undefined {
    const drawn = this.recovered(this.named(target));
    if (drawn === undefined) return undefined;
    const { setting, program } = this.cases;
    const moved = moves.reduce((from, { choice, value }) => withChoice(from, choice, value), drawn);
    return between(setting, program, moved, moved, () => false, undefined);
  }

  /** The choices that a call, or a full one like it, is drawn by; `undefined` where no call that is drawn is like it. */
  drawnOf(target: Made): Drawn | undefined {
    return this.varied(target)?.drawn;
  }

  /** A call with one of its extents at another size. */
  resized(drawn: Drawn, extent: Choice, size: number): NamedCall | undefined {
    const { setting, program } = this.cases;
    const moved = withChoice(drawn, extent, size);
    return between(setting, program, moved, moved, () => false, new FastRandom(size, extent.value));
  }

  /** What is varied of a call; `undefined` where no call that is drawn is like it. */
  private varied(target: Made): Varied | undefined {
    const { args } = target;
    const kept = this.variedOf.get(args);
    if (kept !== undefined) return kept.varied;
    const call = this.named(target);
    const drawn = this.recovered(call);
    const varied = drawn === undefined ? this.full(call) : { drawn, finish: (c: NamedCall) => c };
    this.variedOf.set(args, { varied });
    return varied;
  }

  private named({ args, spelling }: Made): NamedCall {
    return { ...namedCall(tensorRecord(this.op), args), ...(spelling !== undefined && { spelling: { [this.op]: spelling } }) };
  }

  /** A call with a tensor of no cells as a full one, whose variations are emptied. */
  private full(call: NamedCall): Varied | undefined {
    const noCells = noCellsOf(tensorRecord(this.op), call);
    if (noCells === undefined) return undefined;
    for (const size of fullSizes) {
      const drawn = this.recovered(noCells.full(size));
      if (drawn !== undefined) return { drawn, finish: (c, turn) => noCells.emptied(c, turn) };
    }
    return undefined;
  }

  /** A call as a case of the op's own program, where it is one. */
  private recovered(call: NamedCall): Drawn | undefined {
    const { setting, program } = this.cases;
    const args = argumentsOf(tensorRecord(this.op), call);
    return recover(setting, program, call, (built) => sameValue(argumentsOf(tensorRecord(this.op), built), args));
  }
}
