/** Which laws were red in the last check of a library: a file beside the failures that searches keep. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { isRed } from '../../judge/verdict.js';
import type { Report } from '../../report/report.js';

const fileOf = (folder: string): string => join(folder, 'last-failed');

/** Ids by library, as the command line names it. What is no such file is none: it is written anew. */
function readAll(folder: string): Record<string, readonly string[]> {
  let text: string;
  try {
    text = readFileSync(fileOf(folder), 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw thrown;
  }
  try {
    const lists = Object.entries(JSON.parse(text) as object) as [string, unknown][];
    return Object.fromEntries(lists.filter((entry): entry is [string, string[]] => Array.isArray(entry[1])));
  } catch {
    return {};
  }
}

/** The laws that were red in the last check. */
export function lastFailed(folder: string, library: string): ReadonlySet<string> {
  return new Set(readAll(folder)[library]);
}

/** Keeps which laws are red; of those of which a check cannot tell, what was known. */
export function keepFailed(folder: string, library: string, { results }: Pick<Report, 'results'>): void {
  const all = readAll(folder);
  const told = results.filter(({ verdict }) => verdict.kind !== 'inconclusive' && verdict.kind !== 'unsupported');
  const checked = new Set(told.map(({ law }) => law));
  const red = results.filter(({ verdict }) => isRed(verdict)).map(({ law }) => law);
  const before = all[library] ?? [];
  const failed = [...before.filter((law) => !checked.has(law)), ...red].sort();
  if (failed.join() === [...before].sort().join()) return;
  mkdirSync(folder, { recursive: true });
  writeFileAtomic.sync(fileOf(folder), `${JSON.stringify({ ...all, [library]: failed }, undefined, 2)}\n`);
}
