/** The smallest conjunction of features under which an op strays. */
import type { CallFeatures } from './call-features.js';

export interface Sample {
  readonly features: CallFeatures;
  readonly strays: boolean;
}

export interface Condition {
  /** Feature and class, all of which hold where the op strays. Empty: always. */
  readonly terms: readonly (readonly [string, string])[];
  /** Of the sampled calls in which every term holds, how many stray. */
  readonly straying: number;
  readonly calls: number;
}

export function matches(terms: Condition['terms'], features: CallFeatures): boolean {
  return terms.every(([feature, value]) => features.get(feature) === value);
}

function* conjunctions<T>(list: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let i = from; i <= list.length - size; i++) {
    for (const rest of conjunctions(list, size - 1, i + 1)) yield [list[i]!, ...rest];
  }
}

/** Classes that every shrunk case has unless the bug needs another: they explain little. */
const plain = new Set(['1', 'equal', 'finite', 'dense', 'valid', 'not larger', '0', 'false', 'constant', 'nearest']);

/** What a plain term costs, so that a telling one is preferred. */
const plainTerm = 0.04;

/** The rate of straying, drawn towards a half where few calls were seen: three of three say less than thirty of thirty. */
function rate({ terms, straying, calls }: Condition): number {
  return (straying + 1) / (calls + 2) - plainTerm * terms.filter(([, value]) => plain.has(value)).length;
}

/** One more term must raise the rate by this much, or it says nothing new. */
const worthATerm = 0.06;

/**
 * The smallest conjunction of the target's features under which most sampled calls stray; of equals, the one that covers most.
 * Fewer terms win over a slightly higher rate.
 */
export function explain(target: CallFeatures, samples: readonly Sample[]): Condition {
  const differing = [...target].filter(([feature, value]) =>
    samples.some(({ features, strays }) => !strays && features.get(feature) !== value),
  );
  const score = (terms: Condition['terms']): Condition => {
    const covered = samples.filter(({ features }) => matches(terms, features));
    return { terms, straying: covered.filter(({ strays }) => strays).length, calls: covered.length };
  };
  let best = score([]);
  for (let size = 1; size <= 3; size++) {
    if (best.calls > 0 && best.straying === best.calls) return best;
    let found = best;
    for (const terms of conjunctions(differing, size)) {
      const next = score(terms);
      if (rate(next) > rate(found)) found = next;
    }
    if (rate(found) > rate(best) + worthATerm) best = found;
  }
  return best;
}

/** A condition in words: `padding same, dilation > 1: always (31 of 31 calls)`. */
export function describeCondition({ terms, straying, calls }: Condition): string {
  const rule = terms.find(([feature]) => feature === 'rule');
  if (rule !== undefined) return rule[1];
  const where = terms.length === 0 ? 'everywhere' : terms.map(([feature, value]) => `${feature} ${value}`).join(', ');
  if (straying === 0) return `${where}: seen in this case alone`;
  return `${where}: ${straying === calls ? 'always' : 'sometimes'} (${straying} of ${calls} calls)`;
}
