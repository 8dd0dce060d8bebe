/** Libraries whose calls are few and short: each call carries its own source beside it. */
import { defineLibrary, type LibraryOps, type Limits, type TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import type { Precision } from '../../precision.js';
import type { Tensor } from '../../tensor.js';
import { mapSpelled, takenRequest, type Requested } from './requested.js';

/** A call that is not made yet. */
export interface SourcedCall {
  readonly run: () => Tensor;
  /** Statements that do the same in the library's own API and print the result, made on demand. */
  readonly source: () => readonly string[];
}

type CallOf<K extends keyof LibraryOps> = (...args: Parameters<NonNullable<LibraryOps[K]>>) => SourcedCall;

/** Each op as one call, or as one for each of its spellings. */
export type SourcedOps = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: CallOf<K> | Readonly<Record<string, CallOf<K>>>;
};

export interface SourcedOptions {
  readonly name: string;
  readonly version?: string;
  readonly precision: Precision;
  readonly limits: Limits;
  readonly ops: SourcedOps;
  /** The lines that start a reproduction. */
  readonly preamble: readonly string[];
  readonly setup?: () => Promise<void>;
}

/** A library of calls with their sources. */
export function sourcedLibrary({ ops, preamble, ...rest }: SourcedOptions): TensorLibrary {
  const calls = ops as Requested<(...args: readonly unknown[]) => SourcedCall>;
  return defineLibrary({
    ...rest,
    ops: mapSpelled(
      calls,
      (call) =>
        (...args) =>
          call(...args).run(),
    ) as LibraryOps,
    show: (shown) => [...preamble, ...takenRequest(rest.name, calls, shown).source(), ''].join('\n'),
  });
}

/** Numbers and lists of them as JavaScript, -0 and NaN included. */
export function literal(value: number | readonly unknown[]): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return `[${value.map((each) => literal(each as number | readonly unknown[])).join(', ')}]`;
}
