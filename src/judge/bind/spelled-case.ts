/** Cases with the spellings in which ops are to be called: a choice of each case, beside the law's own. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../../draw/case-arbitrary.js';
import type { CaseProgram, Draw, IntOptions } from '../../draw/draw.js';
import { sameValue } from '../../draw/recover.js';
import { spellingsOf, type TensorLibrary } from '../../library.js';
import { madeOf, type OpName } from '../../ops/index.js';

/** The name of the spelling that each op is called in. */
export type SpellingChoice = Readonly<Partial<Record<OpName, string>>>;

/** An op in several spellings. */
interface SpelledOp {
  readonly op: OpName;
  readonly names: readonly string[];
}

/** Those of the ops that the library has several spellings of. */
export function spelledOps(ops: readonly OpName[], library: TensorLibrary): readonly SpelledOp[] {
  const called = ops.flatMap((op) => (library.ops[op] === undefined && madeOf(op).length > 0 ? madeOf(op) : [op]));
  return [...new Set(called)].flatMap((op) => {
    const names = Object.keys(spellingsOf(library.ops[op]) ?? {});
    return names.length > 1 ? [{ op, names }] : [];
  });
}

/** The choice that a case carries. */
export function spellingOf(c: unknown): SpellingChoice | undefined {
  if (typeof c !== 'object' || c === null || !('spelling' in c)) return undefined;
  return c.spelling as SpellingChoice;
}

/** A case as its law draws it. */
export function withoutSpelling(c: unknown): unknown {
  if (spellingOf(c) === undefined) return c;
  const { spelling: _, ...own } = c as { readonly spelling: SpellingChoice };
  return own;
}

/** A case with a choice. One that is no object of fields has no room for it: its ops are called in their first spellings. */
function withSpelling<Case>(c: Case, spelling: SpellingChoice): Case {
  if (typeof c !== 'object' || c === null || Object.getPrototypeOf(c) !== Object.prototype) return c;
  return { ...c, spelling };
}

/** The program with a choice of each op's spelling before its own: covered, shrunk, enumerated and replayed as any other. */
function spelledProgram<Case>(program: CaseProgram<Case>, ops: readonly SpelledOp[]): CaseProgram<Case> {
  const choices = ops.map(({ op, names }): { op: OpName; names: readonly string[]; options: IntOptions } => ({
    op,
    names,
    options: {
      role: 'spelling',
      classes: (at) => names[at]!,
      typical: Infinity,
      from: (c) => {
        const at = names.indexOf(spellingOf(c)?.[op] ?? '');
        return at < 0 ? undefined : at;
      },
    },
  }));
  return (d: Draw) => {
    const drawn = choices.map(({ op, names, options }) => [op, names[d.int(`${op} spelling`, 0, names.length - 1, options)]!] as const);
    return withSpelling(program(d), Object.fromEntries(drawn));
  };
}

/** The cases, each with its choice of spellings. */
export function spelledCases(cases: fc.Arbitrary<unknown>, ops: readonly SpelledOp[]): fc.Arbitrary<unknown> {
  if (ops.length === 0) return cases;
  // An example of a user's own has no spelling: it shrinks from the first ones.
  const isSame = (built: unknown, given: unknown): boolean => sameValue(withoutSpelling(built), withoutSpelling(given));
  if (cases instanceof CaseArbitrary) return cases.over(spelledProgram(cases.program as CaseProgram<unknown>, ops), isSame);
  const choice = fc.record(Object.fromEntries(ops.map(({ op, names }) => [op, fc.constantFrom(...names)])));
  return fc.tuple(choice, cases).map(([spelling, c]) => withSpelling(c, spelling));
}
