/** What a cause says of calls that nobody has made yet: whether they stray, and with which result. */
import { completeAttributes, attributesAt } from '../../judge/bind/attributes.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { describeThrown } from '../../judge/failures.js';
import { spellings, spellingsOf, type TensorLibrary } from '../../library.js';
import { recordHeld } from '../../library/conventions.js';
import { evaluate } from '../../ops/call.js';
import { isOpName, isTensorOp, type OpName, type OpRecord } from '../../ops/index.js';
import { elements, fromData, isTensor, sameShape, type Tensor } from '../../tensor.js';
import type { Cause, CauseCall, DeviationCause, StateCause } from './cause.js';
import { deviatedRecord } from './deviated.js';
import type { Deviation } from '../deviation.js';
import { deviations as listed } from '../deviations/index.js';
import { featuresOf } from '../features.js';
import { isWithin } from './region.js';
import { isLedTo, parseStateId } from '../state/relations.js';

/** What becomes of a call. */
export interface Prediction {
  readonly strays: boolean;
  /** What the op returns, where the cause says which result that is: a list for an op of several. */
  readonly result?: Tensor | readonly Tensor[];
  /** The words of what it throws; numbers that differ between calls stand as `#`. */
  readonly error?: string;
  readonly death?: 'hang' | 'exit' | 'trap';
}

export interface PredictOptions {
  /** Deviations beside the package's own, that the cause may name. Default: none. */
  readonly deviations?: readonly Deviation[];
  /** Those that the library with the cause declares: what it does wrong is wrong by them. Default: none. */
  readonly conventions?: readonly string[];
}

const right: Prediction = { strays: false };

type Outcome = { readonly value: Tensor | readonly Tensor[] } | { readonly refused: InvalidArgument };

function outcomeOf(record: OpRecord, args: readonly unknown[]): Outcome {
  try {
    return { value: evaluate(record, args) };
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return { refused: thrown };
    throw thrown;
  }
}

/** Whether two results are the same to the bit; 0 equals -0. */
function isSame(a: Tensor | readonly Tensor[], b: Tensor | readonly Tensor[]): boolean {
  const [left, right] = [[a].flat(), [b].flat()] as [Tensor[], Tensor[]];
  return left.every((x, i) => {
    const y = right[i]!;
    if (!sameShape(x.shape, y.shape)) return false;
    const others = elements(y);
    return elements(x).every((value, at) => value === others[at] || Object.is(value, others[at]));
  });
}

/** The arguments with every attribute. */
function completeArguments(op: OpName, args: readonly unknown[]): readonly unknown[] {
  const at = attributesAt(op);
  return at < 0 ? args : [...args.slice(0, at), completeAttributes(op, args, args[at] as object | undefined)];
}

/**
 * What becomes of a call by a deviation; `undefined` where there is no such deviation of the op.
 *
 * @throws InvalidArgument where the deviation makes nothing of its parameters: they are another version's, or nobody's
 */
function deviatedOutcome(
  record: OpRecord,
  cause: DeviationCause,
  deviations: readonly Deviation[],
  args: readonly unknown[],
): Outcome | undefined {
  try {
    const deviated = deviatedRecord(record, cause, deviations);
    return deviated && outcomeOf(deviated, args);
  } catch (thrown) {
    const { id, parameters } = cause;
    const expected = `${id} must take the parameters ${JSON.stringify(parameters)}: ${describeThrown(thrown)}`;
    throw new InvalidArgument('predict', 'cause', id, expected);
  }
}

function deviates(
  cause: DeviationCause,
  op: OpName,
  args: readonly unknown[],
  { deviations = [], conventions }: PredictOptions,
): Prediction {
  if (!isTensorOp(op)) return right;
  const record = recordHeld(op, conventions) as OpRecord;
  const wrong = deviatedOutcome(record, cause, [...listed, ...deviations], args);
  if (wrong === undefined) throw new InvalidArgument('predict', 'cause', cause.id, `it must be a deviation of ${op} that is known`);
  const truth = outcomeOf(record, args);
  if ('refused' in wrong) return 'refused' in truth ? right : { strays: true, error: wrong.refused.message };
  if ('value' in truth && isSame(truth.value, wrong.value)) return right;
  return { strays: true, result: wrong.value };
}

/** Whether the reference refuses a call by a rule. */
function isRefusedBy(code: string, op: OpName, args: readonly unknown[], conventions: readonly string[] | undefined): boolean {
  const record = recordHeld(op, conventions);
  if (record.kind === 'wrapping') return false;
  try {
    if (record.kind === 'function') record.evaluate(...args);
    else evaluate(record as OpRecord, args);
    return false;
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return thrown.code === code;
    throw thrown;
  }
}

/** Whether the calls before one lead to what a cause of state says. */
function isLed({ id, calls, ops }: StateCause, before: readonly CauseCall[], call: CauseCall): boolean {
  // The call itself is enough.
  if (id === 'writes-argument' || id === 'returns-its-argument') return true;
  const by = parseStateId(id);
  if (by === undefined || by.touching === 'another-op') {
    const leads = calls.slice(0, -1).map((each) => each.op);
    return leads.length > 0 ? leads.every((op) => before.some((each) => each.op === op)) : before.some(({ op }) => ops.includes(op));
  }
  return isLedTo(by, before, call);
}

/**
 * What a cause says of a call. A call that the cause does not touch does not stray.
 *
 * @param cause as a finding has it, or as it was read from JSON
 * @param call an op with its arguments, as a caller gives them: any view, attributes left out; `before`: the calls made just before it, by
 *   which a cause of state goes
 * @throws InvalidArgument where the cause, or the call, names an op or a deviation that there is none of
 */
export function predict(
  cause: Cause,
  call: CauseCall & { readonly before?: readonly CauseCall[] },
  options: PredictOptions = {},
): Prediction {
  const { op, spelling, before = [] } = call;
  if (!isOpName(op)) throw new InvalidArgument('predict', 'op', op, 'it must be the name of an op');
  if (!cause.ops.includes(op)) return right;
  const args = completeArguments(op, call.arguments);
  if (cause.kind === 'unchecked') return isRefusedBy(cause.code, op, args, options.conventions) ? { strays: true } : right;
  if (cause.spellings !== undefined && spelling !== undefined && !cause.spellings.includes(spelling)) return right;
  const { spellings: _, ...unspelled } = cause;
  const region = spelling === undefined ? unspelled : cause;
  if (!isWithin(region, featuresOf(op, args, spelling))) return right;
  switch (cause.kind) {
    case 'deviation':
    case 'convention':
      return deviates(cause, op, args, options);
    case 'condition':
      return { strays: true, ...(cause.how === 'throws' && { error: cause.message ?? '' }) };
    case 'death':
      return { strays: true, death: cause.how };
    case 'state':
      return { strays: isLed(cause, before, { op, arguments: args, ...(spelling !== undefined && { spelling }) }) };
    case 'chance':
      return { strays: true };
    case 'interference':
      // What is in flight beside it stands among the calls before it.
      return { strays: before.some((each) => cause.ops.includes(each.op)) };
  }
}

/** A result that is wrong where nothing says how: its first cell is one more, or it has an axis too many. */
function spoilt(result: Tensor, how: 'value' | 'shape'): Tensor {
  const values = elements(result);
  if (how === 'shape' || values.length === 0) return fromData(values, [...result.shape, 1]);
  const wrong = values.slice();
  wrong[0] = Number.isFinite(wrong[0]) ? wrong[0]! + 1 : 0;
  return fromData(wrong, [...result.shape]);
}

type AnyOp = (...args: readonly unknown[]) => unknown;

function opWith(op: OpName, own: AnyOp, cause: Cause, options: PredictOptions, spelling?: string): AnyOp {
  return async (...args) => {
    const call = { op, arguments: args, ...(spelling !== undefined && { spelling }) };
    const { strays, result, error, death } = predict(cause, call, options);
    if (!strays) return own(...args);
    if (error !== undefined) throw new Error(error);
    if (death !== undefined) throw new Error(`${op} ends its process: ${death}`);
    if (result !== undefined) return result;
    if (cause.kind === 'unchecked') return fromData(new Float32Array(1), [1]);
    const returned = (await own(...args)) as Tensor | readonly Tensor[];
    const how = cause.kind === 'condition' && cause.how === 'shape' ? 'shape' : 'value';
    return isTensor(returned) ? spoilt(returned, how) : returned;
  };
}

/**
 * A library that has a cause: calls that the cause touches are answered as it predicts, all others by the library itself. Where a cause does
 * not say which wrong result there is, the library's own is spoilt: the value of its first cell, or its shape.
 *
 * @throws InvalidArgument where the library lacks an op of the cause
 */
export function withCause(library: TensorLibrary, cause: Cause, given: PredictOptions = {}): TensorLibrary {
  const options = { ...(library.conventions && { conventions: library.conventions }), ...given };
  const ops: Record<string, unknown> = { ...library.ops };
  for (const op of cause.ops) {
    const own = ops[op];
    if (own === undefined) throw new InvalidArgument('withCause', 'library', library.name, `it must have ${op}`);
    const spelled = spellingsOf(own);
    ops[op] =
      spelled === undefined
        ? opWith(op, own as AnyOp, cause, options)
        : spellings(
            Object.fromEntries(
              Object.entries(spelled).map(([name, each]) => [name, { ...each, call: opWith(op, each.call, cause, options, name) }]),
            ),
          );
  }
  return { ...library, ops: ops as TensorLibrary['ops'] };
}
