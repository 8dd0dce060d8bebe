/** The inside of a page: a worker as any other, which hears and tells through functions of the page. */
import type { Deviation } from '../diagnosis/deviation.js';
import { checkedDeviations, looksLikeDeviation } from '../diagnosis/user-deviations.js';
import { defineLibrary, InvalidLibrary, isLibrary, type LibraryDefinition, type TensorLibrary } from '../library.js';
import type { Message, Request, ServerOptions } from '../search/pool/messages.js';
import { startServer } from '../search/pool/server.js';
import { watchDevices } from './devices.js';
import { ask, positionText, tell } from './wire.js';

type Module = Readonly<Record<string, unknown>>;

interface PageGlobals {
  /** Given by the driver. */
  readonly [tell]: (text: string) => void;
  [ask]?: (request: Request) => void;
  readonly performance: { readonly memory?: { readonly usedJSHeapSize: number } };
}

/** What a page says beside a worker's messages. */
export type PageMessage = Message | { readonly kind: 'lost'; readonly manner: string };

function libraryOf(name: string, module: Module, exported: string): TensorLibrary {
  const own = module[exported];
  const library = typeof own === 'object' && own !== null && 'default' in own ? own.default : own;
  if (isLibrary(library) || (typeof library === 'object' && library !== null && 'ops' in library && 'name' in library))
    return defineLibrary(library as LibraryDefinition);
  throw new InvalidLibrary(`${name} exports no library: its default export must be what defineLibrary returns`);
}

function deviationsOf({ default: own, ...others }: Module): readonly Deviation[] {
  return checkedDeviations('--deviations', own === undefined ? Object.values(others).filter(looksLikeDeviation) : [own].flat());
}

/**
 * Answers the requests of a pool on a library that is loaded here.
 *
 * @param name of the library, as it was asked for
 */
export async function servePage(
  name: string,
  options: ServerOptions,
  modules: { readonly library: () => Promise<Module>; readonly exported: string; readonly deviations?: () => Promise<Module> },
): Promise<void> {
  const page = globalThis as unknown as PageGlobals;
  const toDriver = page[tell];
  const send = (message: PageMessage): void => toDriver(JSON.stringify(message));
  const devices = watchDevices((manner) => send({ kind: 'lost', manner }));
  const { deviations } = modules;
  const answer = await startServer(
    name,
    options,
    {
      library: async () => libraryOf(name, await modules.library(), modules.exported),
      ...(deviations !== undefined && { deviations: async () => deviationsOf(await deviations()) }),
    },
    {
      send,
      writePosition: (words) => toDriver(positionText(words)),
      memory: () => (page.performance.memory?.usedJSHeapSize ?? 0) / 2 ** 20,
      survived: devices.look,
    },
  );
  if (answer !== undefined) page[ask] = answer;
}
