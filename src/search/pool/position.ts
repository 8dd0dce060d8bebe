/** Where a worker is: written to a file before each case and each call, so that it outlives the worker, however that dies. */
import { readSync, writeSync } from 'node:fs';
import { opNames, type OpName } from '../../ops.js';

export interface Position {
  /** Run and shrinks of the case; empty before the first. */
  readonly path: readonly number[];
  /** The op that was called last. */
  readonly op?: OpName;
}

/** Op, length of the path, path. */
const words = 64;
const bytes = words * 4;

/** Writes positions to a file descriptor. */
export class PositionWriter {
  private readonly record = new Int32Array(words);
  private readonly raw = new Uint8Array(this.record.buffer);

  constructor(private readonly descriptor: number) {}

  case(path: readonly number[]): void {
    const { record } = this;
    record[0] = 0;
    // A longer path is cut: its start is still the run.
    record[1] = Math.min(path.length, words - 2);
    for (let i = 0; i < record[1]; i++) record[i + 2] = path[i]!;
    this.write();
  }

  call(op: OpName): void {
    this.record[0] = opNames.indexOf(op) + 1;
    this.write();
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
  if (read < bytes) return { path: [] };
  const [op, length] = record as unknown as [number, number];
  const name = opNames[op - 1];
  return { path: [...record.subarray(2, 2 + length)], ...(name !== undefined && { op: name }) };
}
