import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../../engine/nearest.js';
import { describeThrown } from '../../judge/failures.js';
import { isReadyLibrary, loadReadyLibrary, readyLibraryNames } from '../../libraries/index.js';
import { defineLibrary, InvalidLibrary, isLibrary, type LibraryDefinition, type TensorLibrary } from '../../library.js';
import { reference } from '../../reference.js';
import { importModule } from './import-module.js';

/** What is said of a name that is no library's. */
export function noSuchLibrary(name: string): InvalidLibrary {
  const ready = ['reference', ...readyLibraryNames];
  const alike = nearest(name, ready);
  const hint = alike === undefined ? '' : `; did you mean '${alike}'?`;
  return new InvalidLibrary(`'${name}' is no ready library (${ready.join(', ')}) and no file${hint}`);
}

/** Loads what `<library>` names: a ready library, `reference`, or a module whose default export is a library. */
export async function loadLibrary(name: string): Promise<TensorLibrary> {
  if (name === 'reference') return reference;
  if (isReadyLibrary(name)) return loadReadyLibrary(name);
  const path = resolve(name);
  if (!existsSync(path)) throw noSuchLibrary(name);
  const module = await loadModule(path, name);
  const library = module['default'];
  if (isLibrary(library)) return defineLibrary(library);
  if (typeof library === 'object' && library !== null && 'ops' in library && 'name' in library)
    return defineLibrary(library as LibraryDefinition);
  const exported = Object.keys(module).join(', ');
  throw new InvalidLibrary(
    `${name} exports no library: its default export must be what defineLibrary returns${exported === '' ? '' : `, it exports ${exported}`}`,
  );
}

/** What is said of a module that asks for what pages alone have. */
const ofPages = /\b(document|window|self|location|HTML\w*Element|OffscreenCanvas|GPU\w+) is not defined$/;

/** Why a module does not load, in one line. */
function whyNot(thrown: unknown): string {
  const [first, second] = thrown instanceof Error ? thrown.message.split('\n') : [];
  // Of a TypeScript module the first line counts the errors, the next is the first of them.
  const why = first?.endsWith(':') && second !== undefined ? second.trim() : describeThrown(thrown);
  return ofPages.test(why) ? `${why} in Node; --browser runs it in a page` : why;
}

async function loadModule(path: string, name: string): Promise<Record<string, unknown>> {
  try {
    return await importModule(path);
  } catch (thrown) {
    if (thrown instanceof InvalidLibrary) throw thrown;
    throw new InvalidLibrary(`${name} does not load: ${whyNot(thrown)}`, { cause: thrown });
  }
}
