/** The first page: its finding is one that is found while the site is built. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLaws } from '../../src/engine/check-laws.js';
import tfjs from '../../src/libraries/tfjs-cpu.js';
import { failureCall } from '../../src/report/failure.js';
import { plain } from '../docs/page.js';
import { counterexampleFigure, figureLegend, figureParts } from './figure.js';
import { sources } from './paths.js';

/** A check of TensorFlow.js that takes seconds, its first finding told as the command tells it. */
async function finding(): Promise<string> {
  const { findings } = await checkLaws(tfjs, { laws: ['conv-geometry/same-is-explicit'], runs: 30, seed: 1 });
  const first = findings[0];
  if (first === undefined) throw new Error('the first page has no finding: the law holds on tfjs-cpu');
  const { title, counterexample } = first;
  return [
    figureParts,
    `> ${plain(title)}`,
    '',
    '```text',
    failureCall(counterexample, { sentence: title }),
    '```',
    '',
    counterexampleFigure(counterexample, 'finding'),
    figureLegend,
  ].join('\n');
}

/** The page, with the finding in its place. */
export async function homePage(): Promise<string> {
  const text = readFileSync(join(sources, 'pages/index.md'), 'utf8');
  const place = '<!-- finding -->';
  if (!text.includes(place)) throw new Error(`site/pages/index.md has no place for its finding: ${place}`);
  return text.replace(place, await finding());
}
