/** Calls on data of their own making. */
import { sameValue } from '../../draw/recover.js';
import { attributesAt } from '../../judge/bind/attributes.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { planOf, tensorNames, withTensors } from '../../ops/call.js';
import { tensorRecord, type TensorOp } from '../../ops/index.js';
import { elements, fromData, isTensor, type Tensor } from '../../tensor.js';
import type { CauseCall } from '../cause.js';

/** 1, 2, 3, 1, ... from the first, the second or the third of these on. */
function counted(x: Tensor, from: number): Tensor {
  const data = elements(x).slice();
  for (let i = 0; i < data.length; i++) data[i] = ((i + from) % 3) + 1;
  return fromData(data, [...x.shape]);
}

/** The call on small numbers, none of them zero: what is kept of it shows. */
export function onCounted(call: CauseCall, from = 0): CauseCall {
  const record = tensorRecord(call.op as TensorOp);
  return { ...call, arguments: withTensors(record, call.arguments, (x) => (isTensor(x) ? counted(x, from) : x)) };
}

/** The same call on other data. */
export function onOtherData(call: CauseCall): CauseCall {
  const other = onCounted(call, 1);
  return sameValue(other.arguments, call.arguments) ? onCounted(call) : other;
}

/** The same call with one of its tensors on other data, for each of them, where there are several. */
export function onOtherTensors(call: CauseCall): readonly CauseCall[] {
  const record = tensorRecord(call.op as TensorOp);
  const names = tensorNames(record);
  if (names.length < 2) return [];
  const { arguments: others } = onOtherData(call);
  const other = new Map<string, unknown>();
  withTensors(record, others, (x, name) => (other.set(name, x), x));
  return names.map((one) => ({
    ...call,
    arguments: withTensors(record, call.arguments, (x, name) => (name === one ? other.get(name) : x)),
  }));
}

/** The same call with the attributes of another that it can be made with; undefined where there are none. */
export function onOtherAttributes(call: CauseCall, others: readonly CauseCall[]): CauseCall | undefined {
  const at = attributesAt(call.op);
  const own = call.arguments[at];
  if (at < 0) return undefined;
  const made = others
    .filter((other) => !sameValue(other.arguments[at], own))
    .map((other) => ({ ...call, arguments: call.arguments.with(at, other.arguments[at]) }));
  return made.find(isValid);
}

function isValid({ op, arguments: args }: CauseCall): boolean {
  try {
    planOf(tensorRecord(op as TensorOp), args);
    return true;
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return false;
    throw thrown;
  }
}
