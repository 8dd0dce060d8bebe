/** The conditions of a bug: the features without which an op does not stray. */
import { argumentCodes, type ArgumentCode } from '../argument-codes.js';
import type { CallFeatures } from './call-features.js';

export interface Sample {
  readonly features: CallFeatures;
  readonly strays: boolean;
  /** How many choices of the target's case were made otherwise. Default: 0. */
  readonly distance?: number;
}

/** Feature and class; a class that begins with `≠ ` is any other. */
export type Term = readonly [string, string];

export interface Condition {
  /** All of them hold where the op strays. Empty: always. */
  readonly terms: readonly Term[];
  /** Of the sampled calls in which every term holds, how many stray. */
  readonly straying: number;
  readonly calls: number;
}

const other = '≠ ';

function holds([feature, value]: Term, features: CallFeatures): boolean {
  const found = features.get(feature);
  return value.startsWith(other) ? found !== undefined && found !== value.slice(other.length) : found === value;
}

export function matches(terms: readonly Term[], features: CallFeatures): boolean {
  return terms.every((term) => holds(term, features));
}

/** Classes that every shrunk case has unless the bug needs another: they explain little, and go first. */
const plain = new Set(['1', 'equal', 'finite', 'dense', 'valid', 'not larger', '0', 'false', 'constant', 'nearest', 'none', 'some']);

/** Calls seen on either side of a term before anything is made of it. */
const fewCalls = 6;

/** Classes that are named as the ones in which an op does not stray, at most. */
const mostOthers = 2;

/** Calls of one class seen before the op is said to stray in every other. */
const manyCalls = 20;

/** Without a term that is needed, the op strays at most this much as often. Chance and other bugs leave a rest. */
const rarely = 0.25;

/** Without a term that is not needed, it strays at least this much as often. */
const asWell = 0.5;

/** A sample, and how much it says: the more of the target it keeps, the less can other bugs be the reason. */
interface Weighed extends Sample {
  readonly weight: number;
}

interface Count {
  readonly straying: number;
  readonly calls: number;
  /** Share that strays, by weight; drawn towards a half where few calls were seen. */
  readonly rate: number;
}

/** What each choice that differs from the target's takes from a sample's weight. */
const perChoice = 0.9;

function weigh({ features, strays, distance = 0 }: Sample): Weighed {
  return { features, strays, weight: perChoice ** distance };
}

function count(samples: readonly Weighed[]): Count {
  let straying = 0;
  let [heavy, all] = [0, 0];
  for (const { strays, weight } of samples) {
    all += weight;
    if (!strays) continue;
    straying++;
    heavy += weight;
  }
  const typical = samples.length === 0 ? 1 : all / samples.length;
  return { straying, calls: samples.length, rate: (heavy + 0.5 * typical) / (all + typical) };
}

/** What the data are explains a bug only where they are out of the common. */
const dataFeatures = new Set(['values', 'layout', 'size']);

/** The terms of one feature that are needed: its class, where the op hardly strays in any other; else not to be those in which it does not. */
function neededTerms([feature, value]: Term, samples: readonly Weighed[]): Term[] {
  if (dataFeatures.has(feature) && plain.has(value)) return [];
  const inside = count(samples.filter(({ features }) => features.get(feature) === value));
  if (inside.straying === 0) return [];
  const others = [...new Set(samples.flatMap(({ features }) => features.get(feature) ?? []))].filter((each) => each !== value);
  const isData = dataFeatures.has(feature);
  const rare = others.filter((each) => {
    const outside = count(samples.filter(({ features }) => features.get(feature) === each));
    // Data out of the common are hardly drawn, and a spelling that refuses much is hardly called: what was not seen with them is not said of them.
    if ((isData || feature === 'spelling') && outside.calls < fewCalls) return outside.straying === 0;
    return outside.calls >= fewCalls && outside.rate <= rarely * inside.rate;
  });
  if (rare.length === 0) return [];
  if (rare.length === others.length) return [[feature, value]];
  if (rare.length > mostOthers) return [];
  // Any other class needs more to go by than one: a class may be rare by chance.
  return rare
    .filter((each) => (isData ? plain.has(each) : samples.filter(({ features }) => features.get(feature) === each).length >= manyCalls))
    .map((each): Term => [feature, `${other}${each}`]);
}

/** Whether the op strays as well where the other terms hold and this one does not, or the others imply it. */
function isSpare(term: Term, terms: readonly Term[], samples: readonly Weighed[]): boolean {
  const rest = terms.filter((each) => each !== term);
  const within = samples.filter(({ features }) => matches(rest, features));
  const without = count(within.filter(({ features }) => !holds(term, features)));
  if (without.calls === 0) return true;
  const all = count(within.filter(({ features }) => holds(term, features)));
  return without.straying > 0 && without.rate >= asWell * all.rate;
}

/** Features that follow from others: of little meaning in themselves. */
const derived = new Set(['attributes across axes', 'sizes', 'kernels']);

/** How much a term says: the least telling are the first to go. */
function meaning([feature, value]: Term): number {
  if (derived.has(feature)) return 0;
  return plain.has(value) || value.startsWith(other) ? 1 : 2;
}

/**
 * The features of the target without which the op does not stray, less those that say nothing beside the others.
 *
 * @param target features of the call that strays
 * @param sampled calls of the op, many of them variations of that call
 */
export function explain(target: CallFeatures, sampled: readonly Sample[]): Condition {
  const samples = sampled.map(weigh);
  let terms = [...target].flatMap((entry) => neededTerms(entry, samples));
  const coverage = (term: Term): number => samples.filter(({ features }) => holds(term, features)).length;
  // What follows from others goes first, then the plain and the narrow: what stays says most with least.
  const order = [...terms].sort((a, b) => meaning(a) - meaning(b) || coverage(a) - coverage(b));
  for (const term of order) if (isSpare(term, terms, samples)) terms = terms.filter((each) => each !== term);
  const { straying, calls } = count(samples.filter(({ features }) => matches(terms, features)));
  return { terms, straying, calls };
}

/** Where two conditions are parts of one bug, at least this share strays beside them; of two bugs, hardly any call does. */
const beside = 0.12;

/**
 * A condition, or what it has in common with a known one where the op strays beside the two as well: then both are one bug.
 *
 * @param known the terms of bugs known before
 * @param samples calls of the op, those of known bugs among them
 */
export function widened(condition: Condition, known: readonly (readonly Term[])[], samples: readonly Sample[]): Condition {
  const { terms } = condition;
  for (const old of known) {
    const common = terms.filter(([feature, value]) => old.some(([f, v]) => f === feature && v === value));
    if (common.length === 0 || common.length === terms.length || common.length === old.length) continue;
    const within = samples.filter(({ features }) => matches(common, features));
    const outside = within.filter(({ features }) => !matches(terms, features) && !known.some((each) => matches(each, features)));
    const straying = outside.filter(({ strays }) => strays).length;
    if (outside.length >= fewCalls && straying < beside * outside.length) continue;
    return { terms: common, straying: within.filter(({ strays }) => strays).length, calls: within.length };
  }
  return condition;
}

function describeTerm([feature, value]: Term): string {
  if (feature !== 'spelling') return `${feature} ${value}`;
  return value.startsWith(other) ? `not spelled "${value.slice(other.length)}"` : `spelled "${value}"`;
}

/** A condition in words: `padding same, dilation > 1: always (31 of 31 calls)`. */
export function describeCondition({ terms, straying, calls }: Condition): string {
  const rule = terms.find(([feature]) => feature === 'rule');
  if (rule !== undefined) return argumentCodes[rule[1] as ArgumentCode];
  const where = terms.length === 0 ? 'everywhere' : terms.map(describeTerm).join(', ');
  if (straying === 0) return `${where}: seen in this case alone`;
  return `${where}: ${straying === calls ? 'always' : 2 * straying >= calls ? 'mostly' : 'sometimes'} (${straying} of ${calls} calls)`;
}
