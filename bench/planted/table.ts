/** The shrink table: planted bugs x seeds. */
import * as fc from 'fast-check';
import type { CaseArbitrary } from '../../src/arbitraries/index.js';
import { costOf } from '../../src/draw/shrink/cost.js';
import type { Minimum } from './brute-force.js';

export interface Row {
  readonly name: string;
  readonly minimum: Minimum;
  readonly casesToFailure: readonly number[];
  readonly evaluations: readonly number[];
  readonly milliseconds: readonly number[];
  /** Of the runs, how many ended at the global minimum. */
  readonly atMinimum: number;
  readonly runs: number;
  /** Where the others ended. */
  readonly others: readonly string[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Shrinks one failing value as fast-check's runner does: the first candidate that fails becomes the next to shrink. */
function shrinkOf<Case>(
  arbitrary: CaseArbitrary<Case>,
  start: fc.Value<Case>,
  fails: (c: Case) => boolean,
): { readonly end: Case; readonly evaluations: number } {
  let current = start;
  let evaluations = 0;
  for (;;) {
    let next: fc.Value<Case> | undefined;
    for (const candidate of arbitrary.shrink(current.value, current.context)) {
      evaluations++;
      if (fails(candidate.value)) {
        next = candidate;
        break;
      }
    }
    if (next === undefined) return { end: current.value, evaluations };
    current = next;
  }
}

/** The values of a seed, in fast-check's own order. */
export function* values<Case>(arbitrary: fc.Arbitrary<Case>, seed: number): Iterable<fc.Value<Case>> {
  let random: fc.Random | undefined;
  const probe = new (class extends fc.Arbitrary<number> {
    generate(mrng: fc.Random): fc.Value<number> {
      random = mrng.clone();
      return new fc.Value(0, undefined);
    }
    canShrinkWithoutContext(_value: unknown): _value is number {
      return false;
    }
    shrink(): fc.Stream<fc.Value<number>> {
      return fc.Stream.nil();
    }
  })();
  fc.sample(probe, { seed, numRuns: 1 });
  // Biased as fast-check's runner does it: 2 at first, slowly rising.
  for (let run = 0; ; run++) yield arbitrary.generate(random!, 2 + Math.floor(Math.log10(run + 1)));
}

export function measure<Case>(
  name: string,
  arbitrary: CaseArbitrary<Case>,
  fails: (c: Case) => boolean,
  minimum: Minimum,
  seeds: number,
): Row {
  const row = {
    name,
    minimum,
    casesToFailure: [] as number[],
    evaluations: [] as number[],
    milliseconds: [] as number[],
    others: [] as string[],
  };
  let atMinimum = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    let cases = 0;
    for (const value of values(arbitrary, seed)) {
      cases++;
      if (!fails(value.value)) continue;
      const before = performance.now();
      const { end, evaluations } = shrinkOf(arbitrary, value, fails);
      row.milliseconds.push(performance.now() - before);
      row.evaluations.push(evaluations);
      row.casesToFailure.push(cases);
      const drawn = arbitrary.drawn(end)!;
      const [elements, parameters, nonZeros] = costOf(drawn);
      if (elements === minimum.elements && parameters === minimum.parameters && nonZeros === minimum.nonZeros) atMinimum++;
      else
        row.others.push(
          `${elements}/${parameters}/${nonZeros} ${drawn.choices.map((c) => `${c.name}${c.axis < 0 ? '' : c.axis}=${c.value}`).join(' ')} | ${drawn.tensors.map((t) => t.values.join(',')).join(' ; ')}`,
        );
      break;
    }
  }
  return { ...row, atMinimum, runs: seeds };
}
