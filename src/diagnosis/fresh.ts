/** Calls that nothing was learnt from, for what was learnt to be judged by. */
import type { Stray } from '../judge/judge.js';
import type { Cause } from './cause.js';
import type { Fresh } from './confirm.js';
import type { Probe, Probes } from './probes.js';
import { isExplained, type Ground } from './same-bug.js';

/** Fresh calls of both kinds, by which a cause is judged once. */
const freshCalls = 60;

/** Fresh calls that a deviation answers otherwise than the reference. */
const telling = 40;

/** Fresh calls in a region. */
const inside = 40;

/** Whether a call says something that none of the causes does: it comes out right, or goes wrong by another. */
export function newsTo(known: readonly Cause[], ground: Ground): (probe: Probe) => boolean {
  return ({ stray }) => stray === undefined || !isExplained(known, stray, ground);
}

/** Calls around strays of one op and at random, but for those that known causes explain. */
export function freshAround(strays: readonly Stray[], probes: Probes, known: readonly Cause[], ground: Ground): Fresh {
  const isNews = newsTo(known, ground);
  return {
    calls: async (seed) => {
      const made: Probe[] = [];
      for (const stray of strays) made.push(...(await probes.variations(stray, freshCalls, seed)));
      return [...made, ...(await probes.atRandom(freshCalls, seed))].filter(isNews);
    },
    telling: async (tells, seed, region) => (await probes.telling(tells, telling, seed, strays[0]!, region)).filter(isNews),
    within: async (region, seed) => (await probes.within(region, inside, seed, strays[0]!)).filter(isNews),
  };
}
