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

/** A conjunction seen in fewer calls than this says too little. */
const fewest = 4;

/**
 * The smallest conjunction of the target's features under which most sampled calls stray; of equals, the one that covers most.
 * Fewer terms win over a few more percent.
 */
export function explain(target: CallFeatures, samples: readonly Sample[]): Condition {
  const differing = [...target].filter(([feature, value]) =>
    samples.some(({ features, strays }) => !strays && features.get(feature) !== value),
  );
  const score = (terms: Condition['terms']): Condition => {
    const covered = samples.filter(({ features }) => matches(terms, features));
    return { terms, straying: covered.filter(({ strays }) => strays).length, calls: covered.length };
  };
  const better = (a: Condition, b: Condition): boolean => {
    const rateA = a.straying / a.calls;
    const rateB = b.straying / b.calls;
    return rateA !== rateB ? rateA > rateB : a.straying > b.straying;
  };
  let best = score([]);
  for (let size = 1; size <= 3; size++) {
    if (best.calls > 0 && best.straying === best.calls) return best;
    let found: Condition | undefined;
    for (const terms of conjunctions(differing, size)) {
      const next = score(terms);
      if (next.calls >= fewest && (found === undefined || better(next, found))) found = next;
    }
    if (found !== undefined && (best.calls === 0 || found.straying / found.calls > best.straying / best.calls + 0.05)) best = found;
  }
  return best;
}

/** A condition in words: `padding same, dilation > 1: always (31 of 31 calls)`. */
export function describeCondition({ terms, straying, calls }: Condition): string {
  const where = terms.length === 0 ? 'everywhere' : terms.map(([feature, value]) => `${feature} ${value}`).join(', ');
  return `${where}: ${straying === calls && calls > 0 ? 'always' : 'sometimes'} (${straying} of ${calls} calls)`;
}
