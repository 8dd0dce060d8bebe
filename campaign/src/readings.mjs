// What a reader made of each finding, kept by hand in readings.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign } from './paths.mjs';

const verdicts = ['bug', 'convention', 'documented', 'withdrawn'];

/** In the order in which they are asked: a reading is for the findings that none before it is for. */
export const readings = JSON.parse(readFileSync(join(campaign, 'readings.json'), 'utf8'));

/** By its name: what a reader wrote about a cause. Several readings may find one cause, in other words of a finding. */
export const causes = new Map();
for (const { cause, verdict, why, issue } of readings) {
  if (!cause || !verdicts.includes(verdict) || !why)
    throw new Error(
      `a reading names its cause, has a verdict (${verdicts.join(', ')}) and says why: ${JSON.stringify({ cause, verdict, why })}`,
    );
  const known = causes.get(cause);
  if (known !== undefined && (known.verdict !== verdict || known.why !== why || known.issue !== issue))
    throw new Error(`two readings say different things of the cause ${cause}`);
  causes.set(cause, { cause, verdict, why, issue });
}
