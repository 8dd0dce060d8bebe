import { statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** One change is often several events: an editor writes a file elsewhere, and moves it to its place. In milliseconds. */
const settling = 100;

const source = /\.(?:[cm]?[jt]sx?|json)$/;

/** What is compared of a file. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 'gone' : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}

/** Files whose changes are waited for. Their folders are watched: a file that is replaced is another one. */
export class WatchedFiles {
  private readonly stamps = new Map<string, string>();
  private readonly folders = new Map<string, FSWatcher>();
  private changed: string | undefined;
  private waiting: ((path: string) => void) | undefined;
  /** Whether any source beside the files counts too: one that could not be imported is not among them. */
  any = false;

  /** @param since milliseconds of the epoch: a file that was written later has changed */
  add(path: string, since: number): void {
    if (this.stamps.has(path)) return;
    this.stamps.set(path, stampOf(path));
    const folder = dirname(path);
    if (!this.folders.has(folder)) {
      const watcher = watch(folder, (_, name) => setTimeout(() => this.look(folder, name), settling).unref());
      // A folder that goes away takes its files with it.
      watcher.on('error', () => this.look(folder, null));
      this.folders.set(folder, watcher);
    }
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since) this.tell(path);
  }

  /** Waits for the next change, and says what changed. One that came meanwhile counts. */
  next(): Promise<string> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      if (this.changed !== undefined) this.tell(this.changed);
    });
  }

  close(): void {
    for (const watcher of this.folders.values()) watcher.close();
    this.folders.clear();
  }

  private look(folder: string, name: string | null): void {
    for (const [path, before] of this.stamps) {
      if (dirname(path) !== folder) continue;
      const now = stampOf(path);
      if (now === before) continue;
      this.stamps.set(path, now);
      return this.tell(path);
    }
    if (this.any && name !== null && source.test(name)) this.tell(join(folder, basename(name)));
  }

  private tell(path: string): void {
    const { waiting } = this;
    this.waiting = undefined;
    this.changed = waiting === undefined ? path : undefined;
    waiting?.(path);
  }
}
