/** A model in ONNX's wire format, as data. */
import { wire } from '../../libraries/onnx/wire.js';
import type { ModelTensor } from '../../library.js';
import type { ModelTensorType } from '../../library/model-tensor.js';
import { inOrder, type Trouble } from './in-order.js';
import { InvalidModel } from './invalid-model.js';
import { toNumber, type WireInteger } from './numbers.js';
import { readNode, type ModelNode } from './read-node.js';
import { readTensor, typeOf, typeWords } from './read-tensor.js';

/** What a model is fed with. */
export interface ModelInput {
  readonly name: string;
  readonly type: ModelTensorType;
  /** Per axis, a size, or the name of one that is left open ('' where it has none); `undefined` where even the rank is. */
  readonly shape: readonly (number | string)[] | undefined;
}

/** A model that was read. */
export interface Model {
  /** Versions of operator sets, by domain; '' is ONNX's own. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Each after those that make what it reads. */
  readonly nodes: readonly ModelNode[];
  /** Nodes that cannot be run, and why. */
  readonly troubles: readonly Trouble[];
  readonly inputs: readonly ModelInput[];
  /** Names of the graph's results. */
  readonly outputs: readonly string[];
  /** Weights and other constants, by name. */
  readonly constants: ReadonlyMap<string, Constant>;
  /** Functions of the model's own, as they were written. */
  readonly functions: readonly Uint8Array[];
}

export interface Constant {
  readonly tensor: ModelTensor;
  /** As it was written. */
  readonly bytes: Uint8Array;
}

interface ValueInfoProto {
  readonly name: string;
  readonly type?: {
    readonly tensorType?: {
      readonly elemType: number;
      readonly shape?: { readonly dim: readonly { readonly dimValue: WireInteger; readonly dimParam: string }[] };
    };
  };
}

interface GraphProto {
  readonly node: readonly Uint8Array[];
  readonly initializer: readonly Uint8Array[];
  readonly sparseInitializer: readonly Uint8Array[];
  readonly input: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
}

interface ModelProto {
  readonly irVersion: WireInteger;
  readonly graph: Uint8Array;
  readonly opsetImport: readonly { readonly domain: string; readonly version: WireInteger }[];
  readonly functions: readonly Uint8Array[];
}

function readInput({ name, type }: ValueInfoProto): ModelInput {
  const own = type?.tensorType;
  if (own === undefined) throw new InvalidModel(`input ${name} is no tensor`);
  const known = typeOf(own.elemType);
  if (known === undefined) throw new InvalidModel(`input ${name} is of ${typeWords(own.elemType)}, which cannot be fed`);
  const shape = own.shape?.dim.map(({ dimValue, dimParam }) => {
    const size = toNumber(dimValue);
    return dimParam !== '' || size <= 0 ? dimParam : size;
  });
  return { name, type: known, shape };
}

/** Bytes that are no model at all. */
const noModel = 'it is no ONNX model, or is cut off';

function decoded(bytes: Uint8Array): { readonly model: ModelProto; readonly graph: GraphProto } {
  try {
    const model = wire.ModelProto.decode(bytes) as ModelProto;
    const graph = wire.GraphProto.decode(model.graph) as GraphProto;
    if (model.opsetImport.length > 0 || graph.node.length > 0) return { model, graph };
  } catch {
    // Said below.
  }
  throw new InvalidModel(noModel);
}

/**
 * Reads a model.
 *
 * @param bytes in ONNX's wire format
 * @throws InvalidModel on bytes that are none, a model without a node, tensors whose data is missing, elsewhere or of an unknown type
 */
export function readModel(bytes: Uint8Array): Model {
  const { model, graph } = decoded(bytes);
  if (graph.node.length === 0) throw new InvalidModel('its graph has no node');
  if (graph.sparseInitializer.length > 0) throw new InvalidModel('it has sparse weights, which are not read');
  const opsets = Object.fromEntries(
    model.opsetImport.map(({ domain, version }) => [domain === 'ai.onnx' ? '' : domain, toNumber(version)]),
  );
  const constants = new Map<string, Constant>();
  for (const each of graph.initializer) {
    const { name, tensor } = readTensor(each);
    if (name === '') throw new InvalidModel('one of its weights has no name');
    constants.set(name, { tensor, bytes: each });
  }
  // Up to version 3 of the format, weights are inputs too.
  const inputs = graph.input.filter(({ name }) => !constants.has(name)).map(readInput);
  const nodes = graph.node.map(readNode);
  const given = new Set([...constants.keys(), ...inputs.map(({ name }) => name)]);
  return {
    opsets,
    ...inOrder(nodes, given),
    inputs,
    outputs: graph.output.map(({ name }) => name),
    constants,
    functions: model.functions,
  };
}
