/** Where a worker is: written down before each case and each call, so that it outlives the worker, however that dies. */
import { opNames, type OpName } from '../../ops/index.js';

export interface Position {
  /** Run and shrinks of the case; empty before the first. */
  readonly path: readonly number[];
  /** The op that was called last. */
  readonly op?: OpName;
  /** Calls of the case so far, this one included. */
  readonly calls: number;
  /** Ops that have returned, or thrown, in this job. */
  readonly survived: readonly OpName[];
}

/** Op, length of the path, number of calls, ops that survived (two words of bits), path. */
export const words = 64;
const head = 5;
const bits = 31;

/** Writes positions down. */
export class PositionWriter {
  private readonly record = new Int32Array(words);

  /** @param put gets the words of each position, always the same array */
  constructor(private readonly put: (words: Int32Array) => void) {}

  /** A job begins. */
  job(): void {
    this.record[3] = 0;
    this.record[4] = 0;
  }

  case(path: readonly number[]): void {
    const { record } = this;
    record[0] = 0;
    // A longer path is cut: its start is still the run.
    record[1] = Math.min(path.length, words - head);
    record[2] = 0;
    for (let i = 0; i < record[1]; i++) record[i + head] = path[i]!;
    this.put(this.record);
  }

  call(op: OpName): void {
    this.record[0] = opNames.indexOf(op) + 1;
    this.record[2]!++;
    this.put(this.record);
  }

  /** A call came back. It is written with what comes next. */
  survived(op: OpName): void {
    const at = opNames.indexOf(op);
    this.record[3 + Math.floor(at / bits)]! |= 1 << (at % bits);
  }
}

/** No position: nothing was begun. */
export const nowhere: Position = { path: [], calls: 0, survived: [] };

/** The position that words stand for. */
export function positionOf(record: Int32Array): Position {
  const [op, length, calls] = record as unknown as [number, number, number];
  const name = opNames[op - 1];
  const survived = opNames.filter((_, at) => (record[3 + Math.floor(at / bits)]! & (1 << (at % bits))) !== 0);
  return { path: [...record.subarray(head, head + length)], calls, survived, ...(name !== undefined && { op: name }) };
}
