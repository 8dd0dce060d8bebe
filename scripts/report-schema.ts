/**
 * Writes `schema/report.schema.json` from the parser of reports.
 *
 *     npm run schema [-- --check]     with --check it writes nothing, and says whether the file is up to date
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { report } from '../src/search/schema/report.js';

const path = new URL('../schema/report.schema.json', import.meta.url);
const text = `${JSON.stringify(z.toJSONSchema(report, { io: 'input' }), undefined, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  console.error('schema/report.schema.json is not up to date: npm run schema');
  process.exitCode = 1;
}
