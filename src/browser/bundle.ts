/** What a page runs as one module: the inside of a worker, the library, and deviations of a user's own. */
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildFailure, BuildOptions, Plugin } from 'esbuild';
import { describeThrown } from '../judge/failures.js';
import { InvalidLibrary } from '../library.js';
import type { ServerOptions } from '../search/pool/messages.js';

export interface PageModules {
  /** As the user named it. */
  readonly name: string;
  /** The module that exports the library. */
  readonly library: string;
  /** What it exports it as. Default: 'default'. */
  readonly exported?: string;
  /** A module of deviations. */
  readonly deviations?: string;
  /** Packages that the library needs, optional peers of this one. */
  readonly peers?: readonly string[];
}

export interface Bundle {
  readonly code: Uint8Array;
  /** Folders of the modules in it: what a library fetches lies beside one of them. */
  readonly folders: readonly string[];
}

/** `.ts` where this is run from its sources. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const inside = fileURLToPath(new URL(`page.${extension}`, import.meta.url));

/** Modules of Node that a package imports for its own use there: nothing in a page, and an error where one is called. */
const withoutNode: Plugin = {
  name: 'without-node',
  setup: (build) => {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'node' }));
    build.onLoad({ filter: /.*/, namespace: 'node' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

function entryOf({ name, library, exported = 'default', deviations }: PageModules, options: ServerOptions): string {
  const load = (path: string): string => `() => import(${JSON.stringify(path)})`;
  const more = deviations === undefined ? '' : `, deviations: ${load(deviations)}`;
  return [
    `import { servePage } from ${JSON.stringify(inside)};`,
    `const modules = { library: ${load(library)}, exported: ${JSON.stringify(exported)}${more} };`,
    `void servePage(${JSON.stringify(name)}, ${JSON.stringify(options)}, modules);`,
  ].join('\n');
}

/** Why modules cannot be bundled, in one line. */
function whyNot({ name, peers = [] }: PageModules, thrown: unknown): string {
  const error = (thrown as Partial<BuildFailure>).errors?.[0];
  if (error === undefined) return `${name} does not load: ${describeThrown(thrown)}`;
  const missing = peers.find((peer) => error.text.includes(`"${peer}`));
  if (missing !== undefined && error.text.startsWith('Could not resolve'))
    return `library ${name} needs ${peers.length === 1 ? 'the package' : 'the packages'} ${peers.join(', ')}: npm install ${peers.join(' ')}`;
  const { location } = error;
  const where = location === null ? '' : `${basename(location.file)}:${location.line}:${location.column + 1}: `;
  return `${name} does not load: ${where}${error.text}`;
}

/**
 * Bundles what a page runs.
 *
 * @throws InvalidLibrary on a module that cannot be parsed, or imports what is not there
 */
export async function bundle(modules: PageModules, options: ServerOptions): Promise<Bundle> {
  const { build } = await import('esbuild');
  const settings = {
    stdin: { contents: entryOf(modules, options), resolveDir: dirname(inside), loader: 'ts', sourcefile: 'entry.ts' },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    // Globals of Node, which packages look for in a page too.
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    plugins: [withoutNode],
  } as const satisfies BuildOptions;
  try {
    const { outputFiles, metafile } = await build(settings);
    const folders = new Set(Object.keys(metafile.inputs).map((path) => dirname(resolve(path))));
    return { code: outputFiles[0]!.contents, folders: [...folders] };
  } catch (thrown) {
    throw new InvalidLibrary(whyNot(modules, thrown), { cause: thrown });
  }
}
