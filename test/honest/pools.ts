/** Pools, their gradients, and morphology. */
import type {
  AveragePoolAttributes,
  LpPoolAttributes,
  PatchAttributes,
  PoolAttributes,
  ReduceWindowAttributes,
  WindowAttributes,
} from '../../src/ops/index.js';
import { sizeOf, toArray, type Shape, type Tensor } from '../../src/tensor.js';
import type { Arithmetic } from './arithmetic.js';
import { collect, type Result } from './convolutions.js';
import { gridOf, type Grid } from './grid.js';

/** Visits every cell of every window: the index of the result and that of the cell, and the tap. */
function eachCell(
  grid: Grid,
  batch: number,
  channels: number,
  visit: (to: number, from: number, tap: number, channel: number) => void,
): void {
  const { windows, taps, cells, cell } = grid;
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      for (let c = 0; c < channels; c++) {
        for (let tap = 0; tap < taps; tap++) {
          const at = cell[window * taps + tap]!;
          if (at >= 0) visit((n * windows + window) * channels + c, (n * cells + at) * channels + c, tap, c);
        }
      }
    }
  }
}

/** What the mean of each window divides by. */
function divisors(grid: Grid, countPadding: boolean): Float64Array {
  if (countPadding) return grid.padded;
  return Float64Array.from({ length: grid.windows }, (_, w) => {
    return grid.cell.subarray(w * grid.taps, (w + 1) * grid.taps).reduce((sum, at) => sum + (at >= 0 ? 1 : 0), 0);
  });
}

export function poolsOf(arithmetic: Arithmetic) {
  const { round, mean, power } = arithmetic;
  const planOf = (shape: Shape, attributes: Required<PoolAttributes>): { grid: Grid; shape: number[] } => {
    const grid = gridOf(shape.slice(1, -1), attributes.window, attributes);
    return { grid, shape: [shape[0]!, ...grid.out, shape.at(-1)!] };
  };
  /** The largest value of each window where `none` is -Infinity, the least where it is Infinity. */
  const extreme = (x: Tensor, grid: Grid, value: (cell: number, tap: number, channel: number) => number, none: number): Result => {
    const shape = [x.shape[0]!, ...grid.out, x.shape.at(-1)!];
    const values = new Float64Array(sizeOf(shape)).fill(none);
    eachCell(grid, shape[0]!, shape.at(-1)!, (to, from, tap, channel) => {
      const candidate = value(from, tap, channel);
      values[to] = none < 0 ? Math.max(values[to]!, candidate) : Math.min(values[to]!, candidate);
    });
    return { shape, values };
  };
  return {
    maxPool: (x: Tensor, attributes: Required<PoolAttributes>): Result => {
      const xs = toArray(x);
      return extreme(x, planOf(x.shape, attributes).grid, (cell) => xs[cell]!, -Infinity);
    },
    averagePool: (x: Tensor, attributes: Required<AveragePoolAttributes>): Result => {
      const { grid, shape } = planOf(x.shape, attributes);
      const xs = toArray(x);
      const [batch, channels] = [shape[0]!, shape.at(-1)!];
      const sums = collect(arithmetic, sizeOf(shape), (add) => eachCell(grid, batch, channels, (to, from) => add(to, xs[from]!, 1)));
      const by = divisors(grid, attributes.countPadding);
      return { shape, values: sums.map((sum, i) => mean(sum, by[Math.floor(i / channels) % grid.windows]!)) };
    },
    // Axis by axis, each mean rounded, as libraries do that reduce one axis at a time.
    globalAveragePool: (x: Tensor): Result => {
      let [values, shape] = [Float64Array.from(toArray(x)), [...x.shape]];
      for (let axis = shape.length - 2; axis > 0; axis--) {
        const [size, inner] = [shape[axis]!, sizeOf(shape.slice(axis + 1))];
        shape = shape.with(axis, 1);
        const sums = collect(arithmetic, sizeOf(shape), (add) => {
          values.forEach((value, i) => add(Math.floor(i / (size * inner)) * inner + (i % inner), value, 1));
        });
        values = sums.map((sum) => mean(sum, size));
      }
      return { shape, values };
    },
    globalMaxPool: (x: Tensor): Result => {
      const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!];
      const values = new Float64Array(batch * channels).fill(-Infinity);
      toArray(x).forEach((value, i) => {
        const to = Math.floor(i / (x.size / Math.max(1, batch))) * channels + (i % channels);
        values[to] = Math.max(values[to]!, value);
      });
      return { shape: [batch, ...x.shape.slice(1, -1).map(() => 1), channels], values };
    },
    // Axis by axis too: a norm of norms.
    globalLpPool: (x: Tensor, { p }: { readonly p: number }): Result => {
      let [values, shape] = [Float64Array.from(toArray(x)), [...x.shape]];
      for (let axis = shape.length - 2; axis > 0; axis--) {
        const [size, inner] = [shape[axis]!, sizeOf(shape.slice(axis + 1))];
        shape = shape.with(axis, 1);
        const powers = values.map((value) => power(value, p));
        const sums = collect(arithmetic, sizeOf(shape), (add) => {
          powers.forEach((value, i) => add(Math.floor(i / (size * inner)) * inner + (i % inner), value, 1));
        });
        values = sums.map((sum) => round(p === 1 ? sum : p === 2 ? Math.sqrt(sum) : sum ** (1 / p)));
      }
      return { shape, values };
    },
    // Axis by axis, as the parts of a mean over a box.
    adaptiveAveragePool: (x: Tensor, { size }: { readonly size: readonly number[] }): Result => {
      let [values, shape] = [Float64Array.from(toArray(x)), [...x.shape]];
      for (let axis = shape.length - 2; axis > 0; axis--) {
        const [count, cells, inner] = [size[axis - 1]!, shape[axis]!, sizeOf(shape.slice(axis + 1))];
        const outer = sizeOf(shape.slice(0, axis));
        shape = shape.with(axis, count);
        const parts = Array.from(
          { length: count },
          (_, o) => [Math.floor((o * cells) / count), Math.ceil(((o + 1) * cells) / count)] as const,
        );
        const from = values;
        const sums = collect(arithmetic, sizeOf(shape), (add) => {
          for (let n = 0; n < outer; n++)
            for (const [o, [begin, end]] of parts.entries())
              for (let i = begin; i < end; i++)
                for (let k = 0; k < inner; k++) add((n * count + o) * inner + k, from[(n * cells + i) * inner + k]!, 1);
        });
        values = sums.map((sum, i) => {
          const [begin, end] = parts[Math.floor(i / inner) % count]!;
          return mean(sum, end - begin);
        });
      }
      return { shape, values };
    },
    adaptiveMaxPool: (x: Tensor, { size }: { readonly size: readonly number[] }): Result => {
      let [values, shape] = [Float64Array.from(toArray(x)), [...x.shape]];
      for (let axis = shape.length - 2; axis > 0; axis--) {
        const [count, cells, inner] = [size[axis - 1]!, shape[axis]!, sizeOf(shape.slice(axis + 1))];
        shape = shape.with(axis, count);
        const from = values;
        values = Float64Array.from({ length: sizeOf(shape) }, (_, at) => {
          const [n, o, k] = [Math.floor(at / (inner * count)), Math.floor(at / inner) % count, at % inner];
          let most = -Infinity;
          for (let i = Math.floor((o * cells) / count); i < Math.ceil(((o + 1) * cells) / count); i++)
            most = Math.max(most, from[(n * cells + i) * inner + k]!);
          return most;
        });
      }
      return { shape, values };
    },
    lpPool: (x: Tensor, attributes: Required<LpPoolAttributes>): Result => {
      const { grid, shape } = planOf(x.shape, attributes);
      const { p } = attributes;
      const powers = toArray(x).map((value) => power(value, p));
      const sums = collect(arithmetic, sizeOf(shape), (add) =>
        eachCell(grid, shape[0]!, shape.at(-1)!, (to, from) => add(to, powers[from]!, 1)),
      );
      return { shape, values: sums.map((sum) => round(p === 2 ? Math.sqrt(sum) : sum ** (1 / p))) };
    },
    maxPoolGradient: (x: Tensor, dy: Tensor, attributes: Required<PoolAttributes>): Result => {
      const { grid, shape } = planOf(x.shape, attributes);
      const [xs, ys] = [toArray(x), toArray(dy)];
      const winner = new Int32Array(sizeOf(shape)).fill(-1);
      eachCell(grid, shape[0]!, shape.at(-1)!, (to, from) => {
        const best = winner[to]!;
        // The first NaN, else the first of the largest.
        if (best < 0 || (!Number.isNaN(xs[best]!) && !(xs[from]! <= xs[best]!))) winner[to] = from;
      });
      const values = collect(arithmetic, sizeOf(x.shape), (add) => {
        winner.forEach((cell, i) => {
          if (cell >= 0) add(cell, ys[i]!, 1);
        });
      });
      return { shape: [...x.shape], values };
    },
    averagePoolGradient: (inputShape: Shape, dy: Tensor, attributes: Required<AveragePoolAttributes>): Result => {
      const { grid, shape } = planOf(inputShape, attributes);
      const [batch, channels] = [shape[0]!, shape.at(-1)!];
      const by = divisors(grid, attributes.countPadding);
      const shares = toArray(dy).map((value, i) => mean(value, by[Math.floor(i / channels) % grid.windows]!));
      const values = collect(arithmetic, sizeOf(inputShape), (add) =>
        eachCell(grid, batch, channels, (to, from) => add(from, shares[to]!, 1)),
      );
      return { shape: [...inputShape], values };
    },
    // Cells apart are read where a tap points at one; sums in the library's order, products in pairs where their number is even.
    reduceWindow: (x: Tensor, { baseDilations, reduce, ...attributes }: Required<ReduceWindowAttributes>): Result => {
      const own = x.shape.slice(1, -1);
      const sizes = own.map((size, axis) => (size === 0 ? 0 : (size - 1) * baseDilations[axis]! + 1));
      const { grid, shape } = planOf([x.shape[0]!, ...sizes, x.shape.at(-1)!], { ...attributes, ceilMode: false });
      const [batch, channels] = [shape[0]!, shape.at(-1)!];
      const xs = toArray(x);
      const cellOf = (position: number): number => {
        let [rest, cell, step] = [Math.floor(position / channels), 0, 1];
        for (let axis = own.length - 1; axis >= 0; axis--) {
          const at = rest % sizes[axis]!;
          if (at % baseDilations[axis]! !== 0) return -1;
          cell += (at / baseDilations[axis]!) * step;
          rest = Math.floor(rest / sizes[axis]!);
          step *= own[axis]!;
        }
        return (rest * step + cell) * channels + (position % channels);
      };
      const lists = Array.from({ length: sizeOf(shape) }, (): number[] => []);
      eachCell(grid, batch, channels, (to, from) => {
        const cell = cellOf(from);
        if (cell >= 0) lists[to]!.push(xs[cell]!);
      });
      const product = (list: readonly number[]): number => {
        if (list.length > 1 && list.length % 2 === 0)
          return round(product(list.slice(0, list.length / 2)) * product(list.slice(list.length / 2)));
        return list.reduceRight((all, value) => round(all * value), 1);
      };
      const sum = (list: readonly number[]): number =>
        arithmetic.dot(Float64Array.from(list), new Float64Array(list.length).fill(1), 0, list.length);
      const by = { sum, product, max: (list: readonly number[]) => Math.max(...list), min: (list: readonly number[]) => Math.min(...list) };
      return { shape, values: Float64Array.from(lists, by[reduce]) };
    },
    fold: (inputShape: Shape, patches: Tensor, attributes: Required<PatchAttributes>): Result => {
      const { grid, shape } = planOf(inputShape, { ...attributes, ceilMode: false });
      const [batch, channels] = [shape[0]!, shape.at(-1)!];
      const entries = toArray(patches);
      const values = collect(arithmetic, sizeOf(inputShape), (add) =>
        eachCell(grid, batch, channels, (to, from, tap) =>
          add(from, entries[(Math.floor(to / channels) * grid.taps + tap) * channels + (to % channels)]!, 1),
        ),
      );
      return { shape: [...inputShape], values };
    },
    morphologicalDilation: (x: Tensor, filter: Tensor, attributes: Required<WindowAttributes>): Result => {
      const [xs, fs] = [toArray(x), toArray(filter)];
      const channels = x.shape.at(-1)!;
      const grid = gridOf(x.shape.slice(1, -1), filter.shape.slice(0, -1), attributes);
      return extreme(x, grid, (cell, tap, c) => round(xs[cell]! + fs[tap * channels + c]!), -Infinity);
    },
    morphologicalErosion: (x: Tensor, filter: Tensor, attributes: Required<WindowAttributes>): Result => {
      const [xs, fs] = [toArray(x), toArray(filter)];
      const channels = x.shape.at(-1)!;
      const grid = gridOf(x.shape.slice(1, -1), filter.shape.slice(0, -1), attributes);
      return extreme(x, grid, (cell, tap, c) => round(xs[cell]! - fs[(grid.taps - 1 - tap) * channels + c]!), Infinity);
    },
  };
}
