/** The convolutions that the laws of geometry hold for, and the notation that they share. */
import { taken } from '../../src/arbitraries/taken.js';
import { drawConv, type ConvCase } from '../../src/ops/convolution/conv-case.js';
import { drawDepthwise } from '../../src/ops/convolution/depthwise-case.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import type { Draw } from '../../src/draw/draw.js';
import type { Windows } from '../../src/draw/windows/windows.js';
import type { BoundOps, Operand } from '../../src/law.js';
import type { PaddingKind } from '../../src/library.js';
import type { Pair, OpName } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';

/** A convolution: its op, the start of its laws' ids, its letter in equations, and its cases. */
export interface Subject<Prefix extends string> {
  readonly prefix: Prefix;
  readonly letter: 'C' | 'D';
  readonly op: 'conv' | 'depthwiseConv';
  readonly draw: typeof drawConv;
}

export const convolution: Subject<'conv-geometry/'> = { prefix: 'conv-geometry/', letter: 'C', op: 'conv', draw: drawConv };

export const depthwise: Subject<'grouped-depthwise-separable/depthwise-'> = {
  prefix: 'grouped-depthwise-separable/depthwise-',
  letter: 'D',
  op: 'depthwiseConv',
  draw: drawDepthwise,
};

/** Cells that the dilated kernel spans, per axis. */
export function spans({ kernel, dilations }: Pick<Windows, 'kernel' | 'dilations'>): number[] {
  return kernel.map((k, axis) => (k - 1) * dilations[axis]! + 1);
}

/** A pair per axis of x from pairs per spatial axis: none on batch and channels. */
export function around(pairs: readonly Pair[]): Pair[] {
  return [[0, 0], ...pairs, [0, 0]];
}

/** The spatial axes of x: 1 to n. */
export function spatialAxes(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

/** The axes of a filter's kernel: 0 to n - 1. */
export function kernelAxes(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

export function ones(n: number): number[] {
  return new Array<number>(n).fill(1);
}

/** Spatial entries put between one for batch and one for channels. */
export function lifted<T>(batch: T, spatial: readonly T[], channels: T): T[] {
  return [batch, ...spatial, channels];
}

/** A list per axis with `entry` put in at `axis`. */
export function inserted<T>(list: readonly T[], axis: number, entry: T): T[] {
  return list.toSpliced(axis, 0, entry);
}

/** A list with two entries exchanged. */
export function exchanged<T>(list: readonly T[], i: number, j: number): T[] {
  return list.map((entry, at) => (at === i ? list[j]! : at === j ? list[i]! : entry));
}

/** Sum of tensors of one shape. */
export function total(t: BoundOps, parts: readonly Operand[]): Promise<Tensor> {
  return parts.slice(1).reduce<Promise<Tensor>>((sum, part) => t.add(sum, part), Promise.resolve(parts[0]!));
}

/** Ends the law's domain where the library lacks a kind of padding that the claim itself passes. */
export function needsPadding(d: Draw, op: OpName, ...kinds: readonly PaddingKind[]): void {
  for (const kind of kinds) {
    if (!taken(d, op).padding(kind)) throw new EmptyDomain('padding', `the library takes no '${kind}'`);
  }
}

/** The channels of one group: of x, or with `of: 'result'` of the result. */
export function groupOf(c: ConvCase, group: number, of: 'x' | 'result'): Pair {
  const size = of === 'x' ? c.channels : c.channelsOut;
  return [group * size, (group + 1) * size];
}
