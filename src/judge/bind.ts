/** A library's ops as laws call them: promises resolved, arguments rounded, attributes complete, limits kept, results checked. */
import * as kernels from '../ops/kernels.js';
import type { BoundOps, Operand } from '../law.js';
import { Unsupported, type TensorLibrary } from '../library.js';
import { parameters, type OpName, type Padding, type WithSpaceToBatchAttributes } from '../ops/index.js';
import type { Precision } from '../precision.js';
import { allocate, copyElements, dtypeOf, dtypeOfData, fromData, isTensor, sizeOf, viewOf, type Tensor } from '../tensor.js';
import { attributesAt, completeAttributes } from './attributes.js';
import { holdsExactly } from './compare.js';
import { BadResult, describeValue, OpThrew, OpTimedOut } from './failures.js';
import { helpersOver } from './helpers.js';
import { argumentsIn, resultIn } from './layout.js';
import { outsideLimits } from './limits.js';
import { asFloat64, calledOps, isThenable, quiet, resolved, resolvedArguments } from './operands.js';
import type { SpellingChoice } from './spelled-case.js';
import { taken, waysOf, type Way } from './ways.js';

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

/** What is wrong with an op's result; `undefined` where nothing is. */
function problemOf(result: unknown, precision: Precision): string | undefined {
  if (!isTensor(result)) return `${describeValue(result)}; every op returns a tensor (an ndarray of ${precision.dtype})`;
  const dtype = dtypeOfData(result.data);
  if (dtype !== precision.dtype) return `a tensor of ${dtype}; the library's precision ${precision.name} is kept in ${precision.dtype}`;
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
  private readonly ways: Partial<Record<OpName, readonly Way[]>> = {};

  constructor(
    private readonly library: TensorLibrary,
    private readonly options: BindOptions,
  ) {
    this.timeout = options.timeout ?? 10_000;
  }

  async call(op: OpName, given: readonly unknown[]): Promise<unknown> {
    const own = this.library.ops[op];
    const args = (await resolvedArguments(op, given)).map((arg) => (isTensor(arg) ? roundTo(this.library.precision, arg) : arg));
    const at = attributesAt(op);
    if (at >= 0) args[at] = completeAttributes(op, args, args[at] as object | undefined);
    const outside = outsideLimits(op, this.library.limits, args);
    if (outside !== undefined) throw new Unsupported(outside);
    if (own === undefined && op !== 'withSpaceToBatch') throw new Unsupported(`${this.library.name} has no ${op}`);
    if (op === 'withSpaceToBatch') return this.wrapped(args);
    const recorded = this.recordedArgs(args);
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
      if (this.options.record === undefined) return;
      const at = recorded.findIndex((before, i) => isTensor(before) && isTensor(args[i]) && !holdsExactly('equal', before, args[i]));
      const mutated = at < 0 ? {} : { mutated: parameters[op][at]!.name };
      const spelled = { ...(spelling !== undefined && { spelling }), ...(layout && { layout }) };
      this.options.record({ op, args: recorded, result: copied(result), ...spelled, ...mutated, ...(inner && { inner }) });
    };
    const count = this.options.calls === undefined ? undefined : (this.options.calls[op] ??= { returned: 0, threw: 0 });
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
    if (op !== 'requiredSpaceToBatchPaddings') {
      const problem = problemOf(result, this.library.precision);
      if (problem !== undefined) {
        const failure = new BadResult(op, problem);
        record(failure);
        throw failure;
      }
    }
    record(result);
    return result;
  }

  private recordedArgs(args: readonly unknown[]): readonly unknown[] {
    return this.options.record === undefined ? args : args.map(copied);
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

  /** `withSpaceToBatch`: the library's own, or composed of its spaceToBatch and batchToSpace. */
  private wrapped(args: readonly unknown[]): Promise<unknown> {
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
    if (this.library.ops.withSpaceToBatch !== undefined) {
      const recorded = [...this.recordedArgs([x]), attributes, op];
      return taken('withSpaceToBatch', args, this.waysOf('withSpaceToBatch'), (way) => {
        inner.length = 0;
        return this.finish('withSpaceToBatch', args, way, () => way.call(x, attributes, watched), recorded, inner);
      });
    }
    const composed = kernels.composeWithSpaceToBatch({
      spaceToBatch: (y: Tensor, a) => this.call('spaceToBatch', [y, a]) as Promise<Tensor>,
      batchToSpace: (y: Tensor, a) => this.call('batchToSpace', [y, a]) as Promise<Tensor>,
    });
    return Promise.resolve(composed(x, attributes, watched));
  }
}

/** A copy of a tensor with the same view of the same values; other values as they are. */
function copied(value: unknown): unknown {
  return isTensor(value) ? viewOf(value.data.slice(), [...value.shape], [...value.stride], value.offset) : value;
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
    reference: calledOps(callReference),
  };
}

async function applied(operands: readonly Operand[], f: (...x: Tensor[]) => Tensor): Promise<Tensor> {
  return f(...(await resolved(operands)));
}

/** An op of the reference on float64. */
async function callReference(op: OpName, given: readonly unknown[]): Promise<unknown> {
  const args = await resolvedArguments(op, given);
  return (kernels[op] as (...args: unknown[]) => unknown)(...args.map((arg) => (isTensor(arg) ? asFloat64(arg) : arg)));
}
