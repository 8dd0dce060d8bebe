/** Sums of products of which each product is another number: of every op that is linear in two tensors. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { evaluateFused, type FusedPlan } from '../../../ops/fused/fused.js';
import type { OpRecord } from '../../../ops/index.js';
import { bfloat16, float16 } from '../../../precision.js';
import { dtypeOf, elements, fromData, sizeOf, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { finite, isOfTwo, sumWithout } from '../edits/sums.js';
import { mapped, type PlanOf } from '../edits/tensors.js';

interface Rule {
  readonly id: string;
  readonly sentence: string;
  readonly product: (a: number, b: number) => number;
  /** Whether it may be larger than the right one in magnitude, by at most both factors and 1. Default: false. */
  readonly grows?: boolean;
}

const roundedIn =
  (round: (value: number) => number): Rule['product'] =>
  (a, b) =>
    round(a * b);

const rules: readonly Rule[] = [
  { id: 'products-truncated', sentence: 'rounds each product to an integer, towards zero', product: roundedIn(Math.trunc) },
  { id: 'products-rounded', sentence: 'rounds each product to an integer', product: roundedIn(Math.round), grows: true },
  { id: 'products-in-float16', sentence: 'rounds each product to float16', product: roundedIn(float16.round), grows: true },
  { id: 'products-in-bfloat16', sentence: 'rounds each product to bfloat16', product: roundedIn(bfloat16.round), grows: true },
  { id: 'negative-products-dropped', sentence: 'takes negative products for 0', product: roundedIn((value) => (value < 0 ? 0 : value)) },
  { id: 'positive-products-dropped', sentence: 'takes positive products for 0', product: roundedIn((value) => (value > 0 ? 0 : value)) },
  {
    id: 'nan-products-dropped',
    sentence: 'takes products that are NaN for 0',
    product: roundedIn((value) => (Number.isNaN(value) ? 0 : value)),
  },
  {
    id: 'infinite-products-dropped',
    sentence: 'takes products that are infinite or NaN for 0',
    product: roundedIn((value) => (Number.isFinite(value) ? value : 0)),
  },
  { id: 'factors-added', sentence: 'adds the two factors in place of multiplying them', product: (a, b) => a + b, grows: true },
];

const wide = (x: Tensor): Tensor => fromData(Float64Array.from(elements(x)), [...x.shape]);

/** Element by element of one factor, those of one value at a time: what it meets is another tensor then. */
function sumsOf(op: OpRecord, plan: PlanOf, factors: readonly [Tensor, Tensor], product: Rule['product']): Float64Array {
  const distinct = factors.map((x) => new Set(elements(x))) as unknown as readonly [Set<number>, Set<number>];
  const at = distinct[0].size <= distinct[1].size ? 0 : 1;
  const [some, other] = [wide(factors[at]), wide(factors[1 - at]!)];
  const ones = mapped(some, () => 1);
  const sums = new Float64Array(sizeOf(plan.outputShape as readonly number[]));
  for (const value of distinct[at]) {
    const present = mapped(some, (each) => (each === value || Object.is(each, value) ? 1 : 0));
    const products = mapped(other, (each) => (at === 0 ? product(value, each) : product(each, value)));
    const part = elements(sumWithout(op, plan, at === 0 ? [ones, products] : [products, ones], { at, present }));
    for (let i = 0; i < sums.length; i++) sums[i]! += part[i]!;
  }
  return sums;
}

const reach = ({ value, error }: Bounded): Bounded => ({ value: mapped(finite(value), (each) => Math.abs(each) + 1), error });

function multiplying(op: OpRecord, { product, grows = false }: Rule): OpRecord {
  return {
    ...op,
    evaluate: (plan, tensors: readonly (Tensor | undefined)[], out) => {
      const [a, b, bias] = tensors as readonly [Tensor, Tensor, Tensor | undefined];
      const { activation: _, ...plain } = plan as FusedPlan;
      return evaluateFused(op.name, plan as FusedPlan, bias, dtypeOf(a), out as Tensor | undefined, (dtype, to) =>
        evaluateFused(op.name, plain, undefined, dtype, to, () => fromData(sumsOf(op, plain, [a, b], product), [...plain.outputShape])),
      );
    },
    error: (plan, precision, bounded: readonly (Bounded | undefined)[]) => {
      const given = bounded.map((x) => x && (grows ? reach(x) : { ...x, value: finite(x.value) }));
      return op.error(plan, precision, given as readonly Bounded[]);
    },
  };
}

export const productRuleDeviations: readonly Deviation[] = rules.map((rule) =>
  defineDeviation({
    id: rule.id,
    kind: 'fault',
    sentence: rule.sentence,
    applies: isOfTwo,
    infer: (op, strays) => fitting(op, strays, [null], (record) => multiplying(record, rule)),
    to: (op) => multiplying(op, rule),
  }),
);
