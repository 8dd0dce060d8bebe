/** What an op asks of jax-js, and the layouts in which it asks. */
import type { LibraryOps } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import { allocate, fromData, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import type { Expression } from './expression.js';
import { filterAxes, firstAxes, inverse, lastAxes, permuted } from './layout.js';

/** What an op asks of jax-js. */
export interface Request {
  /** By variable name, as jax-js takes them; those that no spelling names are not made. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Calls on these variables that mean the same, by the names of the spellings that take the call; at least one. */
  readonly spellings: Readonly<Record<string, Spelling>>;
}

export interface Spelling {
  readonly expression: Expression;
  /** The result in the op's own layout. */
  readonly back: (result: Tensor) => Tensor;
}

export interface SpelledRequest<Args extends readonly unknown[]> {
  /** Of all spellings, the plainest first. */
  readonly names: readonly string[];
  readonly ask: (...args: Args) => Request;
}

export type Requests = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: SpelledRequest<Parameters<NonNullable<LibraryOps[K]>>>;
};

export const asIs = (result: Tensor): Tensor => result;
export const channelsLast = (result: Tensor): Tensor => permuted(result, lastAxes(result.shape.length));
export const filterLast = (result: Tensor): Tensor => permuted(result, inverse(filterAxes(result.shape.length)));

export function first(tensor: Tensor): Tensor {
  return permuted(tensor, firstAxes(tensor.shape.length));
}

export function given(filters: Tensor): Tensor {
  return permuted(filters, filterAxes(filters.shape.length));
}

export function zeros(shape: Shape): Tensor {
  return fromData(allocate(sizeOf(shape), 'float32'), [...shape]);
}

/** Expressions by name, and what makes of each result one of the op. */
export function each(expressions: Readonly<Record<string, Expression>>, back: Spelling['back']): Record<string, Spelling> {
  return Object.fromEntries(Object.entries(expressions).map(([name, expression]) => [name, { expression, back }]));
}
