import type { CaseProgram, Draw } from './draw.js';

const programs = new WeakMap<object, Map<string, CaseProgram<unknown>>>();
const numbers = new WeakMap<object, number>();
let count = 0;

/** Functions are told apart by who they are, all else by what it says. */
function said(_key: string, value: unknown): unknown {
  if (typeof value !== 'function') return value;
  let number = numbers.get(value);
  if (number === undefined) numbers.set(value, (number = count++));
  return `function ${number}`;
}

/**
 * The program that calls `draw` with some more arguments: one and the same for equal arguments, so that laws which draw alike share the
 * rows of one covering array.
 *
 * @param args plain data and functions
 */
export function drawing<Case, Args extends readonly unknown[]>(draw: (d: Draw, ...args: Args) => Case, ...args: Args): CaseProgram<Case> {
  let ofDraw = programs.get(draw);
  if (ofDraw === undefined) programs.set(draw, (ofDraw = new Map<string, CaseProgram<unknown>>()));
  const key = JSON.stringify(args, said);
  let program = ofDraw.get(key);
  if (program === undefined) ofDraw.set(key, (program = (d): Case => draw(d, ...args)));
  return program as CaseProgram<Case>;
}
