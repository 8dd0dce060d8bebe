/** The libraries that can be checked by name. */
import { InvalidLibrary, isLibrary, type TensorLibrary } from '../library.js';

interface ReadyLibrary {
  /** The package that its module needs, an optional peer dependency. */
  readonly peer: string;
  readonly load: () => Promise<{ readonly default: TensorLibrary }>;
}

const ready: Readonly<Record<string, ReadyLibrary>> = {
  'tfjs-cpu': { peer: '@tensorflow/tfjs', load: () => import('./tfjs-cpu.js') },
};

/** The names that `loadReadyLibrary` takes. */
export const readyLibraryNames: readonly string[] = Object.keys(ready);

function isMissing(error: unknown, peer: string): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && String(message).includes(`'${peer}'`);
}

/**
 * Loads a ready library, and with it the package that it needs: nothing is loaded before it is named.
 *
 * @throws InvalidLibrary on an unknown name, and where the package is not installed
 */
export async function loadReadyLibrary(name: string): Promise<TensorLibrary> {
  if (!Object.hasOwn(ready, name))
    throw new InvalidLibrary(`there is no ready library '${name}'; the ready libraries are ${readyLibraryNames.join(', ')}`);
  const { peer, load } = ready[name]!;
  try {
    const library: unknown = (await load()).default;
    if (!isLibrary(library)) throw new InvalidLibrary(`the ready library '${name}' has no library as its default export`);
    return library;
  } catch (error) {
    if (isMissing(error, peer))
      throw new InvalidLibrary(`library ${name} needs the package ${peer}: npm install ${peer}`, { cause: error });
    throw error;
  }
}
