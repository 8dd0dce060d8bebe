/** A plain 2-D windowed op with hooks, in which bugs are planted. */
import { padsOf, validSize, type Padding, type Pair } from '../../src/geometry.js';
import { elements, fromData, sizeOf, type Tensor } from '../../src/tensor.js';

/** What the loops run on; a bug changes it. */
export interface Plan {
  batch: number;
  groups: number;
  channels: number;
  channelsOut: number;
  sizes: number[];
  kernel: number[];
  strides: number[];
  dilations: number[];
  pads: Pair[];
  out: number[];
  readonly padding: Padding;
}

export interface WindowedCase {
  readonly x: Tensor;
  readonly filter: Tensor;
  readonly batch: number;
  readonly groups: number;
  readonly channels: number;
  readonly channelsOut: number;
  readonly sizes: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

/** A case of a transposed convolution: dy in place of x. */
export interface ScatteredCase extends Omit<WindowedCase, 'x'> {
  readonly dy: Tensor;
}

/** A place in the loops: indices of the result and of the tap. */
export interface Place {
  n: number;
  g: number;
  c: number;
  o: number;
  oh: number;
  ow: number;
  kh: number;
  kw: number;
  ih: number;
  iw: number;
}

export interface Bug {
  readonly name: string;
  /** Features that must come together. */
  readonly features: number;
  readonly plan?: (plan: Plan) => void;
  /** Changes the place that is read; false skips the tap. */
  readonly at?: (place: Place, plan: Plan) => boolean;
  /** The product that is added. */
  readonly product?: (x: number, w: number) => number;
}

export function planOf(c: Omit<WindowedCase, 'x' | 'filter'>): Plan {
  const pads = c.sizes.map((size, i) => padsOf(c.padding, i, size, c.kernel[i]!, c.strides[i]!, c.dilations[i]!));
  return {
    batch: c.batch,
    groups: c.groups,
    channels: c.channels,
    channelsOut: c.channelsOut,
    sizes: [...c.sizes],
    kernel: [...c.kernel],
    strides: [...c.strides],
    dilations: [...c.dilations],
    pads,
    out: c.sizes.map((size, i) => validSize(size + pads[i]![0] + pads[i]![1], c.kernel[i]!, c.strides[i]!, c.dilations[i]!)),
    padding: c.padding,
  };
}

/** Sizes again, after a bug changed strides, dilations or pads. */
export function resize(p: Plan): void {
  p.out = p.sizes.map((size, i) =>
    Math.max(0, validSize(size + p.pads[i]![0] + p.pads[i]![1], p.kernel[i]!, p.strides[i]!, p.dilations[i]!)),
  );
}

/** The result's values, with its shape in front. */
export function run(c: WindowedCase, bug?: Bug, combine: 'sum' | 'max' = 'sum'): number[] {
  const p = planOf(c);
  bug?.plan?.(p);
  const x = elements(c.x);
  const w = elements(c.filter);
  const [height, width] = c.sizes as [number, number];
  const [kernelHeight, kernelWidth] = c.kernel as [number, number];
  const result: number[] = [p.batch, ...p.out, p.groups * p.channelsOut];
  const at: Place = { n: 0, g: 0, c: 0, o: 0, oh: 0, ow: 0, kh: 0, kw: 0, ih: 0, iw: 0 };
  const channelsIn = c.channels * c.groups;
  const channelsOut = c.channelsOut * c.groups;
  for (let n = 0; n < p.batch; n++)
    for (let oh = 0; oh < p.out[0]!; oh++)
      for (let ow = 0; ow < p.out[1]!; ow++)
        for (let g = 0; g < p.groups; g++)
          for (let o = 0; o < p.channelsOut; o++) {
            let sum = combine === 'sum' ? 0 : -Infinity;
            for (let kh = 0; kh < kernelHeight; kh++)
              for (let kw = 0; kw < kernelWidth; kw++)
                for (let ch = 0; ch < p.channels; ch++) {
                  at.n = n;
                  at.g = g;
                  at.c = ch;
                  at.o = o;
                  at.oh = oh;
                  at.ow = ow;
                  at.kh = kh;
                  at.kw = kw;
                  at.ih = oh * p.strides[0]! - p.pads[0]![0] + kh * p.dilations[0]!;
                  at.iw = ow * p.strides[1]! - p.pads[1]![0] + kw * p.dilations[1]!;
                  if (bug?.at !== undefined && !bug.at(at, p)) continue;
                  if (at.ih < 0 || at.iw < 0 || at.ih >= height || at.iw >= width) continue;
                  const a = x[((at.n * height + at.ih) * width + at.iw) * channelsIn + at.g * c.channels + at.c]!;
                  const b = w[((at.kh * kernelWidth + at.kw) * c.channels + at.c) * channelsOut + at.g * c.channelsOut + at.o] ?? 0;
                  const product = bug?.product === undefined ? a * b : bug.product(a, b);
                  sum = combine === 'sum' ? sum + product : Math.max(sum, product);
                }
            result.push(sum);
          }
  return result;
}

/** A pool as a convolution of each channel with ones. */
export function asPool(c: Omit<WindowedCase, 'filter' | 'groups' | 'channels' | 'channelsOut'>): WindowedCase {
  const channels = c.x.shape.at(-1)!;
  return { ...c, groups: channels, channels: 1, channelsOut: 1, filter: ones([...c.kernel, 1, channels]) };
}

function ones(shape: number[]): Tensor {
  return fromData(new Float64Array(sizeOf(shape)).fill(1), shape);
}

/** The transposed convolution of `dy`: each of its cells adds to the cells that its window reads. Shape in front. */
export function runTransposed(c: ScatteredCase, bug?: Bug): number[] {
  const p = planOf(c);
  bug?.plan?.(p);
  const y = elements(c.dy);
  const w = elements(c.filter);
  const [height, width] = p.sizes as [number, number];
  const [kernelHeight, kernelWidth] = c.kernel as [number, number];
  const out = c.dy.shape.slice(1, 3) as [number, number];
  const channelsIn = c.channels * c.groups;
  const channelsOut = c.channelsOut * c.groups;
  const result = new Array<number>(p.batch * height * width * channelsIn).fill(0);
  const at: Place = { n: 0, g: 0, c: 0, o: 0, oh: 0, ow: 0, kh: 0, kw: 0, ih: 0, iw: 0 };
  for (let n = 0; n < c.batch; n++)
    for (let oh = 0; oh < out[0]; oh++)
      for (let ow = 0; ow < out[1]; ow++)
        for (let kh = 0; kh < kernelHeight; kh++)
          for (let kw = 0; kw < kernelWidth; kw++)
            for (let g = 0; g < c.groups; g++)
              for (let ch = 0; ch < c.channels; ch++)
                for (let o = 0; o < c.channelsOut; o++) {
                  Object.assign(at, { n, g, c: ch, o, oh, ow, kh, kw });
                  at.ih = oh * p.strides[0]! - p.pads[0]![0] + kh * p.dilations[0]!;
                  at.iw = ow * p.strides[1]! - p.pads[1]![0] + kw * p.dilations[1]!;
                  if (bug?.at !== undefined && !bug.at(at, p)) continue;
                  if (at.ih < 0 || at.iw < 0 || at.ih >= height || at.iw >= width) continue;
                  const a = y[((n * out[0] + oh) * out[1] + ow) * channelsOut + g * c.channelsOut + o]!;
                  const b = w[((at.kh * kernelWidth + at.kw) * c.channels + at.c) * channelsOut + at.g * c.channelsOut + at.o] ?? 0;
                  const to = ((at.n * height + at.ih) * width + at.iw) * channelsIn + g * c.channels + ch;
                  result[to]! += bug?.product === undefined ? a * b : bug.product(a, b);
                }
  return [p.batch, height, width, channelsIn, ...result];
}

/** Whether two lists of numbers differ; NaN equals NaN. */
export function differs(right: readonly number[], wrong: readonly number[]): boolean {
  return right.length !== wrong.length || right.some((value, i) => value !== wrong[i] && !(Number.isNaN(value) && Number.isNaN(wrong[i])));
}

/** Whether a bug shows on a case. */
export function shows(bug: Bug): (c: WindowedCase) => boolean {
  return (c) => differs(run(c), run(c, bug));
}

/** Whether a bug shows on a maximum pool. */
export function showsInPool(bug: Bug): (c: Omit<WindowedCase, 'filter' | 'groups' | 'channels' | 'channelsOut'>) => boolean {
  return (c) => {
    const pool = asPool(c);
    return differs(run(pool, undefined, 'max'), run(pool, bug, 'max'));
  };
}

/** Whether a bug shows on a transposed convolution. */
export function showsTransposed(bug: Bug): (c: ScatteredCase) => boolean {
  return (c) => differs(runTransposed(c), runTransposed(c, bug));
}
