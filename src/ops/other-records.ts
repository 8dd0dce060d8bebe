/** Records of the kinds that are no ops on tensors alone. */
import type { AttributeSpecs } from './attributes.js';
import type { Parameter } from './define-op.js';
import type { LimitSpecs } from './limits.js';

interface OtherRecord<Name extends string, Call> {
  readonly name: Name;
  /** One line: what it computes. */
  readonly docs: string;
  /** Never set: carries the type of its call. */
  readonly call?: Call;
  readonly parameters: readonly Parameter[];
  readonly attributes: AttributeSpecs;
  readonly limits: LimitSpecs;
}

/** Makes a call of another op: tensors, attributes; the result, now or later. */
export type CallOp = (op: string, args: readonly unknown[]) => unknown;

/** An op that takes another one, `(x, attributes, op)`, and calls it between ops of its own. */
export interface WrappingRecord<Name extends string = string, Call = unknown> extends OtherRecord<Name, Call> {
  readonly kind: 'wrapping';
  /** The ops that it is made of: a library that has them has it. */
  readonly composedOf: readonly string[];
  /** The op, made of others. It throws InvalidArgument before any is called. */
  readonly compose: (call: CallOp) => (...args: readonly unknown[]) => unknown;
}

/** A function of numbers: no tensor in or out. */
export interface FunctionRecord<Name extends string = string, Call = unknown> extends OtherRecord<Name, Call> {
  readonly kind: 'function';
  readonly evaluate: (...args: readonly unknown[]) => unknown;
}
