/** The calls that a program makes of a library's ops: a model that is code, and no file. */
import type { CauseCall } from '../../diagnosis/cause/cause.js';
import { isThenable } from '../../judge/bind/operands.js';
import { copied } from '../../judge/bind/recent.js';
import { cloneCase } from '../../judge/evaluate.js';
import { OpThrew } from '../../judge/failures.js';
import { attributesAt, completeAttributes } from '../../judge/bind/attributes.js';
import type { LibraryOps, TensorLibrary } from '../../library.js';
import { isTensorOp, opNames, type Ops, type TensorOp } from '../../ops/index.js';

/** One call of a program, in the layout of the library. */
export interface TracedCall extends CauseCall {
  readonly op: TensorOp;
  /** As they were before the call. */
  readonly arguments: readonly unknown[];
  /** What came, as it was then: a tensor, several, or the error. Left out where a promise of it never settled. */
  readonly result?: unknown;
}

/** What a program came to, and the calls that it made on the way. */
export interface Trace<Value> {
  /** The library whose ops were called. */
  readonly library: TensorLibrary;
  /** In the order in which they were begun. */
  readonly calls: readonly TracedCall[];
  readonly value: Value;
}

/** Ops of the vocabulary, as a library has them: attributes may be left out, results may be promises. */
export type TracedOps = { readonly [K in TensorOp]?: (...args: Parameters<Ops[K]>) => ReturnType<NonNullable<LibraryOps[K]>> };

/** A library whose calls are recorded. */
export type TracedLibrary = Omit<TensorLibrary, 'ops'> & { readonly ops: TracedOps };

type Op = (...args: readonly unknown[]) => unknown;

/** An op that notes each of its calls. */
function noted(op: TensorOp, given: Op, calls: TracedCall[]): Op {
  const attributes = attributesAt(op);
  const call: Op = (...listed) => {
    // An adapter gets its attributes complete.
    const args =
      attributes < 0 ? listed : [...listed.slice(0, attributes), completeAttributes(op, listed, listed[attributes] as object | undefined)];
    const at = calls.push({ op, arguments: cloneCase(args as unknown[]) }) - 1;
    const note = (result: unknown): void => void (calls[at] = { ...calls[at]!, result });
    const failed = (thrown: unknown): never => {
      note(new OpThrew(op, thrown));
      throw thrown;
    };
    let result: unknown;
    try {
      result = given(...args);
    } catch (thrown) {
      return failed(thrown);
    }
    if (!isThenable(result)) {
      note(copied(result));
      return result;
    }
    return result.then((value) => {
      note(copied(value));
      return value;
    }, failed);
  };
  // Its spellings stay what they are: they are called by their own names.
  return Object.assign(call, given);
}

/**
 * Runs a program, and records the calls that it makes of a library's ops on tensors.
 *
 * The program gets a library that records. The ops of the library itself record too while it runs, so that a program that has them already
 * needs no change; calls that others make of them meanwhile are recorded as well. `setup` and `close` of the library are the caller's.
 *
 * @param program sync or async
 * @returns once the program has ended; `checkTrace` holds the calls against the reference
 * @throws what the program throws
 * @example
 * ```ts
 * const { calls, value } = await trace(library, ({ ops }) => ops.maxPool!(ops.conv!(x, filter), { window: [2, 2] }));
 * ```
 */
export async function trace<Value>(
  library: TensorLibrary,
  program: (traced: TracedLibrary) => Value | PromiseLike<Value>,
): Promise<Trace<Value>> {
  const calls: TracedCall[] = [];
  const own = { ...library.ops };
  const recording: Partial<Record<TensorOp, Op>> = {};
  for (const op of opNames) {
    const given = own[op] as Op | undefined;
    if (given !== undefined && isTensorOp(op)) recording[op] = noted(op, given, calls);
  }
  const ops = { ...own, ...recording } as TracedOps;
  const isOpen = !Object.isFrozen(library.ops);
  if (isOpen) Object.assign(library.ops, recording);
  try {
    const value = await program({ ...library, ops });
    return { library: { ...library, ops: own }, calls: [...calls], value };
  } finally {
    if (isOpen) Object.assign(library.ops, own);
  }
}
