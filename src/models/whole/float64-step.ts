/** A node in float64: on the reference where it is an op of the vocabulary, otherwise on the trusted backend. */
import type { Asked } from '../../engine/executor.js';
import type { ModelTensor, ModelTensorType } from '../../library/model-tensor.js';
import { readBy } from '../onnx/in-order.js';
import type { Constant, Model } from '../onnx/read-model.js';
import type { ModelNode } from '../onnx/read-node.js';
import { oneNode } from '../onnx/sub-model.js';
import { isFloat, narrowed, tensorBytes, widened } from '../onnx/write-tensor.js';
import { translate } from '../translate/index.js';
import { onReference } from '../translate/on-reference.js';

/** A value whose floats are in float64, and the type that they have in the model. */
export interface WideValue {
  readonly value: ModelTensor;
  readonly type: ModelTensorType;
}

export interface WideResults {
  readonly results: Readonly<Record<string, WideValue>>;
  /** Whether no backend computes the node in float64: it was computed in the model's own type. */
  readonly isNarrow: boolean;
}

/** Floats in float64. */
export function wideOf(value: ModelTensor): WideValue {
  return { value: widened(value), type: value.type };
}

/** The constants that a node reads, in float64. */
function wideConstants({ constants }: Model, node: ModelNode, wide: (name: string) => ModelTensor): ReadonlyMap<string, Constant> {
  return new Map(
    readBy(node).flatMap((name) => {
      const constant = constants.get(name);
      if (constant === undefined) return [];
      const tensor = wide(name);
      return [[name, { tensor, bytes: tensor === constant.tensor ? constant.bytes : tensorBytes(name, tensor) }] as const];
    }),
  );
}

/**
 * A node in float64.
 *
 * @param valueOf what it reads, by name
 * @returns `undefined` where it cannot be computed at all
 */
export async function float64Step(
  trusted: Pick<Asked, 'runModel'>,
  model: Model,
  node: ModelNode,
  valueOf: (name: string) => WideValue,
): Promise<WideResults | undefined> {
  const values = new Map(readBy(node).map((name) => [name, valueOf(name)]));
  const wide = (name: string): ModelTensor => values.get(name)!.value;
  const call = translate(
    model,
    node,
    node.inputs.map((name) => (name === '' ? undefined : wide(name))),
  );
  // A node computes in the type of its first float.
  const type = [...values.values()].map((each) => each.type).find(isFloat) ?? 'float32';
  const typed = (results: Readonly<Record<string, ModelTensor>>): WideResults['results'] =>
    Object.fromEntries(Object.entries(results).map(([name, value]) => [name, value.type === 'float64' ? { value, type } : wideOf(value)]));
  if ('op' in call) return { results: typed({ [node.outputs[0]!]: onReference(call) }), isNarrow: false };
  const one = oneNode({ ...model, constants: wideConstants(model, node, wide) }, node, wide);
  const ran = await trusted.runModel(one.model, one.feeds);
  if (ran.kind === 'ran') return { results: typed(ran.results), isNarrow: false };
  const own = oneNode(model, node, (name) => narrowed(wide(name), values.get(name)!.type));
  const again = await trusted.runModel(own.model, own.feeds);
  return again.kind === 'ran' ? { results: typed(again.results), isNarrow: true } : undefined;
}
