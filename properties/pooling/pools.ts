/** The three pools, for laws that hold of each. */
import type { Draw } from '../../src/draw/draw.js';
import { drawAveragePool, drawLpPool, drawPool, type PoolCase, type PoolConstraints } from '../../src/ops/pooling/pool-case.js';
import type { Windows } from '../../src/draw/windows/windows.js';
import type { BoundOps, Operand } from '../../src/law.js';
import { sizeOf, tensor, type Tensor } from '../../src/tensor.js';

/** A pool: its op, its letter in statements, and its cases. */
export interface Pool<Name extends string = string> {
  readonly name: Name;
  readonly op: 'maxPool' | 'averagePool' | 'lpPool';
  readonly letter: string;
  readonly draw: (d: Draw, constraints?: PoolConstraints) => PoolCase;
}

export const maximum: Pool<'max'> = { name: 'max', op: 'maxPool', letter: 'M', draw: drawPool };
export const average: Pool<'average'> = { name: 'average', op: 'averagePool', letter: 'A', draw: drawAveragePool };
export const lp: Pool<'lp'> = { name: 'lp', op: 'lpPool', letter: 'L', draw: drawLpPool };

/**
 * The cells that each window sees, padding included: x bordered by `value` and gathered to
 * `[batch, out1, window1, out2, window2, ..., channels]`. Its window axes are `windowAxes(c)`.
 */
export function windowsOf(t: BoundOps, x: Operand, c: Windows, value: number): Promise<Tensor> {
  const last = c.out.map((out, i) => (out - 1) * c.strides[i]! + (c.kernel[i]! - 1) * c.dilations[i]!);
  const border = c.pads.map(([before], i) => [before, last[i]! + 1 - c.sizes[i]! - before] as const);
  let cells = t.border(x, [[0, 0], ...border, [0, 0]], value);
  for (let i = 0; i < c.n; i++) {
    const starts = Array.from({ length: c.out[i]! }, (_, o) => o * c.strides[i]!);
    const taps = Array.from({ length: c.kernel[i]! }, (_, j) => j * c.dilations[i]!);
    cells = t.gather(
      cells,
      1 + i,
      starts.flatMap((start) => taps.map((tap) => start + tap)),
    );
  }
  const batchAndChannels = Promise.resolve(x).then(({ shape }) => [shape[0]!, shape.at(-1)!] as const);
  return batchAndChannels.then(([batch, channels]) =>
    t.reshape(cells, [batch, ...c.out.flatMap((out, i) => [out, c.kernel[i]!]), channels]),
  );
}

/** The axes of the taps in the result of `windowsOf`. */
export function windowAxes(c: Windows): number[] {
  return c.kernel.map((_, i) => 2 + 2 * i);
}

/** How many cells each window has, `[1, ...out, 1]`: those of the input, or of the padded input where padding counts. */
export function cellsOf(c: Windows, countPadding = false): Tensor {
  let counts = [1];
  for (let i = 0; i < c.n; i++) {
    const [before, after] = c.pads[i]!;
    const first = countPadding ? -before : 0;
    const end = c.sizes[i]! + (countPadding ? after : 0);
    const along = Array.from({ length: c.out[i]! }, (_, o) => {
      const taps = Array.from({ length: c.kernel[i]! }, (_, j) => o * c.strides[i]! - before + j * c.dilations[i]!);
      return taps.filter((at) => at >= first && at < end).length;
    });
    counts = counts.flatMap((count) => along.map((more) => count * more));
  }
  return tensor(counts, [1, ...c.out, 1]);
}

/** A tensor of one value. */
export function filled(shape: readonly number[], value: number): Tensor {
  return tensor(new Float64Array(sizeOf(shape)).fill(value), shape);
}

/** A copy of a list with one entry replaced. */
export function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  return list.map((entry, i) => (i === at ? value : entry));
}
