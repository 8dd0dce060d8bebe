/** A node on the trusted backend. */
import type { Asked, Executor } from '../../engine/executor.js';
import type { ModelTensor } from '../../library.js';
import type { Model } from '../onnx/read-model.js';
import type { ModelNode } from '../onnx/read-node.js';
import { oneNode } from '../onnx/sub-model.js';
import { translate } from '../translate/index.js';
import { onReference } from '../translate/on-reference.js';

export type NodeResults = { readonly results: Readonly<Record<string, ModelTensor>> } | { readonly message: string };

/**
 * The results of the trusted backend; of one that runs no models, those of the reference where the node is an op.
 *
 * @param valueOf what the node reads, by name
 */
export async function trustedResults(
  trusted: Pick<Executor & Asked, 'library' | 'runModel'>,
  model: Model,
  node: ModelNode,
  valueOf: (name: string) => ModelTensor,
): Promise<NodeResults> {
  const one = oneNode(model, node, valueOf);
  const answer = await trusted.runModel(one.model, one.feeds);
  if (answer.kind === 'ran' || answer.kind === 'threw') return answer;
  if (answer.kind === 'died') return { message: `it ended its process: ${answer.manner}` };
  const inputs = node.inputs.map((name) => (name === '' ? undefined : valueOf(name)));
  const call = translate(model, node, inputs);
  if ('reason' in call) return { message: `${trusted.library.name} runs no models` };
  return { results: { [node.outputs[0]!]: onReference(call) } };
}
