/**
 * Calls of TensorFlow.js as data: what runs a call and what prints it read the same value, so that a reproduction shows the very
 * call that was made.
 */
import * as tf from '@tensorflow/tfjs';

/** A tensor variable, a call of a `tf` function, a layer with its weights at work, or a derivative. */
export type Expression =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Argument[] }
  | { readonly kind: 'gradient'; readonly of: Expression; readonly by: string; readonly dy: string }
  | LayerExpression
  | { readonly kind: 'weightGradient'; readonly of: LayerExpression; readonly dy: Expression };

/** A layer of `tf.layers`, given its weights and applied. */
export interface LayerExpression {
  readonly kind: 'layer';
  /** Of the function of `tf.layers` that makes it. */
  readonly name: string;
  readonly configuration: Options;
  readonly input: Expression;
  readonly weights: readonly Expression[];
}

/** An object of named values; an undefined one is left out. */
export interface Options {
  readonly [name: string]: Argument;
}

/** What a `tf` function takes: a tensor, a plain value, or an object of them. */
export type Argument = Expression | Options | number | string | boolean | undefined | readonly (number | readonly number[])[];

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
  return typeof argument === 'object' && 'kind' in argument;
}

function isOptions(argument: Argument): argument is Options {
  return typeof argument === 'object' && !Array.isArray(argument) && !('kind' in argument);
}

function lookUp(name: string): (...given: unknown[]) => tf.Tensor {
  let value: unknown = tf;
  for (const part of name.split('.')) value = (value as Record<string, unknown>)[part];
  return value as (...given: unknown[]) => tf.Tensor;
}

function valueOf(argument: Argument, variables: Variables): unknown {
  if (isExpression(argument)) return evaluate(argument, variables);
  if (!isOptions(argument)) return argument;
  return Object.fromEntries(
    Object.entries(argument).flatMap(([name, value]) => (value === undefined ? [] : [[name, valueOf(value, variables)]])),
  );
}

/** Makes a layer, has it used, and disposes of its weights: they outlive a `tf.tidy`. */
function withLayer<T>(expression: LayerExpression, variables: Variables, use: (layer: tf.layers.Layer, x: tf.Tensor) => T): T {
  const { name, configuration, input, weights } = expression;
  const make = (tf.layers as unknown as Record<string, (configuration: unknown) => tf.layers.Layer>)[name]!;
  const given = { weights: weights.map((weight) => evaluate(weight, variables)) };
  const layer = make({ ...(valueOf(configuration, variables) as object), ...(weights.length > 0 && given) });
  try {
    return use(layer, evaluate(input, variables));
  } finally {
    for (const weight of layer.getWeights()) weight.dispose();
  }
}

/** Runs an expression on tensors. */
export function evaluate(expression: Expression, variables: Variables): tf.Tensor {
  switch (expression.kind) {
    case 'variable':
      return variables[expression.name]!;
    case 'call':
      return lookUp(expression.name)(...expression.arguments.map((argument) => valueOf(argument, variables)));
    case 'gradient': {
      const { of, by, dy } = expression;
      return tf.grad((x: tf.Tensor) => evaluate(of, { ...variables, [by]: x }))(variables[by]!, variables[dy]!);
    }
    case 'layer':
      return withLayer(expression, variables, (layer, x) => layer.apply(x) as tf.Tensor);
    case 'weightGradient': {
      const dy = evaluate(expression.dy, variables);
      return withLayer(expression.of, variables, (layer, x) => {
        // Applied once before: that makes its weights.
        layer.apply(x);
        const product = (): tf.Scalar => {
          const y = layer.apply(x) as tf.Tensor;
          tf.util.assertShapesMatch(y.shape, dy.shape);
          return tf.sum(tf.mul(y, dy));
        };
        return Object.values(tf.variableGrads(product, layer.getWeights() as tf.Variable[]).grads)[0]!;
      });
    }
  }
}

function literal(value: Exclude<Argument, Expression | Options>): string {
  if (Array.isArray(value)) return `[${(value as readonly (number | readonly number[])[]).map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function sourceOfArgument(argument: Argument): string {
  if (isExpression(argument)) return sourceOf(argument);
  if (!isOptions(argument)) return literal(argument);
  const entries = Object.entries(argument).filter(([, value]) => value !== undefined);
  return `{ ${entries.map(([name, value]) => (isExpression(value) && value.kind === 'variable' && value.name === name ? name : `${name}: ${sourceOfArgument(value)}`)).join(', ')} }`;
}

function sourceOfLayer({ name, configuration, weights }: LayerExpression): string {
  const plain = sourceOfArgument(configuration);
  const given = weights.length === 0 ? plain : `${plain.slice(0, -2)}, weights: [${weights.map(sourceOf).join(', ')}] }`;
  return `tf.layers.${name}(${given})`;
}

/** What the source of a weight's gradient calls. */
const weightGradientHelper = [
  '/** The gradient of sum(dy * layer(x)) by the weights of the layer. */',
  'function weightGradient(layer, x, dy) {',
  '  layer.apply(x);',
  '  const product = () => {',
  '    const y = layer.apply(x);',
  '    tf.util.assertShapesMatch(y.shape, dy.shape);',
  '    return tf.sum(tf.mul(y, dy));',
  '  };',
  '  return Object.values(tf.variableGrads(product, layer.getWeights()).grads)[0];',
  '}',
];

/** The functions that the source of an expression calls. */
export function helpersOf(expression: Expression): readonly string[] {
  return expression.kind === 'weightGradient' ? weightGradientHelper : [];
}

/** The source of an expression, as JavaScript that may call its helpers. */
export function sourceOf(expression: Expression): string {
  switch (expression.kind) {
    case 'variable':
      return expression.name;
    case 'call':
      return `tf.${expression.name}(${expression.arguments.map(sourceOfArgument).join(', ')})`;
    case 'gradient': {
      const { of, by, dy } = expression;
      return `tf.grad((${by}) => ${sourceOf(of)})(${by}, ${dy})`;
    }
    case 'layer':
      return `${sourceOfLayer(expression)}.apply(${sourceOf(expression.input)})`;
    case 'weightGradient':
      return `weightGradient(${sourceOfLayer(expression.of)}, ${sourceOf(expression.of.input)}, ${sourceOf(expression.dy)})`;
  }
}

/** A list of numbers as JavaScript, -0 and NaN included. */
export function sourceOfNumbers(values: Iterable<number>): string {
  return `[${Array.from(values, literal).join(', ')}]`;
}
