/** A runtime of ONNX models for tests: the reference for the ops of the vocabulary, and a few others. */
import { float32 } from '../../src/precision.js';
import type { ModelTensor, RunModel } from '../../src/library/model-tensor.js';
import { defineLibrary, type TensorLibrary } from '../../src/library.js';
import { readModel, type Model } from '../../src/models/onnx/read-model.js';
import type { ModelNode } from '../../src/models/onnx/read-node.js';
import { translate } from '../../src/models/translate/index.js';
import { onReference } from '../../src/models/translate/on-reference.js';
import { referenceIn } from '../../src/reference.js';

export type Op = (x: readonly ModelTensor[], node: ModelNode) => ModelTensor;

type Floats = Float32Array | Float64Array;

const floats = (dims: readonly number[], data: Floats): ModelTensor =>
  ({ type: data instanceof Float64Array ? 'float64' : 'float32', dims, data }) as ModelTensor;
const each =
  (f: (a: number, b: number) => number): Op =>
  ([a, b]) => {
    const [left, right] = [a!.data as Floats, b?.data as Floats | undefined];
    return floats(
      a!.dims,
      left.map((value, i) => f(value, right?.[i] ?? 0)),
    );
  };

/** Of one batch, along its channels. */
const concat: Op = (x) => {
  const [first] = x;
  const data = (first!.data.constructor as Float32ArrayConstructor).from(x.flatMap((part) => Array.from(part.data as Float32Array)));
  return floats([first!.dims[0]!, x.reduce((sum, { dims }) => sum + dims[1]!, 0), ...first!.dims.slice(2)], data);
};

const others: Readonly<Record<string, Op>> = {
  Relu: each((a) => Math.max(0, a)),
  Sigmoid: each((a) => 1 / (1 + Math.exp(-a))),
  Add: each((a, b) => a + b),
  Concat: concat,
};

/** Two nodes of which the second alone reads the first, as one kernel; the result of the second. */
export type Fused = (inputs: readonly ModelTensor[], first: ModelNode, second: ModelNode, model: Model) => ModelTensor;

interface RunnerOptions {
  /** Other meanings of operators. */
  readonly wrong?: Readonly<Record<string, Op>>;
  /** Kernels of two operators, by both their names: `Conv Relu`. */
  readonly fused?: Readonly<Record<string, Fused>>;
}

/** The result of a node; `wrong` stands for other meanings of operators. */
export function resultOf(
  model: Model,
  node: ModelNode,
  inputs: readonly (ModelTensor | undefined)[],
  wrong: Readonly<Record<string, Op>> = {},
): ModelTensor {
  const call = translate(model, node, inputs);
  if ('op' in call && wrong[node.opType] === undefined) return onReference(call);
  const own = wrong[node.opType] ?? others[node.opType];
  if (own === undefined) throw new Error(`no kernel for ${node.opType}`);
  return own(inputs as readonly ModelTensor[], node);
}

/** @param options what is wrong in it. Default: nothing */
export function runner({ wrong = {}, fused = {} }: RunnerOptions = {}): RunModel {
  return (bytes, feeds) =>
    Promise.resolve().then(() => {
      const model = readModel(bytes);
      const values = new Map<string, ModelTensor>(Object.entries(feeds));
      for (const [name, { tensor }] of model.constants) values.set(name, tensor);
      const read = ({ inputs }: ModelNode): (ModelTensor | undefined)[] => inputs.map((name) => values.get(name));
      const done = new Set<ModelNode>();
      for (const node of model.nodes) {
        if (done.has(node)) continue;
        const [output] = node.outputs as [string];
        const [reader, ...more] = model.nodes.filter(({ inputs }) => inputs.includes(output));
        const kernel =
          reader && more.length === 0 && !model.outputs.includes(output) ? fused[`${node.opType} ${reader.opType}`] : undefined;
        if (kernel === undefined) values.set(output, resultOf(model, node, read(node), wrong));
        else {
          values.set(reader!.outputs[0]!, kernel(read(node) as ModelTensor[], node, reader!, model));
          done.add(reader!);
        }
      }
      return Object.fromEntries(model.outputs.map((name) => [name, values.get(name)!]));
    });
}

/** The reference in float32, which runs models too. */
export function trustedRuntime(): TensorLibrary {
  return defineLibrary({ ...referenceIn(float32), name: 'trusted', runModel: runner() });
}
