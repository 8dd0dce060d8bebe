import { pathToFileURL } from 'node:url';

/** Imports a module of a user's own, of TypeScript too; a CommonJS or transpiled one, which wraps its default export once more, as it is meant. */
export async function importModule(path: string): Promise<Record<string, unknown>> {
  if (/\.[cm]?tsx?$/.test(path)) {
    // Where the folder's package is not of modules, TypeScript is taken for CommonJS.
    const [modules, commonJs] = await Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')]);
    modules.register();
    commonJs.register();
  }
  const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const inner = module['default'];
  return typeof inner === 'object' && inner !== null && 'default' in inner ? { ...module, default: inner.default } : module;
}
