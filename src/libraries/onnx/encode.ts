/** Models of one call in ONNX's wire format. */
import { integer, type AttributeValue, type ModelInput, type OneNodeModel, type Operand } from './model.js';
import { attributeTypes, elementTypes, wire } from './wire.js';

/** The oldest version of the format with initializers that are no inputs is 4; operator set 11 came with 6. */
const irVersion = 6;

const utf8 = new TextEncoder();

function attribute(name: string, value: AttributeValue): object {
  if (typeof value === 'string') return { name, s: utf8.encode(value), type: attributeTypes.string };
  if (typeof value === 'number') return { name, i: Number(integer(value)), type: attributeTypes.int };
  if ('float' in value) return { name, f: value.float, type: attributeTypes.float };
  return { name, ints: value.map((each) => Number(integer(each))), type: attributeTypes.ints };
}

function tensorProto(name: string, { dims, data }: Operand): Uint8Array {
  const dataType = data instanceof Float32Array ? elementTypes.float32 : elementTypes.int64;
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return wire.TensorProto.encode({ name, dims, dataType, rawData }).finish();
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
  const node = {
    input: inputs.map((each) => each?.name ?? ''),
    output: ['result'],
    name: 'node',
    opType,
    attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  };
  const graph = {
    name: 'call',
    node: [wire.NodeProto.encode(node).finish()],
    initializer: given.flatMap(({ name, constant }) => (constant === undefined ? [] : [tensorProto(name, constant)])),
    input: given.filter(({ constant }) => constant === undefined).map(valueInfo),
    output: [valueInfo({ name: 'result', type: 'float32', ...(declares && { shape: [] }) })],
  };
  const model = { irVersion, opsetImport: [{ domain: '', version: opset }], graph: wire.GraphProto.encode(graph).finish() };
  return wire.ModelProto.encode(model).finish();
}
