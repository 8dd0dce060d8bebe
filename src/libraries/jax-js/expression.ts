/** Calls of jax-js as data: what runs a call and what prints it read the same value. */
import type { Jax, JaxArray } from './api.js';

/**
 * A variable, a call of a function of `np` or `lax`, a derivative by a variable, or a compiled function of all its variables. Each
 * variable stands in an expression once: the op that gets an array owns it.
 */
export type Expression =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'call'; readonly name: `${'np' | 'lax'}.${string}`; readonly arguments: readonly Argument[] }
  | { readonly kind: 'vjp' | 'grad'; readonly of: Expression; readonly by: string; readonly dy: string }
  | { readonly kind: 'jit'; readonly of: Expression };

/** What a function takes: an array, another function of `np`, a plain value, an object of them. */
export type Argument = Node | Plain;

type Node = Expression | { readonly kind: 'function'; readonly name: `np.${string}` };

type Plain = number | string | boolean | undefined | readonly Plain[] | { readonly [name: string]: Plain };

export type Variables = Readonly<Record<string, JaxArray>>;

export function variable(name: string): Expression {
  return { kind: 'variable', name };
}

/** `name(...arguments)`; trailing `undefined`s are left out. */
export function call(name: `${'np' | 'lax'}.${string}`, ...given: readonly Argument[]): Expression {
  let length = given.length;
  while (length > 0 && given[length - 1] === undefined) length--;
  return { kind: 'call', name, arguments: given.slice(0, length) };
}

/** The gradient of `sum(dy * of)` by a variable, through `vjp` and through `grad`. */
export function gradients(of: Expression, by: string): Record<'vjp' | 'grad', Expression> {
  return { vjp: { kind: 'vjp', of, by, dy: 'dy' }, grad: { kind: 'grad', of, by, dy: 'dy' } };
}

export function jit(of: Expression): Expression {
  return { kind: 'jit', of };
}

function isNode(argument: Argument): argument is Node {
  return typeof argument === 'object' && !Array.isArray(argument) && 'kind' in argument;
}

/** The names of an expression's variables, in the order of its text. */
export function variablesOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'variable':
      return [expression.name];
    case 'call':
      return expression.arguments.flatMap((argument) => (isNode(argument) && argument.kind !== 'function' ? variablesOf(argument) : []));
    case 'vjp':
    case 'grad':
      return [...variablesOf(expression.of), expression.dy];
    case 'jit':
      return variablesOf(expression.of);
  }
}

function functionOf(jax: Jax, name: string): (...given: unknown[]) => JaxArray {
  const [space, member] = name.split('.') as [string, string];
  return (space === 'np' ? jax.numpy : jax.lax)[member]!;
}

/** Runs an expression; the arrays of its variables are used up. */
export function evaluate(jax: Jax, expression: Expression, variables: Variables): JaxArray {
  switch (expression.kind) {
    case 'variable':
      return variables[expression.name]!;
    case 'call': {
      const given = expression.arguments.map((argument) => {
        if (!isNode(argument)) return argument;
        return argument.kind === 'function' ? functionOf(jax, argument.name) : evaluate(jax, argument, variables);
      });
      return functionOf(jax, expression.name)(...given);
    }
    case 'vjp': {
      const { of, by, dy } = expression;
      const [y, pullBack] = jax.vjp((x) => evaluate(jax, of, { ...variables, [by]: x }), [variables[by]!]);
      y.dispose();
      const [gradient] = pullBack(variables[dy]!);
      pullBack.dispose();
      return gradient;
    }
    case 'grad': {
      const { of, by, dy } = expression;
      const weights = variables[dy]!;
      // Not a product and a sum: those would broadcast a `dy` of another shape.
      const product = (x: JaxArray): JaxArray =>
        jax.numpy['tensordot']!(evaluate(jax, of, { ...variables, [by]: x }), weights, weights.shape.length);
      return jax.grad(product)(variables[by]!);
    }
    case 'jit': {
      const names = variablesOf(expression.of);
      const compiled = jax.jit((...arrays) => evaluate(jax, expression.of, Object.fromEntries(names.map((name, i) => [name, arrays[i]!]))));
      const result = compiled(...names.map((name) => variables[name]!));
      compiled.dispose();
      return result;
    }
  }
}

/** A plain value as JavaScript, -0 and NaN included. */
export function literal(value: Plain): string {
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object') return Object.is(value, -0) ? '-0' : String(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{ ${entries.map(([name, member]) => `${name}: ${literal(member as Plain)}`).join(', ')} }`;
}

/** The source of an expression. */
export function sourceOf(expression: Expression): string {
  switch (expression.kind) {
    case 'variable':
      return expression.name;
    case 'call': {
      const given = expression.arguments.map((argument) => {
        if (!isNode(argument)) return literal(argument);
        return argument.kind === 'function' ? argument.name : sourceOf(argument);
      });
      return `${expression.name}(${given.join(', ')})`;
    }
    case 'vjp': {
      const { of, by, dy } = expression;
      return `vjp((${by}) => ${sourceOf(of)}, [${by}])[1](${dy})[0]`;
    }
    case 'grad': {
      const { of, by, dy } = expression;
      return `grad((${by}) => np.tensordot(${sourceOf(of)}, ${dy}, ${dy}.ndim))(${by})`;
    }
    case 'jit': {
      const names = variablesOf(expression.of).join(', ');
      return `jit((${names}) => ${sourceOf(expression.of)})(${names})`;
    }
  }
}
