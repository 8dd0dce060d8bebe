/** Sums of products of which some terms are left out, whatever the other factor holds: 0 times NaN is none of them. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { denseCopy, elements, type Tensor } from '../../../tensor.js';
import { deliver, mapped, resultOf, type PlanOf, type Reading } from './tensors.js';

/** The tensors that are multiplied: what is added, and may be left out, is none. */
export const factorsOf = (op: OpRecord): readonly string[] => tensorNames(op).filter((name) => !op.optionalTensors.includes(name));

/** Whether a record sums products of the elements of two tensors. */
export const isOfTwo = (op: OpRecord): boolean => op.results === 1 && op.linearIn.length === 2 && factorsOf(op).length === 2;

const mark = (is: (value: number) => boolean) => (x: Tensor) => mapped(x, (value) => (is(value) ? 1 : 0));
/** What is not finite as 0. */
export const finite = (x: Tensor): Tensor => mapped(x, (value) => (Number.isFinite(value) ? value : 0));
const isNan = mark(Number.isNaN);
export const notZero = mark((value) => value !== 0);
const zero = mark((value) => value === 0);
const notFinite = mark((value) => !Number.isFinite(value));
const infiniteBy = (sign: number): ((x: Tensor) => Tensor) => mark((value) => value === sign * Infinity);
const signed = (sign: number): ((x: Tensor) => Tensor) => mark((value) => value * sign > 0);

/** Elements that are there: 1, and the others 0. */
const both = (present: Tensor, x: Tensor): Tensor => {
  const there = elements(present);
  let i = 0;
  return mapped(x, (value) => (there[i++] === 0 ? 0 : value));
};

const isClean = (x: Tensor): boolean => elements(x).every(Number.isFinite);

/** Of the tensors of a call, that of which elements are left out. */
export interface Left {
  readonly at: number;
  /** In its shape: 1 where an element takes part, else 0. */
  readonly present: Tensor;
}

/** What sums are whose terms are not all finite; 0 for the others. */
function special(op: OpRecord, plan: PlanOf, tensors: readonly Tensor[], { at, present }: Left): Float64Array {
  const [kept, some] = [tensors[1 - at]!, tensors[at]!];
  const count = (a: Tensor, b: Tensor): ArrayLike<number> => elements(resultOf(op, plan, at === 0 ? [b, a] : [a, b]));
  const nans = [
    count(isNan(kept), present),
    count(notZero(kept), both(present, isNan(some))),
    count(zero(kept), both(present, notFinite(some))),
    count(notFinite(kept), both(present, zero(some))),
  ];
  const infinities = (sign: number): readonly ArrayLike<number>[] =>
    [1, -1].flatMap((other) => [
      count(infiniteBy(sign * other)(kept), both(present, signed(other)(some))),
      count(signed(other)(kept), both(present, infiniteBy(sign * other)(some))),
    ]);
  const [up, down] = [infinities(1), infinities(-1)];
  return Float64Array.from(nans[0]!, (_, i) => {
    const any = (counts: readonly ArrayLike<number>[]): boolean => counts.some((each) => each[i]! > 0);
    if (any(nans) || (any(up) && any(down))) return Number.NaN;
    return any(up) ? Infinity : any(down) ? -Infinity : 0;
  });
}

/** The result of a record of two factors without the terms of what is left out of one of them. */
export function sumWithout(op: OpRecord, plan: PlanOf, tensors: readonly Tensor[], left: Left): Tensor {
  const there = tensors.map((x, i) => finite(i === left.at ? both(left.present, x) : x));
  const y = denseCopy(resultOf(op, plan, there));
  // Of sums to which more is done, no more is known.
  if (tensors.length > 2 || tensors.every(isClean)) return y;
  for (const [i, value] of special(op, plan, tensors, left).entries()) if (value !== 0) y.data[i] = value;
  return y;
}

/**
 * The record of two factors that never adds what it multiplies by some elements of one of them.
 *
 * @param name the factor
 * @param presentIn in its shape: 1 where an element takes part, else 0
 */
export function withoutElements(op: OpRecord, name: string, presentIn: Reading): OpRecord {
  const at = tensorNames(op).indexOf(name);
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const given = tensors as readonly Tensor[];
      return deliver(sumWithout(op, plan, given, { at, present: presentIn(given[at]!, plan) }), out);
    },
    error: (plan, precision, bounded) => {
      const { value, error } = bounded[at]! as Bounded;
      const present = presentIn(value, plan);
      const left = { value: both(present, value), error: error && both(present, error) };
      return op.error(plan, precision, (bounded as readonly Bounded[]).with(at, left));
    },
  };
}
