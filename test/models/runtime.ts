/** A runtime of ONNX models for tests: the reference for the ops of the vocabulary, and a few others. */
import { float32 } from '../../src/precision.js';
import type { ModelTensor, RunModel } from '../../src/library/model-tensor.js';
import { defineLibrary, type TensorLibrary } from '../../src/library.js';
import { readModel } from '../../src/models/onnx/read-model.js';
import type { ModelNode } from '../../src/models/onnx/read-node.js';
import { channelsFirst } from '../../src/models/translate/given.js';
import { translate } from '../../src/models/translate/index.js';
import { evaluate } from '../../src/ops/call.js';
import { tensorRecord } from '../../src/ops/index.js';
import { referenceIn } from '../../src/reference.js';
import { elements, type Tensor } from '../../src/tensor.js';

type Op = (x: readonly ModelTensor[], node: ModelNode) => ModelTensor;

const floats = (dims: readonly number[], data: Float32Array): ModelTensor => ({ type: 'float32', dims, data });
const each =
  (f: (a: number, b: number) => number): Op =>
  ([a, b]) => {
    const [left, right] = [a!.data as Float32Array, b?.data as Float32Array | undefined];
    return floats(
      a!.dims,
      left.map((value, i) => f(value, right?.[i] ?? 0)),
    );
  };

/** Of one batch, along its channels. */
const concat: Op = (x) => {
  const data = Float32Array.from(x.flatMap((part) => Array.from(part.data as Float32Array)));
  const [first] = x;
  return floats([first!.dims[0]!, x.reduce((sum, { dims }) => sum + dims[1]!, 0), ...first!.dims.slice(2)], data);
};

const others: Readonly<Record<string, Op>> = {
  Relu: each((a) => Math.max(0, a)),
  Sigmoid: each((a) => Math.fround(1 / (1 + Math.exp(-a)))),
  Add: each((a, b) => a + b),
  Concat: concat,
};

/** @param wrong other meanings of operators */
export function runner(wrong: Readonly<Record<string, Op>> = {}): RunModel {
  return (bytes, feeds) =>
    Promise.resolve().then(() => {
      const model = readModel(bytes);
      const [node] = model.nodes as [ModelNode];
      const inputs = node.inputs.map((name) => (name === '' ? undefined : (feeds[name] ?? model.constants.get(name)!.tensor)));
      const call = translate(model, node, inputs);
      const own = wrong[node.opType] ?? others[node.opType];
      if ('reason' in call || wrong[node.opType] !== undefined) {
        if (own === undefined) throw new Error(`no kernel for ${node.opType}`);
        return { [node.outputs[0]!]: own(inputs as readonly ModelTensor[], node) };
      }
      const value = evaluate(tensorRecord(call.op), call.args) as Tensor;
      const first = call.first ? channelsFirst(value) : value;
      return { [node.outputs[0]!]: floats(first.shape, elements(first) as Float32Array) };
    });
}

/** The reference in float32, which runs models too. */
export function trustedRuntime(): TensorLibrary {
  return defineLibrary({ ...referenceIn(float32), name: 'trusted', runModel: runner() });
}
