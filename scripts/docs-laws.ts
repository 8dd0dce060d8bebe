/**
 * Writes `docs/laws`: one page a family, and an index.
 *
 * `--check` writes nothing, and ends with status 1 where a page is not up to date.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mutantsByFamily } from '../test/mutants/index.js';
import { families } from './docs/families.js';
import { indexPage } from './docs/index-page.js';
import { page } from './docs/page.js';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const folder = new URL('../docs/laws/', import.meta.url);

const counts = new Map(Object.entries(mutantsByFamily).map(([family, mutants]) => [family, mutants.length]));
const pages = new Map([['README.md', indexPage(families, counts)]]);
for (const [family, laws] of families) pages.set(`${family}.md`, await page(family, laws, mutantsByFamily[family] ?? []));

mkdirSync(folder, { recursive: true });
const present = readdirSync(folder);
const changed = [...pages].filter(([name, text]) => !present.includes(name) || readFileSync(new URL(name, folder), 'utf8') !== text);
const left = present.filter((name) => !pages.has(name));
if (values.check) {
  for (const name of [...changed.map(([name]) => name), ...left]) console.error(`docs/laws/${name} is not up to date: npm run docs`);
  process.exitCode = changed.length + left.length === 0 ? 0 : 1;
} else {
  for (const [name, text] of changed) writeFileSync(new URL(name, folder), text);
  for (const name of left) rmSync(new URL(name, folder));
  console.log(`${pages.size} pages, ${changed.length} written, ${left.length} removed`);
}
