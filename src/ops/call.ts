/** A call of a record: a list of arguments, as the op takes them, brought together with what the record says of them. */
import { InvalidArgument } from '../invalid-argument.js';
import { requireTensor } from '../kernels/arguments.js';
import type { Bounded } from '../kernels/errors/bounded.js';
import type { Precision } from '../precision.js';
import type { DType, Shape, Tensor } from '../tensor.js';
import type { OpRecord, Parameter, Planned, TensorRole } from './define-op.js';

type Members = Readonly<Record<string, unknown>> | undefined;

/** Whether a tensor has the dtype that all share. */
export function isShared({ dtype = 'shared' }: TensorRole): boolean {
  return dtype === 'shared';
}

/** The attributes among the arguments of a call. */
export function attributesOf({ parameters }: OpRecord, args: readonly unknown[]): Members {
  const last = parameters.length - 1;
  return parameters[last]!.kind === 'attributes' ? (args[last] as Members) : undefined;
}

/** The names of an op's tensors, in order. */
export function tensorNames({ parameters, optionalTensors }: OpRecord): readonly string[] {
  return [...parameters.filter(({ kind }) => kind === 'tensor').map(({ name }) => name), ...optionalTensors];
}

/** Each tensor of a call, or what stands for one, in order; `undefined` for an optional one that is left out before one that is not. */
export function tensorArguments(record: OpRecord, args: readonly unknown[]): unknown[] {
  const { parameters, optionalTensors } = record;
  const tensors: unknown[] = [];
  for (let i = 0; i < parameters.length; i++) {
    if (parameters[i]!.kind === 'tensor') tensors.push(args[i]);
  }
  if (optionalTensors.length > 0) {
    const attributes = attributesOf(record, args);
    for (const name of optionalTensors) tensors.push(attributes?.[name]);
    while (tensors.length > 0 && tensors.at(-1) === undefined) tensors.pop();
  }
  return tensors;
}

/**
 * A call with each of its tensors replaced; what is left out stays so.
 *
 * @param replace gets the tensor, or what stands for one, and its name
 */
export function withTensors(record: OpRecord, args: readonly unknown[], replace: (x: unknown, name: string) => unknown): unknown[] {
  const { parameters, optionalTensors } = record;
  const replaced = new Array<unknown>(parameters.length);
  for (let i = 0; i < replaced.length; i++) {
    const { name, kind } = parameters[i]!;
    replaced[i] = kind === 'tensor' ? replace(args[i], name) : args[i];
    if (kind === 'attributes' && optionalTensors.length > 0) replaced[i] = withOptional(optionalTensors, args[i] as Members, replace);
  }
  return replaced;
}

function withOptional(names: readonly string[], attributes: Members, replace: (x: unknown, name: string) => unknown): Members {
  if (!attributes || !names.some((name) => attributes[name] !== undefined)) return attributes;
  const replaced: Record<string, unknown> = { ...attributes };
  for (const name of names) if (attributes[name] !== undefined) replaced[name] = replace(attributes[name], name);
  return replaced;
}

/** Checks that all are tensors, of one dtype where the record gives them none of their own. */
function requireTensors(record: OpRecord, given: readonly unknown[]): readonly Tensor[] {
  const { name: op, parameters, optionalTensors, tensors } = record;
  let shared: DType | undefined;
  let first = '';
  for (let i = 0, at = 0; at < given.length; i++) {
    const parameter = parameters[i];
    if (parameter !== undefined && parameter.kind !== 'tensor') continue;
    const x = given[at++];
    const name = parameter?.name ?? optionalTensors[i - parameters.length]!;
    if (parameter === undefined && x === undefined) continue;
    const dtype = requireTensor(op, name, x as Tensor);
    const own = tensors[name]!.dtype ?? 'shared';
    if (own !== 'shared') {
      if (dtype !== own) throw new InvalidArgument(op, `${name}.dtype`, dtype, `it must be ${own}`, 'tensor-dtype');
    } else if (shared === undefined) [shared, first] = [dtype, name];
    else if (dtype !== shared) {
      throw new InvalidArgument(op, `${name}.dtype`, dtype, `arguments must share a dtype, and ${first} is ${shared}`, 'tensor-dtype');
    }
  }
  return given as readonly Tensor[];
}

/** The shapes that a record's plan takes: of `tensors`, and those among the arguments. */
function shapesFor({ parameters, optionalTensors }: OpRecord, args: readonly unknown[], tensors: readonly (Tensor | undefined)[]): Shape[] {
  const shapes: Shape[] = [];
  let at = 0;
  for (let i = 0; i < parameters.length; i++) {
    const { kind } = parameters[i]!;
    if (kind === 'tensor') shapes.push(tensors[at++]!.shape);
    else if (kind === 'shape') shapes.push(args[i] as Shape);
  }
  for (let i = 0; i < optionalTensors.length; i++) shapes.push(tensors[at++]?.shape as Shape);
  return shapes;
}

/**
 * The plan of a call.
 *
 * @throws InvalidArgument
 */
export function planOf(record: OpRecord, args: readonly unknown[]): Planned {
  const tensors = requireTensors(record, tensorArguments(record, args));
  return record.plan(shapesFor(record, args, tensors), attributesOf(record, args) as object | undefined);
}

/**
 * An op on arguments.
 *
 * @param out where to write the result
 * @throws InvalidArgument
 */
export function evaluate(record: OpRecord, args: readonly unknown[], out?: Tensor): Tensor | readonly Tensor[] {
  const { positions, attributesAt, isShared: isPlain } = preparedOf(record);
  if (!isPlain || hasOptional(record, args[attributesAt])) return evaluateAny(record, args, out);
  // The calls that laws are made of: one walk, and nothing looked up by name.
  const { parameters } = record;
  const tensors: Tensor[] = [];
  const shapes: Shape[] = [];
  let dtype: DType | undefined;
  for (let i = 0; i < positions; i++) {
    if (parameters[i]!.kind === 'shape') {
      shapes.push(args[i] as Shape);
      continue;
    }
    const x = args[i] as Tensor;
    const own = requireTensor(record.name, parameters[i]!.name, x);
    if (dtype !== undefined && own !== dtype) requireTensors(record, tensorArguments(record, args));
    dtype = own;
    tensors.push(x);
    shapes.push(x.shape);
  }
  const attributes = attributesAt < 0 ? undefined : (args[attributesAt] as object | undefined);
  return record.evaluate(record.plan(shapes, attributes), tensors, out);
}

/** What is the same for all calls of a record. */
interface Prepared {
  /** Of tensors and shapes, which come first. */
  readonly positions: number;
  readonly attributesAt: number;
  /** All tensors share a dtype. */
  readonly isShared: boolean;
}

const prepared = new WeakMap<readonly Parameter[], Prepared>();

function preparedOf({ parameters, tensors }: OpRecord): Prepared {
  let found = prepared.get(parameters);
  if (found === undefined) {
    const attributesAt = parameters.findIndex(({ kind }) => kind === 'attributes');
    const positions = attributesAt < 0 ? parameters.length : attributesAt;
    found = { positions, attributesAt, isShared: Object.values(tensors).every(isShared) };
    prepared.set(parameters, found);
  }
  return found;
}

/** Whether some attributes have a tensor among them. */
function hasOptional({ optionalTensors }: OpRecord, attributes: unknown): boolean {
  for (let i = 0; i < optionalTensors.length; i++) if ((attributes as Members)?.[optionalTensors[i]!] !== undefined) return true;
  return false;
}

function evaluateAny(record: OpRecord, args: readonly unknown[], out: Tensor | undefined): Tensor | readonly Tensor[] {
  const tensors = requireTensors(record, tensorArguments(record, args));
  const plan = record.plan(shapesFor(record, args, tensors), attributesOf(record, args) as object | undefined);
  return record.evaluate(plan, tensors, out);
}

/**
 * The value and the error of an op on arguments whose tensors are bounded.
 *
 * @throws InvalidArgument
 */
export function evaluateBounded(
  record: OpRecord,
  precision: Precision,
  args: readonly unknown[],
): { readonly value: Tensor | readonly Tensor[]; readonly error: Tensor | readonly Tensor[] } {
  const { plan, bounded } = boundedCall(record, args);
  const values = bounded.map((each) => (each as Bounded | undefined)?.value);
  return { value: record.evaluate(plan, values as readonly Tensor[]), error: record.error(plan, precision, bounded) };
}

/**
 * How far the result of an honest library may be from the true result, for arguments whose tensors are bounded.
 *
 * @throws InvalidArgument
 */
export function errorOf(record: OpRecord, precision: Precision, args: readonly unknown[]): Tensor | readonly Tensor[] {
  const { plan, bounded } = boundedCall(record, args);
  return record.error(plan, precision, bounded);
}

function boundedCall(record: OpRecord, args: readonly unknown[]): { readonly plan: Planned; readonly bounded: readonly Bounded[] } {
  const bounded = tensorArguments(record, args) as readonly Bounded[];
  const values = bounded.map((each) => (each as Bounded | undefined)?.value);
  const shapes = shapesFor(record, args, values);
  return { plan: record.plan(shapes, attributesOf(record, args) as object | undefined), bounded };
}
