/** Guards learnt from calls: the shortest conjunction that holds of every call with a fault, and of none without. */
import type { Guard } from '../cause/cause.js';
import type { Feature, Features } from '../features.js';
import { guardHolds } from '../cause/guard.js';
import { meaningOf } from './meaning.js';

/** A call that a guard is learnt from, or judged by. */
export interface Example {
  readonly features: Features;
  /** Whether the guard must hold of it, or must not. */
  readonly is: 'must' | 'not';
}

/** Predicates of one guard, at most. */
const mostTerms = 3;
/** Predicates that are tried in conjunctions, at most: those that rule out the most, and say the most. */
const mostCandidates = 60;
const moduli = [2, 3, 4, 8, 16, 32];

/** A predicate that holds of every call with the fault, and the places of the calls without that it rules out. */
interface Candidate {
  readonly guard: Guard;
  readonly rules: Uint8Array;
  readonly count: number;
  readonly meaning: number;
}

/** The predicates on one feature that hold of all of `inside`. */
function predicatesOn(feature: string, inside: readonly Feature[], outside: readonly Feature[]): Guard[] {
  const [first] = inside;
  const isOne = inside.every((value) => value === first);
  if (typeof first !== 'number') {
    if (isOne) return [{ feature, relation: '=', value: first! }];
    const found = new Set(inside);
    return [...new Set(outside)].flatMap((value): Guard[] => (found.has(value) ? [] : [{ feature, relation: '!=', value }]));
  }
  const numbers = inside as readonly number[];
  const others = outside.filter((value) => typeof value === 'number');
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const below = others.filter((value) => value < least);
  const above = others.filter((value) => value > most);
  const guards: Guard[] = [];
  // As wide as the calls without the fault let it be.
  if (below.length > 0) guards.push({ feature, relation: '>=', value: justAbove(Math.max(...below), least) });
  if (above.length > 0) guards.push({ feature, relation: '<=', value: justBelow(Math.min(...above), most) });
  if (isOne && below.length > 0 && above.length > 0) guards.push({ feature, relation: '=', value: first });
  if (!isOne) {
    const found = new Set(numbers);
    for (const value of new Set(others)) if (!found.has(value)) guards.push({ feature, relation: '!=', value });
    for (const modulus of moduli) {
      const remainder = first % modulus;
      if (numbers.every((value) => value % modulus === remainder)) guards.push({ feature, relation: 'mod', value: modulus, remainder });
    }
  }
  return guards;
}

const justAbove = (below: number, least: number): number => (Number.isInteger(least) ? Math.min(least, Math.floor(below) + 1) : least);
const justBelow = (above: number, most: number): number => (Number.isInteger(most) ? Math.max(most, Math.ceil(above) - 1) : most);

function candidatesFor(musts: readonly Features[], nots: readonly Features[], isUsable: (feature: string) => boolean): Candidate[] {
  const candidates: Candidate[] = [];
  for (const feature of musts[0]!.keys()) {
    // Of one call, and no other.
    if (feature === 'call' || !isUsable(feature)) continue;
    const inside = musts.map((features) => features.get(feature));
    if (inside.includes(undefined)) continue;
    const outside = nots.flatMap((features) => features.get(feature) ?? []);
    for (const guard of predicatesOn(feature, inside as Feature[], outside)) {
      const rules = Uint8Array.from(nots, (features) => (guardHolds(guard, features) ? 0 : 1));
      const count = rules.reduce((sum, each) => sum + each, 0);
      if (count > 0) candidates.push({ guard, rules, count, meaning: meaningOf(guard) });
    }
  }
  return candidates.sort((a, b) => b.count - a.count || a.meaning - b.meaning);
}

/** The best of the conjunctions of `length` predicates that rule out everything: those that say the most. */
function bestOf(length: number, candidates: readonly Candidate[], nots: number): readonly Guard[] | undefined {
  let best: readonly Candidate[] | undefined;
  let least = Infinity;
  const chosen: Candidate[] = [];
  const visit = (from: number, left: Uint8Array, remaining: number, meaning: number): void => {
    if (meaning >= least) return;
    if (remaining === 0) {
      [best, least] = [[...chosen], meaning];
      return;
    }
    if (chosen.length === length) return;
    for (let at = from; at < candidates.length; at++) {
      const candidate = candidates[at]!;
      // Those that follow rule out no more: together they may not do it.
      if (candidate.count * (length - chosen.length) < remaining) return;
      let ruled = 0;
      const next = left.slice();
      for (let i = 0; i < next.length; i++) {
        if (next[i] === 1 && candidate.rules[i] === 1) {
          next[i] = 0;
          ruled++;
        }
      }
      if (ruled === 0 || (chosen.length + 1 === length && ruled < remaining)) continue;
      chosen.push(candidate);
      visit(at + 1, next, remaining - ruled, meaning + candidate.meaning);
      chosen.pop();
    }
  };
  visit(0, new Uint8Array(nots).fill(1), nots, 0);
  return best && [...best].sort((a, b) => a.meaning - b.meaning).map(({ guard }) => guard);
}

/**
 * The shortest conjunction, of up to three predicates, that holds of every call with a fault and of none without; of equally short ones the
 * one that says the most. `undefined` where there is none.
 *
 * @param isUsable whether a predicate may be on a feature
 */
export function learn(examples: readonly Example[], isUsable: (feature: string) => boolean = () => true): readonly Guard[] | undefined {
  const musts = examples.filter(({ is }) => is === 'must').map(({ features }) => features);
  const nots = examples.filter(({ is }) => is === 'not').map(({ features }) => features);
  if (musts.length === 0) return undefined;
  if (nots.length === 0) return [];
  const usable = candidatesFor(musts, nots, isUsable).slice(0, mostCandidates * 4);
  for (let length = 1; length <= mostTerms; length++) {
    const best = bestOf(length, length === mostTerms ? usable.slice(0, mostCandidates) : usable, nots.length);
    if (best !== undefined) return best;
  }
  return undefined;
}
