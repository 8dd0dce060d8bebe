/** What a call of an op asks of TensorFlow.js, and how the requests of an op are written. */
import type { LibraryOps } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import type { Shape, Tensor } from '../../tensor.js';
import type { Expression } from './expression.js';

/** A tensor to make: given values, or zeros of a shape. */
export type Source = Tensor | Shape;

/** What a call asks of TensorFlow.js. */
export interface Request {
  /** By variable name. */
  readonly tensors: Readonly<Record<string, Source>>;
  readonly expression: Expression;
}

type RequestOf<K extends keyof LibraryOps> = (...args: Parameters<NonNullable<LibraryOps[K]>>) => Request;

/** Each op as one request, or as one for each of its spellings; a request refuses what it cannot say. */
export type Requests = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: RequestOf<K> | Readonly<Record<string, RequestOf<K>>>;
};

/** The same request for each spelling. */
export function each<Spelling, Args extends unknown[]>(
  spelled: Readonly<Record<string, Spelling>>,
  request: (spelling: Spelling, ...args: Args) => Request,
): Record<string, (...args: Args) => Request> {
  return Object.fromEntries(
    Object.entries(spelled).map(([name, spelling]) => [name, (...args: Args): Request => request(spelling, ...args)]),
  );
}
