/** Nodes of ONNX as calls of the vocabulary. */
import { InvalidArgument } from '../../invalid-argument.js';
import type { ModelTensor } from '../../library.js';
import { planOf } from '../../ops/call.js';
import { tensorRecord, type TensorOp } from '../../ops/index.js';
import type { Model } from '../onnx/read-model.js';
import type { ModelNode } from '../onnx/read-node.js';
import { conv, convTranspose } from './convolutions.js';
import { GivenNode, Untranslated } from './given.js';
import { depthToSpace, matmul, pad, spaceToDepth } from './moves.js';
import { averagePool, lpPool, maxPool, whole } from './pools.js';
import { resize } from './resize.js';

/** A call that means the same as a node. */
export interface TranslatedCall {
  readonly op: TensorOp;
  /** In the order of the op's parameters; channels last. */
  readonly args: readonly unknown[];
  /** Whether the node's result has its channels first, where the op's has them last. */
  readonly first: boolean;
}

const translators: Readonly<Record<string, (given: GivenNode) => TranslatedCall>> = {
  Conv: conv,
  ConvTranspose: convTranspose,
  MaxPool: maxPool,
  AveragePool: averagePool,
  LpPool: lpPool,
  GlobalMaxPool: whole('globalMaxPool'),
  GlobalAveragePool: whole('globalAveragePool'),
  GlobalLpPool: whole('globalLpPool'),
  Pad: pad,
  SpaceToDepth: spaceToDepth,
  DepthToSpace: depthToSpace,
  MatMul: matmul,
  Resize: resize,
  Upsample: resize,
};

/**
 * The call that a node is; a reason in words where it is none.
 *
 * @param values of the node's inputs, in their order
 */
export function translate(
  { opsets }: Pick<Model, 'opsets'>,
  node: ModelNode,
  values: readonly (ModelTensor | undefined)[],
): TranslatedCall | { readonly reason: string } {
  const translator = node.domain === '' && Object.hasOwn(translators, node.opType) ? translators[node.opType] : undefined;
  if (translator === undefined) return { reason: `${node.opType} is no op of the vocabulary` };
  try {
    const call = translator(new GivenNode(node, values, opsets[''] ?? 1));
    // What the reference refuses, nobody is asked for.
    planOf(tensorRecord(call.op), call.args);
    return call;
  } catch (thrown) {
    if (thrown instanceof Untranslated) return { reason: `this ${node.opType} is no call of the vocabulary: ${thrown.message}` };
    if (thrown instanceof InvalidArgument) return { reason: `this ${node.opType} is no call of the vocabulary: ${thrown.message}` };
    throw thrown;
  }
}
