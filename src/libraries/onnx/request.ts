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
  /** Models that mean the same on these operands; at least one. */
  readonly spellings: readonly Spelling[];
}

/** Versions of ONNX's operator set in which to write an op's node: the newest, and the oldest. */
export type Opsets = (opType: string) => readonly [newest: number, oldest: number];

export type Requests = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: (
    opsets: Opsets,
    ...args: Parameters<NonNullable<LibraryOps[K]>>
  ) => Request;
};
