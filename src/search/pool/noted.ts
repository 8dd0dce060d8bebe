/** A library whose calls are watched. */
import { argumentsIn } from '../../judge/bind/layout.js';
import { isThenable } from '../../judge/bind/operands.js';
import { spellings, spellingsOf, type Layout, type LibraryOps, type TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';

type Call = (...args: unknown[]) => unknown;

/** Told of each call, and of its coming back. */
export interface CallNotes {
  readonly call: (op: OpName, args: readonly unknown[], spelling?: string) => void;
  readonly survived: (op: OpName) => void;
}

/** The library with each call noted before it is made. */
export function noted(library: TensorLibrary, { call, survived }: CallNotes): TensorLibrary {
  const ops = Object.entries(library.ops).map(([name, own]) => {
    if (typeof own !== 'function') return [name, own] as const;
    const op = name as OpName;
    const back = (): void => survived(op);
    const wrapped =
      (own: Call, layout: Layout, spelling?: string): Call =>
      (...args) => {
        call(op, layout === 'channels-first' ? argumentsIn('channels-last', op, args) : args, spelling);
        let result: unknown;
        try {
          result = own(...args);
        } catch (thrown) {
          back();
          throw thrown;
        }
        if (isThenable(result)) result.then(back, back);
        else back();
        return result;
      };
    const spelled = spellingsOf(own);
    if (spelled === undefined) return [name, wrapped(own as Call, library.layout)] as const;
    const each = Object.entries(spelled).map(([spelling, given]) => [
      spelling,
      { ...given, call: wrapped(given.call, given.layout ?? library.layout, spelling) },
    ]);
    return [name, spellings(Object.fromEntries(each) as typeof spelled)] as const;
  });
  return { ...library, ops: Object.fromEntries(ops) as LibraryOps };
}

/** Thrown instead of making a call that is only looked at. */
class Looked extends Error {
  override readonly name = 'Looked';
}

/** A call that was about to be made. */
export interface SeenCall {
  readonly op: OpName;
  readonly args: readonly unknown[];
  readonly spelling?: string;
}

/** Waits for one call of a case. */
export class Lookout {
  private left = 0;
  seen: SeenCall | undefined;

  /** @param number of the call, from 1; 0 for none */
  wait(number: number): void {
    this.left = number;
    this.seen = undefined;
  }

  call(op: OpName, args: readonly unknown[], spelling?: string): void {
    if (this.left === 0) return;
    // Those after it are not made either: they might end the process.
    if (--this.left > 0) return;
    this.left = 1;
    this.seen ??= { op, args, ...(spelling !== undefined && { spelling }) };
    throw new Looked(`${op} is not called`);
  }
}
