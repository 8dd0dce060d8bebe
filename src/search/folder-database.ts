/** The failure database in a folder, one file a finding. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { describeThrown } from '../judge/failures.js';
import type { FailureDatabase } from './database.js';
import { BadEntry, entryText, parseEntry, type Entry } from './entry.js';

/** A file that write-file-atomic has not put in its place yet. */
const unfinished = /\.json\.\d+$/;

/** After this time a file that is being written was left behind by a process that was killed, in milliseconds. */
const abandoned = 3_600_000;

/** Larger files are not ours. */
const largest = 8 * 2 ** 20;

const codeOf = (thrown: unknown): unknown => (thrown as { code?: unknown } | undefined)?.code;

export class FolderDatabase implements FailureDatabase {
  private readonly warned = new Set<string>();

  /**
   * @param folder made with the first entry that is stored
   * @param warn told what went wrong
   */
  constructor(
    readonly folder: string,
    private readonly warn: (message: string) => void,
  ) {}

  get place(): string {
    return this.folder;
  }

  /** Entries in the order of their keys. Files that are none are set aside as `.bad`. */
  load(library?: string): Promise<readonly Entry[]> {
    return Promise.resolve(this.read(library));
  }

  /** Stores an entry, in place of one with the same key: on disk when this returns, for the search may be killed before it waits. */
  store(entry: Entry): Promise<boolean> {
    return Promise.resolve(this.write(entry));
  }

  delete(key: string): Promise<void> {
    try {
      rmSync(this.pathOf(key), { force: true });
    } catch (thrown) {
      this.say(`${this.pathOf(key)} cannot be deleted: ${describeThrown(thrown)}`);
    }
    return Promise.resolve();
  }

  /** Keeps the file of an entry as `.bad`. */
  setAside(key: string, why: string): Promise<void> {
    this.rename(`${key}.json`, why);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private read(library: string | undefined): Entry[] {
    const entries: Entry[] = [];
    for (const name of this.names()) {
      const path = join(this.folder, name);
      try {
        const { size, mtimeMs } = statSync(path);
        if (unfinished.test(name)) {
          if (Date.now() - mtimeMs > abandoned) rmSync(path, { force: true });
          continue;
        }
        if (!name.endsWith('.json')) continue;
        if (size > largest) throw new BadEntry(`it is larger than ${largest} bytes`);
        const entry = parseEntry(readFileSync(path, 'utf8'));
        if (`${entry.key}.json` !== name) throw new BadEntry('it does not have the name of its finding');
        if (library === undefined || entry.library === library) entries.push(entry);
      } catch (thrown) {
        if (thrown instanceof BadEntry) this.rename(name, thrown.message);
        // Another search deleted it meanwhile.
        else if (codeOf(thrown) !== 'ENOENT') this.say(`${path} cannot be read: ${describeThrown(thrown)}`);
      }
    }
    return entries;
  }

  private write(entry: Entry): boolean {
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileAtomic.sync(this.pathOf(entry.key), entryText(entry));
      return true;
    } catch (thrown) {
      this.say(`${this.folder} cannot be written (${describeThrown(thrown)}): what is found is not stored`);
      return false;
    }
  }

  /** Keeps an entry that is none out of the way, for whoever wants to look. */
  private rename(name: string, why: string): void {
    const path = join(this.folder, name);
    try {
      renameSync(path, `${path}.bad`);
      this.say(`${path} is set aside as ${name}.bad: ${why}`);
    } catch (thrown) {
      if (codeOf(thrown) !== 'ENOENT') this.say(`${path} is passed over: ${why}`);
    }
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder).sort();
    } catch (thrown) {
      if (codeOf(thrown) !== 'ENOENT') this.say(`${this.folder} cannot be read: ${describeThrown(thrown)}`);
      return [];
    }
  }

  private pathOf(key: string): string {
    return join(this.folder, `${key}.json`);
  }

  private say(message: string): void {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    this.warn(message);
  }
}
