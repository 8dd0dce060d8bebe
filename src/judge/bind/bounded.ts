/** The reference over pairs of value and error: how far each side of a law may honestly be from the truth. */
import { evaluateBounded, isShared, withTensors } from '../../ops/call.js';
import type { Bounded } from '../../kernels/errors/bounded.js';
import type { BoundOps } from '../../law.js';
import { recordHeld } from '../../library/conventions.js';
import type { OpName } from '../../ops/index.js';
import { float64, ownFunctionUlps, type Precision } from '../../precision.js';
import { dtypeOf, elements, fromData, type Tensor } from '../../tensor.js';
import { errorOf, helpersOver, withRounding } from '../helpers/helpers.js';
import { asFloat64, calledOps, quiet, resolved, resolvedArguments } from './operands.js';

/** A law's ops over bounded values, and the error of each tensor they gave. */
export interface BoundedOps {
  readonly t: BoundOps;
  /** The error of a tensor; `undefined` where it is exact. */
  readonly errorOf: (x: Tensor) => Tensor | undefined;
}

/** The error of an argument: what it had, and its rounding to the library's numbers on the way in. */
export function argumentError(precision: Precision, x: Tensor, error: Tensor | undefined, onGrid: boolean): Tensor | undefined {
  if (onGrid && !precision.flushesSubnormals) return error;
  const values = elements(x);
  const before = error === undefined ? undefined : elements(error);
  const result = new Float64Array(values.length);
  let exact = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let e = before?.[i] ?? 0;
    if (Number.isFinite(value)) {
      if (!onGrid && (e !== 0 || precision.round(value) !== value)) {
        const reach = Math.abs(value) + e;
        e =
          reach > precision.largest
            ? Infinity
            : e + (precision.unitRoundoff * reach + precision.smallestSubnormal) * (1 + 4 * float64.unitRoundoff);
      }
      if (precision.flushesSubnormals && Math.abs(value) - e < precision.smallestNormal)
        e += Math.min(Math.abs(value), precision.smallestNormal);
    }
    if (e !== 0) exact = false;
    result[i] = e;
  }
  return exact ? undefined : fromData(result, [...x.shape]);
}

function allIntegers(operands: readonly Tensor[]): boolean {
  return operands.every((x) => elements(x).every((value) => Number.isInteger(value)));
}

/**
 * Binds a law to the reference with running error bounds for a library of `precision`.
 *
 * @param conventions ids of those that the library declares. Default: none.
 */
export function bindBounded(precision: Precision, conventions?: readonly string[]): BoundedOps {
  // Made for one evaluation, and gone with it: weak keys would cost the garbage collector more than they spare.
  const errors = new Map<Tensor, Tensor>();
  // Results of the library's ops are its own numbers: passing them on rounds nothing.
  const grid = new Set<Tensor>();

  // Cases are drawn in the library's own numbers.
  const onGrid = (x: Tensor): boolean =>
    precision.dtype === 'float64' || grid.has(x) || (dtypeOf(x) === precision.dtype && errors.get(x) === undefined);
  const bounded = (x: Tensor): Bounded => ({ value: asFloat64(x), error: errors.get(x) });
  const keep = (value: Tensor, error: Tensor | undefined): Tensor => {
    if (error !== undefined) errors.set(value, error);
    return value;
  };

  async function call(op: OpName, given: readonly unknown[], held: Precision): Promise<unknown> {
    const args = await resolvedArguments(op, given);
    const record = recordHeld(op, conventions);
    if (record.kind === 'function') return record.evaluate(...args);
    if (record.kind === 'wrapping') return record.compose((part, given) => call(part as OpName, given, held))(...args);
    const pairs = withTensors(record, args, (arg, name) => {
      const x = arg as Tensor;
      const own = bounded(x);
      // A tensor with a dtype of its own, such as indices, is exact.
      if (held !== precision || !isShared(record.tensors[name]!)) return own;
      return { value: own.value, error: argumentError(precision, x, own.error, onGrid(x)) };
    });
    const { value, error } = evaluateBounded(record, held, pairs);
    const values = [value].flat();
    const bounds = [error].flat();
    for (const [i, each] of values.entries()) {
      keep(each, bounds[i]);
      if (held === precision) grid.add(each);
    }
    return value;
  }

  const t: BoundOps = {
    ...helpersOver({
      move: (operands, f, onErrors = f) =>
        quiet(
          resolved(operands).then((values) => {
            const pairs = values.map(bounded);
            const result = f(...values);
            if (pairs.some((pair) => pair.error !== undefined)) keep(result, onErrors(...pairs.map(errorOf)));
            if (values.every(onGrid)) grid.add(result);
            return result;
          }),
        ),
      compute: (operands, f, error) =>
        quiet(
          resolved(operands).then((values) => {
            const result = f(...values);
            return keep(result, withRounding(error(values.map(bounded)), result, allIntegers(values)));
          }),
        ),
    }),
    ...calledOps((op, args) => call(op, args, precision)),
    reference: calledOps((op, args) => call(op, args, float64Exactly)),
  };
  return { t, errorOf: (x) => errors.get(x) };
}

/** The reference's own arithmetic: told apart from a library of float64 by identity. */
const float64Exactly: Precision = { ...float64, functionUlps: ownFunctionUlps };
