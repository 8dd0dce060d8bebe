/** The failure database, wherever it is. What goes wrong with it is said once, and never ends a search. */
import type { Entry } from './entry.js';

export interface FailureDatabase {
  /** Where it is, in words; no password. */
  readonly place: string;
  /** The entries of a library, in the order of their keys. What is none is set aside. */
  load(library: string): Promise<readonly Entry[]>;
  /** Keeps an entry, in place of one with the same key. Resolves to whether it is kept. */
  store(entry: Entry): Promise<boolean>;
  /** Deletes an entry, where it is there. */
  delete(key: string): Promise<void>;
  /** Keeps what cannot be used out of the way, for whoever wants to look. */
  setAside(key: string, why: string): Promise<void>;
  /** Lets go of what it holds open. */
  close(): Promise<void>;
}
