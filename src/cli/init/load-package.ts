import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidLibrary } from '../../library.js';
import { describeThrown } from '../../judge/failures.js';
import { importModule } from '../load/import-module.js';

export interface Package {
  readonly library: Readonly<Record<string, unknown>>;
  /** Paths of its functions and classes: `conv2d`, `nn.maxPool`. */
  readonly members: readonly string[];
  readonly fromDefault: boolean;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  (typeof value === 'object' || typeof value === 'function') && value !== null;

/** Names of functions; with `deep`, those of the objects in it too. */
function functionsOf(library: Record<string, unknown>, deep: boolean): string[] {
  return Object.keys(library).flatMap((name) => {
    if (!/^[\w$]+$/.test(name)) return [];
    const value = library[name];
    if (typeof value === 'function') return [name];
    return deep && isObject(value) && !Array.isArray(value) ? functionsOf(value, false).map((inner) => `${name}.${inner}`) : [];
  });
}

/** A module as one beside the user's own files finds it. */
async function imported(specifier: string): Promise<Record<string, unknown>> {
  if (/^[./]/.test(specifier)) return importModule(resolve(specifier));
  mkdirSync('.tensor-laws', { recursive: true });
  const folder = mkdtempSync(join('.tensor-laws', 'init-'));
  try {
    const path = join(folder, 'package.mjs');
    writeFileSync(path, `export * as library from '${specifier}';\n`);
    return (await importModule(resolve(path)))['library'] as Record<string, unknown>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Loads a package, or a module by its path, from the working directory.
 *
 * @throws InvalidLibrary where it does not load, or exports no function
 */
export async function loadPackage(specifier: string): Promise<Package> {
  if (!/^[\w@./-]+$/.test(specifier)) throw new InvalidLibrary(`'${specifier}' is no name of a package, and no path`);
  let module: Record<string, unknown>;
  try {
    module = await imported(specifier);
  } catch (thrown) {
    throw new InvalidLibrary(`${specifier} does not load: ${describeThrown(thrown)}`, { cause: thrown });
  }
  const named = functionsOf(module, true).filter((path) => !path.startsWith('default'));
  const standard = isObject(module['default']) ? functionsOf(module['default'], true) : [];
  const fromDefault = standard.length > named.length;
  const members = fromDefault ? standard : named;
  if (members.length === 0) throw new InvalidLibrary(`${specifier} exports no function`);
  return { library: (fromDefault ? module['default'] : module) as Record<string, unknown>, members, fromDefault };
}
