/** Some nodes of a model as a model of their own. */
import { elementTypes, wire } from '../../libraries/onnx/wire.js';
import type { ModelTensor } from '../../library.js';
import { readBy } from './in-order.js';
import type { Model } from './read-model.js';
import type { ModelNode } from './read-node.js';

/** The oldest version of the format that knows functions; those without them are read by older runtimes. */
const [irVersion, withFunctions] = [7, 8];

/** A model, and what it is fed with. */
export interface FedModel {
  readonly model: Uint8Array;
  readonly feeds: Readonly<Record<string, ModelTensor>>;
}

function valueInfo(name: string, { type, dims }: ModelTensor): object {
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim: dims.map((dimValue) => ({ dimValue })) } } } };
}

/** Names that nodes read, and that none of them makes. */
export function readFromOutside(nodes: readonly ModelNode[]): readonly string[] {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  return [...new Set(nodes.flatMap(readBy))].filter((name) => !made.has(name));
}

/** Names that some nodes make for others, or for the graph's results: what a model of them has to give. */
export function givenToOutside(model: Model, nodes: readonly ModelNode[]): readonly string[] {
  const inside = new Set(nodes);
  const wanted = new Set([...model.outputs, ...model.nodes.filter((node) => !inside.has(node)).flatMap(readBy)]);
  return nodes.flatMap(({ outputs }) => outputs).filter((name) => wanted.has(name));
}

/**
 * A model of some nodes, as the graph has them: constants are constants, all else is fed.
 *
 * @param nodes each after those that make what it reads
 * @param outputs names of values that it gives
 * @param valueOf the values that the nodes read, by name
 */
export function subModel(
  model: Model,
  nodes: readonly ModelNode[],
  outputs: readonly string[],
  valueOf: (name: string) => ModelTensor,
): FedModel {
  const read = readFromOutside(nodes);
  const constants = read.flatMap((name) => model.constants.get(name) ?? []);
  const fed = read.filter((name) => !model.constants.has(name));
  const feeds = Object.fromEntries(fed.map((name) => [name, valueOf(name)]));
  const graph = {
    name: nodes.length === 1 ? 'node' : 'nodes',
    node: nodes.map(({ bytes }) => bytes),
    initializer: constants.map(({ bytes }) => bytes),
    input: fed.map((name) => valueInfo(name, feeds[name]!)),
    // Their types follow from the nodes.
    output: outputs.map((name) => ({ name })),
  };
  const proto = {
    irVersion: model.functions.length > 0 ? withFunctions : irVersion,
    opsetImport: Object.entries(model.opsets).map(([domain, version]) => ({ domain, version })),
    graph: wire.GraphProto.encode(graph).finish(),
    functions: model.functions,
  };
  return { model: wire.ModelProto.encode(proto).finish(), feeds };
}

/** A model of one node, which gives all that the node gives. */
export function oneNode(model: Model, node: ModelNode, valueOf: (name: string) => ModelTensor): FedModel {
  return subModel(
    model,
    [node],
    node.outputs.filter((name) => name !== ''),
    valueOf,
  );
}
