/** Calls on data of their own making. */
import { sameValue } from '../../draw/recover.js';
import { attributesAt, completeAttributes } from '../../judge/bind/attributes.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { planOf, tensorNames, withTensors } from '../../ops/call.js';
import { tensorRecord, type OpName, type TensorOp } from '../../ops/index.js';
import { allocate, dtypeOf, elements, fromData, isTensor, sizeOf, type Tensor } from '../../tensor.js';
import type { CauseCall } from '../cause/cause.js';

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
  const { op, arguments: args } = call;
  const at = attributesAt(op);
  if (at < 0) return undefined;
  const complete = (attributes: unknown): object => completeAttributes(op, args, attributes as object | undefined);
  const own = complete(args[at]);
  // Each by itself first: it may be the one that may stand with these shapes.
  const given = [{}, ...others.map((other) => other.arguments[at] as object)];
  const single = given.flatMap((attributes) => Object.entries(attributes).map(([name, value]) => ({ ...own, [name]: value as unknown })));
  const made = [...given, ...single].filter((each) => isValid(op, args.with(at, each)) && !sameValue(complete(each), own));
  return made.length === 0 ? undefined : { ...call, arguments: args.with(at, made[0]) };
}

/** Elements of a tensor that is made larger, at most. */
const mostElements = 2 ** 15;

/** The call with its images, or its rows, so many times: hardly any library has met its shapes. undefined where it has nothing such. */
export function inLargerShape({ op, arguments: args, ...rest }: CauseCall, times: number): CauseCall | undefined {
  const { parameters, tensors } = tensorRecord(op as TensorOp);
  const grown = (['batch', 'rows', 'rest...'] as const).find((role) => Object.values(tensors).some(({ axes }) => axes.includes(role)));
  let isGrown = false;
  const larger = args.map((arg, i) => {
    const axes = tensors[parameters[i]!.name]?.axes ?? [];
    if (grown === undefined || !axes.includes(grown)) return arg;
    const shape: readonly number[] | undefined = isTensor(arg) ? arg.shape : Array.isArray(arg) ? (arg as number[]) : undefined;
    // Axes that repeat stand first, where rows do.
    const axis = grown === 'rows' ? (shape?.length ?? 0) - (axes.length - axes.indexOf(grown)) : 0;
    if (shape === undefined || shape.length <= axis || sizeOf(shape) === 0 || sizeOf(shape) * times > mostElements) return arg;
    isGrown = true;
    return isTensor(arg) ? repeated(arg, axis, times) : shape.with(axis, shape[axis]! * times);
  });
  return isGrown ? { op, arguments: larger, ...rest } : undefined;
}

/** A tensor so many times one after the other along an axis. */
function repeated(x: Tensor, axis: number, times: number): Tensor {
  const values = elements(x);
  const inner = sizeOf(x.shape.slice(axis));
  const data = allocate(values.length * times, dtypeOf(x));
  for (let from = 0; from < values.length; from += inner)
    for (let i = 0; i < times; i++) data.set(values.subarray(from, from + inner), from * times + i * inner);
  return fromData(data, x.shape.with(axis, x.shape[axis]! * times));
}

function isValid(op: OpName, args: readonly unknown[]): boolean {
  try {
    planOf(tensorRecord(op as TensorOp), args);
    return true;
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return false;
    throw thrown;
  }
}
