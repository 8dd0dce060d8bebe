/**
 * The messages of ONNX's wire format that are read and written here, by the numbers of their fields. Nodes, tensors and functions within a
 * graph are bytes: each is decoded by itself, and what is only passed on stays as it was written.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import protobuf from 'protobufjs/light.js';

/** A kind of message. */
export interface MessageType {
  readonly encode: (message: object) => { finish(): Uint8Array };
  /** @throws where the bytes are none of the wire format, or end too soon */
  readonly decode: (bytes: Uint8Array) => object;
}

/** What is used of protobufjs. */
interface Protobuf {
  readonly Root: { fromJSON(json: object): { lookupType(name: string): MessageType } };
}

type Fields = Readonly<Record<string, readonly [id: number, type: string, rule?: 'repeated' | 'packed']>>;

const messages = {
  ModelProto: {
    irVersion: [1, 'int64'],
    graph: [7, 'bytes'],
    opsetImport: [8, 'OperatorSetIdProto', 'repeated'],
    functions: [25, 'bytes', 'repeated'],
  },
  OperatorSetIdProto: { domain: [1, 'string'], version: [2, 'int64'] },
  GraphProto: {
    node: [1, 'bytes', 'repeated'],
    name: [2, 'string'],
    initializer: [5, 'bytes', 'repeated'],
    input: [11, 'ValueInfoProto', 'repeated'],
    output: [12, 'ValueInfoProto', 'repeated'],
    valueInfo: [13, 'ValueInfoProto', 'repeated'],
    sparseInitializer: [15, 'bytes', 'repeated'],
  },
  NodeProto: {
    input: [1, 'string', 'repeated'],
    output: [2, 'string', 'repeated'],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, 'AttributeProto', 'repeated'],
    domain: [7, 'string'],
  },
  AttributeProto: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    t: [5, 'bytes'],
    g: [6, 'bytes'],
    floats: [7, 'float', 'repeated'],
    ints: [8, 'int64', 'repeated'],
    strings: [9, 'bytes', 'repeated'],
    graphs: [11, 'bytes', 'repeated'],
    type: [20, 'int32'],
  },
  TensorProto: {
    dims: [1, 'int64', 'repeated'],
    dataType: [2, 'int32'],
    floatData: [4, 'float', 'packed'],
    int32Data: [5, 'int32', 'packed'],
    int64Data: [7, 'int64', 'packed'],
    name: [8, 'string'],
    rawData: [9, 'bytes'],
    doubleData: [10, 'double', 'packed'],
    uint64Data: [11, 'uint64', 'packed'],
    externalData: [13, 'bytes', 'repeated'],
    dataLocation: [14, 'int32'],
  },
  ValueInfoProto: { name: [1, 'string'], type: [2, 'TypeProto'] },
  TypeProto: { tensorType: [1, 'TensorTypeProto'] },
  TensorTypeProto: { elemType: [1, 'int32'], shape: [2, 'TensorShapeProto'] },
  TensorShapeProto: { dim: [1, 'DimensionProto', 'repeated'] },
  DimensionProto: { dimValue: [1, 'int64'], dimParam: [2, 'string'] },
} as const satisfies Readonly<Record<string, Fields>>;

function json(): object {
  const nested = Object.entries(messages as Readonly<Record<string, Fields>>).map(([name, fields]) => [
    name,
    {
      // onnx.proto is proto2, where lists of numbers are not packed unless they say so.
      fields: Object.fromEntries(
        Object.entries(fields).map(([field, [id, type, rule]]) => [
          field,
          { id, type, ...(rule && { rule: 'repeated', options: { packed: rule === 'packed' } }) },
        ]),
      ),
    },
  ]);
  return { nested: Object.fromEntries(nested) as object };
}

const root = (protobuf as Protobuf).Root.fromJSON(json());

/** The kinds of messages, by name. */
export const wire = Object.fromEntries(Object.keys(messages).map((name) => [name, root.lookupType(name)])) as Readonly<
  Record<keyof typeof messages, MessageType>
>;

/** ONNX's numbers of element types, by the names that runtimes in JavaScript have for them. */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
} as const;

/** ONNX's numbers of attribute types. */
export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, floats: 6, ints: 7, strings: 8, graphs: 10 } as const;
