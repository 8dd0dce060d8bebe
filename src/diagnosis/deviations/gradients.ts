/** Gradients of maxima that go to other cells. */
import { isRouted, maxima, routed, type Routing } from '../../conventions/ties.js';
import { defineDeviation, type Deviation } from '../deviation.js';
import { fitting } from './edits/fitting.js';

interface Rule extends Routing {
  readonly id: string;
  readonly sentence: string;
}

const rules: readonly Rule[] = [
  // The sum of dy is not kept: that is no gradient, whichever maximum is meant.
  { id: 'tie-to-all', sentence: 'gives dy to each of equal maxima', winners: maxima },
  {
    id: 'overlaps-overwritten',
    sentence: 'overwrites the gradients of overlapping windows, where it should add them',
    winners: (values) => maxima(values).slice(0, 1),
    written: 'over',
  },
  {
    id: 'gradient-to-the-minimum',
    sentence: 'gives dy to the smallest cell',
    winners: (values) => maxima(values.map((value) => -value)).slice(0, 1),
  },
  { id: 'gradient-to-the-first-cell', sentence: "gives dy to a window's first cell", winners: () => [0] },
  { id: 'gradient-to-every-cell', sentence: 'gives dy to every cell of a window', winners: (values) => [...values.keys()] },
];

export const gradientDeviations: readonly Deviation[] = rules.map((rule) =>
  defineDeviation({
    id: rule.id,
    kind: 'fault',
    sentence: rule.sentence,
    applies: isRouted,
    infer: (op, strays) => fitting(op, strays, [null], (record) => routed(record, rule)),
    to: (op) => routed(op, rule),
  }),
);
