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
  /** Calls on these variables that mean the same; at least one. */
  readonly spellings: readonly Spelling[];
}

export interface Spelling {
  readonly expression: Expression;
  /** The result in the op's own layout. */
  readonly back: (result: Tensor) => Tensor;
}

export type Requests = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: (...args: Parameters<NonNullable<LibraryOps[K]>>) => Request;
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

export function each(expressions: readonly Expression[], back: Spelling['back']): Spelling[] {
  return expressions.map((expression) => ({ expression, back }));
}
