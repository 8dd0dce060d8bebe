/** One-dimensional convolutions out of those of one signal with one filter: `y[b][o] = sum over i of x[b][i] * filter[i][o]`. */
import { unsupported } from '../../library.js';
import { allocate, fromData, toArray, type DType, type Tensor } from '../../tensor.js';
import type { SourcedCall } from './sourced.js';

/** What a library does with one signal and one filter. */
export interface LineCall<Value> {
  readonly run: (signal: readonly number[], taps: readonly number[]) => Value;
  readonly source: (signal: readonly number[], taps: readonly number[]) => string;
  /** Of the signals of several channels. */
  readonly add: (a: Value, b: Value) => Value;
  readonly sourceOfAdd: (a: string, b: string) => string;
  readonly read: (value: Value) => readonly number[];
  /** Makes the source of a result into that of a plain array. */
  readonly sourceOfRead: (source: string) => string;
}

/** `x [batch, size, in]`, `filter [kernel, in / groups, out]` in lists: by batch and channel, by channel in and out. */
interface Lines {
  readonly signals: readonly (readonly (readonly number[])[])[];
  readonly filters: readonly (readonly (readonly number[])[])[];
  readonly out: number;
  readonly groups: number;
}

function linesOf(x: Tensor, filter: Tensor, groups: number): Lines {
  const [batch, size, channels] = x.shape as [number, number, number];
  const [kernel, inner, out] = filter.shape as [number, number, number];
  // Signals and filters go in one by one: nobody but this adapter could see that their numbers disagree.
  if (x.shape.length !== 3 || filter.shape.length !== 3 || groups < 1 || inner * groups !== channels || out % groups !== 0)
    throw unsupported('the library takes one signal and one filter at a time');
  const values = toArray(x);
  const weights = toArray(filter);
  const list = <T>(length: number, of: (i: number) => T): T[] => Array.from({ length }, (_, i) => of(i));
  return {
    signals: list(batch, (b) => list(channels, (c) => list(size, (i) => values[(b * size + i) * channels + c]!))),
    filters: list(inner, (c) => list(out, (o) => list(kernel, (i) => weights[(i * inner + c) * out + o]!))),
    out,
    groups,
  };
}

function compose<V>(
  { signals, filters, out, groups }: Lines,
  one: (signal: readonly number[], taps: readonly number[]) => V,
  add: (a: V, b: V) => V,
): V[][] {
  const inner = filters.length;
  return signals.map((channels) =>
    Array.from({ length: out }, (_, o) => {
      const first = Math.floor(o / (out / groups)) * inner;
      return filters.map((filter, c) => one(channels[first + c]!, filter[o]!)).reduce(add);
    }),
  );
}

/** A convolution of `x` with `filter`, line by line. */
export function lineByLine<Value>(
  x: Tensor,
  filter: Tensor,
  groups: number,
  size: number,
  dtype: DType,
  call: LineCall<Value>,
): SourcedCall {
  const lines = linesOf(x, filter, groups);
  return {
    run: () => {
      const results = compose(lines, call.run, call.add).map((channels) => channels.map(call.read));
      const data = allocate(results.length * size * lines.out, dtype);
      results.forEach((channels, b) => {
        channels.forEach((values, o) => {
          if (values.length !== size) throw new Error(`${values.length} values were returned, not ${size}`);
          values.forEach((value, i) => (data[(b * size + i) * lines.out + o] = value));
        });
      });
      return fromData(data, [results.length, size, lines.out]);
    },
    source: () => {
      const sources = compose(lines, call.source, call.sourceOfAdd).map((channels) => channels.map(call.sourceOfRead));
      return [
        '// By batch and channel.',
        'const result = [',
        ...sources.map((channels) => `  [${channels.join(', ')}],`),
        '];',
        'console.log(JSON.stringify(result));',
      ];
    },
  };
}

/** A depthwise filter `[kernel, channels, multiplier]` as one of as many groups as channels: `[kernel, 1, channels * multiplier]`. */
export function asGroups(filter: Tensor): Tensor {
  const [kernel, channels, multiplier] = filter.shape as [number, number, number];
  if (filter.shape.length !== 3) throw unsupported('the library takes one signal and one filter at a time');
  return fromData(Float64Array.from(toArray(filter)), [kernel, 1, channels * multiplier]);
}
