/** Normalisations, by each way that a variance is taken. */
import type { GroupNormAttributes, LayerNormAttributes, LrnAttributes, NormalizedAttributes } from '../../src/ops/index.js';
import { sizeOf, toArray, type Tensor } from '../../src/tensor.js';
import type { Arithmetic } from './arithmetic.js';
import type { Result } from './convolutions.js';

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

export function normsOf(arithmetic: Arithmetic) {
  const { round, dot, mean: quotient, power } = arithmetic;
  const sum = (values: Float64Array): number => dot(values, new Float64Array(values.length).fill(1), 0, values.length);
  const squares = (values: Float64Array): number => dot(values, values, 0, values.length);

  /** In two passes, in one, or one number after the other. */
  const momentsOf = (values: Float64Array, way: number): Moments => {
    const n = values.length;
    const mean = quotient(sum(values), n);
    if (way === 0) return { mean, variance: quotient(squares(values.map((value) => round(value - mean))), n) };
    if (way === 1) return { mean, variance: round(quotient(squares(values), n) - round(mean * mean)) };
    let [running, total] = [0, 0];
    values.forEach((value, i) => {
      const apart = round(value - running);
      running = round(running + quotient(apart, i + 1));
      total = round(total + round(apart * round(value - running)));
    });
    return { mean: running, variance: quotient(total, n) };
  };

  /** As it is written, or as one product and one sum. */
  const finish = (value: number, { mean, variance }: Moments, epsilon: number, scale: number, offset: number, folded: boolean): number => {
    const root = round(Math.sqrt(round(variance + round(epsilon))));
    if (!folded) return round(round(round(round(value - mean) / root) * scale) + offset);
    const factor = round(round(1 / root) * scale);
    return round(round(value * factor) + round(offset - round(mean * factor)));
  };

  const normalized = (x: Tensor, { epsilon, scale, offset }: NormalizedAttributes, momentsAt: (i: number) => Moments): Result => {
    const channels = x.shape.at(-1)!;
    const [factors, added] = [scale && toArray(scale), offset && toArray(offset)];
    const values = toArray(x).map((value, i) =>
      finish(value, momentsAt(i), epsilon!, factors?.[i % channels] ?? 1, added?.[i % channels] ?? 0, x.size % 2 === 1),
    );
    return { shape: [...x.shape], values };
  };

  /** @param setOf names the set of an element: of an item, a cell and a channel */
  const bySets = (
    x: Tensor,
    attributes: NormalizedAttributes,
    setOf: (n: number, cell: number, channel: number) => string,
    moments: (values: Float64Array) => Moments = (values) => momentsOf(values, (x.size + values.length) % 3),
  ): Result => {
    const channels = x.shape.at(-1)!;
    const cells = sizeOf(x.shape.slice(1, -1));
    const xs = toArray(x);
    const names = xs.map((_, i) => setOf(Math.floor(i / (cells * channels)), Math.floor(i / channels) % cells, i % channels));
    const sets = new Map<string, number[]>();
    names.forEach((name, i) => sets.set(name, [...(sets.get(name) ?? []), xs[i]!]));
    const found = new Map([...sets].map(([name, values]) => [name, moments(Float64Array.from(values))]));
    return normalized(x, attributes, (i) => found.get(names[i]!)!);
  };

  const ofLayer = (n: number, cell: number, over: string | undefined): string => (over === 'item' ? `${n}` : `${n}, ${cell}`);

  return {
    layerNorm: (x: Tensor, a: LayerNormAttributes): Result => bySets(x, a, (n, cell) => ofLayer(n, cell, a.over)),
    instanceNorm: (x: Tensor, a: NormalizedAttributes): Result => bySets(x, a, (n, _, channel) => `${n}, ${channel}`),
    groupNorm: (x: Tensor, a: GroupNormAttributes): Result => {
      const each = x.shape.at(-1)! / a.groups!;
      return bySets(x, a, (n, _, channel) => `${n}, ${Math.floor(channel / each)}`);
    },
    rmsNorm: (x: Tensor, a: LayerNormAttributes): Result =>
      bySets(
        x,
        a,
        (n, cell) => ofLayer(n, cell, a.over),
        (values) => ({ mean: 0, variance: quotient(squares(values), values.length) }),
      ),
    batchNorm: (x: Tensor, mean: Tensor, variance: Tensor, a: NormalizedAttributes): Result => {
      const [means, variances] = [toArray(mean), toArray(variance)];
      return normalized(x, a, (i) => ({ mean: means[i % means.length]!, variance: variances[i % means.length]! }));
    },
    lrn: (x: Tensor, { size, alpha, beta, k }: Required<LrnAttributes>): Result => {
      const channels = x.shape.at(-1)!;
      const xs = Float64Array.from(toArray(x));
      const values = toArray(x).map((value, i) => {
        const channel = i % channels;
        const begin = Math.max(0, channel - Math.floor((size - 1) / 2));
        const end = Math.min(channels, channel + Math.ceil((size - 1) / 2) + 1);
        const total = squares(xs.slice(i - channel + begin, i - channel + end));
        const mean = size % 2 === 0 ? round(round(round(alpha) / size) * total) : round(round(alpha) * quotient(total, size));
        const base = round(round(k) + mean);
        if (beta === 0.5 && size > 2) return round(value / round(Math.sqrt(base)));
        // A chain of products has no power below 0: there it is the reciprocal of one.
        const response = power(base, round(beta));
        return x.size % 2 === 0 ? round(value / response) : round(value * round(1 / response));
      });
      return { shape: [...x.shape], values };
    },
  };
}
