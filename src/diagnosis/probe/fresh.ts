/** Calls that nothing was learnt from, for what was learnt to be judged by. */
import type { Stray } from '../../judge/judge.js';
import type { Cause } from '../cause/cause.js';
import type { Fresh } from '../learn/confirm.js';
import type { Probe, Probes } from './probes.js';
import { isExplained, type Ground } from '../cause/same-bug.js';

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

/** Calls around a stray and at random, but for those that known causes explain. */
export function freshAround(stray: Stray, probes: Probes, known: readonly Cause[], ground: Ground): Fresh {
  const isNews = newsTo(known, ground);
  const [ofCalls, ofTelling, ofInside] = [freshCalls, telling, inside].map((count) => probes.allowance.of(count)) as [
    number,
    number,
    number,
  ];
  const made = new Map<string, Promise<readonly Probe[]>>();
  /** Calls are made once, whatever they are asked for: each fault is judged by the same. */
  const once = (key: string, make: () => Promise<readonly Probe[]>): Promise<readonly Probe[]> => {
    let probed = made.get(key);
    if (probed === undefined) made.set(key, (probed = make().then((all) => all.filter(isNews))));
    return probed;
  };
  return {
    calls: (seed) =>
      once(`${seed}`, async () => [...(await probes.variations(stray, ofCalls, seed)), ...(await probes.atRandom(ofCalls, seed))]),
    near: async ({ call }, seed) => (await probes.variations(call, ofInside, seed)).filter(isNews),
    telling: async (tells, seed, region) => (await probes.telling(tells, ofTelling, seed, stray, region)).filter(isNews),
    within: (region, seed) => once(JSON.stringify([region, seed]), () => probes.within(region, ofInside, seed, stray)),
  };
}
