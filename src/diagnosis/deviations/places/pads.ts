/** Cells that are laid around a tensor, taken from elsewhere. Of ops that read the cells they add from a table. */
import type { AxisTable } from '../../../kernels/moves.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Shape } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import type { PlanOf } from '../edits/tensors.js';

/** The cell that is read for the k-th of those added, from the tensor outwards, as a place from the end that it is added at. */
const rules = {
  edge: { at: () => 0, words: 'the edge' },
  'beside-the-edge': { at: () => 1, words: 'the cell beside the edge' },
  reflect: { at: (k) => k, words: 'cells mirrored without the edge' },
  symmetric: { at: (k) => k - 1, words: 'cells mirrored with the edge' },
  'reflect-one-on': { at: (k) => k + 1, words: 'cells mirrored without the edge, one further on' },
  wrap: { at: (k, size) => size - k, words: 'cells from the other end' },
  'wrap-one-on': { at: (k, size) => size - k - 1, words: 'cells from the other end, one further on' },
  forwards: { at: (k, size) => (k - 1) % size, words: 'its own cells, repeated from the edge outwards' },
  'other-end': { at: (_, size) => size - 1, words: 'the last cell of the other end' },
  nothing: { at: () => -1, words: 'the constant' },
} satisfies Record<string, { readonly at: (k: number, size: number) => number; readonly words: string }>;

type Rule = keyof typeof rules;
type Sides = 'both' | 'before' | 'after';
type Laid = { readonly side: Sides; readonly with: Rule };

interface TablePlan {
  readonly tables: readonly AxisTable[];
  readonly shape: Shape;
}

const isIn = (side: Sides, isBefore: boolean): boolean => side === 'both' || side === (isBefore ? 'before' : 'after');

/** Of an axis whose first pads cells are added. */
function laid(table: AxisTable, before: number, size: number, { side, with: rule }: Laid): AxisTable {
  if (size === 0) return table;
  return table.map((from, i) => {
    const place = i - before;
    if ((place >= 0 && place < size) || !isIn(side, place < 0)) return from;
    const at = rules[rule].at(place < 0 ? -place : place - size + 1, size);
    if (at < 0) return -1;
    const within = Math.min(at, size - 1);
    return place < 0 ? within : size - 1 - within;
  });
}

/** Whether a record lays cells around a tensor by its pads. */
const isPad = ({ attributes, tensors, results }: OpRecord): boolean =>
  attributes['paddings']?.per === 'axis' && attributes['mode']?.type === 'choice' && 'x' in tensors && results === 1;

const withPads = (op: OpRecord, parameters: Laid): OpRecord => ({
  ...op,
  plan: (shapes, given) => {
    const plan = op.plan(shapes, given) as PlanOf & TablePlan;
    const [shape] = shapes as readonly [Shape];
    const { paddings } = given as { readonly paddings: readonly (readonly [number, number])[] };
    return { ...plan, tables: plan.tables.map((table, axis) => laid(table, paddings[axis]![0], shape[axis]!, parameters)) };
  },
});

const sides: readonly Sides[] = ['both', 'before', 'after'];

export const padDeviations: readonly Deviation[] = [
  defineDeviation<Laid>({
    id: 'pads-of-other-cells',
    kind: 'fault',
    sentence: ({ side, with: rule }) => `lays ${rules[rule].words} ${side === 'both' ? 'around its x' : `${side} its x`}`,
    applies: isPad,
    infer: (op, strays) =>
      fitting(
        op,
        strays,
        sides.flatMap((side) => (Object.keys(rules) as Rule[]).map((rule): Laid => ({ side, with: rule }))),
        withPads,
      ),
    to: withPads,
  }),
];
