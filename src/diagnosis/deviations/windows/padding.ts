/** Padding that takes part: cells of a value, or of the tensor's own. Of windows over a tensor. */
import { tensorNames } from '../../../ops/call.js';
import { isExtreme } from '../../../conventions/extremes.js';
import type { OpRecord } from '../../../ops/index.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { cellsOf, onlyWrong } from '../edits/cells.js';
import { fitting } from '../edits/fitting.js';
import { withLaid, type ReadAt } from '../edits/laid.js';
import { isWindowed } from '../../../ops/edited-windows.js';

type Padded = { readonly cells: number | 'edge' | 'wrap' | 'reflect'; readonly side?: 'before' | 'after' };

/** The cell of an axis that is read at a place; `undefined` where a value is. */
function cellAt(place: number, size: number, cells: Padded['cells']): number | undefined {
  if (place >= 0 && place < size) return place;
  if (typeof cells === 'number' || size === 0) return undefined;
  if (cells === 'edge') return Math.max(0, Math.min(size - 1, place));
  if (cells === 'wrap') return ((place % size) + size) % size;
  const around = size === 1 ? 0 : ((place % (2 * size - 2)) + 2 * size - 2) % (2 * size - 2);
  return around < size ? around : 2 * size - 2 - around;
}

function withCells(op: OpRecord, { cells, side }: Padded): OpRecord {
  // On the other side padding is none of the cells.
  const isPadding = (i: number, size: number): boolean => (i < 0 && side === 'after') || (i >= size && side === 'before');
  const readAt: ReadAt = (place, shape) => {
    const found = place.map((i, at) =>
      at === 0 || at === place.length - 1 ? i : isPadding(i, shape[at]!) ? undefined : cellAt(i, shape[at]!, cells),
    );
    return found.every((i) => i !== undefined) ? found : undefined;
  };
  const none = isExtreme(op) ? op.start : undefined;
  return withLaid(op, readAt, typeof cells === 'number' ? cells : side === undefined ? 0 : none);
}

const inWords = (cells: Padded['cells']): string =>
  typeof cells === 'number'
    ? `lets padding take part as cells of ${cells}`
    : cells === 'edge'
      ? 'reads the nearest cell in place of padding'
      : cells === 'wrap'
        ? 'reads from the other end in place of padding'
        : 'reads mirrored cells in place of padding';

/** Whether a record reads windows of x: those of a pool's gradient are counted otherwise. */
export const readsWindows = (op: OpRecord): boolean =>
  isWindowed(op) && tensorNames(op).includes('x') && !('ceilMode' in op.attributes && 'dy' in op.tensors);

const takesPart = defineDeviation<Padded>({
  id: 'padding-takes-part',
  kind: 'fault',
  sentence: ({ cells, side }) => `${inWords(cells)}${side === undefined ? '' : ` ${side}`}`,
  applies: readsWindows,
  infer: (op, strays) => {
    const cells = cellsOf(strays[0]);
    if (cells === undefined) return [];
    const only = onlyWrong(cells);
    const values = new Set([0, ...(only !== undefined && Number.isFinite(only) ? [only] : []), 1, -1]);
    return fitting(
      op,
      strays,
      [
        ...[...values, 'edge' as const, 'wrap' as const, 'reflect' as const].map((each): Padded => ({ cells: each })),
        ...(['after', 'before'] as const).map((side): Padded => ({ cells: 'edge', side })),
      ],
      withCells,
    );
  },
  to: withCells,
});

export const paddingDeviations: readonly Deviation[] = [takesPart];
