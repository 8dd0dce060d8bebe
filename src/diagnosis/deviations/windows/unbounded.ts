/** Windows that read beyond the cells of an axis: what lies there in memory, of the row before or after. */
import { isExtreme } from '../../../conventions/extremes.js';
import type { OpRecord } from '../../../ops/index.js';
import { indexOf, positionOf, sizeOf } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { cellsOf } from '../edits/cells.js';
import { fitting } from '../edits/fitting.js';
import { withLaid, type ReadAt } from '../edits/laid.js';
import { readsWindows } from './padding.js';

/** Which bounds are not looked at, on which axes, and what is read outside of memory. */
type Unbounded = {
  readonly bounds: 'both' | 'lower' | 'upper';
  readonly axes: 'every' | 'last' | 'first';
  readonly outside: 'nothing' | 'nearest';
};

function isBounded({ bounds, axes }: Unbounded, place: readonly number[], shape: readonly number[]): boolean {
  const last = place.length - 2;
  return place.every((i, at) => {
    const isUnchecked = at > 0 && at <= last && (axes === 'every' || at === (axes === 'last' ? last : 1));
    const isBelow = i < 0 && !(isUnchecked && bounds !== 'upper');
    const isAbove = i >= shape[at]! && !(isUnchecked && bounds !== 'lower');
    return !isBelow && !isAbove;
  });
}

function withoutBounds(op: OpRecord, parameters: Unbounded): OpRecord {
  const readAt: ReadAt = (place, shape) => {
    if (!isBounded(parameters, place, shape)) return undefined;
    const at = positionOf(place, shape);
    const most = sizeOf(shape) - 1;
    if (at >= 0 && at <= most) return indexOf(at, shape);
    return parameters.outside === 'nearest' && most >= 0 ? indexOf(at < 0 ? 0 : most, shape) : undefined;
  };
  return withLaid(op, readAt, isExtreme(op) ? op.start : undefined);
}

const boundsInWords = { both: 'bounds', lower: 'lower bound', upper: 'upper bound' } as const;

const sentence = ({ bounds, axes, outside }: Unbounded): string => {
  const where = axes === 'every' ? 'any axis' : `the ${axes} axis`;
  const beyond = outside === 'nearest' ? ', or the nearest there is' : '';
  return `does not look at the ${boundsInWords[bounds]} of ${where}: reads what lies there in memory in place of padding${beyond}`;
};

const candidates: readonly Unbounded[] = (['every', 'last', 'first'] as const).flatMap((axes) =>
  (['both', 'upper', 'lower'] as const).flatMap((bounds) =>
    (['nothing', 'nearest'] as const).map((outside): Unbounded => ({ bounds, axes, outside })),
  ),
);

export const unboundedDeviations: readonly Deviation[] = [
  defineDeviation<Unbounded>({
    id: 'cells-without-bounds',
    kind: 'fault',
    sentence,
    applies: readsWindows,
    infer: (op, strays) => (cellsOf(strays[0]) === undefined ? [] : fitting(op, strays, candidates, withoutBounds)),
    to: withoutBounds,
  }),
];
