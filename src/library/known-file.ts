/** Known bugs as a file, which `tensor-laws check --write-known` writes. */
import { checkKnownBug, type KnownBug } from './known.js';
import { InvalidLibrary } from './spelling.js';

/** Of the file: raised where a field changes its meaning or goes. */
export const knownSchema = 1;

/** What is used of Node's `process`. */
interface Builtins {
  getBuiltinModule(name: 'node:fs'): { readFileSync(file: string | URL, encoding: 'utf8'): string };
}

/** The text of a file; no `node:` is imported, as this runs in browsers too. */
function textOf(file: string | URL): string {
  const { process } = globalThis as { readonly process?: Partial<Builtins> };
  const fs = process?.getBuiltinModule?.('node:fs');
  if (fs === undefined) throw new InvalidLibrary(`${String(file)} cannot be read here: pass knownFrom what it holds, as an object`);
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new InvalidLibrary(`${String(file)} cannot be read: ${(thrown as Error).message.split('\n')[0]}`, { cause: thrown });
  }
}

function parsed(file: string | URL): unknown {
  try {
    return JSON.parse(textOf(file));
  } catch (thrown) {
    if (thrown instanceof InvalidLibrary) throw thrown;
    throw new InvalidLibrary(`${String(file)} is no JSON: it was cut off, or is no file of known bugs`, { cause: thrown });
  }
}

/**
 * The known bugs of a file that `tensor-laws check --write-known` wrote: `known: knownFrom('./known.json')`. Entries of another version of
 * this package are read where their cause still means the same; each of the others is named when the library is checked, and told as new.
 *
 * @param source a path from the working directory, the URL of a file, or what the file holds, parsed
 * @throws InvalidLibrary on a file that cannot be read, or that holds no known bugs
 */
export function knownFrom(source: string | URL | object): readonly KnownBug[] {
  const isFile = typeof source === 'string' || source instanceof URL;
  const where = isFile ? String(source) : 'knownFrom';
  const file = isFile ? parsed(source) : source;
  if (typeof file !== 'object' || file === null || Array.isArray(file)) throw new InvalidLibrary(`${where}: it holds no known bugs`);
  const { schema, tensorLaws, known } = file as Readonly<Record<string, unknown>>;
  if (schema !== knownSchema)
    throw new InvalidLibrary(`${where}: its schema is ${JSON.stringify(schema) ?? 'missing'}; this version reads ${knownSchema}`);
  if (typeof tensorLaws !== 'string' || tensorLaws === '') throw new InvalidLibrary(`${where}: its tensorLaws is no version`);
  if (!Array.isArray(known)) throw new InvalidLibrary(`${where}: its known is no list`);
  return known.map((bug: unknown, i) => {
    checkKnownBug(`${where}: known[${i}]`, bug);
    return { tensorLaws, ...bug };
  });
}
