/** Writes `site/caught.json`: which law is the first to catch each deviation, and what breaks each law. Takes some minutes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { computeCaught } from './site/caught/caught.js';
import { sources } from './site/paths.js';

const { caught, breaks } = await computeCaught((line) => console.error(line));
const lines = (rows: readonly unknown[]): string => rows.map((row) => `\n    ${JSON.stringify(row)}`).join(',');
writeFileSync(join(sources, 'caught.json'), `{\n  "caught": [${lines(caught)}\n  ],\n  "breaks": [${lines(breaks)}\n  ]\n}\n`);
