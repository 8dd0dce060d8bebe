/** What is asked in the laboratory as the end of an address, and back. Nothing of it runs by itself. */

/** What stands in the form. */
export interface Form {
  kind: 'cause' | 'kernel';
  /** A deviation, an op that it is planted in, and its parameters as JSON. */
  deviation: string;
  op: string;
  parameters: string;
  code: string;
  /** Ids and globs with spaces between them. */
  laws: string;
  seed: number;
  runs: number;
}

const longest = 40_000;

export const mostRuns = 2000;
export const mostSeed = 2 ** 31 - 1;

const begin = 'run=';

/** The form as the end of an address, without its `#`: letters, digits, `-` and `_`, as pages look for anchors by it. */
export function linkOf({ kind, deviation, op, parameters, code, laws, seed, runs }: Form): string {
  const subject = kind === 'kernel' ? { kind, code } : { kind, deviation, op, parameters };
  const bytes = new TextEncoder().encode(JSON.stringify({ ...subject, laws, seed, runs }));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return begin + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function read(link: string): Readonly<Record<string, unknown>> {
  const text = atob(link.replaceAll('-', '+').replaceAll('_', '/'));
  const said: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(text, (each) => each.charCodeAt(0))));
  if (typeof said !== 'object' || said === null) throw new TypeError('no form');
  return said as Readonly<Record<string, unknown>>;
}

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/**
 * What an address says, upon a form.
 *
 * @returns undefined where it says nothing
 * @throws Error where it was cut or forged
 */
export function formOf(link: string, before: Form): Form | undefined {
  const text = link.replace(/^#/, '');
  if (!text.startsWith(begin)) return undefined;
  const bad = new Error('the address was cut, or is none of the laboratory');
  if (text.length > longest) throw bad;
  let said: Readonly<Record<string, unknown>>;
  try {
    said = read(text.slice(begin.length));
  } catch {
    // No base64, no UTF-8, or no JSON.
    throw bad;
  }
  const { kind, seed, runs } = said;
  const names = kind === 'kernel' ? ['code', 'laws'] : kind === 'cause' ? ['deviation', 'op', 'parameters', 'laws'] : [''];
  if (!names.every((name) => typeof said[name] === 'string')) throw bad;
  if (!isWhole(seed, 0, mostSeed) || !isWhole(runs, 1, mostRuns)) throw bad;
  const texts = Object.fromEntries(names.map((name) => [name, said[name]]));
  return { ...before, ...texts, kind, seed, runs } as Form;
}
