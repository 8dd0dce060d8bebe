/** Resizing that rounds the places of 'nearest' otherwise. */
import type { OpRecord } from '../../ops/index.js';
import type { ResizePlan } from '../../ops/resize/resize-plan.js';
import { defineDeviation, type Deviation } from '../deviation.js';
import { fitting } from './edits/fitting.js';

const rules: readonly (readonly [id: string, sentence: string, round: (place: number) => number])[] = [
  ['places-rounded-down', "takes the cell below a place for 'nearest'", Math.floor],
  ['places-rounded-up', "takes the cell above a place for 'nearest'", Math.ceil],
  ['places-rounded-half-up', "takes the nearest cell for 'nearest', halves up", Math.round],
  ['places-rounded-half-down', "takes the nearest cell for 'nearest', halves down", (place) => Math.ceil(place - 0.5)],
];

/** Places that are cells already. */
const rounding = (op: OpRecord, round: (place: number) => number): OpRecord => ({
  ...op,
  plan: (shapes, attributes) => {
    const plan = op.plan(shapes, attributes) as ResizePlan;
    if (plan.mode !== 'nearest') return plan;
    return { ...plan, rounds: false, exact: plan.exact.map(() => true), places: plan.places.map((each) => each.map(round)) } as ResizePlan;
  },
});

export const resizingDeviations: readonly Deviation[] = rules.map(([id, sentence, round]) =>
  defineDeviation({
    id,
    kind: 'fault',
    sentence,
    applies: ({ attributes }) => 'halfPixelCenters' in attributes,
    infer: (op, strays) => fitting(op, strays, [null], (record) => rounding(record, round)),
    to: (op) => rounding(op, round),
  }),
);
