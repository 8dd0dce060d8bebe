/** Records that read their tensors, or give their result, otherwise. */
import type { OpRecord } from '../../../ops/index.js';
import { tensorNames } from '../../../ops/call.js';
import { assign, dtypeOf, fromData, allocate, indices, sizeOf, type Shape, type Tensor } from '../../../tensor.js';

type Results = Tensor | readonly Tensor[];

/** Of a plan, what a change of tensors may need. */
export type PlanOf = ReturnType<OpRecord['plan']>;

/** A tensor read otherwise. */
export type Reading = (x: Tensor, plan: PlanOf) => Tensor;

function deliver(result: Tensor, out: Results | undefined): Tensor {
  if (out === undefined) return result;
  assign(out as Tensor, result);
  return out as Tensor;
}

const eachOf = (results: Results, change: (x: Tensor) => Tensor): Results =>
  Array.isArray(results) ? (results as readonly Tensor[]).map(change) : change(results as Tensor);

/**
 * The record that reads one of its tensors otherwise.
 *
 * @param errors how it reads their errors. Default: as the tensor.
 */
export function withTensor(op: OpRecord, name: string, read: Reading, errors: Reading = read): OpRecord {
  const at = tensorNames(op).indexOf(name);
  return {
    ...op,
    evaluate: (plan, tensors, out) =>
      op.evaluate(
        plan,
        tensors.map((x, i) => (i === at && x !== undefined ? read(x, plan) : x)),
        out,
      ),
    error: (plan, precision, bounded) =>
      op.error(
        plan,
        precision,
        bounded.map((x, i) => (i === at && x !== undefined ? { value: read(x.value, plan), error: x.error && errors(x.error, plan) } : x)),
      ),
  };
}

/**
 * The record whose results are changed.
 *
 * @param errors how the bounds of results change. Default: as the results.
 */
export function withResult(op: OpRecord, change: Reading, errors: Reading = change): OpRecord {
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const results = eachOf(op.evaluate(plan, tensors), (y) => change(y, plan));
      return Array.isArray(results) ? results : deliver(results as Tensor, out);
    },
    error: (plan, precision, bounded) => eachOf(op.error(plan, precision, bounded), (bound) => errors(bound, plan)),
  };
}

/** What a tensor's elements become, one by one. */
export function mapped(x: Tensor, f: (value: number) => number): Tensor {
  const y = allocate(sizeOf(x.shape), dtypeOf(x));
  let at = 0;
  for (const index of indices(x.shape)) y[at++] = f(x.get(...index));
  return fromData(y, [...x.shape]);
}

/** A tensor of `shape` that takes each of its elements from a place of x; 0 where there is none. */
export function moved(x: Tensor, shape: Shape, from: (index: readonly number[]) => readonly number[] | undefined): Tensor {
  const y = allocate(sizeOf(shape), dtypeOf(x));
  let at = 0;
  for (const index of indices(shape)) {
    const place = from(index);
    y[at++] = place === undefined ? 0 : x.get(...place);
  }
  return fromData(y, [...shape]);
}
