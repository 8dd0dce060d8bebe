/** Bugs of a library that are known. */
import { InvalidLibrary } from './spelling.js';

/**
 * A bug that is known. A law may fail by it alone; the bug is `fixed`, which is red, once its case and calls that its cause predicts hold.
 */
export interface KnownBug {
  /** Why it is not fixed yet. */
  readonly reason: string;
  /** Address of the library's own issue. */
  readonly issue?: string;
  /** A `Cause`, as a finding has it, or as it is read from JSON: whether this version knows it is found out when the library is checked. */
  readonly cause: object;
  /** The smallest case that showed it, as `toJson` gives it. */
  readonly case: unknown;
  /** Id of the law whose case it is. Left out: the case is not made again, and calls that the cause predicts tell whether it is fixed. */
  readonly law?: string;
  /** The cause in words, as the version said it that found it. */
  readonly sentence?: string;
  /** Version of this package that found it. Default: this one. */
  readonly tensorLaws?: string;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** @throws InvalidLibrary on what is no such entry */
export function checkKnownBug(where: string, bug: unknown): asserts bug is KnownBug {
  if (typeof bug !== 'object' || bug === null)
    throw new InvalidLibrary(`${where} is ${JSON.stringify(bug) ?? String(bug)}; it is { reason, cause, case }`);
  const fields = bug as Readonly<Record<string, unknown>>;
  if (!isText(fields['reason']))
    throw new InvalidLibrary(`${where}: reason is ${JSON.stringify(fields['reason'])}; it is a non-empty string`);
  for (const name of ['issue', 'law', 'sentence', 'tensorLaws']) {
    const value = fields[name];
    if (value !== undefined && !isText(value))
      throw new InvalidLibrary(`${where}: ${name} is ${JSON.stringify(value)}; it is a non-empty string, or left out`);
  }
  const { kind, ops } = (fields['cause'] ?? {}) as Readonly<Record<string, unknown>>;
  if (!isText(kind) || !isTexts(ops)) throw new InvalidLibrary(`${where}: its cause is none; it is the cause of a finding`);
  if (fields['case'] === undefined)
    throw new InvalidLibrary(`${where}: it has no case; it is the smallest case of a finding, as toJson gives it`);
}
