import type { ArgumentCode } from './argument-codes.js';

/**
 * A bad argument: `conv: dilations[1] is 0, but every dilation must be an integer >= 1`.
 *
 * Programs go by `code`, which `argumentCodes` explains and which stays; the words are for people.
 */
export class InvalidArgument extends RangeError {
  override readonly name = 'InvalidArgument';

  constructor(
    /** The op, or whatever else was called. */
    readonly op: string,
    /** For example `dilations[1]`. */
    readonly argument: string,
    readonly value: unknown,
    /** What was expected, as the end of a sentence: `every dilation must be an integer >= 1`. */
    readonly expected: string,
    readonly code: ArgumentCode = 'option',
  ) {
    super(`${op}: ${argument} is ${show(value)}, but ${expected}`);
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return Object.prototype.toString.call(value).slice(8, -1);
  return String(value);
}
