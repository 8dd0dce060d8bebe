/** The cheapest case on which a predicate fails, by trying all of them in order of elements, then parameters, then non-zeros. */
import type { Padding, Pair } from '../../src/geometry.js';
import { effectiveKernel } from '../../src/geometry.js';
import { fromData, sizeOf } from '../../src/tensor.js';
import type { WindowedCase } from './windowed.js';

export interface Minimum {
  readonly elements: number;
  readonly parameters: number;
  readonly nonZeros: number;
}

interface Shape {
  readonly batch: number;
  readonly groups: number;
  readonly channels: number;
  readonly channelsOut: number;
  readonly sizes: readonly [number, number];
  readonly kernel: readonly [number, number];
}

export interface Space {
  readonly groups: number;
  readonly channels: number;
  /** Whether the filter is drawn: a pool has none. */
  readonly filter: boolean;
  readonly kinds: readonly ('valid' | 'same' | 'same-lower' | 'explicit')[];
  readonly pads: number;
}

function* shapes(total: number, space: Space): Iterable<Shape> {
  for (let batch = 1; batch <= 3; batch++)
    for (let groups = 1; groups <= space.groups; groups++)
      for (let channels = 1; channels <= space.channels; channels++)
        for (let h = 1; batch * groups * channels * h <= total; h++)
          for (let w = 1; batch * groups * channels * h * w <= total; w++) {
            const rest = total - batch * groups * channels * h * w;
            for (let channelsOut = 1; channelsOut <= (space.filter ? space.channels : 1); channelsOut++)
              for (let kh = 1; kh <= 7; kh++)
                for (let kw = 1; kw <= 7; kw++)
                  if ((space.filter ? kh * kw * channels * channelsOut * groups : 0) === rest)
                    yield { batch, groups, channels, channelsOut, sizes: [h, w], kernel: [kh, kw] };
          }
}

/** Vectors of `length` entries >= 0 with the given sum. */
function* compositions(length: number, sum: number): Iterable<number[]> {
  if (length === 1) yield [sum];
  else for (let first = 0; first <= sum; first++) for (const rest of compositions(length - 1, sum - first)) yield [first, ...rest];
}

const mostParameters = 8;

function* configurations(
  shape: Shape,
  space: Space,
  excess: number,
): Iterable<{ strides: number[]; dilations: number[]; padding: Padding }> {
  for (const [index, kind] of space.kinds.entries()) {
    if (index > excess) return;
    for (const v of compositions(kind === 'explicit' ? 8 : 4, excess - index)) {
      const [s0, s1, d0, d1, a = 0, b = 0, c = 0, d = 0] = v as [number, number, number, number];
      if (s0 > 3 || s1 > 3 || d0 > 2 || d1 > 2 || Math.max(a, b, c, d) > space.pads) continue;
      const pads: Pair[] = [
        [a, b],
        [c, d],
      ];
      if (
        (kind === 'valid' || kind === 'explicit') &&
        shape.kernel.some((k, i) => effectiveKernel(k, 1 + [d0, d1][i]!) > shape.sizes[i]! + pads[i]![0] + pads[i]![1])
      )
        continue;
      yield { strides: [1 + s0, 1 + s1], dilations: [1 + d0, 1 + d1], padding: kind === 'explicit' ? pads : kind };
    }
  }
}

const parametersOf = (s: Shape, filter: boolean): number =>
  s.batch + s.groups + s.channels + (filter ? s.channelsOut : 0) + s.sizes[0] + s.sizes[1] + s.kernel[0] + s.kernel[1] + 4;

function make(shape: Shape, configuration: { strides: number[]; dilations: number[]; padding: Padding }): WindowedCase {
  const x = [shape.batch, ...shape.sizes, shape.channels * shape.groups];
  const filter = [...shape.kernel, shape.channels, shape.channelsOut * shape.groups];
  return {
    ...shape,
    ...configuration,
    x: fromData(new Float64Array(sizeOf(x)), x),
    filter: fromData(new Float64Array(sizeOf(filter)).fill(1), filter),
  };
}

const data: readonly ((i: number) => number)[] = [(i) => 1 + i, (i) => 7 - i, (i) => (i % 2 === 0 ? -5 : 7) - i, (i) => -3 - 2 * i];

function failsOnSome(c: WindowedCase, fails: (c: WindowedCase) => boolean, filter: boolean): boolean {
  for (const value of data) {
    for (let i = 0; i < c.x.data.length; i++) c.x.data[i] = value(i);
    if (filter) for (let i = 0; i < c.filter.data.length; i++) c.filter.data[i] = value(i + 1) + 1;
    if (fails(c)) return true;
  }
  return false;
}

function fewestNonZeros(c: WindowedCase, fails: (c: WindowedCase) => boolean, filter: boolean): number {
  const cells = [
    ...Array.from(c.x.data, (_, i) => [c.x.data, i] as const),
    ...(filter ? Array.from(c.filter.data, (_, i) => [c.filter.data, i] as const) : []),
  ];
  const clear = (): void => {
    for (const [values, i] of cells) values[i] = 0;
  };
  const place = (from: number, left: number): boolean => {
    if (left === 0) return fails(c);
    for (let i = from; i < cells.length; i++) {
      const [values, at] = cells[i]!;
      for (const value of [1, -1, 2, -5, 7]) {
        values[at] = value;
        if (place(i + 1, left - 1)) return true;
      }
      values[at] = 0;
    }
    return false;
  };
  for (let count = 0; count <= cells.length; count++) {
    clear();
    if (place(0, count)) return count;
  }
  return Infinity;
}

export function bruteForce(fails: (c: WindowedCase) => boolean, space: Space): Minimum {
  for (let elements = space.filter ? 2 : 1; elements < 24; elements++) {
    let parameters = Infinity;
    let best: WindowedCase[] = [];
    for (const shape of shapes(elements, space)) {
      const base = parametersOf(shape, space.filter);
      for (let excess = 0; excess <= mostParameters && base + excess <= parameters; excess++) {
        for (const configuration of configurations(shape, space, excess)) {
          const c = make(shape, configuration);
          if (!failsOnSome(c, fails, space.filter)) continue;
          if (base + excess < parameters) {
            parameters = base + excess;
            best = [];
          }
          best.push(c);
        }
      }
    }
    if (best.length > 0) return { elements, parameters, nonZeros: Math.min(...best.map((c) => fewestNonZeros(c, fails, space.filter))) };
  }
  throw new Error('no failing case of fewer than 24 elements');
}
