/** Results of which no bound is known, held against those of the trusted backend. */
import { closenessOf, type Closeness } from '../../judge/closeness.js';
import type { ModelTensor } from '../../library.js';
import { fromData, sameShape, type Tensor } from '../../tensor.js';
import { floatsOf } from '../translate/given.js';

/** How a result stands to the trusted one. */
export interface Against {
  readonly closeness?: Closeness;
  /** What no rounding explains: another shape or type, NaN or an infinity on one side alone. */
  readonly stray?: string;
}

const numbers = (value: ModelTensor): Tensor =>
  floatsOf(value) ?? fromData(Float64Array.from(value.data as ArrayLike<number>, Number), [...value.dims]);

const list = (dims: readonly number[]): string => `[${dims.join(', ')}]`;

/**
 * A result against the trusted one.
 *
 * @param name of the output, where the node has several
 */
export function againstTrusted(result: ModelTensor | undefined, trusted: ModelTensor, name: string): Against {
  if (result === undefined) return { stray: `gave no ${name}` };
  if (result.type !== trusted.type) return { stray: `gave ${result.type} instead of ${trusted.type} as ${name}` };
  if (!sameShape(result.dims, trusted.dims))
    return { stray: `gave the shape ${list(result.dims)} instead of ${list(trusted.dims)} as ${name}` };
  const closeness = closenessOf(numbers(result), numbers(trusted), undefined);
  const isSpecial = closeness.share > 0 && !Number.isFinite(closeness.difference);
  return {
    closeness,
    ...(isSpecial && {
      stray: `is not finite where the trusted result is, or finite where that is not, at ${list(closeness.index)} of ${name}`,
    }),
  };
}

/** The one that is further off. */
export function worse(a: Against | undefined, b: Against): Against {
  if (a === undefined) return b;
  if (a.stray !== undefined || b.stray !== undefined) return a.stray === undefined ? b : a;
  return (a.closeness?.difference ?? 0) >= (b.closeness?.difference ?? 0) ? a : b;
}
