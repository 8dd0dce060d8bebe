/** One entry of the failure database: a finding, as it is kept on disk. */
import { createHash } from 'node:crypto';
import type { Cause } from '../diagnosis/cause/cause.js';
import { sizeOfExample } from '../diagnosis/findings/call-size.js';
import type { Finding } from '../diagnosis/findings/findings.js';
import type { Counterexample } from '../judge/counterexample.js';
import { toJson } from '../judge/json.js';
import { isOpName } from '../ops/index.js';
import { version } from '../version.js';
import { safeFromJson } from './schema/safe-json.js';

/** Version of the files' format. */
const schema = 1;

export interface Entry {
  /** What the finding is: the same bug has the same key, whichever law showed it. */
  readonly key: string;
  readonly library: string;
  readonly title: string;
  readonly law: string;
  readonly case: unknown;
  /** The calls that lead to the failure, where the case holds by itself. */
  readonly before?: NonNullable<Counterexample['before']>;
  readonly message: string;
  readonly token?: string;
  /** Id of the finding, and its cause; entries of earlier versions have none. */
  readonly finding?: string;
  readonly cause?: Cause;
  /** How large its call is; of two lists the first number that differs says. Entries of earlier versions have none. */
  readonly size?: readonly number[];
}

/** What cannot be read as an entry. */
export class BadEntry extends Error {
  override readonly name = 'BadEntry';
}

function hash(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** The entry of a finding; undefined where no case is known that shows it. */
export function findingEntry(finding: Finding): Entry | undefined {
  const { id, title, cause, counterexample } = finding;
  if (counterexample.case === undefined) return undefined;
  const { library, law, case: c, message, token, before } = counterexample;
  const more = { ...(before !== undefined && { before }), ...(token !== undefined && { token }) };
  return {
    key: hash(library, id),
    library,
    title,
    law,
    case: c,
    message,
    finding: id,
    cause,
    size: sizeOfExample(counterexample),
    ...more,
  };
}

/** Whether an entry has a smaller call than another of its key. */
export function isSmaller({ size: a }: Entry, { size: b }: Entry): boolean {
  if (a === undefined || b === undefined) return a !== undefined;
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && (b[at] === undefined || a[at]! < b[at]);
}

/** An entry as the text of its file. */
export function entryText({ case: c, before, cause, ...rest }: Entry): string {
  const cases = {
    ...(cause !== undefined && { cause: toJson(cause) }),
    case: toJson(c),
    ...(before !== undefined && { before: toJson(before) }),
  };
  return `${JSON.stringify({ schema, tensorLaws: version, ...rest, ...cases }, undefined, 2)}\n`;
}

/** Calls as they were kept. */
function callsOf(json: unknown): NonNullable<Entry['before']> {
  const isCall = (call: { op?: unknown; arguments?: unknown } | null): boolean =>
    isOpName(String(call?.op)) && Array.isArray(call?.arguments);
  if (!Array.isArray(json) || !json.every(isCall)) throw new BadEntry('its calls are none');
  return safeFromJson(json) as NonNullable<Entry['before']>;
}

/** A cause as it was kept: what this version makes of it is found out when it is asked. */
function causeOf(json: unknown): Pick<Entry, 'cause'> {
  if (json === undefined) return {};
  const { kind, ops } = (json ?? {}) as { kind?: unknown; ops?: unknown };
  if (typeof kind !== 'string' || !Array.isArray(ops)) throw new BadEntry('its cause is none');
  return { cause: safeFromJson(json) as Cause };
}

function sizeOf(json: unknown): Pick<Entry, 'size'> {
  if (json === undefined) return {};
  if (!Array.isArray(json) || json.length > 20 || !json.every((value) => Number.isFinite(value))) throw new BadEntry('its size is none');
  return { size: json as number[] };
}

/**
 * The entry of a file's text.
 *
 * @throws BadEntry on anything that this version does not write
 */
export function parseEntry(text: string): Entry {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw new BadEntry('it is no JSON: it was cut off, or is no file of this tool', { cause: thrown });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new BadEntry('it holds no finding');
  const fields = json as Record<string, unknown>;
  if (fields['schema'] !== schema) throw new BadEntry(`its schema is ${JSON.stringify(fields['schema'])}; this version reads ${schema}`);
  const textOf = (name: string): string => {
    const value = fields[name];
    if (typeof value !== 'string' || value === '') throw new BadEntry(`its ${name} is no text`);
    return value;
  };
  const key = textOf('key');
  if (!/^[0-9a-f]{16}$/.test(key)) throw new BadEntry('its key is none');
  if (typeof fields['case'] !== 'object' || fields['case'] === null) throw new BadEntry('it holds no case');
  let c: unknown;
  try {
    c = safeFromJson(fields['case']);
  } catch (thrown) {
    throw new BadEntry('its case is none', { cause: thrown });
  }
  const finding = fields['finding'] === undefined ? {} : { finding: textOf('finding') };
  const before = fields['before'] === undefined ? {} : { before: callsOf(fields['before']) };
  const token = fields['token'] === undefined ? {} : { token: textOf('token') };
  return {
    key,
    library: textOf('library'),
    title: textOf('title'),
    law: textOf('law'),
    message: textOf('message'),
    case: c,
    ...finding,
    ...causeOf(fields['cause']),
    ...sizeOf(fields['size']),
    ...before,
    ...token,
  };
}
