/** What the matrix says of laws: which kill nothing, and which only what another kills. */
import type { Row } from './matrix.js';

export interface LawSummary {
  readonly law: string;
  readonly kills: number;
  /** Mutants that no other law kills. */
  readonly alone: number;
  /** A law that kills all that this one kills, and more, or as much and stands earlier. */
  readonly within: string | undefined;
}

/** Laws in the order that is given. */
export function summaries(laws: readonly string[], rows: readonly Row[]): LawSummary[] {
  const killed = new Map(laws.map((law): [string, Set<number>] => [law, new Set()]));
  rows.forEach((row, i) => row.kills.forEach(({ law }) => killed.get(law)?.add(i)));
  const entries = [...killed];
  return entries.map(([law, mine], at) => {
    const within =
      mine.size === 0
        ? undefined
        : entries.find(
            ([, theirs], i) =>
              i !== at &&
              theirs.size >= mine.size &&
              (theirs.size > mine.size || i < at) &&
              [...mine].every((mutant) => theirs.has(mutant)),
          )?.[0];
    return { law, kills: mine.size, alone: [...mine].filter((i) => rows[i]!.kills.length === 1).length, within };
  });
}
