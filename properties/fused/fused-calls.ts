/** Calls of ops that add a bias and apply an activation, where the library takes them. */
import type { CaseProgram, Draw } from '../../src/draw/draw.js';
import { everyTensorOp } from '../../src/every-op.js';
import type { Source } from '../../src/law.js';
import { planOf } from '../../src/ops/call.js';
import { argumentsOf, type NamedCall } from '../../src/ops/drawn-call.js';
import { drawFused, type FusedConstraints } from '../../src/ops/fused/draw-fused.js';
import { plainDraw } from '../../src/ops/fused/plain-draw.js';
import { tensorRecord, type Activation, type FusedAttributes, type TensorOp } from '../../src/ops/index.js';
import { fromData, type Tensor } from '../../src/tensor.js';

/** Every op with a bias. */
export const fusedOps: readonly TensorOp[] = everyTensorOp.filter((op) => tensorRecord(op).optionalTensors.includes('bias'));

export const onnxConvBias: Source = { title: 'ONNX: Conv, input B', url: 'https://onnx.ai/onnx/operators/onnx__Conv.html' };
export const tfjsFused: Source = {
  title: 'TensorFlow.js: tf.fused.conv2d',
  url: 'https://js.tensorflow.org/api/latest/#fused.conv2d',
};
export const webnnConv: Source = { title: 'WebNN: conv2d, options.bias', url: 'https://www.w3.org/TR/webnn/#api-mlgraphbuilder-conv2d' };

export const fusedOf = (call: NamedCall): FusedAttributes => call['attributes'] as FusedAttributes;

/** A call with other things fused with it. */
export function withFusedOf(call: NamedCall, fused: FusedAttributes): NamedCall {
  const { bias: _, ...rest } = fusedOf(call);
  return { ...call, attributes: { ...rest, activation: 'none', ...fused } };
}

/** A call that has what is asked for. Shrinks as calls of its op do. */
export const drawFusedCall =
  (constraints: FusedConstraints) =>
  (d: Draw, calls: CaseProgram<NamedCall>, op: TensorOp): NamedCall => {
    const call = plainDraw(calls)(d);
    const record = tensorRecord(op);
    const shape = planOf(record, argumentsOf(record, call)).outputShape as readonly number[];
    return withFusedOf(call, drawFused(d, shape.length - 2, shape.at(-1)!, { terms: 64, degree: 2 }, constraints));
  };

/** A bias with an axis for each of the result's. */
export function asResult({ data, size }: Tensor, rank: number): Tensor {
  return fromData(data, [...new Array<number>(rank - 1).fill(1), size]);
}

/** An activation as one that has its parameters. */
export function named(activation: Activation | undefined): Exclude<Activation, string> | { readonly kind: string } {
  return typeof activation === 'object' ? activation : { kind: activation ?? 'none' };
}
