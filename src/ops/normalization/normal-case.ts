/** Calls of normalisations. */
import type { Content, Draw, Shown } from '../../draw/draw.js';
import { sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { drawGroups, within as drawWithin } from '../convolution/conv-case.js';
import { within } from '../limits.js';
import type { NormalizedAttributes } from './attributes.js';

export interface ImageConstraints {
  /** Of channels. Default: 1. */
  readonly grouped?: boolean;
  /** How many elements a sum has, of these cells, channels in a group, and groups. */
  readonly terms: (cells: number, channels: number, groups: number) => number;
  readonly content?: Content;
}

/** An image for each item of a batch. */
export interface ImageCase {
  readonly n: number;
  readonly batch: number;
  readonly sizes: readonly number[];
  readonly groups: number;
  /** Of all groups. */
  readonly channels: number;
  /** `[batch, ...sizes, channels]` */
  readonly x: Tensor;
  /** How x is drawn. */
  readonly content: Content;
}

/** An input of any size. Shrinks to one cell of one channel. */
export function drawImage(d: Draw, { grouped = false, terms, content: given }: ImageConstraints): ImageCase {
  const { domain } = d;
  const n = d.axes();
  const batch = drawWithin(d, 'batch', domain.batch);
  const groups = grouped ? drawGroups(d) : 1;
  const channels = drawWithin(d, 'channels', domain.channels);
  const largest = Math.max(1, Math.floor((domain.elements / 8) ** (1 / n)));
  const range = { min: Math.max(1, domain.size.min), max: Math.max(1, Math.min(domain.size.max, largest)) };
  const sizes = Array.from({ length: n }, (_, axis) =>
    d.int('sizes', range.min, Math.max(range.min, range.max), { axis, role: 'extent', classes: (size) => (size === 1 ? '1' : '>1') }),
  );
  // Squares are summed.
  const content: Content = { terms: terms(sizeOf(sizes), channels, groups), degree: 2, ...given };
  return { n, batch, sizes, groups, channels: channels * groups, x: d.tensor('x', [batch, sizes, channels * groups], content), content };
}

const epsilons = [1e-5, 1e-3, 0.25, 1, 0];

/** One of some epsilons that the library takes. */
export function drawEpsilon(d: Draw, wanted: readonly number[] = epsilons): number {
  return d.option(
    'epsilon',
    wanted.filter((value) => within(d.limits.epsilon ?? {}, value)),
  );
}

/** A scale and, where there may be one, an offset, each or none. */
export function drawScaled(d: Draw, channels: number, withOffset = true): Pick<NormalizedAttributes, 'scale' | 'offset'> {
  const scaled = d.option('scaled', [false, true]);
  const moved = withOffset && d.option('moved', [false, true]);
  return { ...(scaled && { scale: d.tensor('scale', [channels]) }), ...(moved && { offset: d.tensor('offset', [channels]) }) };
}

/** What a call shows of the choices that it was drawn from. */
export function shownNormal(x: Tensor, attributes: NormalizedAttributes & { readonly groups?: number; readonly over?: string }): Shown {
  const { scale, offset, epsilon, groups = 1, over } = attributes;
  const { shape }: { readonly shape: Shape } = x;
  return {
    n: shape.length - 2,
    batch: shape[0],
    sizes: shape.slice(1, -1),
    groups,
    channels: shape.at(-1)! / groups,
    epsilon,
    ...(over !== undefined && { over }),
    scaled: scale !== undefined,
    ...(scale !== undefined && { scale }),
    moved: offset !== undefined,
    ...(offset !== undefined && { offset }),
    attributes,
    x,
  };
}
