/** Sums of products that leave out what they should not: of every op that is linear in two tensors. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { denseCopy, elements, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { deliver, mapped, resultOf, type PlanOf } from '../edits/tensors.js';

/** The tensors that are multiplied: what is added, and may be left out, is none. */
const factorsOf = (op: OpRecord): readonly string[] => tensorNames(op).filter((name) => !op.optionalTensors.includes(name));

type Skipped = { readonly zerosOf: string };

const mark = (is: (value: number) => boolean) => (x: Tensor) => mapped(x, (value) => (is(value) ? 1 : 0));
const finite = (x: Tensor): Tensor => mapped(x, (value) => (Number.isFinite(value) ? value : 0));
const isNan = mark(Number.isNaN);
const notZero = mark((value) => value !== 0);
const zero = mark((value) => value === 0);
const notFinite = mark((value) => !Number.isFinite(value));
const infiniteBy = (sign: number): ((x: Tensor) => Tensor) => mark((value) => value === sign * Infinity);
const signed = (sign: number): ((x: Tensor) => Tensor) => mark((value) => value * sign > 0);

/** What a sum is whose terms are not all finite, products with a zero of the second tensor left out. */
function special(op: OpRecord, plan: PlanOf, kept: Tensor, skipped: Tensor, isFirst: boolean): Float64Array {
  const count = (a: (x: Tensor) => Tensor, b: (x: Tensor) => Tensor): ArrayLike<number> => {
    const given = [a(kept), b(skipped)];
    return elements(resultOf(op, plan, isFirst ? given.reverse() : given));
  };
  const nans = [count(isNan, notZero), count(notZero, isNan), count(zero, notFinite)];
  const infinities = (sign: number): readonly ArrayLike<number>[] =>
    [1, -1].flatMap((other) => [count(infiniteBy(sign * other), signed(other)), count(signed(other), infiniteBy(sign * other))]);
  const [up, down] = [infinities(1), infinities(-1)];
  return Float64Array.from(nans[0]!, (_, i) => {
    const any = (counts: readonly ArrayLike<number>[]): boolean => counts.some((each) => each[i]! > 0);
    if (any(nans) || (any(up) && any(down))) return Number.NaN;
    return any(up) ? Infinity : any(down) ? -Infinity : 0;
  });
}

const isClean = (x: Tensor): boolean => elements(x).every(Number.isFinite);

function skipping(op: OpRecord, { zerosOf }: Skipped): OpRecord {
  const isFirst = tensorNames(op)[0] === zerosOf;
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const given = tensors as readonly Tensor[];
      const y = denseCopy(resultOf(op, plan, given.map(finite)));
      // Of sums to which more is done, no more is known.
      if (given.length > 2 || given.every(isClean)) return deliver(y, out);
      const [kept, skipped] = isFirst ? given.toReversed() : given;
      for (const [i, value] of special(op, plan, kept!, skipped!, isFirst).entries()) if (value !== 0) y.data[i] = value;
      return deliver(y, out);
    },
    error: (plan, precision, bounded) =>
      op.error(
        plan,
        precision,
        (bounded as readonly Bounded[]).map(({ value, error }) => ({ value: finite(value), error })),
      ),
  };
}

const zerosSkipped = defineDeviation<Skipped>({
  id: 'zeros-skipped',
  kind: 'fault',
  sentence: ({ zerosOf }) => `skips zeros of its ${zerosOf}: 0 times NaN or infinity is 0`,
  applies: (op) => op.results === 1 && op.linearIn.length === 2 && factorsOf(op).length === 2,
  infer: (op, strays) =>
    fitting(
      op,
      strays,
      factorsOf(op).map((zerosOf) => ({ zerosOf })),
      skipping,
    ),
  to: skipping,
});

export const productDeviations: readonly Deviation[] = [zerosSkipped];
