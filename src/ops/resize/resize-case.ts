import type { Range } from '../../domain.js';
import type { ResizeAttributes } from '../index.js';
import type { Shape, Tensor } from '../../tensor.js';
import { within } from '../convolution/conv-case.js';
import type { Content, Draw, Shown } from '../../draw/draw.js';
import { limited } from '../../draw/windows/windows.js';

/** How a resize finds its source cells. */
type Grid = 'plain' | 'alignCorners' | 'halfPixelCenters';

export interface ResizeConstraints {
  /** Default: both. */
  readonly modes?: readonly ('nearest' | 'bilinear')[];
  /** Default: all three. */
  readonly grids?: readonly Grid[];
  /** 'unchanged': the size is the input's. 'multiple': a whole multiple of it. Default: any size. */
  readonly size?: 'unchanged' | 'multiple';
  readonly content?: Content;
}

/** A case of `resize`. */
export interface ResizeCase {
  /** `[batch, ...sizes, channels]` */
  readonly x: Tensor;
  /** Number of spatial axes. */
  readonly n: number;
  readonly batch: number;
  readonly channels: number;
  readonly sizes: number[];
  /** Complete. */
  readonly attributes: Required<ResizeAttributes>;
}

const resized = (theCase: Readonly<Record<string, unknown>>, axis: number): number | undefined =>
  (theCase['attributes'] as ResizeAttributes).size[axis];

const anySize: Range = { min: 1, max: Infinity };

/** From the least to a usual number, as far as limits allow. */
function upTo(least: number, usual: number, { min, max }: Range): readonly [number, number] {
  const low = Math.max(least, min);
  return [low, Math.min(max, Math.max(low, usual))];
}

/** A case of `resize`. Shrinks to one axis of one cell, its size unchanged, nearest, no flag. */
export function drawResize(d: Draw, constraints: ResizeConstraints = {}): ResizeCase {
  const { domain, limits } = d;
  const n = d.axes();
  const mode = d.option(
    'mode',
    (constraints.modes ?? (['nearest', 'bilinear'] as const)).filter((m) => limits.modes?.includes(m) ?? true),
  );
  const grid = d.option(
    'grid',
    (constraints.grids ?? (['plain', 'alignCorners', 'halfPixelCenters'] as const)).filter(
      (g) =>
        !(g === 'alignCorners' && limits.alignCorners === false) && (limits.halfPixelCenters?.includes(g === 'halfPixelCenters') ?? true),
    ),
  );
  const batch = within(d, 'batch', domain.batch);
  const channels = within(d, 'channels', domain.channels);
  const most = Math.max(2, Math.floor((domain.elements / 8) ** (1 / n)));
  const least = Math.max(1, domain.size.min);
  const taken = limited(limits.size, anySize);
  const own = { unchanged: taken, multiple: { ...taken, min: 1 }, free: anySize }[constraints.size ?? 'free'];
  const sizes: number[] = [];
  const size: number[] = [];
  for (let axis = 0; axis < n; axis++) {
    const from = d.int('sizes', ...upTo(least, Math.min(2 * domain.size.max, most), own), {
      axis,
      role: 'extent',
      classes: (v) => (v === 1 ? '1' : '>1'),
    });
    sizes.push(from);
    if (constraints.size === 'unchanged') size.push(from);
    else if (constraints.size === 'multiple') {
      const factors = { min: Math.ceil(taken.min / from), max: Math.floor(taken.max / from) };
      size.push(from * d.int('factor', ...upTo(1, domain.size.max, factors), { axis }));
    } else {
      const classes = (v: number): string => (v < from ? 'fewer' : v === from ? 'same' : 'more');
      const range = upTo(1, 2 * Math.min(2 * domain.size.max, most), taken);
      size.push(d.int('resized', ...range, { axis, role: 'extent', classes, from: resized }));
    }
  }
  return {
    x: d.tensor('x', [batch, sizes, channels], constraints.content),
    n,
    batch,
    channels,
    sizes,
    attributes: { size, mode, alignCorners: grid === 'alignCorners', halfPixelCenters: grid === 'halfPixelCenters' },
  };
}

/** What a call shows of the choices that it was drawn from. */
export function shownResize(shape: Shape, attributes: ResizeAttributes): Shown {
  const { alignCorners, halfPixelCenters } = attributes;
  const grid: Grid = alignCorners === true ? 'alignCorners' : halfPixelCenters === true ? 'halfPixelCenters' : 'plain';
  return { n: shape.length - 2, batch: shape[0], sizes: shape.slice(1, -1), channels: shape.at(-1), grid, ...attributes, attributes };
}
