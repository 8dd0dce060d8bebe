/** How an op call can go wrong, apart from its values. */
import type { OpName } from '../ops/index.js';
import { dtypeOfData } from '../tensor.js';

/** An op threw, or its promise rejected. */
export class OpThrew extends Error {
  override readonly name = 'OpThrew';
  constructor(
    readonly op: OpName,
    readonly thrown: unknown,
  ) {
    super(`${op} threw ${describeThrown(thrown)}`, { cause: thrown });
  }
}

/** An op returned something that is no tensor of the library's dtype. */
export class BadResult extends Error {
  override readonly name = 'BadResult';
  constructor(
    readonly op: OpName,
    readonly problem: string,
  ) {
    super(`${op} returned ${problem}`);
  }
}

/** An op's promise did not settle in time. */
export class OpTimedOut extends Error {
  override readonly name = 'OpTimedOut';
  constructor(
    readonly op: OpName,
    readonly milliseconds: number,
  ) {
    super(`${op} did not settle within ${milliseconds} ms`);
  }
}

/** Any thrown value in words: an error's name and first line, a string, `undefined`. */
export function describeThrown(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message.split('\n')[0]}`;
  if (typeof thrown === 'string') return `the string '${thrown}'`;
  return describeValue(thrown);
}

/** Any value in a few words. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `the string '${value.slice(0, 40)}'`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'function') return 'a function';
  const dtype = dtypeOfData(value);
  if (dtype !== undefined) return `typed data of ${dtype} without a shape`;
  return `an object (${Object.prototype.toString.call(value).slice(8, -1)}${Object.keys(value).length > 0 ? ` with ${Object.keys(value).slice(0, 4).join(', ')}` : ''})`;
}
