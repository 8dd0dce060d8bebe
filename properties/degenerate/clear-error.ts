import { isTensor, type Tensor } from '../../src/tensor.js';
import type { OpName } from '../../src/ops/index.js';
import type { Draw } from '../../src/draw/draw.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import { isMeant } from '../../src/runtime-error.js';

/**
 * Whether an op refused: it threw an error that says something. A result that is no tensor, a promise left hanging, or an error that the
 * runtime raised because the op went on regardless, is no refusal.
 */
function isRefusal(error: unknown): boolean {
  const thrown = error instanceof InvalidArgument ? error : (error as { readonly cause?: unknown } | undefined)?.cause;
  return thrown instanceof Error && isMeant(thrown);
}

/** What a call gives, or `expected` where it refuses with a clear error. Whatever else goes wrong is thrown on. */
export async function orClearError<T>(result: Promise<T>, expected: T | PromiseLike<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (isRefusal(error)) return expected;
    throw error;
  }
}

/** The tensor of a case that has no cells. */
export function emptyOf(c: object): Tensor {
  return Object.values(c).find((value): value is Tensor => isTensor(value) && value.size === 0)!;
}

/** Refuses libraries that take no tensor such as this, of no cells. */
export function needsEmptyTensors(d: Draw, op: OpName, empty: Tensor): void {
  if (!d.takes(op, {}, empty)) throw new EmptyDomain('shape', 'the library takes no empty tensors');
}
