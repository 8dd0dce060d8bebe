/** The reference kernels as functions: `tensor-laws/kernels`. */
import { InvalidArgument } from '../invalid-argument.js';
import type { Bounded } from '../kernels/errors/bounded.js';
import type { Precision } from '../precision.js';
import type { Shape, Tensor } from '../tensor.js';
import { errorOf, evaluate } from './call.js';
import type { AnyCall, OpRecord } from './define-op.js';
import { isOpName, isTensorOp, opNames, recordOf, records, tensorRecord, type OpName, type Ops, type TensorOp } from './index.js';
import type { CallOp } from './other-records.js';
import type { WithSpaceToBatchAttributes, WrappedOp } from './space/with-space-to-batch.js';

export { requiredSpaceToBatchPaddings } from '../geometry.js';
export { InvalidArgument } from '../invalid-argument.js';
export type { Bounded } from '../kernels/errors/bounded.js';
export { composeWithSpaceToBatch, type SpaceToBatchPieces } from './space/with-space-to-batch.js';

/** An op as a function. Last comes `out`: where to write the result, a dense row-major tensor of its shape and dtype. */
type WithOut<Call extends AnyCall> = (...args: [...Parameters<Call>, out?: Tensor]) => ReturnType<Call>;

/** The arguments of an op with some tensors replaced. */
export type ArgumentsWith<Op extends OpName, T> =
  Parameters<Ops[Op]> extends infer P extends unknown[] ? { [K in keyof P]: P[K] extends Tensor ? T : P[K] } : never;

/** One op of the reference: its shape rule, its evaluation and its error rule. */
export interface Kernel<Op extends TensorOp> {
  /**
   * The result's shape, from the tensor arguments' shapes; everything else as the op takes it.
   *
   * @throws InvalidArgument
   */
  readonly shape: (...args: ArgumentsWith<Op, Shape>) => number[];
  /** @throws InvalidArgument */
  readonly evaluate: Ops[Op];
  /**
   * How far the result of an honest library may be from the true result, per element.
   *
   * @see OpDefinition.error
   */
  readonly error: (precision: Precision, ...args: ArgumentsWith<Op, Bounded>) => Tensor;
}

/** A record as a function of its arguments, and of `out`. */
function functionOf(record: OpRecord): (...args: readonly unknown[]) => Tensor | readonly Tensor[] {
  const outAt = record.parameters.length;
  return (...args) => evaluate(record, args, args[outAt] as Tensor | undefined);
}

const tensorOps = opNames.filter(isTensorOp);

const functions = Object.fromEntries(tensorOps.map((op) => [op, functionOf(tensorRecord(op))])) as unknown as {
  readonly [K in TensorOp]: WithOut<Ops[K]>;
};

export const {
  conv,
  depthwiseConv,
  separableConv,
  convTranspose,
  convInputGradient,
  convFilterGradient,
  depthwiseConvInputGradient,
  depthwiseConvFilterGradient,
  maxPool,
  averagePool,
  lpPool,
  globalAveragePool,
  globalMaxPool,
  globalLpPool,
  adaptiveAveragePool,
  adaptiveMaxPool,
  maxPoolGradient,
  averagePoolGradient,
  batchNorm,
  layerNorm,
  instanceNorm,
  groupNorm,
  rmsNorm,
  lrn,
  cumsum,
  pad,
  spaceToBatch,
  batchToSpace,
  spaceToDepth,
  depthToSpace,
  extractPatches,
  fold,
  reduceWindow,
  matmul,
  morphologicalDilation,
  morphologicalErosion,
  resize,
} = functions;

const callFunction: CallOp = (op, args) => (functions[op as TensorOp] as unknown as (...args: readonly unknown[]) => unknown)(...args);

const composed = records.withSpaceToBatch.compose(callFunction);

/**
 * Applies an op between space-to-batch and batch-to-space, which dilates it. At rates of 1 it is the op itself, with the padding as given.
 *
 * @param x the axes of `spatialDims` are dilated
 * @param wrapped gets the tensor, the number of dilated axes and the padding to use; called once. With a promise comes a promise.
 * @throws InvalidArgument
 * @see TensorFlow, nn_ops.with_space_to_batch
 */
export function withSpaceToBatch(x: Tensor, attributes: WithSpaceToBatchAttributes, wrapped: WrappedOp<Tensor, Tensor>): Tensor;
export function withSpaceToBatch(
  x: Tensor,
  attributes: WithSpaceToBatchAttributes,
  wrapped: WrappedOp<Tensor, PromiseLike<Tensor>>,
): Promise<Tensor>;
export function withSpaceToBatch(...args: readonly unknown[]): unknown {
  return composed(...args);
}

/** Every op of the reference, as functions of the arguments that the op takes. */
export const reference = Object.fromEntries(
  opNames.map((op): [OpName, unknown] => {
    const record = recordOf(op);
    switch (record.kind) {
      case 'tensors':
        return [op, functions[op as TensorOp]];
      case 'wrapping':
        return [op, record.compose(callFunction)];
      case 'function':
        return [op, record.evaluate];
    }
  }),
) as unknown as Ops;

/** The ops with a kernel. */
export type KernelName = TensorOp;

export const registry = Object.fromEntries(
  tensorOps.map((op) => {
    const record = tensorRecord(op);
    const kernel = {
      shape: (...args: readonly unknown[]) => {
        const at = record.parameters.findIndex(({ kind }) => kind === 'attributes');
        const attributes = at < 0 ? undefined : (args[at] as Readonly<Record<string, Tensor | undefined>> | undefined);
        const optional = record.optionalTensors.map((name) => attributes?.[name]?.shape);
        return record.plan([...(at < 0 ? args : args.slice(0, at)), ...optional] as readonly Shape[], attributes).outputShape;
      },
      evaluate: functions[op],
      error: (precision: Precision, ...args: readonly unknown[]) => errorOf(record, precision, args),
    };
    return [op, kernel];
  }),
) as unknown as { readonly [K in KernelName]: Kernel<K> };

/**
 * The shape of an op's result, without computing anything.
 *
 * @param shapes the shapes of all tensor and shape arguments, in the op's order
 * @throws InvalidArgument as the op itself
 */
export function shapeOf<Op extends KernelName>(op: Op, shapes: readonly Shape[], attributes?: object): number[] {
  if (!isOpName(op) || !isTensorOp(op)) throw new InvalidArgument('shapeOf', 'op', op, 'it must be an op with a kernel');
  return tensorRecord(op).plan(shapes, attributes).outputShape as number[];
}
