/** ONNX models of one node, as data: what runs a model and what prints it read the same value. */
import { unsupported } from '../../library.js';
import type { Shape } from '../../tensor.js';

/** A dense tensor as ONNX takes it. */
export interface Operand {
  readonly dims: Shape;
  readonly data: Float32Array | BigInt64Array;
}

/** A number or a list of numbers is of integers; a float says so; a string is one of ONNX's words. */
export type AttributeValue = number | string | readonly number[] | { readonly float: number };

export interface ModelInput {
  /** The name by which an operand is fed. */
  readonly name: string;
  readonly type: 'float32' | 'int64';
  /** Declared in the model; left out: any. */
  readonly shape?: Shape;
  /** Part of the model, as weights mostly are; left out: fed at each run. */
  readonly constant?: Operand;
}

export interface OneNodeModel {
  readonly opType: string;
  /** Version of ONNX's operator set. */
  readonly opset: number;
  /** `undefined`: an optional input that is left out. */
  readonly inputs: readonly (ModelInput | undefined)[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A call in one spelling. */
export interface ModelCall {
  readonly operands: Readonly<Record<string, Operand>>;
  readonly model: OneNodeModel;
  /** Whether its result has its channels first. */
  readonly first: boolean;
}

/** An input that is fed at each run, or becomes part of the model. */
export function input(name: string, operand: Operand, constant = false): ModelInput {
  const type = operand.data instanceof Float32Array ? 'float32' : 'int64';
  return constant ? { name, type, constant: operand } : { name, type };
}

export function int64(values: readonly number[]): Operand {
  return { dims: [values.length], data: BigInt64Array.from(values, integer) };
}

/** @throws Unsupported on what is not an integer: ONNX has no way to write it, and so nothing to refuse */
export function integer(value: number): bigint {
  if (!Number.isSafeInteger(value)) throw unsupported(`an ONNX integer cannot be ${String(value)}`);
  return BigInt(value);
}

function attributeText(value: AttributeValue): string {
  if (typeof value === 'object' && 'float' in value) return String(value.float);
  return typeof value === 'object' ? `[${value.join(', ')}]` : String(value);
}

/** The same model with the shapes of the operands that are fed to it. */
export function withShapes(model: OneNodeModel, operands: Readonly<Record<string, Operand>>): OneNodeModel {
  const inputs = model.inputs.map((each) =>
    each === undefined ? undefined : { ...each, shape: (each.constant ?? operands[each.name]!).dims },
  );
  return { ...model, inputs };
}

/** `Conv, opset 22, strides [2, 2], auto_pad VALID, constant w` */
export function describeModel({ opType, opset, inputs, attributes }: OneNodeModel): string {
  return [
    opType,
    `opset ${opset}`,
    ...Object.entries(attributes).map(([name, value]) => `${name} ${attributeText(value)}`),
    ...inputs.flatMap((each) => {
      if (each?.constant === undefined) return [];
      const { data } = each.constant;
      return [data instanceof BigInt64Array ? `${each.name} [${data.join(', ')}]` : `constant ${each.name}`];
    }),
  ].join(', ');
}
