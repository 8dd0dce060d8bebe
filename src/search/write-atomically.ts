import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';

/** How the name of a file that is being written ends. */
export const unfinished = '.tmp';

/** Writes a file as a whole or not at all, whatever happens meanwhile: it is there under its name only once it is on the disk. */
export function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.${randomUUID()}${unfinished}`;
  try {
    const file = openSync(temporary, 'wx');
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
  syncFolder(dirname(path));
}

/** Makes the new name last. Not every system can; the file itself is written all the same. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
