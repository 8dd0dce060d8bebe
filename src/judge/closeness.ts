/** How close the result of one call is to the truth, against how close it has to be. */
import { isTensorOp, recordOf, type AnyRecord } from '../ops/index.js';
import type { Precision } from '../precision.js';
import { elements, indexOf, isTensor, sameShape, type Tensor } from '../tensor.js';
import type { Call } from './bind/bind.js';
import { asFloat64 } from './bind/operands.js';
import { boundsOf, judge, onReference, type Stray } from './judge.js';

/** Of the cell that is furthest off, by its bound. */
export interface Closeness {
  /** How far it is from the reference; NaN where one of them is no finite number, and they differ. */
  readonly difference: number;
  /** How far an honest library may be off there. */
  readonly allowed: number;
  /** The difference as a share of what is allowed; above 1 it strays. 0 for no difference, Infinity where none is allowed. */
  readonly share: number;
  readonly index: readonly number[];
  /** How many cells are beyond their bounds, and how many there are. */
  readonly beyond: number;
  readonly cells: number;
}

/** A call's result held against the reference. */
export interface HeldCall {
  readonly stray?: Stray;
  /** Left out where the result has another shape, or is no tensor. */
  readonly closeness?: Closeness;
}

const none: Closeness = { difference: 0, allowed: 0, share: 0, index: [], beyond: 0, cells: 0 };

function shareOf(difference: number, allowed: number): number {
  if (difference === 0 || allowed === Infinity) return 0;
  return Number.isFinite(difference) && allowed > 0 ? difference / allowed : Infinity;
}

/**
 * How close a result is to what is expected.
 *
 * @param bound of each cell; left out: nothing is allowed
 */
export function closenessOf(result: Tensor, expected: Tensor, bound: Tensor | undefined): Closeness {
  const [values, targets] = [elements(asFloat64(result)), elements(asFloat64(expected))];
  const bounds = bound !== undefined && sameShape(bound.shape, expected.shape) ? elements(bound) : undefined;
  let worst = none;
  let at = -1;
  let beyond = 0;
  for (let i = 0; i < values.length; i++) {
    const [value, target] = [values[i]!, targets[i]!];
    const difference = Object.is(value, target) || value === target ? 0 : Math.abs(value - target);
    const allowed = bounds?.[i] ?? 0;
    const share = shareOf(difference, allowed);
    if (share > 1) beyond++;
    if (at >= 0 && share <= worst.share) continue;
    at = i;
    worst = { difference, allowed, share, index: [], beyond: 0, cells: 0 };
  }
  return { ...worst, index: at < 0 ? [] : indexOf(at, result.shape), beyond, cells: values.length };
}

/**
 * A call that was made, held against the reference.
 *
 * @param record what it is held against. Default: the op's own
 */
export function holdCall(call: Call, precision: Precision, record: AnyRecord = recordOf(call.op)): HeldCall {
  const stray = judge(call, precision, record);
  const { result, args } = call;
  if (!isTensorOp(call.op) || !isTensor(result)) return stray === undefined ? {} : { stray };
  const truth = onReference(record, args);
  if (!('value' in truth) || !isTensor(truth.value) || !sameShape(truth.value.shape, result.shape))
    return stray === undefined ? {} : { stray };
  const [bound] = boundsOf(record, args, precision);
  return { ...(stray && { stray }), closeness: closenessOf(result, truth.value, bound) };
}
