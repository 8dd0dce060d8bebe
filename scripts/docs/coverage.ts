/** What the first runs of a law visit. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../../src/draw/case-arbitrary.js';
import { casesFor } from '../../src/judge/subject.js';
import type { AnyLaw } from '../../src/law.js';
import { reference } from '../../src/reference.js';

export interface Visited {
  /** The classes of each choice, spatial axes taken together, in the order in which the law makes the choices. */
  readonly classes: ReadonlyMap<string, readonly string[]>;
  readonly hit: number;
  readonly possible: number;
}

/** The feature classes of a law's cases, and the pairs of them that its first runs hit. Undefined for a law without such classes. */
export function visited(law: AnyLaw, runs: number): Visited | undefined {
  const found = casesFor(law, reference, {});
  if ('missing' in found || !(found.cases instanceof CaseArbitrary)) return undefined;
  const { cases } = found;
  const counter = cases.coverage();
  const rows = Math.min(runs, cases.rows());
  for (let row = 0; row < rows; row++) counter.add(cases.generateRow(row).value);
  if (rows < runs) for (const c of fc.sample(cases, { numRuns: runs - rows, seed: 1 })) counter.add(c);
  const classes = new Map<string, string[]>();
  for (const { text, classes: ofKey } of cases.coveringArray().table.allKeys) {
    const name = text.replace(/:\d+$/, '');
    const known = classes.get(name) ?? [];
    const all = [...new Set([...known, ...ofKey.keys()])].sort();
    if (all.length > 0) classes.set(name, all);
  }
  return { classes, hit: counter.hit, possible: counter.possible };
}
