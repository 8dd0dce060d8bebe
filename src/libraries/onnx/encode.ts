/**
 * ONNX models in their wire format. Of onnx.proto only the messages and fields that a model of one node needs are declared, by their
 * numbers there.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import protobuf from 'protobufjs/light.js';
import { integer, type AttributeValue, type ModelInput, type OneNodeModel, type Operand } from './model.js';

/** What is used of protobufjs. */
interface Protobuf {
  readonly Root: {
    fromJSON(json: object): {
      lookupType(name: string): { encode(message: object): { finish(): Uint8Array } };
    };
  };
}

type Fields = Readonly<Record<string, readonly [id: number, type: string, rule?: 'repeated']>>;

const messages: Readonly<Record<string, Fields>> = {
  ModelProto: { irVersion: [1, 'int64'], graph: [7, 'GraphProto'], opsetImport: [8, 'OperatorSetIdProto', 'repeated'] },
  OperatorSetIdProto: { domain: [1, 'string'], version: [2, 'int64'] },
  GraphProto: {
    node: [1, 'NodeProto', 'repeated'],
    name: [2, 'string'],
    initializer: [5, 'TensorProto', 'repeated'],
    input: [11, 'ValueInfoProto', 'repeated'],
    output: [12, 'ValueInfoProto', 'repeated'],
  },
  NodeProto: {
    input: [1, 'string', 'repeated'],
    output: [2, 'string', 'repeated'],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, 'AttributeProto', 'repeated'],
  },
  AttributeProto: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    ints: [8, 'int64', 'repeated'],
    type: [20, 'int32'],
  },
  TensorProto: { dims: [1, 'int64', 'repeated'], dataType: [2, 'int32'], name: [8, 'string'], rawData: [9, 'bytes'] },
  ValueInfoProto: { name: [1, 'string'], type: [2, 'TypeProto'] },
  TypeProto: { tensorType: [1, 'TensorTypeProto'] },
  TensorTypeProto: { elemType: [1, 'int32'], shape: [2, 'TensorShapeProto'] },
  TensorShapeProto: { dim: [1, 'DimensionProto', 'repeated'] },
  DimensionProto: { dimValue: [1, 'int64'] },
};

const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const;
const elementTypes = { float32: 1, int64: 7 } as const;
/** The oldest version of the format with initializers that are no inputs is 4; operator set 11 came with 6. */
const irVersion = 6;

function json(): object {
  const nested = Object.entries(messages).map(([name, fields]) => [
    name,
    {
      // onnx.proto is proto2, where lists of numbers are not packed.
      fields: Object.fromEntries(
        Object.entries(fields).map(([field, [id, type, rule]]) => [field, { id, type, ...(rule && { rule, options: { packed: false } }) }]),
      ),
    },
  ]);
  return { nested: Object.fromEntries(nested) as object };
}

const modelProto = (protobuf as Protobuf).Root.fromJSON(json()).lookupType('ModelProto');
const utf8 = new TextEncoder();

function attribute(name: string, value: AttributeValue): object {
  if (typeof value === 'string') return { name, s: utf8.encode(value), type: attributeTypes.string };
  if (typeof value === 'number') return { name, i: Number(integer(value)), type: attributeTypes.int };
  if ('float' in value) return { name, f: value.float, type: attributeTypes.float };
  return { name, ints: value.map((each) => Number(integer(each))), type: attributeTypes.ints };
}

function tensorProto(name: string, { dims, data }: Operand): object {
  const dataType = data instanceof Float32Array ? elementTypes.float32 : elementTypes.int64;
  return { name, dims, dataType, rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

function valueInfo({ name, type, shape }: ModelInput): object {
  const dims = shape && { shape: { dim: shape.map((dimValue) => ({ dimValue })) } };
  return { name, type: { tensorType: { elemType: elementTypes[type], ...dims } } };
}

/**
 * A model in its wire format. Its output is `result`.
 *
 * @throws TypeError on an attribute that ONNX cannot write
 */
export function encodeModel({ opType, opset, inputs, attributes }: OneNodeModel): Uint8Array {
  const given = inputs.filter((each) => each !== undefined);
  // Where inputs must have shapes, so must the result; this one is not read.
  const declares = given.some(({ shape }) => shape !== undefined);
  return modelProto
    .encode({
      irVersion,
      opsetImport: [{ domain: '', version: opset }],
      graph: {
        name: 'call',
        node: [
          {
            input: inputs.map((each) => each?.name ?? ''),
            output: ['result'],
            name: 'node',
            opType,
            attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
          },
        ],
        initializer: given.flatMap(({ name, constant }) => (constant === undefined ? [] : [tensorProto(name, constant)])),
        input: given.filter(({ constant }) => constant === undefined).map(valueInfo),
        output: [valueInfo({ name: 'result', type: 'float32', ...(declares && { shape: [] }) })],
      },
    })
    .finish();
}
