/** The reference of the public names, by TypeDoc from their comments. */
import { join } from 'node:path';
import { Application, LogLevel } from 'typedoc';
import { pages, repository } from './paths.js';

/** Where each entry begins, by what TypeDoc would call it, and as it is imported. */
const entries: Readonly<Record<string, { readonly path: string; readonly name: string }>> = {
  src: { path: 'src/index.ts', name: 'tensor-laws' },
  'src/ops/kernels': { path: 'src/ops/kernels.ts', name: 'tensor-laws/kernels' },
  'src/arbitraries': { path: 'src/arbitraries/index.ts', name: 'tensor-laws/arbitraries' },
  'src/models': { path: 'src/models/index.ts', name: 'tensor-laws/models' },
  properties: { path: 'properties/index.ts', name: 'tensor-laws/properties' },
};

/** Writes a page a public name, below `api/`. */
export async function writeApi(): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: Object.values(entries).map(({ path }) => join(repository, path)),
    tsconfig: join(repository, 'tsconfig.build.json'),
    plugin: ['typedoc-plugin-markdown'],
    outputs: [{ name: 'markdown', path: join(pages, 'api') }],
    // `npm run types` checks them.
    skipErrorChecking: true,
    logLevel: LogLevel.Error,
    readme: 'none',
    disableSources: true,
    includeVersion: false,
    entryFileName: 'index',
    name: 'API',
    hidePageHeader: true,
  } as Parameters<typeof Application.bootstrapWithPlugins>[0]);
  const project = await app.convert();
  if (project === undefined) throw new Error('TypeDoc cannot read the public entries');
  for (const module of project.children ?? []) module.name = entries[module.name]!.name;
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error('TypeDoc met errors');
}
