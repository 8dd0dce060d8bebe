/** Where an error of a library arose: frames of its own and of its adapter, none of the engine that called it. */

/** The line and column that end a frame, in the stacks of V8 and of others. */
const place = /:\d+:\d+\)?$/;

/** More frames are not told: an error of a deep recursion may have any number. */
const most = 30;

/** The address of a file as a path, without what a loader adds to it: `file:///adapter.ts?namespace=1`. */
function pathOf(url: string): string {
  const path = url.replace(/^file:\/\//, '').replace(/\?.*$/, '');
  try {
    return decodeURI(/^\/[A-Za-z]:/.test(path) ? path.slice(1) : path);
  } catch {
    // A stack is a text of others: it may hold anything.
    return path;
  }
}

/** The frames of a stack, innermost first, with files as paths. */
function framesOf({ stack, message }: Error): string[] {
  if (typeof stack !== 'string') return [];
  // A message may have lines that look like frames.
  const from = stack.indexOf(message);
  const lines = stack.slice(from < 0 ? 0 : from + message.length).split('\n');
  return lines
    .map((line) => line.trim().replace(/file:\/\/[^?)]*?(?:\?[^)]*?)?(?=:\d+:\d+\)?$)/, pathOf))
    .filter((line) => line.startsWith('at ') || place.test(line));
}

/** The folder of this package's code; `undefined` where it is bundled with other code. */
function ownFolder(): string | undefined {
  const [here = ''] = framesOf(new Error('here'));
  return /([^(@\s]*\/)src\/judge\/stack\.[jt]s:/.exec(here)?.[1];
}

/** The working directory, as frames write it; empty where there is none. */
function workingFolder(): string {
  const { process } = globalThis as { readonly process?: { cwd?(): string } };
  const folder = process?.cwd?.().replaceAll('\\', '/') ?? '/';
  return folder === '/' ? '' : `${folder}/`;
}

/**
 * Where an error arose, innermost first: the frames down to the engine's call, without those of this package and of Node. Files are told
 * from the working directory on, where they lie in it. Empty where nothing is known.
 */
export function ownFrames(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  const [root, working] = [ownFolder(), workingFolder()];
  const isIn = (frame: string, folder: string): boolean => root !== undefined && frame.includes(root + folder);
  // The libraries of this package are adapters as others are.
  const isEngine = (frame: string): boolean =>
    frame.includes('node:') || isIn(frame, 'properties/') || (isIn(frame, 'src/') && !isIn(frame, 'src/libraries/'));
  const frames = framesOf(thrown);
  const call = frames.findIndex((frame) => isIn(frame, 'src/judge/'));
  const own = frames.slice(0, call < 0 ? undefined : call).filter((frame) => !isEngine(frame));
  const told = own.slice(0, own.findLastIndex((frame) => place.test(frame)) + 1).slice(0, most);
  return told.map((frame) => frame.replace(working, ''));
}
