/** Nodes of a model in the wire format. */
import { attributeTypes, wire } from '../../libraries/onnx/wire.js';
import type { ModelTensor } from '../../library.js';
import { InvalidModel } from './invalid-model.js';
import { toNumber, type WireInteger } from './numbers.js';
import { readTensor } from './read-tensor.js';

/** Of an attribute: a number, a word, a list of either, a tensor; `graph` for what is no value. */
export type NodeAttribute = number | string | readonly number[] | readonly string[] | { readonly tensor: ModelTensor } | 'graph';

export interface ModelNode {
  /** Its own, or of its place where it has none: `Conv 12`. */
  readonly name: string;
  /** Its place among the nodes of the file, from 0. */
  readonly place: number;
  readonly opType: string;
  /** '' for ONNX's own operators. */
  readonly domain: string;
  /** Names of values; '' where an optional one is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, NodeAttribute>>;
  /** Names of values that graphs inside it read. */
  readonly captured: readonly string[];
  /** As it was written. */
  readonly bytes: Uint8Array;
}

interface AttributeProto {
  readonly name: string;
  readonly type: number;
  readonly f: number;
  readonly i: WireInteger;
  readonly s: Uint8Array;
  readonly t: Uint8Array;
  readonly g: Uint8Array;
  readonly floats: readonly number[];
  readonly ints: readonly WireInteger[];
  readonly strings: readonly Uint8Array[];
  readonly graphs: readonly Uint8Array[];
}

interface NodeProto {
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeProto[];
}

const utf8 = new TextDecoder();

function valueOf(proto: AttributeProto): NodeAttribute {
  switch (proto.type) {
    case attributeTypes.float:
      return proto.f;
    case attributeTypes.int:
      return toNumber(proto.i);
    case attributeTypes.string:
      return utf8.decode(proto.s);
    case attributeTypes.tensor:
      return { tensor: readTensor(proto.t).tensor };
    case attributeTypes.floats:
      return [...proto.floats];
    case attributeTypes.ints:
      return proto.ints.map(toNumber);
    case attributeTypes.strings:
      return proto.strings.map((each) => utf8.decode(each));
    default:
      return 'graph';
  }
}

/** Names of values that a graph inside a node takes from around it. */
function capturedBy(graph: Uint8Array): string[] {
  const { node, input, initializer } = wire.GraphProto.decode(graph) as {
    readonly node: readonly Uint8Array[];
    readonly input: readonly { readonly name: string }[];
    readonly initializer: readonly Uint8Array[];
  };
  const own = new Set([
    ...input.map(({ name }) => name),
    ...initializer.map((each) => (wire.TensorProto.decode(each) as { name: string }).name),
  ]);
  const read: string[] = [];
  for (const [place, bytes] of node.entries()) {
    const inner = readNode(bytes, place);
    read.push(...[...inner.inputs, ...inner.captured].filter((name) => name !== '' && !own.has(name)));
    for (const name of inner.outputs) own.add(name);
  }
  return read;
}

/**
 * A node.
 *
 * @throws InvalidModel on bytes that are none
 */
export function readNode(bytes: Uint8Array, place: number): ModelNode {
  let proto: NodeProto;
  try {
    proto = wire.NodeProto.decode(bytes) as NodeProto;
  } catch {
    throw new InvalidModel(`node ${place} is cut off or forged`);
  }
  const { opType, domain, input, output } = proto;
  const name = proto.name === '' ? `${opType === '' ? 'node' : opType} ${place}` : proto.name;
  if (opType === '') throw new InvalidModel(`${name} has no operator`);
  try {
    const graphs = proto.attribute.flatMap(({ type, g, graphs }) =>
      type === attributeTypes.graph ? [g] : type === attributeTypes.graphs ? graphs : [],
    );
    return {
      name,
      place,
      opType,
      domain: domain === 'ai.onnx' ? '' : domain,
      inputs: input,
      outputs: output,
      attributes: Object.fromEntries(proto.attribute.map((each) => [each.name, valueOf(each)])),
      captured: [...new Set(graphs.flatMap(capturedBy))],
      bytes,
    };
  } catch (thrown) {
    throw new InvalidModel(`${opType} ${name}: ${thrown instanceof InvalidModel ? thrown.message : 'it is cut off or forged'}`);
  }
}
