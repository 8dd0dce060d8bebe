/** A library whose calls are watched. */
import { isThenable } from '../../judge/operands.js';
import type { LibraryOps, TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';

/** Told of each call, and of its coming back. */
export interface CallNotes {
  readonly call: (op: OpName, args: readonly unknown[]) => void;
  readonly survived: (op: OpName) => void;
}

/** The library with each call noted before it is made. */
export function noted(library: TensorLibrary, { call, survived }: CallNotes): TensorLibrary {
  const ops = Object.entries(library.ops).map(([name, own]) => {
    if (typeof own !== 'function') return [name, own] as const;
    const op = name as OpName;
    const back = (): void => survived(op);
    const wrapped = (...args: unknown[]): unknown => {
      call(op, args);
      let result: unknown;
      try {
        result = (own as (...args: unknown[]) => unknown)(...args);
      } catch (thrown) {
        back();
        throw thrown;
      }
      if (isThenable(result)) result.then(back, back);
      else back();
      return result;
    };
    return [name, wrapped] as const;
  });
  return { ...library, ops: Object.fromEntries(ops) as LibraryOps };
}

/** Thrown instead of making a call that is only looked at. */
class Looked extends Error {
  override readonly name = 'Looked';
}

/** Waits for one call of a case. */
export class Lookout {
  private left = 0;
  seen: { readonly op: OpName; readonly args: readonly unknown[] } | undefined;

  /** @param number of the call, from 1; 0 for none */
  wait(number: number): void {
    this.left = number;
    this.seen = undefined;
  }

  call(op: OpName, args: readonly unknown[]): void {
    if (this.left === 0) return;
    // Those after it are not made either: they might end the process.
    if (--this.left > 0) return;
    this.left = 1;
    this.seen ??= { op, args };
    throw new Looked(`${op} is not called`);
  }
}
