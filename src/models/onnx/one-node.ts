/** A node of a model as a model of its own. */
import { elementTypes, wire } from '../../libraries/onnx/wire.js';
import type { ModelTensor } from '../../library.js';
import { readBy } from './in-order.js';
import type { Model } from './read-model.js';
import type { ModelNode } from './read-node.js';

/** The oldest version of the format that knows functions; those without them are read by older runtimes. */
const [irVersion, withFunctions] = [7, 8];

/** A model of one node, and what it is fed with. */
export interface OneNode {
  readonly model: Uint8Array;
  readonly feeds: Readonly<Record<string, ModelTensor>>;
}

function valueInfo(name: string, { type, dims }: ModelTensor): object {
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim: dims.map((dimValue) => ({ dimValue })) } } } };
}

/**
 * A model of one node, as the graph has it: constants are constants, all else is fed.
 *
 * @param valueOf the values that the node reads, by name
 */
export function oneNode(model: Model, node: ModelNode, valueOf: (name: string) => ModelTensor): OneNode {
  const read = readBy(node);
  const constants = read.flatMap((name) => model.constants.get(name) ?? []);
  const fed = read.filter((name) => !model.constants.has(name));
  const feeds = Object.fromEntries(fed.map((name) => [name, valueOf(name)]));
  const graph = {
    name: 'node',
    node: [node.bytes],
    initializer: constants.map(({ bytes }) => bytes),
    input: fed.map((name) => valueInfo(name, feeds[name]!)),
    // Their types follow from the node.
    output: node.outputs.filter((name) => name !== '').map((name) => ({ name })),
  };
  const proto = {
    irVersion: model.functions.length > 0 ? withFunctions : irVersion,
    opsetImport: Object.entries(model.opsets).map(([domain, version]) => ({ domain, version })),
    graph: wire.GraphProto.encode(graph).finish(),
    functions: model.functions,
  };
  return { model: wire.ModelProto.encode(proto).finish(), feeds };
}
