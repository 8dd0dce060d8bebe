/**
 * Writes `docs/deviations.md` and `docs/conventions.md`.
 *
 * `--check` writes nothing, and ends with status 1 where a page is not up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { conventionsPage, deviationsPage } from './docs/deviation-pages.js';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const pages = { 'deviations.md': await deviationsPage(), 'conventions.md': await conventionsPage() };

for (const [name, text] of Object.entries(pages)) {
  const file = new URL(`../docs/${name}`, import.meta.url);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (!values.check) writeFileSync(file, text);
  else {
    console.error(`docs/${name} is not up to date: npm run docs`);
    process.exitCode = 1;
  }
}
