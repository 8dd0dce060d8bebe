/** Records that read their tensors, or give their result, otherwise. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Precision } from '../../../precision.js';
import { allocate, assign, dtypeOf, elements, fromData, indices, sizeOf, type Shape, type Tensor } from '../../../tensor.js';

/** Of a plan, what a change of tensors may need. */
export type PlanOf = ReturnType<OpRecord['plan']>;

/** A tensor read otherwise. */
export type Reading = (x: Tensor, plan: PlanOf) => Tensor;

/** The error of a tensor that is read otherwise: `read` is what became of its value. */
export type Errors = (x: Bounded, read: Tensor, plan: PlanOf, precision: Precision) => Tensor | undefined;

/** Writes a result where the caller wants it. */
export function deliver(result: Tensor, out: unknown): Tensor {
  if (out === undefined) return result;
  assign(out as Tensor, result);
  return out as Tensor;
}

/** Of a record of one result. */
export const resultOf = (op: OpRecord, plan: PlanOf, tensors: readonly (Tensor | undefined)[]): Tensor =>
  op.evaluate(plan, tensors as readonly Tensor[]) as Tensor;

/**
 * The record that reads one of its tensors otherwise.
 *
 * @param errors how it reads their errors. Default: as the tensor.
 */
export function withTensor(op: OpRecord, name: string, read: Reading, errors?: Errors): OpRecord {
  const at = tensorNames(op).indexOf(name);
  const readBounded = (x: Bounded, plan: PlanOf, precision: Precision): Bounded => {
    const value = read(x.value, plan);
    return { value, error: errors === undefined ? x.error && read(x.error, plan) : errors(x, value, plan, precision) };
  };
  return {
    ...op,
    evaluate: (plan, tensors: readonly (Tensor | undefined)[], out) => {
      const given = tensors.map((x, i) => (i === at && x !== undefined ? read(x, plan) : x));
      return op.evaluate(plan, given as readonly Tensor[], out);
    },
    error: (plan, precision, bounded: readonly (Bounded | undefined)[]) => {
      const given = bounded.map((x, i) => (i === at && x !== undefined ? readBounded(x, plan, precision) : x));
      return op.error(plan, precision, given as readonly Bounded[]);
    },
  };
}

/**
 * The record, of one result, whose result is changed.
 *
 * @param errors how its bound changes. Default: as the result.
 */
export function withResult(op: OpRecord, change: Reading, errors?: Errors): OpRecord {
  return {
    ...op,
    evaluate: (plan, tensors, out) => deliver(change(resultOf(op, plan, tensors), plan), out),
    error: (plan, precision, bounded) => {
      const error = op.error(plan, precision, bounded) as Tensor;
      if (errors === undefined) return change(error, plan);
      const values = bounded.map((x) => (x as Bounded | undefined)?.value);
      const value = resultOf(op, plan, values);
      return errors({ value, error }, change(value, plan), plan, precision) ?? error;
    },
  };
}

/** The record with one of its tensors, or its result, read otherwise. */
export function withReading(op: OpRecord, tensor: string, read: Reading, errors?: Errors): OpRecord {
  return tensor === 'result' ? withResult(op, read, errors) : withTensor(op, tensor, read, errors);
}

/** The names that `withReading` takes: the result first. */
export const readable = (op: OpRecord): readonly string[] => (op.results === 1 ? ['result', ...tensorNames(op)] : tensorNames(op));

/** What a tensor's elements become, one by one. */
export function mapped(x: Tensor, f: (value: number) => number): Tensor {
  const [values, y] = [elements(x), allocate(sizeOf(x.shape), dtypeOf(x))];
  for (let i = 0; i < y.length; i++) y[i] = f(values[i]!);
  return fromData(y, [...x.shape]);
}

/** A tensor of `shape` that takes each of its elements from a place of x; `fill` where there is none. */
export function moved(x: Tensor, shape: Shape, from: (index: readonly number[]) => readonly number[] | undefined, fill = 0): Tensor {
  const y = allocate(sizeOf(shape), dtypeOf(x));
  let at = 0;
  for (const index of indices(shape)) {
    const place = from(index);
    y[at++] = place === undefined ? fill : x.get(...place);
  }
  return fromData(y, [...shape]);
}

/** `the result`, `the filter`, as a sentence names a tensor of the op. */
export const nameOf = (tensor: string): string =>
  tensor === 'result' ? 'its result' : `its ${tensor.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`;
