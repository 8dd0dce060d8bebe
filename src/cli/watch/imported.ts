/** The entry of a process that loads a module once, and tells the files that it imports: what happens to them concerns a watch. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { tsImport } from 'tsx/esm/api';

const tell = (url: string): void => void (url.startsWith('file:') && process.send?.(url));

process.on('disconnect', () => process.exit());
try {
  await tsImport(pathToFileURL(process.argv[2]!).href, { parentURL: import.meta.url, onImport: tell });
} catch {
  // The check tells of it: what was read until then is known.
}
for (const path of Object.keys(createRequire(import.meta.url).cache)) tell(pathToFileURL(path).href);
// Whatever the library has left open.
process.disconnect();
