/** A library's ops as laws call them: promises resolved, arguments rounded, attributes complete, limits kept, results checked. */
import { evaluate, isShared, withTensors } from '../../ops/call.js';
import { reference } from '../../ops/kernels.js';
import type { BoundOps, Operand } from '../../law.js';
import { Unsupported, type TensorLibrary } from '../../library.js';
import { recordHeld } from '../../library/conventions.js';
import {
  recordOf,
  type AnyRecord,
  type OpName,
  type Padding,
  type WithSpaceToBatchAttributes,
  type WrappingRecord,
} from '../../ops/index.js';
import type { Precision } from '../../precision.js';
import {
  allocate,
  copyElements,
  denseCopy,
  dtypeOf,
  dtypeOfData,
  fromData,
  isTensor,
  sizeOf,
  type DType,
  type Tensor,
} from '../../tensor.js';
import { attributesAt, completeAttributes } from './attributes.js';
import { BadResult, describeValue, OpThrew, OpTimedOut } from '../failures.js';
import { helpersOver } from '../helpers/helpers.js';
import { addCall, isCounted, type CallTally } from './call-tally.js';
import { argumentsIn, resultIn } from './layout.js';
import { outsideLimits } from './limits.js';
import { asFloat64, calledOps, isThenable, quiet, resolved, resolvedArguments } from './operands.js';
import { copied, recentCalls, type RecentCalls } from './recent.js';
import type { SpellingChoice } from './spelled-case.js';
import { taken, waysOf, type Way } from './ways.js';
import { writtenTo } from './written-to.js';

/** One call of a library's op, as it was made. */
export interface Call {
  readonly op: OpName;
  /** As the library got them; with `copy`, tensors as they were before the call. */
  readonly args: readonly unknown[];
  readonly result: unknown;
  /** The spelling that was called, where the op has several. */
  readonly spelling?: string;
  /** The layout in which the library got and gave its tensors; here all are in channels last. Left out: that. */
  readonly layout?: 'channels-first';
  /** The argument that the library wrote to. */
  readonly mutated?: string;
  /** What the wrapped op of `withSpaceToBatch` was called with, and returned. */
  readonly inner?: readonly InnerCall[];
}

export interface InnerCall {
  readonly x: Tensor;
  readonly spatialAxes: number;
  readonly padding: Padding;
  /** Left out where it threw. */
  readonly result?: Tensor;
}

export interface BindOptions {
  /** Gets every call of the library that returned, or that threw (`result` is the OpThrew), in the order in which they ended. */
  readonly record?: (call: Call) => void;
  /** How long a promise of the library may take, in milliseconds. Default: 10,000. */
  readonly timeout?: number;
  /** Counts the calls of each op. */
  readonly calls?: Record<string, CallCount>;
  /** Counts what they are like, where `calls` are counted: of some of them. */
  readonly drawn?: CallTally;
  /** The spellings to call ops in, by name. Default: the first of each op. */
  readonly spelling?: SpellingChoice;
}

/** How often an op returned a tensor, and how often it threw. */
export interface CallCount {
  returned: number;
  threw: number;
}

/** The nearest tensor of a precision's numbers: itself where it is one already. */
export function roundTo(precision: Precision, x: Tensor): Tensor {
  const dtype = dtypeOf(x);
  // Tensors of the library's own dtype hold its own numbers: cases are drawn so, results are its own.
  if (dtype === precision.dtype) return x;
  const data = allocate(sizeOf(x.shape), precision.dtype);
  copyElements(x, data);
  const plain = precision.name === 'float32' || precision.name === 'float64';
  if (!plain) {
    const exact = new Float64Array(data.length);
    copyElements(x, exact);
    for (let i = 0; i < data.length; i++) data[i] = precision.round(exact[i]!);
  }
  return fromData(data, [...x.shape]);
}

/** The arguments of a call in a library's numbers: tensors with a dtype of their own are in that. */
export function roundedArguments(record: AnyRecord, precision: Precision, args: readonly unknown[]): unknown[] {
  if (record.kind !== 'tensors') return args.map((arg) => (isTensor(arg) ? roundTo(precision, arg) : arg));
  return withTensors(record, args, (x, name) => {
    const { dtype = 'shared' } = record.tensors[name]!;
    return dtype === 'shared' ? roundTo(precision, x as Tensor) : denseCopy(x as Tensor, dtype);
  });
}

/** What is wrong with an op's results; `undefined` where nothing is. */
function problemsOf(record: AnyRecord, result: unknown, precision: Precision): string | undefined {
  if (record.kind === 'function') return undefined;
  if (record.kind === 'wrapping' || record.results === 1) return problemOf(result, precision.dtype, precision.name);
  if (!Array.isArray(result) || result.length !== record.results)
    return `${describeValue(result)}; it returns a list of ${record.results} tensors`;
  for (const [i, role] of record.resultRoles.entries()) {
    const problem = isShared(role)
      ? problemOf(result[i], precision.dtype, precision.name)
      : problemOf(result[i], role.dtype as DType, role.dtype as DType);
    if (problem !== undefined) return `as result ${i} ${problem}`;
  }
  return undefined;
}

/** What is wrong with a tensor that an op returned; `undefined` where nothing is. */
function problemOf(result: unknown, wanted: DType, numbers: string): string | undefined {
  if (!isTensor(result)) return `${describeValue(result)}; every op returns a tensor (an ndarray of ${wanted})`;
  const dtype = dtypeOfData(result.data);
  if (dtype !== wanted) return `a tensor of ${dtype}; the library's precision ${numbers} is kept in ${wanted}`;
  const { shape, stride, offset, data } = result;
  let low = offset;
  let high = offset;
  let empty = false;
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis]!;
    if (!Number.isInteger(length) || length < 0) return `a tensor of shape [${shape.join(', ')}]; every size is an integer >= 0`;
    if (length === 0) empty = true;
    const reach = (length - 1) * stride[axis]!;
    if (reach < 0) low += reach;
    else high += reach;
  }
  if (!empty && !(low >= 0 && high < data.length))
    return `a tensor of shape [${shape.join(', ')}] over ${data.length} elements, which it leaves`;
  return undefined;
}

class Binder {
  private readonly timeout: number;
  private readonly recent: RecentCalls;
  private readonly ways: Partial<Record<OpName, readonly Way[]>> = {};

  constructor(
    private readonly library: TensorLibrary,
    private readonly options: BindOptions,
  ) {
    this.timeout = options.timeout ?? 10_000;
    this.recent = recentCalls(library);
  }

  async call(op: OpName, given: readonly unknown[]): Promise<unknown> {
    const own = this.library.ops[op];
    const record = recordOf(op);
    const args = roundedArguments(record, this.library.precision, await resolvedArguments(op, given));
    const at = attributesAt(op);
    if (at >= 0) args[at] = completeAttributes(op, args, args[at] as object | undefined);
    const outside = outsideLimits(op, this.library.limits, args);
    if (outside !== undefined) throw new Unsupported(outside);
    const accepted = this.library.accepts?.[op]?.({ op, arguments: args }) ?? true;
    if (accepted !== true) throw new Unsupported(`${op}: ${accepted}`);
    if (record.kind === 'wrapping') return this.wrapped(record, args);
    if (own === undefined) throw new Unsupported(`${this.library.name} has no ${op}`);
    const recorded = this.recordedArgs(record, args);
    const ways = this.waysOf(op);
    const make = (way: Way): Promise<unknown> => {
      const given = way.layout === undefined ? args : argumentsIn(way.layout, op, args);
      return this.finish(op, args, way, () => way.call(...given), recorded);
    };
    return ways.length === 1 && ways[0]!.limits === undefined ? make(ways[0]!) : taken(op, args, ways, make);
  }

  private waysOf(op: OpName): readonly Way[] {
    return (this.ways[op] ??= waysOf(this.library, op, this.options.spelling?.[op]));
  }

  /** Runs a call and checks what it gives. */
  private async finish(
    op: OpName,
    args: readonly unknown[],
    { spelling, layout }: Way,
    run: () => unknown,
    recorded: readonly unknown[],
    inner?: InnerCall[],
  ): Promise<unknown> {
    const record = (result: unknown): void => {
      const spelled = { ...(spelling !== undefined && { spelling }), ...(layout && { layout }) };
      this.recent.add({ op, args, result, ...spelled, ...(inner && { inner }) });
      if (this.options.record === undefined) return;
      const written = writtenTo(recordOf(op), recorded, args);
      const mutated = written !== undefined && { mutated: written };
      this.options.record({ op, args: recorded, result: copied(result), ...spelled, ...mutated, ...(inner && { inner }) });
    };
    const count = this.options.calls === undefined ? undefined : (this.options.calls[op] ??= { returned: 0, threw: 0 });
    if (count !== undefined && this.options.drawn !== undefined && isCounted(count.returned + count.threw))
      addCall(this.options.drawn, op, args);
    let result: unknown;
    try {
      result = run();
      if (isThenable(result)) result = await this.settle(op, result);
      if (layout !== undefined) result = resultIn('channels-last', op, result);
    } catch (thrown) {
      if (thrown instanceof Unsupported || thrown instanceof OpTimedOut) throw thrown;
      // An error of an op that withSpaceToBatch wraps is that op's, not its own.
      const failure = thrown instanceof OpThrew || thrown instanceof BadResult ? thrown : new OpThrew(op, thrown);
      record(failure);
      if (count !== undefined) count.threw++;
      throw failure;
    }
    if (count !== undefined) count.returned++;
    const problem = problemsOf(recordOf(op), result, this.library.precision);
    if (problem !== undefined) {
      const failure = new BadResult(op, problem);
      record(failure);
      throw failure;
    }
    record(result);
    return result;
  }

  private recordedArgs(record: AnyRecord, args: readonly unknown[]): readonly unknown[] {
    if (this.options.record === undefined) return args;
    return record.kind === 'tensors' ? withTensors(record, args, copied) : args.map(copied);
  }

  private async settle(op: OpName, promise: PromiseLike<unknown>): Promise<unknown> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new OpTimedOut(op, this.timeout)), this.timeout);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** An op around another one: the library's own, or composed of ops of the library. */
  private wrapped(record: WrappingRecord, args: readonly unknown[]): Promise<unknown> {
    const name = record.name as OpName;
    const [x, attributes, op] = args as [
      Tensor,
      WithSpaceToBatchAttributes,
      (x: Tensor, n: number, padding: Padding) => Tensor | PromiseLike<Tensor>,
    ];
    const inner: InnerCall[] = [];
    const watched = async (y: Tensor, spatialAxes: number, padding: Padding): Promise<Tensor> => {
      const copy = (z: Tensor): Tensor => (this.options.record === undefined ? z : (copied(z) as Tensor));
      const at = inner.push({ x: copy(y), spatialAxes, padding }) - 1;
      const result = roundTo(this.library.precision, await op(y, spatialAxes, padding));
      inner[at] = { ...inner[at]!, result: copy(result) };
      return result;
    };
    if (this.library.ops[name] !== undefined) {
      const recorded = [...this.recordedArgs(record, [x]), attributes, op];
      return taken(name, args, this.waysOf(name), (way) => {
        inner.length = 0;
        return this.finish(name, args, way, () => way.call(x, attributes, watched), recorded, inner);
      });
    }
    const composed = record.compose((part, given) => this.call(part as OpName, given));
    return Promise.resolve(composed(x, attributes, watched));
  }
}

/** The ops and helpers of a library, as laws call them. */
export function bind(library: TensorLibrary, options: BindOptions = {}): BoundOps {
  const binder = new Binder(library, options);
  return {
    ...helpersOver({
      move: (operands, f) => quiet(applied(operands, f)),
      compute: (operands, f) => quiet(applied(operands, f)),
    }),
    ...calledOps((op, args) => binder.call(op, args)),
    reference: calledOps((op, args) => callReference(library, op, args)),
  };
}

/** One call of an op of a library, as a law makes it. */
export function callOp(library: TensorLibrary, op: OpName, args: readonly unknown[], options: BindOptions = {}): Promise<unknown> {
  return new Binder(library, options).call(op, args);
}

async function applied(operands: readonly Operand[], f: (...x: Tensor[]) => Tensor): Promise<Tensor> {
  return f(...(await resolved(operands)));
}

/** An op on float64 of the reference that a library is held to. */
async function callReference({ conventions }: TensorLibrary, op: OpName, given: readonly unknown[]): Promise<unknown> {
  const record = recordHeld(op, conventions);
  const resolved = await resolvedArguments(op, given);
  const args =
    record.kind === 'tensors'
      ? withTensors(record, resolved, (x, name) => (isShared(record.tensors[name]!) ? asFloat64(x as Tensor) : x))
      : resolved.map((arg) => (isTensor(arg) ? asFloat64(arg) : arg));
  return record.kind === 'tensors' ? evaluate(record, args) : (reference[op] as (...args: unknown[]) => unknown)(...args);
}
