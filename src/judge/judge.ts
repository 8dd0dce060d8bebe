/** One call of a library held against the reference on the same inputs. */
import { InvalidArgument } from '../invalid-argument.js';
import { errorOf, evaluate, isShared, withTensors } from '../ops/call.js';
import {
  recordOf,
  type AnyRecord,
  type OpName,
  type OpRecord,
  type Padding,
  type WithSpaceToBatchAttributes,
  type WrappingRecord,
} from '../ops/index.js';
import type { Precision } from '../precision.js';
import { isMeant } from '../runtime-error.js';
import { isTensor, type Tensor } from '../tensor.js';
import type { Call, InnerCall } from './bind/bind.js';
import { argumentError } from './bind/bounded.js';
import { firstDifference, holdsExactly, type Difference } from './compare.js';
import { BadResult, OpThrew } from './failures.js';
import { resultAxesIn } from './bind/layout.js';
import { asFloat64 } from './bind/operands.js';

/** How a call strayed from the reference. */
export interface Stray {
  /** Of the results of calls: `rewritten` where a later call wrote over one, `aliased` where one shares its memory. */
  readonly kind: 'shape' | 'value' | 'threw' | 'accepted' | 'badResult' | 'mutated' | 'rewritten' | 'aliased';
  readonly op: OpName;
  readonly args: readonly unknown[];
  /** The spelling that was called, where the op has several. */
  readonly spelling?: string;
  /** The layout in which the library got and gave its tensors; here all are in channels last. Left out: that. */
  readonly layout?: 'channels-first';
  /** What the library returned: a tensor, or its error in words. */
  readonly result: unknown;
  /** What the reference returned: a tensor, or its error in words. */
  readonly expected: unknown;
  readonly difference?: Difference;
  /** The code of the rule that the call breaks, where it was not refused for it: it was accepted, or broke off on the way. */
  readonly rule?: string;
  /** What an op around another asks of that, and should not: it stands in the message too. */
  readonly misuse?: string;
  readonly message: string;
  /** Where the library's error arose: its own frames and its adapter's, innermost first. A cause does not go by it. */
  readonly stack?: readonly string[];
}

/** What the reference makes of a call. */
export type Evaluated =
  | { readonly value: unknown }
  | { readonly refused: string; readonly rule?: string }
  /** What `withSpaceToBatch` asked of its op, and should not have. */
  | { readonly misused: string };

/** A call with its tensors as the reference takes them. */
function forReference(record: AnyRecord, args: readonly unknown[]): readonly unknown[] {
  if (record.kind !== 'tensors') return args;
  return withTensors(record, args, (x, name) => (isTensor(x) && isShared(record.tensors[name]!) ? asFloat64(x) : x));
}

/** The reference on a call's own arguments. */
export function onReference(record: AnyRecord, args: readonly unknown[]): Evaluated {
  try {
    if (record.kind === 'function') return { value: record.evaluate(...args) };
    return { value: evaluate(record as OpRecord, forReference(record, args)) };
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return { refused: thrown.message, rule: thrown.code };
    throw thrown;
  }
}

/** The wrapped op threw where the reference would have called it so too: then withSpaceToBatch passes that on. */
class PassedOn extends Error {}

/** A padding that is not the one which was to be passed on. */
function paddingInWords(asked: unknown, own: Padding): string {
  if (JSON.stringify(asked) === JSON.stringify(own)) return 'a copy of its padding in place of the padding itself';
  return typeof asked === 'string' ? `the padding '${asked}' in place of its own` : 'other pads in place of its own';
}

/** Reference withSpaceToBatch around what the library's wrapped op returned: strays if it asks that op anything else. */
function wrappedOnReference(record: WrappingRecord, call: Call): Evaluated {
  const [x, attributes] = call.args as [Tensor, WithSpaceToBatchAttributes];
  const asked: InnerCall[] = [...(call.inner ?? [])];
  const problem: string[] = [];
  const op = (y: Tensor, spatialAxes: number, padding: Padding): Tensor => {
    const inner = asked.shift();
    if (inner === undefined) problem.push('does not call its op');
    else if (inner.spatialAxes !== spatialAxes)
      problem.push(`calls its op for too ${inner.spatialAxes > spatialAxes ? 'many' : 'few'} spatial axes`);
    else if (inner.padding !== padding) problem.push(`calls its op with ${paddingInWords(inner.padding, padding)}`);
    else if (!holdsExactly('equal', asFloat64(inner.x), y)) problem.push('calls its op on another tensor');
    if (inner?.result === undefined) throw new PassedOn('the wrapped op threw');
    return asFloat64(inner.result);
  };
  let value: unknown;
  try {
    value = record.compose((part, args) => evaluate(recordOf(part as OpName) as OpRecord, args))(asFloat64(x), attributes, op);
  } catch (thrown) {
    if (problem.length > 0) return { misused: problem[0]! };
    if (thrown instanceof PassedOn) return { refused: thrown.message };
    if (thrown instanceof InvalidArgument) return { refused: thrown.message, rule: thrown.code };
    throw thrown;
  }
  if (asked.length > 0) problem.push('calls its op more than once');
  return problem.length > 0 ? { misused: problem[0]! } : { value };
}

/** How far the library may honestly be from the reference on this call, per result. */
export function boundsOf(record: AnyRecord, args: readonly unknown[], precision: Precision): readonly (Tensor | undefined)[] {
  if (record.kind !== 'tensors') return [];
  const bounded = withTensors(record, args, (arg, name) => {
    const x = arg as Tensor;
    const error = isShared(record.tensors[name]!) ? argumentError(precision, x, undefined, true) : undefined;
    return { value: asFloat64(x), error };
  });
  return [errorOf(record, precision, bounded)].flat();
}

/** Whether an op threw an error that it did not mean, or that says nothing: it is no refusal, even of a call that is to be refused. */
function brokeOff({ thrown }: OpThrew): boolean {
  return thrown instanceof Error && !isMeant(thrown);
}

/**
 * How a call strays beyond honest rounding; `undefined` where it does not.
 *
 * @param record what it is held against. Default: the op's own
 */
export function judge(call: Call, precision: Precision, record: AnyRecord = recordOf(call.op)): Stray | undefined {
  const { op, args, result, spelling, layout } = call;
  const list = (axes: readonly number[]): string => `[${resultAxesIn(layout, op, axes).join(', ')}]`;
  const stray = (kind: Stray['kind'], expected: unknown, message: string, difference?: Difference): Stray => ({
    kind,
    op,
    args,
    ...(spelling !== undefined && { spelling }),
    ...(layout && { layout }),
    result: result instanceof Error ? result.message : result,
    expected,
    message,
    ...(difference && { difference }),
  });
  if (call.mutated !== undefined) return stray('mutated', undefined, `${op} wrote to its argument ${call.mutated}`);
  const truth = record.kind === 'wrapping' ? wrappedOnReference(record, call) : onReference(record, args);
  const ruled = (each: Stray): Stray => ('refused' in truth && truth.rule !== undefined ? { ...each, rule: truth.rule } : each);
  if (result instanceof BadResult) return ruled(stray('badResult', undefined, result.message));
  if ('misused' in truth) {
    const { misused: misuse } = truth;
    return { ...stray(result instanceof OpThrew ? 'threw' : 'value', undefined, `${op} ${misuse}`), misuse };
  }
  const expected = 'value' in truth ? truth.value : truth.refused;
  if (result instanceof OpThrew)
    return 'refused' in truth && !brokeOff(result) ? undefined : ruled(stray('threw', expected, result.message));
  if ('refused' in truth) return ruled(stray('accepted', expected, `${op} must refuse this call: ${truth.refused}`));
  if (record.kind === 'function') {
    return JSON.stringify(result) === JSON.stringify(expected)
      ? undefined
      : stray('value', expected, `${op} returned ${JSON.stringify(result)} instead of ${JSON.stringify(expected)}`);
  }
  const targets = [expected as Tensor | readonly Tensor[]].flat();
  let bounds: readonly (Tensor | undefined)[] | undefined;
  for (const [i, each] of [result as Tensor | readonly Tensor[]].flat().entries()) {
    const [value, target] = [asFloat64(each), asFloat64(targets[i]!)];
    if (holdsExactly('equal', value, target)) continue;
    bounds ??= boundsOf(record, args, precision);
    const difference = firstDifference('equal', value, target, bounds[i], undefined);
    if (difference === undefined) continue;
    const which = targets.length === 1 ? '' : `, as result ${i},`;
    const message =
      difference.kind === 'shape'
        ? `${op} returned${which} the shape ${list(difference.leftShape)} instead of ${list(difference.rightShape)}`
        : `${op} returned${which} ${difference.left} instead of ${difference.right} at ${list(difference.index!)}`;
    // Of several results, the one that differs is shown.
    return { ...stray(difference.kind === 'shape' ? 'shape' : 'value', target, message, difference), result: each };
  }
  return undefined;
}
