import { readFileSync } from 'node:fs';
import type { KernelName } from '../../src/ops/kernels.js';
import { every, fromIndex, type Grid } from '../definitions/grid.js';

interface RawTensor {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: string;
  readonly data: (number | string)[];
}

/** A case as its source has it. */
export interface Vector {
  readonly id: string;
  readonly op: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly input: (name: string) => Grid;
  readonly optional: (name: string) => Grid | undefined;
  readonly output: (name: string) => Grid;
  /** Names of the outputs. */
  readonly outputs: readonly string[];
  /** Whether every number in and out is an integer, so that results are exact. */
  readonly exact: boolean;
  readonly dtype: string;
}

/** A call of one of the package's ops, and its result. Grids stand for tensors. */
export interface Check {
  readonly op: KernelName;
  readonly args: readonly unknown[];
  readonly expected: Grid;
}

/** What a case becomes: calls, or why there are none. */
export type Converted = readonly Check[] | string;

export function readVectors(file: string): Vector[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const raw = JSON.parse(line) as {
      id: string;
      op: string;
      attrs: Record<string, unknown>;
      inputs: (RawTensor | null)[];
      outputs: RawTensor[];
    };
    const inputs = raw.inputs.filter((each) => each !== null);
    const tensors = [...inputs, ...raw.outputs];
    const optional = (name: string): Grid | undefined => gridOf(tensors.find((each) => each.name === name));
    const input = (name: string): Grid => {
      const found = optional(name);
      if (found === undefined) throw new Error(`${raw.id} has no ${name}`);
      return found;
    };
    return {
      id: raw.id,
      op: raw.op,
      attrs: raw.attrs,
      input,
      optional,
      output: input,
      outputs: raw.outputs.map((each) => each.name),
      exact: tensors.every((each) => each.data.every((value) => Number.isInteger(value) || typeof value === 'string')),
      dtype: inputs[0]!.dtype,
    };
  });
}

function gridOf(raw: RawTensor | undefined): Grid | undefined {
  return raw && { shape: raw.shape, values: raw.data.map(Number) };
}

/** result.shape[i] = x.shape[axes[i]] */
export function transpose(x: Grid, axes: readonly number[]): Grid {
  const strides = x.shape.map((_, axis) => x.shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const shape = axes.map((axis) => x.shape[axis]!);
  return fromIndex(shape, (index) => x.values[index.reduce((at, i, axis) => at + i * strides[axes[axis]!]!, 0)]!);
}

export function reshape(x: Grid, shape: readonly number[]): Grid {
  if (every(shape).length !== x.values.length) throw new Error(`[${x.shape.join()}] has no shape [${shape.join()}]`);
  return { shape, values: x.values };
}

/** `[batch, channels, ...spatial]` to `[batch, ...spatial, channels]` */
export function channelsLast(x: Grid): Grid {
  return transpose(x, [0, ...x.shape.slice(2).map((_, i) => i + 2), 1]);
}

/** The same, of a shape. */
export function shapeLast(shape: readonly number[]): number[] {
  return [shape[0]!, ...shape.slice(2), shape[1]!];
}

/** Takes a bias per (last) channel off again. */
export function withoutBias(y: Grid, bias: Grid | undefined): Grid {
  if (bias === undefined) return y;
  return { shape: y.shape, values: y.values.map((value, i) => value - bias.values[i % bias.values.length]!) };
}
