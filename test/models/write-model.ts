/** Models in the wire format, written for tests. */
import { attributeTypes, elementTypes, wire } from '../../src/libraries/onnx/wire.js';
import type { ModelTensor } from '../../src/library/model-tensor.js';
import { FastRandom } from '../../src/draw/builders/random.js';

export type WrittenAttribute = number | string | readonly number[] | { readonly float: number };

export interface WrittenNode {
  readonly name?: string;
  readonly opType: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, WrittenAttribute>>;
}

export interface WrittenModel {
  readonly opset?: number;
  readonly nodes: readonly WrittenNode[];
  readonly constants?: Readonly<Record<string, ModelTensor>>;
  /** By name, the shape of an input of float32; a word is a size that is left open. */
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs: readonly string[];
}

const utf8 = new TextEncoder();

function attribute([name, value]: readonly [string, WrittenAttribute]): object {
  if (typeof value === 'number') return { name, i: value, type: attributeTypes.int };
  if (typeof value === 'string') return { name, s: utf8.encode(value), type: attributeTypes.string };
  if ('float' in value) return { name, f: value.float, type: attributeTypes.float };
  return { name, ints: value, type: attributeTypes.ints };
}

export function rawTensor(name: string, { type, dims, data }: ModelTensor): object {
  return { name, dims, dataType: elementTypes[type], rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

export function tensorBytes(proto: object): Uint8Array {
  return wire.TensorProto.encode(proto).finish();
}

/** @param initializer bytes in place of the constants */
export function writeModel(model: WrittenModel, initializer?: readonly Uint8Array[]): Uint8Array {
  const { opset = 17, nodes, constants = {}, inputs, outputs } = model;
  const graph = {
    name: 'graph',
    node: nodes.map(({ name = '', opType, domain = '', inputs: input, outputs: output, attributes = {} }) =>
      wire.NodeProto.encode({ name, opType, domain, input, output, attribute: Object.entries(attributes).map(attribute) }).finish(),
    ),
    initializer: initializer ?? Object.entries(constants).map(([name, tensor]) => tensorBytes(rawTensor(name, tensor))),
    input: Object.entries(inputs).map(([name, shape]) => ({
      name,
      type: {
        tensorType: {
          elemType: elementTypes.float32,
          shape: { dim: shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size })) },
        },
      },
    })),
    output: outputs.map((name) => ({ name })),
  };
  const proto = { irVersion: 8, opsetImport: [{ domain: '', version: opset }], graph: wire.GraphProto.encode(graph).finish() };
  return wire.ModelProto.encode(proto).finish();
}

/** Multiples of 1/16 from -1 to 1. */
export function weights(dims: readonly number[], seed: number): ModelTensor {
  const random = new FastRandom(seed, 1);
  const data = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => random.int(-16, 16) / 16);
  return { type: 'float32', dims, data };
}

export function int64s(...values: number[]): ModelTensor {
  return { type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}
