/** What a campaign stands on: a queue of tasks, and a store of small values. */
import type { Processor, Queue, QueueEvents, Worker, WorkerOptions } from 'bullmq';
import type { FailureDatabase } from '../search/database.js';

/** What values are of. */
export type Kind = 'worker' | 'library' | 'campaign' | 'conductor' | 'stop' | 'report';

/** Small JSON values by kind and name. */
export interface Store {
  read(kind: Kind, name: string): Promise<unknown>;
  /** @param lasts milliseconds after which it is gone. Default: it stays */
  write(kind: Kind, name: string, value: unknown, lasts?: number): Promise<void>;
  /**
   * Takes a name for a holder, or keeps it for the one who has it.
   *
   * @param lasts milliseconds
   * @returns whether it is the holder's
   */
  claim(kind: Kind, name: string, holder: string, lasts: number): Promise<boolean>;
  delete(kind: Kind, name: string): Promise<void>;
  /** All of a kind, in the order of their names. */
  list(kind: Kind): Promise<readonly (readonly [name: string, value: unknown])[]>;
}

/** A server, connected to. */
export interface Backend {
  /** Its address without user and password. */
  readonly place: string;
  readonly store: Store;
  /**
   * The failure database that all campaigns of the server share.
   *
   * @param say told what goes wrong with it
   */
  failures(say: (line: string) => void): FailureDatabase;
  queue(name: string): Queue;
  events(name: string): QueueEvents;
  worker(name: string, process: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  /** Lets go of the server; what stands in it stays. */
  close(): Promise<void>;
}

/** What keeps a campaign from going on, in one line that says what to do. */
export class QueueProblem extends Error {
  override readonly name = 'QueueProblem';
}
