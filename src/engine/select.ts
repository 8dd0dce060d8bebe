import picomatch from 'picomatch';
import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import { nearest } from './nearest.js';

/** Laws by id, by glob (`pooling/*`, `**`), or themselves. */
export type LawSelection = readonly (string | AnyLaw)[];

/**
 * The laws that a selection names, each once, in the catalogue's order.
 *
 * @throws InvalidArgument on an id or a glob that names no law
 */
export function selectLaws(catalogue: readonly AnyLaw[], selection: LawSelection | undefined): readonly AnyLaw[] {
  if (selection === undefined) return catalogue;
  const chosen = new Set<AnyLaw>();
  for (const entry of selection) {
    if (typeof entry !== 'string') {
      chosen.add(entry);
      continue;
    }
    const matches = picomatch(entry);
    const found = catalogue.filter(({ id }) => id === entry || matches(id));
    if (found.length === 0) {
      const alike = nearest(
        entry,
        catalogue.map(({ id }) => id),
      );
      const hint = alike === undefined ? "'tensor-laws laws' lists them" : `did you mean '${alike}'?`;
      throw new InvalidArgument('laws', 'id', entry, `no law has this id or matches this glob; ${hint}`);
    }
    for (const law of found) chosen.add(law);
  }
  return [...catalogue.filter((law) => chosen.has(law)), ...[...chosen].filter((law) => !catalogue.includes(law))];
}
