/** A search's dealings with the failure database: earlier failures first, new ones kept as they come. */
import { laws } from '../../../properties/index.js';
import { noCase } from '../../engine/jobs/run-job.js';
import type { Report } from '../../report/report.js';
import type { Finding } from '../../diagnosis/findings/findings.js';
import { isRed } from '../../judge/verdict.js';
import { allFindings } from '../../report/plain.js';
import type { FailureDatabase } from '../../search/database.js';
import { findingEntry, isSmaller, type Entry } from '../../search/entry.js';
import { isToken, parseToken } from '../../engine/token.js';
import { version } from '../../version.js';
import type { Job, JobResult } from '../../engine/executor.js';

export class SearchDatabase {
  private readonly written = new Set<string>();
  /** Entries that were run again, and still fail. */
  private readonly still = new Map<string, Entry>();
  /** What the database has been told, in order. */
  private last: Promise<void> = Promise.resolve();
  /** Entries that fail no more. */
  readonly fixed: string[] = [];
  /** Entries that still fail. */
  failing = 0;

  private constructor(
    private readonly database: FailureDatabase,
    private readonly entries: readonly Entry[],
  ) {}

  /**
   * Reads what is kept of a library.
   *
   * @param chosen the laws that are run
   */
  static async open(database: FailureDatabase, library: string, chosen: ReadonlySet<string>): Promise<SearchDatabase> {
    const known = new Set(laws.map(({ id }) => id));
    const entries = await database.load(library);
    for (const { key, law } of entries) if (!known.has(law)) await database.setAside(key, `there is no law ${law}`);
    return new SearchDatabase(
      database,
      entries.filter(({ law }) => chosen.has(law)),
    );
  }

  /** What to run first. */
  jobs(): Job[] {
    return this.entries.map(({ law, case: example, before, token }) => ({
      ...{ law, seed: 0, from: 0, runs: 1, example, exclude: [] },
      ...(before !== undefined && { before }),
      // One of another version leads to another case.
      ...(token !== undefined && isToken(token) && parseToken(token).version === version && { token }),
    }));
  }

  /** An earlier failure was run again. */
  replayed({ job, verdict }: JobResult): void {
    const entry = this.entries.find(({ law, case: c }) => law === job.law && c === job.example);
    if (entry === undefined) return;
    if (verdict.kind === 'holds' || verdict.kind === 'fixed') {
      this.tell(() => this.database.delete(entry.key));
      this.fixed.push(entry.title);
    } else if (verdict.kind === 'inconclusive' && verdict.reason === noCase) {
      this.tell(() => this.database.setAside(entry.key, noCase));
    } else if (isRed(verdict) || verdict.kind === 'known') {
      this.failing++;
      this.still.set(entry.key, entry);
    }
  }

  /** Keeps a finding at once: the search may be killed. */
  found(finding: Finding): void {
    this.store(findingEntry(finding));
  }

  /** Keeps the findings as they are at the end, in place of what they were in between. */
  async finish(report: Report): Promise<void> {
    const last = allFindings(report).map(findingEntry);
    const keys = new Set(last.map((entry) => entry?.key));
    for (const entry of last) {
      const before = entry && this.still.get(entry.key);
      // It was run, and would be the one that is shown: its case is of another cause by now.
      if (before !== undefined && isSmaller(before, entry!)) this.tell(() => this.database.delete(before.key));
      this.store(entry);
    }
    await this.last;
    for (const key of this.written) if (!keys.has(key)) await this.database.delete(key);
  }

  /** Lets go of the database, once it has been told all. */
  async close(): Promise<void> {
    await this.last;
    await this.database.close();
  }

  private store(entry: Entry | undefined): void {
    if (entry === undefined) return;
    this.tell(async () => {
      if (await this.database.store(entry)) this.written.add(entry.key);
    });
  }

  /** One thing after another: of two entries of one key the later stays. */
  private tell(work: () => Promise<void>): void {
    this.last = this.last.then(work);
  }
}
