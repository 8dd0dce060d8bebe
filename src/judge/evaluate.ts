/** One law on one case of one library. */
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw, BoundOps, Claim, Side } from '../law.js';
import { Unsupported, type TensorLibrary } from '../library.js';
import { isTurned } from '../library/conventions.js';
import type { OpName } from '../ops/index.js';
import { isTensor, tensor, viewOf, type Tensor } from '../tensor.js';
import { bind, type BindOptions } from './bind/bind.js';
import { bindBounded, type BoundedOps } from './bind/bounded.js';
import { firstDifference, holdsExactly, type Difference, type Relation } from './compare.js';
import type { CallGiven } from './counterexample.js';
import { BadResult, describeThrown, describeValue, OpThrew, OpTimedOut } from './failures.js';
import { isThenable } from './bind/operands.js';
import { spellingOf, withoutSpelling, type SpellingChoice } from './bind/spelled-case.js';
import { uncheckedOp } from './subject.js';

/** How a claim failed. */
export type Failure =
  /** Both sides were computed and are further apart than honest rounding allows. */
  | {
      readonly kind: 'differs';
      readonly claim: number;
      readonly label: string | undefined;
      readonly relation: Relation;
      readonly left: Tensor;
      readonly right: Tensor;
      readonly difference: Difference;
    }
  /** A call that must be refused was not. */
  | { readonly kind: 'accepted'; readonly claim: number; readonly label: string | undefined; readonly message: string }
  /** An op threw on a case that it must take. */
  | { readonly kind: 'threw'; readonly op: OpName; readonly message: string }
  /** An op returned something that is no tensor of the library's dtype. */
  | { readonly kind: 'badResult'; readonly op: OpName; readonly message: string }
  | { readonly kind: 'timedOut'; readonly op: OpName; readonly message: string }
  /** The law could not be evaluated: a wrong shape stopped it, or it is itself at fault. */
  | { readonly kind: 'broke'; readonly message: string };

export type Outcome = { readonly kind: 'holds' } | { readonly kind: 'discarded'; readonly reason: string } | Failure;

const holds: Outcome = { kind: 'holds' };

/** A law over bounded values. */
interface Mirror {
  readonly claims: readonly Claim[];
  readonly errorOf: BoundedOps['errorOf'];
}

/** A case with tensors of its own, so that a library that writes to its inputs spoils this run only. */
export function cloneCase<Case>(value: Case): Case {
  if (isTensor(value)) return viewOf(value.data.slice(), [...value.shape], [...value.stride], value.offset) as Case;
  if (Array.isArray(value))
    return (value.some((entry) => typeof entry === 'object' && !Array.isArray(entry)) ? value.map(cloneCase) : value) as Case;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  // A spread and a few fields written over: built field by field, it would take several times as long.
  const clone: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  for (const name in clone) {
    const field = clone[name];
    if (typeof field === 'object' && field !== null) clone[name] = cloneCase(field);
  }
  return clone as Case;
}

async function tensorOf(side: Side): Promise<Tensor> {
  const value = isThenable(side) ? await side : side;
  if (isTensor(value)) return value;
  if (typeof value === 'number') return tensor([value], []);
  if (Array.isArray(value)) return tensor(value as number[]);
  throw new TypeError(`a claim's side is ${describeValue(value)}; it is a tensor, a number or a list of numbers`);
}

/** Keeps the promises of claims that are not looked at yet from being taken for unhandled rejections. */
function hush(claims: readonly Claim[]): void {
  for (const claim of claims) {
    if (claim.kind === 'rejects') continue;
    for (const side of [claim.left, claim.right]) {
      if (isThenable(side)) side.then(undefined, () => undefined);
    }
  }
}

function claimsOf(law: AnyLaw, t: Parameters<AnyLaw['claim']>[0], c: unknown): readonly Claim[] {
  const made = law.claim(t, c);
  const claims = Array.isArray(made) ? (made as readonly Claim[]) : [made as Claim];
  if (claims.length === 0) throw new TypeError('the law claims nothing');
  for (const claim of claims as readonly unknown[]) {
    if (typeof claim !== 'object' || claim === null || !('kind' in claim)) {
      throw new TypeError(`the law claims ${describeValue(claim)}; a claim is made by equal, atMost, differ or rejects`);
    }
  }
  hush(claims);
  return claims;
}

function failureOf(thrown: unknown): Outcome {
  if (thrown instanceof Unsupported) return { kind: 'discarded', reason: thrown.message };
  if (thrown instanceof OpThrew) return { kind: 'threw', op: thrown.op, message: thrown.message };
  if (thrown instanceof BadResult) return { kind: 'badResult', op: thrown.op, message: thrown.message };
  if (thrown instanceof OpTimedOut) return { kind: 'timedOut', op: thrown.op, message: thrown.message };
  return { kind: 'broke', message: describeThrown(thrown) };
}

/** A side of a claim that must be what the reference makes of it. */
async function sideBy(side: Side, truth: Tensor, i: number, label: string | undefined, { errorOf }: Mirror): Promise<Outcome | undefined> {
  const left = await tensorOf(side);
  if (holdsExactly('equal', left, truth)) return undefined;
  const difference = firstDifference('equal', left, truth, errorOf(truth), undefined);
  return difference && { kind: 'differs', claim: i, label, relation: 'equal', left, right: truth, difference };
}

/**
 * What a claim asks of a library that declares conventions, where they contradict it: each side, or the call that is not to be refused, must
 * be what the reference so turned makes of it. `asks`: they do not contradict it, and it asks what it asks of all.
 */
async function byConvention(claim: Claim, i: number, bounds: Mirror): Promise<Outcome | 'holds' | 'asks'> {
  const mirror = bounds.claims[i];
  if (mirror === undefined || mirror.kind !== claim.kind) return 'asks';
  if (claim.kind === 'rejects') {
    const accepted = await Promise.resolve()
      .then(() => (mirror as typeof claim).call())
      .catch((thrown: unknown) => {
        if (thrown instanceof InvalidArgument) return undefined;
        throw thrown;
      });
    if (!isTensor(accepted)) return 'asks';
    return (await sideBy(claim.call() as Side, accepted, i, claim.label, bounds)) ?? 'holds';
  }
  const sides = mirror as typeof claim;
  const [left, right] = await Promise.all([tensorOf(sides.left), tensorOf(sides.right)]);
  const isKept =
    claim.kind === 'differ'
      ? !holdsExactly('equal', left, right)
      : firstDifference(claim.kind, left, right, bounds.errorOf(left), bounds.errorOf(right)) === undefined;
  if (isKept) return 'asks';
  return (await sideBy(claim.left, left, i, claim.label, bounds)) ?? (await sideBy(claim.right, right, i, claim.label, bounds)) ?? 'holds';
}

/** Evaluates laws on one library. */
export class Evaluator {
  private readonly t: BoundOps;
  private readonly spelled = new Map<string, BoundOps>();

  constructor(
    readonly library: TensorLibrary,
    private readonly options: BindOptions = {},
  ) {
    this.t = bind(library, options);
  }

  /** Evaluates a law on a case, which is not changed. */
  async evaluate(law: AnyLaw, given: unknown): Promise<Outcome> {
    const spelling = spellingOf(given);
    const c = withoutSpelling(given);
    try {
      const t = spelling === undefined ? this.t : this.spelledIn(spelling);
      const claims = claimsOf(law, t, cloneCase(c));
      let bounds: Mirror | undefined;
      const mirrored = (): Mirror => (bounds ??= this.bounds(law, c));
      const isTurnedLaw = law.requires.some((op) => isTurned(op, this.library.conventions));
      for (const [i, claim] of claims.entries()) {
        if (isTurnedLaw) {
          const outcome = await byConvention(claim, i, mirrored());
          if (outcome === 'holds') continue;
          if (outcome !== 'asks') return outcome;
        }
        if (claim.kind === 'rejects') {
          const outcome = await this.rejection(law, claim, i);
          if (outcome !== undefined) return outcome;
          continue;
        }
        // Left first, but both: a wrong left is reported before an error on the right.
        const [left, right] = await Promise.all([tensorOf(claim.left), tensorOf(claim.right)]);
        const exact = holdsExactly(claim.kind === 'atMost' ? 'atMost' : 'equal', left, right);
        if (claim.kind === 'differ') {
          if (!exact) continue;
          const difference: Difference = { kind: 'value', leftShape: [...left.shape], rightShape: [...right.shape] };
          return { kind: 'differs', claim: i, label: claim.label, relation: 'differ', left, right, difference };
        }
        if (exact) continue;
        const { claims: mirrors, errorOf } = mirrored();
        const mirror = mirrors[i];
        if (mirror === undefined || mirror.kind === 'rejects') throw new TypeError(`claim ${i} of ${law.id} is not the same twice`);
        const [trueLeft, trueRight] = await Promise.all([tensorOf(mirror.left), tensorOf(mirror.right)]);
        const difference = firstDifference(claim.kind, left, right, errorOf(trueLeft), errorOf(trueRight));
        if (difference !== undefined)
          return { kind: 'differs', claim: i, label: claim.label, relation: claim.kind, left, right, difference };
      }
      return holds;
    } catch (thrown) {
      return failureOf(thrown);
    }
  }

  /** Makes one call. How it comes out is of no interest. */
  async make({ op, arguments: args, spelling }: CallGiven): Promise<void> {
    const t = spelling === undefined ? this.t : this.spelledIn({ [op]: spelling });
    const call = t[op] as (...given: readonly unknown[]) => Promise<unknown>;
    await call(...cloneCase(args as unknown[])).then(undefined, () => undefined);
  }

  /** The library's ops in some spellings: bound once for each choice of them. */
  private spelledIn(spelling: SpellingChoice): BoundOps {
    const name = JSON.stringify(spelling);
    let t = this.spelled.get(name);
    if (t === undefined) this.spelled.set(name, (t = bind(this.library, { ...this.options, spelling })));
    return t;
  }

  /** The law over bounded values: the second evaluation, made on a mismatch only. */
  private bounds(law: AnyLaw, c: unknown): Mirror {
    const { t, errorOf } = bindBounded(this.library.precision, this.library.conventions);
    return { claims: claimsOf(law, t, cloneCase(c)), errorOf };
  }

  private async rejection(law: AnyLaw, claim: Extract<Claim, { kind: 'rejects' }>, i: number): Promise<Outcome | undefined> {
    const unchecked = uncheckedOp(law, this.library);
    if (unchecked !== undefined)
      return {
        kind: 'discarded',
        reason: `${unchecked} does not check its arguments (${this.library.limits[unchecked]?.reason ?? 'so it says'})`,
      };
    let value: unknown;
    try {
      value = await claim.call();
    } catch (thrown) {
      // A composed withSpaceToBatch throws the engine's own InvalidArgument: the refusal that the law asks for.
      if (thrown instanceof OpThrew || thrown instanceof InvalidArgument) return undefined;
      // Whatever came back, it was no refusal.
      if (thrown instanceof BadResult)
        return { kind: 'accepted', claim: i, label: claim.label, message: `the call must be refused: ${thrown.message}` };
      return failureOf(thrown);
    }
    const got = isTensor(value) ? `a tensor of shape [${value.shape.join(', ')}]` : describeValue(value);
    return { kind: 'accepted', claim: i, label: claim.label, message: `the call must be refused, and returned ${got}` };
  }
}

/** Whether an outcome is a failure. */
export function isFailure(outcome: Outcome): outcome is Failure {
  return outcome.kind !== 'holds' && outcome.kind !== 'discarded';
}
