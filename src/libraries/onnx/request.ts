/** What an op asks of a runtime. */
import type { LibraryOps } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import type { OneNodeModel, Operand } from './model.js';

/** One way to write a call. */
export interface Spelling {
  readonly model: OneNodeModel;
  /** Whether its result has its channels first. */
  readonly first: boolean;
}

export interface Request {
  /** By the names of the models' inputs. */
  readonly operands: Readonly<Record<string, Operand>>;
  /** Models that mean the same on these operands, by the names of the spellings that take the call; at least one. */
  readonly spellings: Readonly<Record<string, Spelling>>;
}

/** Versions of ONNX's operator set in which to write an op's node: the newest, and the oldest. */
export type Opsets = (opType: string) => readonly [newest: number, oldest: number];

export interface SpelledRequest<Args extends readonly unknown[]> {
  /** Of all spellings, the plainest first. */
  readonly names: readonly string[];
  readonly ask: (opsets: Opsets, ...args: Args) => Request;
}

export type Requests = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: SpelledRequest<Parameters<NonNullable<LibraryOps[K]>>>;
};
