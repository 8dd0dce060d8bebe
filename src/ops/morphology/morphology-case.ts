import type { Range } from '../../domain.js';
import type { WindowAttributes } from '../index.js';
import type { Tensor } from '../../tensor.js';
import { groupOptions, within } from '../convolution/conv-case.js';
import type { Content, Draw } from '../../draw/draw.js';
import { drawWindows, type WindowConstraints, type Windows } from '../../draw/windows/windows.js';

export interface MorphologyConstraints extends Omit<WindowConstraints, 'ceilMode'> {
  readonly batch?: Partial<Range>;
  /** Channels per group: drawn as those of a grouped convolution are, so that packings by four are passed. */
  readonly channels?: Partial<Range>;
  readonly groups?: Partial<Range>;
  /** Values added up in an element of the result, for the exact regime. Default: 2, a cell and a tap. */
  readonly terms?: number;
  readonly content?: Content;
}

/** A case of `morphologicalDilation` and `morphologicalErosion`. */
export interface MorphologyCase extends Windows {
  /** `[batch, ...sizes, channels]` */
  readonly x: Tensor;
  /** `[...kernel, channels]` */
  readonly filter: Tensor;
  readonly batch: number;
  readonly channels: number;
  readonly attributes: Required<WindowAttributes>;
}

/** Another filter like that of the same case. */
export function drawFilterLike(
  d: Draw,
  name: string,
  c: Pick<MorphologyCase, 'kernel' | 'channels'>,
  terms = 2,
  content: Content = {},
): Tensor {
  return d.tensor(name, [c.kernel, c.channels], { terms, ...content });
}

/** Another input like that of the same case. */
export function drawInputLike(
  d: Draw,
  name: string,
  c: Pick<MorphologyCase, 'sizes' | 'batch' | 'channels'>,
  terms = 2,
  content: Content = {},
): Tensor {
  return d.tensor(name, [c.batch, c.sizes, c.channels], { terms, ...content });
}

/** A case of a morphological op. Every window has a cell, unless `cells` is false. Shrinks as windows do. */
export function drawMorphology(d: Draw, constraints: MorphologyConstraints = {}): MorphologyCase {
  const windows = drawWindows(d, { cells: true, ...constraints });
  const batch = within(d, 'batch', d.domain.batch, constraints.batch);
  const perGroup = within(d, 'channels', d.domain.channels, constraints.channels);
  const channels = perGroup * within(d, 'groups', d.domain.groups, constraints.groups, groupOptions);
  const grid = { ...windows, batch, channels };
  const terms = constraints.terms ?? 2;
  return {
    ...grid,
    x: drawInputLike(d, 'x', grid, terms, constraints.content),
    filter: drawFilterLike(d, 'filter', grid, terms, constraints.content),
    attributes: { strides: windows.strides, dilations: windows.dilations, padding: windows.padding },
  };
}
