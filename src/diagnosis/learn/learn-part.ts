/** Guards of a part: a conjunction that holds of a straying call, and of hardly any call that does not stray. Other bugs may stray beside it. */
import type { Guard } from '../cause/cause.js';
import type { Feature, Features } from '../features.js';
import { guardHolds } from '../cause/guard.js';
import type { Example } from './learn.js';
import { meaningOf } from './meaning.js';

/** Calls that a guard holds of and that stray, at least. */
const fewest = 15;
/** A call that does not stray weighs as much as so many that do. */
const perWrong = 2;
/** What a predicate costs, as a share of the straying calls, by how little it says. */
const perPredicate = 0.06;
/** Conjunctions that are carried on to the next length. */
const beam = 60;
const mostTerms = 3;
const moduli = [2, 3, 4, 8, 16];
/** Thresholds on one feature, at most. */
const mostThresholds = 8;

/** A conjunction, and the calls that it holds of: a bit each. */
interface Rule {
  readonly guards: readonly Guard[];
  readonly held: Uint32Array;
  readonly meaning: number;
}

function bitsOf(examples: readonly Example[], is: (example: Example) => boolean): Uint32Array {
  const bits = new Uint32Array(Math.ceil(examples.length / 32));
  examples.forEach((example, i) => {
    if (is(example)) bits[i >> 5]! |= 1 << (i & 31);
  });
  return bits;
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function common(a: Uint32Array, b: Uint32Array, c: Uint32Array = b): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) count += countBits(a[i]! & b[i]! & c[i]!);
  return count;
}

/** Two rules as one. */
function joined(rule: Rule, one: Rule): Rule {
  const held = rule.held.map((word, i) => word & one.held[i]!);
  return { guards: [...rule.guards, ...one.guards], held, meaning: rule.meaning + one.meaning };
}

/** The predicates on one feature that hold of the straying call. */
function predicatesOn(feature: string, own: Feature, seen: readonly Feature[]): Guard[] {
  const others = [...new Set(seen)].filter((value) => value !== own);
  if (others.length === 0) return [];
  if (typeof own !== 'number') {
    const differs = others.length > 1 && typeof own === 'string';
    return [{ feature, relation: '=', value: own }, ...(differs ? others.map((value): Guard => ({ feature, relation: '!=', value })) : [])];
  }
  const numbers = (others as readonly number[]).filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  const lower = numbers.filter((value) => value < own);
  const upper = numbers.filter((value) => value > own);
  const guards: Guard[] = [{ feature, relation: '=', value: own }];
  const all = [...lower, own, ...upper];
  for (const value of [...lower.slice(-mostThresholds), own]) if (value > all[0]!) guards.push({ feature, relation: '>=', value });
  for (const value of [own, ...upper.slice(0, mostThresholds)]) if (value < all.at(-1)!) guards.push({ feature, relation: '<=', value });
  if (Number.isInteger(own) && numbers.length > 2)
    for (const modulus of moduli) guards.push({ feature, relation: 'mod', value: modulus, remainder: own % modulus });
  return guards;
}

/**
 * The conjunction, of up to three predicates, that holds of the target, of the most calls that stray, and of hardly any that do not; a
 * predicate more has to be worth it. `undefined` where there is none.
 *
 * @param hidden the share of the calls that it holds of which need not stray
 */
export function learnPart(target: Features, examples: readonly Example[], hidden: number): readonly Guard[] | undefined {
  const musts = bitsOf(examples, ({ is }) => is === 'must');
  const nots = bitsOf(examples, ({ is }) => is === 'not');
  let best: Rule | undefined;
  let most = -Infinity;
  const cost = perPredicate * examples.filter(({ is }) => is === 'must').length;
  const consider = (rule: Rule, one: Rule, straying: number, wrong: number): void => {
    if (straying < fewest || wrong > hidden * (straying + wrong)) return;
    const value = straying - perWrong * wrong - cost * (rule.meaning + one.meaning);
    if (value > most) [best, most] = [joined(rule, one), value];
  };
  const all: Rule = { guards: [], held: bitsOf(examples, () => true), meaning: 0 };
  consider(all, all, common(all.held, musts), common(all.held, nots));
  const single = [...target].flatMap(([feature, own]): Rule[] => {
    if (feature === 'call') return [];
    const seen = examples.flatMap(({ features }) => features.get(feature) ?? []);
    return predicatesOn(feature, own, seen).map((guard) => ({
      guards: [guard],
      held: bitsOf(examples, ({ features }) => guardHolds(guard, features)),
      meaning: meaningOf(guard),
    }));
  });
  let rules: readonly Rule[] = [all];
  for (let length = 1; length <= mostTerms; length++) {
    const next: { readonly rule: Rule; readonly one: Rule; readonly score: number }[] = [];
    for (const rule of rules) {
      for (const one of single) {
        if (rule.guards.some(({ feature }) => feature === one.guards[0]!.feature)) continue;
        const straying = common(rule.held, one.held, musts);
        if (straying < fewest) continue;
        const wrong = common(rule.held, one.held, nots);
        consider(rule, one, straying, wrong);
        // What lets many in, of which most stray, may be made sharp by one more.
        if (length < mostTerms) next.push({ rule, one, score: straying - wrong - cost * (rule.meaning + one.meaning) });
      }
    }
    rules = next
      .sort((a, b) => b.score - a.score)
      .slice(0, beam)
      .map(({ rule, one }) => joined(rule, one));
  }
  return best && [...best.guards].sort((a, b) => meaningOf(a) - meaningOf(b));
}
