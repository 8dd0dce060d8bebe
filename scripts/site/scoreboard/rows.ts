/** What the campaign's data say of each library that was searched. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../paths.js';

export interface FindingRow {
  readonly number: number;
  readonly sentence: string;
  readonly op?: string;
  readonly expected: string;
  readonly got: string;
  readonly verdict: string;
  readonly cause?: string;
  /** The first four laws at most, and how many more. */
  readonly laws: string;
}

export interface LibraryRow {
  readonly library: string;
  readonly version: string;
  readonly outcome: string;
  readonly ops?: number;
  readonly calls?: number;
  readonly lawsOnItsOps?: number;
  readonly hold?: number;
  readonly violated?: number;
  readonly unsupported?: number;
  readonly inconclusive?: number;
  readonly findings: readonly FindingRow[];
}

export interface Reading {
  readonly cause: string;
  readonly why?: string;
  readonly issue?: string;
}

export interface Bisected {
  readonly library: string;
  readonly finding: string;
  readonly lines: readonly string[];
}

const read = <T>(path: string): T => JSON.parse(readFileSync(join(repository, 'campaign', path), 'utf8')) as T;

export const libraries: readonly LibraryRow[] = readdirSync(join(repository, 'campaign/findings'))
  .filter((name) => name !== 'by-script.json')
  .sort()
  .map((name) => read<LibraryRow>(`findings/${name}`));

/** What was read of a cause, by its name. */
export const readings: ReadonlyMap<string, Reading> = new Map(
  read<readonly Reading[]>('readings.json')
    .filter(({ why }) => why !== undefined)
    .map((reading) => [reading.cause, reading]),
);

export const bisected = read<readonly Bisected[]>('bisected.json');

/** A cause in one library, with the findings that show it. */
export interface Cause {
  readonly name: string;
  readonly isBug: boolean;
  readonly findings: readonly FindingRow[];
  /** Families with a law among those that the data name. */
  readonly families: ReadonlySet<string>;
}

/** The causes that were read in a library, in the order in which they were found. */
export function causesOf({ findings }: LibraryRow): Cause[] {
  const byName = new Map<string, FindingRow[]>();
  for (const finding of findings) {
    if (finding.cause !== undefined) byName.set(finding.cause, [...(byName.get(finding.cause) ?? []), finding]);
  }
  return [...byName].map(([name, rows]) => ({
    name,
    isBug: rows.some(({ verdict }) => verdict === 'bug'),
    findings: rows,
    families: new Set(rows.flatMap(({ laws }) => [...laws.matchAll(/([\w-]+)\/[\w-]+/g)].map(([, family]) => family!))),
  }));
}
