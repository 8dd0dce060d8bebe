/** Where a worker is: written to a file before each case and each call, so that it outlives the worker, however that dies. */
import { readSync, writeSync } from 'node:fs';
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
const words = 64;
const head = 5;
const bits = 31;
const bytes = words * 4;

/** Writes positions to a file descriptor. */
export class PositionWriter {
  private readonly record = new Int32Array(words);
  private readonly raw = new Uint8Array(this.record.buffer);

  constructor(private readonly descriptor: number) {}

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
    this.write();
  }

  call(op: OpName): void {
    this.record[0] = opNames.indexOf(op) + 1;
    this.record[2]!++;
    this.write();
  }

  /** A call came back. It is written with what comes next. */
  survived(op: OpName): void {
    const at = opNames.indexOf(op);
    this.record[3 + Math.floor(at / bits)]! |= 1 << (at % bits);
  }

  private write(): void {
    try {
      writeSync(this.descriptor, this.raw, 0, bytes, 0);
    } catch {
      // A full disk: a worker that dies now dies without its position, which is what the reader then says.
      this.record.fill(0);
    }
  }
}

/** The last position that a worker wrote. */
export function readPosition(descriptor: number): Position {
  const record = new Int32Array(words);
  const read = readSync(descriptor, new Uint8Array(record.buffer), 0, bytes, 0);
  if (read < bytes) return { path: [], calls: 0, survived: [] };
  const [op, length, calls] = record as unknown as [number, number, number];
  const name = opNames[op - 1];
  const survived = opNames.filter((_, at) => (record[3 + Math.floor(at / bits)]! & (1 << (at % bits))) !== 0);
  return { path: [...record.subarray(head, head + length)], calls, survived, ...(name !== undefined && { op: name }) };
}
