import type { NamedCall } from './drawn-call.js';
import type { Shape } from '../tensor.js';

/**
 * What a call over windows shows of the choices that its windows were drawn from.
 *
 * @param input the shape of what the windows lie on, `[batch, ...sizes, channels]`
 * @param window the window's sizes, or a shape that begins with them. Default: 1 per axis
 */
export function shownWindows(input: Shape, window: readonly number[] | undefined, attributes: object): NamedCall {
  const n = Math.max(0, input.length - 2);
  const kernel = window?.slice(0, n) ?? new Array<number>(n).fill(1);
  return { n, kernel, sizes: input.slice(1, 1 + n), batch: input[0], ...attributes, attributes };
}
