/** Histories of cases, as they are drawn: what each is made of, and which there are. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../../draw/case-arbitrary.js';
import type { CaseHistory } from '../../judge/history.js';

/** A history without its cases: they are made where they are needed. */
export interface DrawnHistory {
  /** The case itself, its shapes with other data, or another case of the law. */
  readonly other: 'equal' | 'otherData' | 'another';
  readonly kind: CaseHistory['kind'];
  /** Of the other case. */
  readonly seed: number;
}

/** One of so many runs has a history. */
const every = 24;

/** Those that runs draw from. */
const drawn = [
  { other: 'otherData', kind: 'after' },
  { other: 'another', kind: 'between' },
  { other: 'another', kind: 'inFlight' },
  { other: 'otherData', kind: 'kept' },
] as const;

/** Those that are tried on a case that failed and does not fail by itself, the simplest first. */
const tried = [
  { other: 'equal', kind: 'after' },
  { other: 'otherData', kind: 'after' },
  { other: 'another', kind: 'after' },
  { other: 'another', kind: 'between' },
  { other: 'otherData', kind: 'inFlight' },
  { other: 'another', kind: 'inFlight' },
  { other: 'otherData', kind: 'kept' },
] as const;

/** The history of a run, where it has one. */
export function drawHistory(seed: number): DrawnHistory | undefined {
  const bits = seed >>> 0;
  return bits % every === 0 ? { ...drawn[Math.floor(bits / every) % drawn.length]!, seed } : undefined;
}

/** Every history that may be what a case takes. */
export function historiesToTry(seed: number): readonly DrawnHistory[] {
  return tried.map((each) => ({ ...each, seed }));
}

function otherOf(cases: fc.Arbitrary<unknown>, c: unknown, { other, seed }: DrawnHistory): unknown {
  if (other === 'equal') return c;
  if (other === 'otherData' && cases instanceof CaseArbitrary) return cases.withOtherData(c, seed);
  return fc.sample(cases, { numRuns: 1, seed })[0];
}

/** The history of a case; undefined where the law has no other case for it. */
export function historyOf(cases: fc.Arbitrary<unknown>, c: unknown, history: DrawnHistory): CaseHistory | undefined {
  const other = otherOf(cases, c, history);
  return other === undefined ? undefined : { kind: history.kind, other };
}
