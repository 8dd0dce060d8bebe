/** Guards that are learnt on some calls and judged on others. */
import type { Features } from '../features.js';
import { isOfValues } from '../features/data.js';
import { learn, type Example } from './learn.js';
import { learnPart } from './learn-part.js';
import type { Probe } from '../probe/probes.js';
import { isSpelledSo, isWhole, isWithin, spellingsOf, type Region } from '../cause/region.js';

/** What a call says of a fault: it shows it, it would show it and does not, it could not show it, or it goes wrong otherwise. */
export type Fault = (probe: Probe) => 'must' | 'not' | 'free' | 'other';

/** Calls with the fault, and calls without, that are seen before a guard is believed. */
const enough = 30;

/** Fresh calls under a guard that show the fault, at least: a guard that hardly any call meets is chance. */
const fewInside = 10;

/** Calls without the fault, which are too few, that others like them are made of, at once. */
const fewNear = 2;

/** How often a guard is learnt again with the calls that contradicted it. */
const rounds = 5;

/** How often a condition is. */
const partRounds = 2;

function examplesOf(probes: readonly Probe[], fault: Fault): Example[] {
  return probes.flatMap((probe): Example[] => {
    const is = fault(probe);
    return is === 'must' || is === 'not' ? [{ features: probe.features, is }] : [];
  });
}

/** The spellings in which calls show a fault. */
export function spelledBy(fault: Fault, samples: readonly Probe[]): Pick<Region, 'spellings'> {
  return spellingsOf(examplesOf(samples, fault));
}

/** What is learnt of the calls in some spellings. */
function regionOf(examples: readonly Example[], learnt: (within: readonly Example[]) => Region | undefined): Region | undefined {
  const spelled = spellingsOf(examples);
  const region = learnt(examples.filter(({ features }) => isSpelledSo(spelled, features)));
  return region && { ...region, ...spelled };
}

const opposite = { must: 'not', not: 'must' } as const;

/**
 * Where a fault shows: under guards, or else everywhere but under some.
 *
 * @param goesByData whether these may speak of what the cells hold
 */
const wholeOf =
  (goesByData: boolean) =>
  (examples: readonly Example[]): Region | undefined => {
    const isUsable = (feature: string): boolean => goesByData || !isOfValues(feature);
    const guards = learn(examples, isUsable);
    if (guards !== undefined) return { guards };
    const except = learn(
      examples.map(({ features, is }) => ({ features, is: opposite[is] })),
      isUsable,
    );
    return except && { guards: [], except };
  };

/** Whether a region is one of NaN or infinities: in it nearly all results are NaN, whatever is done to the numbers beside them. */
const isOfSpecials = ({ guards }: Region): boolean =>
  guards.some(({ feature, relation, value }) => relation === '=' && value === true && /^(?:NaN|infinities) in /.test(feature));

/** Makes calls that nothing was learnt from, other ones by each seed. */
export interface Fresh {
  /** Of every kind. */
  calls(seed: number): Promise<readonly Probe[]>;
  /** Like one that was made. */
  near(probe: Probe, seed: number): Promise<readonly Probe[]>;
  /** In a region. */
  within(region: Region, seed: number): Promise<readonly Probe[]>;
  /** That the reference and a deviated one answer differently: everywhere, or in a region. */
  telling(tells: Tells, seed: number, region?: Region): Promise<readonly Probe[]>;
}

/** Whether a call with the arguments tells a deviation from the reference. */
export type Tells = (args: readonly unknown[]) => boolean;

/** A fault that calls are asked for. */
export interface Told {
  readonly fault: Fault;
  readonly tells: Tells;
  /** Of the straying calls that tell it, the share that may go wrong otherwise, at most: by other bugs of the op. */
  readonly mostOthers: number;
  /** Whether it may show by what the cells hold. */
  readonly goesByData: boolean;
}

/** A region, and the share of the straying calls in it which tell the fault that go wrong otherwise. */
export interface Confirmed {
  readonly region: Region;
  readonly others: number;
}

/**
 * The region in which a fault shows, judged on fresh calls that it was not learnt from; `undefined` where none predicts both where it
 * shows and where it does not, where it is of NaN or infinities, which look alike whatever the fault, or too much goes wrong otherwise in it.
 */
export async function confirmed(
  { fault, tells, mostOthers, goesByData }: Told,
  samples: readonly Probe[],
  fresh: Fresh,
): Promise<Confirmed | undefined> {
  const seen = [...samples, ...(await fresh.telling(tells, 1))];
  const examples = examplesOf(seen, fault);
  for (let round = 0; round < rounds; round++) {
    const musts = examples.filter(({ is }) => is === 'must').length;
    if (musts >= enough && musts < examples.length && examples.length - musts < enough) {
      const nots = seen.filter((probe) => fault(probe) === 'not');
      for (const probe of nots.slice(0, fewNear)) examples.push(...examplesOf(await fresh.near(probe, 2 + round), fault));
    }
    const isSeenEnough = musts >= enough && (musts === examples.length || examples.length - musts >= enough);
    const region = isSeenEnough ? regionOf(examples, wholeOf(goesByData)) : undefined;
    // What no conjunction tells apart, more calls do not either.
    if (isSeenEnough && (region === undefined || isOfSpecials(region))) return undefined;
    const others = examplesOf([...(await fresh.calls(2 + round)), ...(await fresh.telling(tells, 2 + round))], fault);
    const shown = others.filter(({ is }) => is === 'must');
    const missed = shown.filter(({ features }) => region !== undefined && !isWithin(region, features));
    const held = others.filter(({ features }) => region !== undefined && isWithin(region, features));
    const wrong = held.filter(({ is }) => is === 'not');
    examples.push(...others);
    if (region === undefined || missed.length > 0 || wrong.length > 0) continue;
    const inside = await fresh.telling(tells, 2 + round, region);
    const count = (is: ReturnType<Fault>): number => inside.filter((probe) => fault(probe) === is).length;
    const isJudged = isWhole(region) || count('must') >= fewInside;
    if (isJudged && count('not') === 0) {
      const others = count('other') / (count('must') + count('other') || 1);
      return others <= mostOthers ? { region, others } : undefined;
    }
    examples.push(...examplesOf(inside, fault));
  }
  return undefined;
}

/** Whether a fault shows in a region that it is known to have, of another op or in other spellings, as fresh calls have it. */
export async function confirmedIn(region: Region, { fault, tells, mostOthers }: Told, fresh: Fresh): Promise<boolean> {
  const inside = await fresh.telling(tells, 1, region);
  const count = (is: ReturnType<Fault>): number => inside.filter((probe) => fault(probe) === is).length;
  return count('must') >= fewInside && count('not') === 0 && count('other') <= mostOthers * (count('must') + count('other'));
}

/** Of calls with a condition, those that chance may hide a wrong value of: data of zeros, a window of one cell. Nothing hides an error. */
const hidden = { value: 0.2, other: 0.04 } as const;

/** Of straying calls, those that a condition may miss. */
const beside = 0.15;

/** Straying calls at random by which that is judged, at least; where there are fewer, variations count too. */
const fewRandom = 5;

/** Fresh calls under a condition that it is judged by, at least. */
const fewHeld = 10;

/**
 * The condition under which an op strays, as it does in one call: judged on fresh calls, nearly all of which must stray under it, and hardly
 * any beside it. `undefined` where there is none: a condition that predicts one way alone is a part of something else.
 *
 * @param target features of the straying call
 */
export async function confirmedPart(
  fault: Fault,
  target: Features,
  samples: readonly Probe[],
  fresh: Fresh,
  {
    isSecond,
    mayHide,
  }: {
    /** Another condition of the op is known: a second one that hardly shows at random is its edge. */
    readonly isSecond: boolean;
    /** Whether data may hide that a call strays. */
    readonly mayHide: boolean;
  },
): Promise<Region | undefined> {
  const examples = examplesOf(samples, fault);
  const wrongAtMost = mayHide ? hidden.value : hidden.other;
  for (let round = 0; round < partRounds; round++) {
    const region = regionOf(examples, (within) => {
      const guards = learnPart(target, within, wrongAtMost);
      return guards && { guards };
    });
    const made = await fresh.calls(2 + round);
    const others = examplesOf(made, fault);
    const held = others.filter(({ features }) => region !== undefined && isWithin(region, features));
    const wrong = held.filter(({ is }) => is === 'not');
    // Variations are all of one kind: whether anything strays beside a condition is seen at random.
    const random = made.filter((probe) => probe.isRandom === true && fault(probe) === 'must');
    const shown = random.length >= fewRandom ? random : made.filter((probe) => fault(probe) === 'must');
    const missed = shown.filter(({ features }) => region !== undefined && !isWithin(region, features));
    const isSharp = wrong.length <= wrongAtMost * held.length && missed.length <= beside * shown.length;
    const isEdge = isSecond && random.length < fewRandom;
    if (region !== undefined && held.length >= fewHeld && isSharp && !isEdge) return region;
    examples.push(...others);
  }
  return undefined;
}
