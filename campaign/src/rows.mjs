// What was found so far, as data: a file a library, and one of what plain scripts show.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign } from './paths.mjs';

const folder = join(campaign, 'findings');
const byScript = 'by-script.json';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const write = (path, data) => writeFileSync(path, `${JSON.stringify(data, undefined, 2)}\n`);

/** What is known of each library that was ever searched, in the order of their names: its last search in numbers, and its findings. */
export function readRows() {
  const names = readdirSync(folder).filter((name) => name !== byScript);
  return names.map((name) => read(join(folder, name))).sort((a, b) => (a.library < b.library ? -1 : 1));
}

export const writeRows = (rows) => write(join(folder, `${rows.library}.json`), rows);

/** What the scripts printed when they were last run. */
export const readScripted = () => (existsSync(join(folder, byScript)) ? read(join(folder, byScript)) : []);

export const writeScripted = (results) => write(join(folder, byScript), results);
