/** A library's life: made whole, set up once, closed. */
import { defineLibrary, InvalidLibrary, isLibrary, knownFrom, type TensorLibrary } from '../library.js';

const ready = new WeakMap<TensorLibrary, Promise<void>>();

/** Runs the library's `setup`, once. */
export function setUp(library: TensorLibrary): Promise<void> {
  let done = ready.get(library);
  if (done === undefined) {
    done = Promise.resolve(library.setup?.());
    ready.set(library, done);
  }
  return done;
}

/** Runs the library's `close`; a later `setUp` runs `setup` again. */
export async function closeDown(library: TensorLibrary): Promise<void> {
  ready.delete(library);
  await library.close?.();
}

/** A library as `defineLibrary` makes it, whatever object was given. */
export function asLibrary(given: TensorLibrary): TensorLibrary {
  if (isLibrary(given) && 'known' in given) return given;
  if (typeof given !== 'object' || (given as unknown) === null)
    throw new InvalidLibrary(`a library is what defineLibrary returns, not ${String(given)}`);
  return defineLibrary(given);
}

/**
 * A library with the known bugs of a file beside its own.
 *
 * @param file its path, or what it holds
 * @throws InvalidLibrary on a file that holds none
 */
export function withKnownFrom(library: TensorLibrary, file: string | object | undefined): TensorLibrary {
  return file === undefined ? library : { ...library, known: [...library.known, ...knownFrom(file)] };
}
