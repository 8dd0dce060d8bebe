/**
 * Calls of TensorFlow.js as data: what runs a call and what prints it read the same value, so that a reproduction shows the very
 * call that was made.
 */
import * as tf from '@tensorflow/tfjs';

/** A tensor variable, a call of a `tf` function, or a derivative by one variable. */
export type Expression =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Argument[] }
  | { readonly kind: 'gradient'; readonly of: Expression; readonly by: string; readonly dy: string };

/** What a `tf` function takes: a tensor, or a plain value. */
export type Argument = Expression | number | string | boolean | undefined | readonly (number | readonly number[])[];

export type Variables = Readonly<Record<string, tf.Tensor>>;

export function variable(name: string): Expression {
  return { kind: 'variable', name };
}

/** `tf.name(...arguments)`; trailing `undefined`s are left out. `name` may have a namespace: 'image.resizeBilinear'. */
export function call(name: string, ...given: readonly Argument[]): Expression {
  let length = given.length;
  while (length > 0 && given[length - 1] === undefined) length--;
  return { kind: 'call', name, arguments: given.slice(0, length) };
}

/** `tf.grad((by) => of)(by, dy)` */
export function gradient(of: Expression, by: string, dy: string): Expression {
  return { kind: 'gradient', of, by, dy };
}

function isExpression(argument: Argument): argument is Expression {
  return typeof argument === 'object' && !Array.isArray(argument);
}

function lookUp(name: string): (...given: unknown[]) => tf.Tensor {
  let value: unknown = tf;
  for (const part of name.split('.')) value = (value as Record<string, unknown>)[part];
  return value as (...given: unknown[]) => tf.Tensor;
}

/** Runs an expression on tensors. */
export function evaluate(expression: Expression, variables: Variables): tf.Tensor {
  switch (expression.kind) {
    case 'variable':
      return variables[expression.name]!;
    case 'call':
      return lookUp(expression.name)(
        ...expression.arguments.map((argument) => (isExpression(argument) ? evaluate(argument, variables) : argument)),
      );
    case 'gradient': {
      const { of, by, dy } = expression;
      return tf.grad((x: tf.Tensor) => evaluate(of, { ...variables, [by]: x }))(variables[by]!, variables[dy]!);
    }
  }
}

function literal(value: Exclude<Argument, Expression>): string {
  if (Array.isArray(value)) return `[${(value as readonly (number | readonly number[])[]).map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The source of an expression, as JavaScript. */
export function sourceOf(expression: Expression): string {
  switch (expression.kind) {
    case 'variable':
      return expression.name;
    case 'call':
      return `tf.${expression.name}(${expression.arguments.map((a) => (isExpression(a) ? sourceOf(a) : literal(a))).join(', ')})`;
    case 'gradient': {
      const { of, by, dy } = expression;
      return `tf.grad((${by}) => ${sourceOf(of)})(${by}, ${dy})`;
    }
  }
}

/** A list of numbers as JavaScript, -0 and NaN included. */
export function sourceOfNumbers(values: Iterable<number>): string {
  return `[${Array.from(values, literal).join(', ')}]`;
}
