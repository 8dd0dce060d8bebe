/** Groups of channels that are taken for one another. Of ops with groups. */
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { axisNames } from '../edits/axes.js';
import { fitting } from '../edits/fitting.js';
import { moved, nameOf, readable, withReading } from '../edits/tensors.js';

interface Rule {
  readonly id: string;
  readonly says: (tensor: string, verb: string) => string;
  /** The group that stands in place of another. */
  readonly group: (group: number, groups: number) => number;
}

const rules: readonly Rule[] = [
  { id: 'first', says: (tensor, verb) => `${verb} the first group of ${tensor} for every group`, group: () => 0 },
  { id: 'reversed', says: (tensor, verb) => `${verb} the groups of ${tensor} in reverse`, group: (group, groups) => groups - 1 - group },
  { id: 'next', says: (tensor, verb) => `${verb} the next group of ${tensor} for each`, group: (group, groups) => (group + 1) % groups },
];

/** The axes that groups divide, by their roles. */
const divided: ReadonlySet<string> = new Set(['channels', 'outChannels']);

/** The last axis of a tensor that groups divide: -1 where they divide none. */
function dividedAxis(op: OpRecord, tensor: string, rank: number): number {
  const names = axisNames(op, tensor, rank);
  return divided.has(names.at(-1) ?? '') ? names.length - 1 : -1;
}

function grouped(x: Tensor, at: number, groups: number, { group }: Rule): Tensor {
  const size = (x.shape[at] ?? 0) / groups;
  if (at < 0 || groups < 2 || !Number.isInteger(size)) return x;
  return moved(x, x.shape, (index) => {
    const i = index[at]!;
    return index.with(at, group(Math.floor(i / size), groups) * size + (i % size));
  });
}

type Of = { readonly tensor: string };

const withGroups = (op: OpRecord, rule: Rule, { tensor }: Of): OpRecord =>
  withReading(op, tensor, (x, plan) =>
    grouped(x, dividedAxis(op, tensor, x.shape.length), (plan as { groups?: number }).groups ?? 1, rule),
  );

const hasGroups = (op: OpRecord): boolean => 'groups' in op.attributes && op.results === 1;

/** The out channels so ordered that those which the groups take in turn lie side by side; or back again. */
function inTurn(x: Tensor, at: number, groups: number, isBack: boolean): Tensor {
  const size = x.shape[at] ?? 0;
  if (at < 0 || groups < 2 || size % groups !== 0) return x;
  const [rows, columns] = isBack ? [groups, size / groups] : [size / groups, groups];
  return moved(x, x.shape, (index) => index.with(at, (index[at]! % rows) * columns + Math.floor(index[at]! / rows)));
}

/** All tensors agree on it: only which of x's channels are read tells. */
const takenInTurn = (op: OpRecord): OpRecord =>
  [...tensorNames(op), 'result'].reduce((record, tensor) => {
    const axis = (rank: number): number => axisNames(op, tensor, rank).indexOf('outChannels');
    return withReading(record, tensor, (x, plan) =>
      inTurn(x, axis(x.shape.length), (plan as { groups?: number }).groups ?? 1, tensor === 'result'),
    );
  }, op);

const turns = defineDeviation({
  id: 'groups-in-turn',
  kind: 'fault',
  sentence: 'gives its out channels to the groups in turn, not side by side',
  applies: hasGroups,
  infer: (op, strays) => fitting(op, strays, [null], takenInTurn),
  to: takenInTurn,
});

const readGroups: readonly Deviation[] = rules.map((rule) =>
  defineDeviation<Of>({
    id: `groups-${rule.id}`,
    kind: 'fault',
    sentence: ({ tensor }) => rule.says(nameOf(tensor), tensor === 'result' ? 'writes' : 'reads'),
    applies: hasGroups,
    infer: (op, strays) =>
      fitting(
        op,
        strays,
        [...tensorNames(op), ...readable(op).filter((name) => name === 'result')].map((tensor): Of => ({ tensor })),
        (record, of) => withGroups(record, rule, of),
      ),
    to: (op, of) => withGroups(op, rule, of),
  }),
);

export const groupDeviations: readonly Deviation[] = [...readGroups, turns];
