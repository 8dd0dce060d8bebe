/** The failure database, wherever it is. What goes wrong with it is said once, and never ends a search. */
import type { Entry } from './entry.js';

export interface FailureDatabase {
  /** Where it is, in words; no password. */
  readonly place: string;
  /**
   * Entries in the order of their keys. What is none is set aside.
   *
   * @param library its name. Default: of all libraries
   */
  load(library?: string): Promise<readonly Entry[]>;
  /**
   * Keeps an entry, in place of one with the same key; where several searches write at once, the smaller of the two.
   *
   * @returns whether one of its key is kept
   */
  store(entry: Entry): Promise<boolean>;
  /** Deletes an entry that was loaded or stored here, unless another search has stored one of its key since. */
  delete(key: string): Promise<void>;
  /** Keeps what cannot be used out of the way, for whoever wants to look. */
  setAside(key: string, why: string): Promise<void>;
  /** Lets go of what it holds open. */
  close(): Promise<void>;
}
