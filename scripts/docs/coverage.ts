/** What the first runs of a law visit. */
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
  const counter = cases.coverage(true);
  for (let run = 0; run < runs; run++) {
    const row = cases.generateRow(run);
    if (row !== undefined) counter.add(row.value);
  }
  const classes = new Map<string, string[]>();
  for (const { text, classes: ofKey } of cases.coveringArray().table.allKeys) {
    const name = text.replace(/:\d+$/, '');
    const known = classes.get(name) ?? [];
    const all = [...new Set([...known, ...ofKey.keys()])].sort();
    if (all.length > 0) classes.set(name, all);
  }
  return { classes, hit: counter.hit, possible: counter.possible };
}
