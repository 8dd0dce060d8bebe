/** What is asked of a stray, and by which calls it is answered. */
import type { Stray } from '../../judge/judge.js';
import type { Cause } from '../cause/cause.js';
import type { Fresh } from '../learn/confirm.js';
import type { Probe, Probes } from '../probe/probes.js';
import { isWithin, type Region } from '../cause/region.js';

export interface Asked {
  readonly stray: Stray;
  /** Makes calls of its op. */
  readonly probes: Probes;
  /** Calls around the stray and at random, but for those that known causes explain. */
  readonly samples: readonly Probe[];
  readonly fresh: Fresh;
  /** Causes that are known, of other ops too. */
  readonly known: readonly Cause[];
  /** Those of the op. */
  readonly own: readonly Cause[];
  /** How many spellings the op has. */
  readonly spellings: number;
}

/** What is confirmed in the spelling of a stray alone: each may have its own way to the same fault. */
export async function inOneSpelling<T extends { readonly region: Region }>(
  { stray: { spelling }, samples, fresh, spellings }: Asked,
  confirm: (samples: readonly Probe[], fresh: Fresh) => Promise<T | undefined>,
): Promise<T | undefined> {
  if (spelling === undefined || spellings < 2) return undefined;
  const spelled = { spellings: [spelling] };
  const whole: Region = { ...spelled, guards: [] };
  const own = (probes: readonly Probe[]): readonly Probe[] => probes.filter(({ features }) => isWithin(whole, features));
  const found = await confirm([...own(samples), ...(await fresh.within(whole, 1))], {
    calls: async (seed) => [...own(await fresh.calls(seed)), ...(await fresh.within(whole, seed))],
    telling: (tells, seed, region = whole) => fresh.telling(tells, seed, { ...region, ...spelled }),
    near: async (probe, seed) => own(await fresh.near(probe, seed)),
    within: (region, seed) => fresh.within({ ...region, ...spelled }, seed),
  });
  return found && { ...found, region: { ...found.region, ...spelled } };
}
