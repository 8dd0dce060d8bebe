/** Views that are read otherwise than they lie: without their strides, or without their offset. Of every op. */
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { allocate, dtypeOf, fromData, indices, isDense, sizeOf, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { nameOf, withTensor } from '../edits/tensors.js';

interface Rule {
  readonly id: string;
  readonly says: (tensor: string) => string;
  /** Where in memory an element is looked for: the i-th in row-major order. */
  readonly place: (x: Tensor, index: readonly number[], i: number) => number;
}

const along = (stride: readonly number[], index: readonly number[], from: number): number =>
  index.reduce((at, i, axis) => at + i * stride[axis]!, from);

const rules: readonly Rule[] = [
  {
    id: 'of-its-memory',
    says: (tensor) => `reads ${tensor} from the start of its memory, whatever view it is`,
    place: (_x, _index, i) => i,
  },
  {
    id: 'of-its-memory-from-its-offset',
    says: (tensor) => `ignores the strides of ${tensor}`,
    place: ({ offset }, _index, i) => offset + i,
  },
  { id: 'without-its-offset', says: (tensor) => `ignores the offset of ${tensor}`, place: ({ stride }, index) => along(stride, index, 0) },
  {
    id: 'with-positive-strides',
    says: (tensor) => `takes negative strides of ${tensor} for positive ones`,
    place: ({ stride, offset }, index) => along(stride.map(Math.abs), index, offset),
  },
];

/** Beyond its memory there is nothing. */
function read(x: Tensor, place: Rule['place']): Tensor {
  if (isDense(x) && x.offset === 0) return x;
  const y = allocate(sizeOf(x.shape), dtypeOf(x));
  let i = 0;
  for (const index of indices(x.shape)) {
    const at = place(x, index, i);
    y[i++] = (x.data as ArrayLike<number>)[at] ?? Number.NaN;
  }
  return fromData(y, [...x.shape]);
}

type Of = { readonly tensor: string };

const viewed = (op: OpRecord, { place }: Rule, { tensor }: Of): OpRecord =>
  tensor === 'every'
    ? tensorNames(op).reduce((record, name) => withTensor(record, name, (x) => read(x, place)), op)
    : withTensor(op, tensor, (x) => read(x, place));

export const viewDeviations: readonly Deviation[] = rules.map((rule) =>
  defineDeviation<Of>({
    id: `views-${rule.id}`,
    kind: 'fault',
    sentence: ({ tensor }) => rule.says(tensor === 'every' ? 'a view' : nameOf(tensor)),
    applies: (op) => op.results === 1,
    infer: (op, strays) => {
      const names = tensorNames(op);
      const candidates = [...(names.length > 1 ? ['every'] : []), ...names].map((tensor): Of => ({ tensor }));
      return fitting(op, strays, candidates, (record, of) => viewed(record, rule, of));
    },
    to: (op, of) => viewed(op, rule, of),
  }),
);
