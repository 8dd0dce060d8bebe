import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from '../paths.js';
import type { CaughtData } from './caught.js';

/** What `npm run site:caught` wrote. */
export const caughtData = JSON.parse(readFileSync(join(sources, 'caught.json'), 'utf8')) as CaughtData;
