/** What every arbitrary is held to. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { costOf, isLower } from '../../src/draw/shrink/cost.js';
import type { CaseArbitrary } from '../../src/draw/case-arbitrary.js';
import { isTensor, toArray, type Tensor } from '../../src/tensor.js';

/** A value as plain data, for comparison: tensors by shape, layout and elements. */
export function plain(value: unknown): unknown {
  if (isTensor(value)) return { shape: value.shape, stride: value.stride, offset: value.offset, values: toArray(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
  return typeof value === 'function' ? 'function' : value;
}

/** How large a value is: the sum of its numbers, and of a tensor the number of cells that are not 0. */
export function magnitude(value: unknown): number {
  if (isTensor(value)) return 1 + toArray(value).filter((cell) => cell !== 0).length;
  if (typeof value === 'object' && value !== null) return Object.values(value).reduce((sum: number, field) => sum + magnitude(field), 0);
  return typeof value === 'number' ? Math.abs(value) : 1;
}

export function sameSeedSameValue<T>(arbitrary: fc.Arbitrary<T>): void {
  const draw = (seed: number): unknown[] => fc.sample(arbitrary, { numRuns: 20, seed }).map(plain);
  expect(draw(7)).to.deep.equal(draw(7));
}

export function differentSeedsDiffer<T>(arbitrary: fc.Arbitrary<T>): void {
  const draw = (seed: number): unknown[] => fc.sample(arbitrary, { numRuns: 20, seed }).map(plain);
  expect(draw(7)).to.not.deep.equal(draw(8));
}

/** Drawn cases and a sample of what they shrink to, at every step, are valid. */
export function validAtEveryStep<T>(arbitrary: fc.Arbitrary<T>, validate: (value: T) => void, runs = 10): void {
  const seen = (value: T): boolean => {
    validate(value);
    return true;
  };
  fc.assert(fc.property(arbitrary, seen), { numRuns: 160, seed: 11 });
  for (let seed = 0; seed < runs; seed++) {
    let count = 0;
    // Fails pseudo-randomly, so that each shrink walks another way down.
    const result = fc.check(
      fc.property(arbitrary, (value) => {
        validate(value);
        count++;
        return count > 1 && (count * 2654435761 * (seed + 1)) % 5 < 3;
      }),
      { numRuns: 1, seed },
    );
    // The first value passes the count; a failure of validate would be an error with its own message.
    if (result.failed && result.errorInstance instanceof Error && !result.errorInstance.message.includes('returning false'))
      throw result.errorInstance;
  }
}

/** Each candidate is strictly cheaper than the case it comes from. */
export function costFalls<T>(arbitrary: CaseArbitrary<T>, runs = 18): void {
  let steps = 0;
  const random = fc.sample(fc.nat(), { numRuns: 1, seed: 3 });
  for (let seed = random[0]! % 7; seed < runs; seed++) {
    for (const value of firstValues(arbitrary, seed, 1)) {
      let current = value;
      for (let depth = 0; depth < 12; depth++) {
        const cost = costOf(arbitrary.drawn(current.value)!);
        const candidates = [...arbitrary.shrink(current.value, current.context).take(8)];
        for (const candidate of candidates) {
          steps++;
          if (!isLower(costOf(arbitrary.drawn(candidate.value)!), cost)) expect.fail(`seed ${seed}: a candidate is not cheaper`);
        }
        const next = candidates[(seed + depth) % 8];
        if (next === undefined) break;
        current = next;
      }
    }
  }
  expect(steps).to.be.greaterThan(0);
}

/** A property that always fails ends at the arbitrary's least value. */
export function minimumReached<T>(arbitrary: fc.Arbitrary<T>, seeds = 10): void {
  const ends = new Set<string>();
  for (let seed = 0; seed < seeds; seed++) {
    const result = fc.check(
      fc.property(arbitrary, () => false),
      { seed, endOnFailure: false },
    );
    ends.add(JSON.stringify(plain(result.counterexample![0])));
  }
  expect([...ends]).to.have.length(1);
}

/** A failure found and shrunk is found again by its seed and path, at once. */
export function replaysByPath<T>(arbitrary: fc.Arbitrary<T>, fails: (value: T) => boolean): void {
  const first = fc.check(
    fc.property(arbitrary, (value) => !fails(value)),
    { seed: 5, numRuns: 1000 },
  );
  expect(first.failed).to.equal(true);
  const again = fc.check(
    fc.property(arbitrary, (value) => !fails(value)),
    { seed: 5, path: first.counterexamplePath!, numRuns: 1000 },
  );
  expect(plain(again.counterexample)).to.deep.equal(plain(first.counterexample));
  expect(again.numShrinks).to.equal(0);
}

/** A copy of a case without anything that its arbitrary knows it by. */
export function copyOf<T>(value: T): T {
  if (isTensor(value)) {
    const x = value as Tensor;
    return { ...x, ...Object.fromEntries(['shape', 'stride'].map((field) => [field, [...x[field as 'shape']]])) } as T;
  }
  if (Array.isArray(value)) return value.map((entry: unknown) => copyOf(entry)) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, isTensor(field) ? field : copyOf(field)])) as T;
  return value;
}

/** A case from elsewhere shrinks like one drawn here. */
export function examplesShrink<T extends object>(arbitrary: CaseArbitrary<T>, runs = 20): void {
  let shrunk = 0;
  for (const { value } of firstValues(arbitrary, 4, runs)) {
    const example = copyOf(value);
    expect(arbitrary.canShrinkWithoutContext(example), JSON.stringify(plain(example))).to.equal(true);
    const result = fc.check(
      fc.property(arbitrary, () => false),
      { numRuns: 1, seed: 1, examples: [[example]] },
    );
    if (result.numShrinks > 0) shrunk++;
  }
  expect(shrunk).to.be.greaterThan(runs / 2);
}

/** The first values of a seed, with their contexts. */
export function firstValues<T>(arbitrary: fc.Arbitrary<T>, seed: number, count: number): fc.Value<T>[] {
  const values: fc.Value<T>[] = [];
  class Recording extends fc.Arbitrary<T> {
    generate(mrng: fc.Random, bias: number | undefined): fc.Value<T> {
      const value = arbitrary.generate(mrng, bias);
      values.push(value);
      return value;
    }
    canShrinkWithoutContext(_value: unknown): _value is T {
      return false;
    }
    shrink(): fc.Stream<fc.Value<T>> {
      return fc.Stream.nil();
    }
  }
  fc.assert(
    fc.property(new Recording(), () => true),
    { seed, numRuns: count },
  );
  return values;
}
