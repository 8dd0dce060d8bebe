/** Promises of tensors become tensors; every interpreter begins with this. */
import type { CalledOps, Operand } from '../../law.js';
import { opNames, recordOf, type OpName } from '../../ops/index.js';
import { denseCopy, dtypeOf, isTensor, type Tensor } from '../../tensor.js';
import { describeValue } from '../failures.js';

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

const noop = (): void => undefined;

/** A promise whose rejection may go unheard: whoever awaits it still gets it. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(noop);
  return promise;
}

/** The tensors that operands stand for. */
export async function resolved(operands: readonly Operand[]): Promise<Tensor[]> {
  const values: Tensor[] = [];
  for (const operand of operands) {
    const x: unknown = isThenable(operand) ? await operand : operand;
    if (!isTensor(x)) throw new TypeError(`a law gave ${describeValue(x)} for a tensor`);
    values.push(x);
  }
  return values;
}

async function resolvedTensor(op: OpName, name: string, operand: unknown): Promise<Tensor> {
  const x: unknown = isThenable(operand) ? await operand : operand;
  if (!isTensor(x)) throw new TypeError(`${op}: a law gave ${describeValue(x)} for the tensor ${name}`);
  return x;
}

/** The arguments of an op with its tensors resolved, those among its attributes too. */
export async function resolvedArguments(op: OpName, given: readonly unknown[]): Promise<unknown[]> {
  const args = [...given];
  const record = recordOf(op);
  const { parameters } = record;
  for (let i = 0; i < parameters.length; i++) {
    const { kind, name } = parameters[i]!;
    if (kind === 'tensor') args[i] = await resolvedTensor(op, name, args[i]);
    if (kind !== 'attributes' || record.kind !== 'tensors' || record.optionalTensors.length === 0) continue;
    const own = args[i] as Record<string, unknown> | undefined;
    if (!own || record.optionalTensors.every((tensor) => own[tensor] === undefined)) continue;
    const attributes = { ...own };
    for (const tensor of record.optionalTensors) {
      if (attributes[tensor] !== undefined) attributes[tensor] = await resolvedTensor(op, tensor, attributes[tensor]);
    }
    args[i] = attributes;
  }
  return args;
}

export function asFloat64(x: Tensor): Tensor {
  return dtypeOf(x) === 'float64' ? x : denseCopy(x, 'float64');
}

/** Every op of the vocabulary over one way to call an op. */
export function calledOps(call: (op: OpName, args: readonly unknown[]) => Promise<unknown>): CalledOps {
  return Object.fromEntries(opNames.map((op) => [op, (...args: unknown[]) => quiet(call(op, args))])) as unknown as CalledOps;
}
