/** Windows that begin elsewhere, as many as there are. Of every op with windows. */
import type { Axis } from '../../../kernels/windows.js';
import type { OpRecord } from '../../../ops/index.js';
import { isWindowed, withWindows } from '../../../ops/edited-windows.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { axesWhere, whereInWords, type Where } from '../edits/axes-where.js';
import { fitting } from '../edits/fitting.js';

const rules = {
  none: { before: () => 0, words: 'at the first cell, whatever is padded before it' },
  first: { before: (_axis, axes) => axes[0]!.before, words: 'by the padding before the first axis' },
  last: { before: (_axis, axes) => axes.at(-1)!.before, words: 'by the padding before the last axis' },
  earlier: { before: ({ before }) => before + 1, words: 'a cell too early' },
  later: { before: ({ before }) => before - 1, words: 'a cell too late' },
  after: { before: ({ after }) => after, words: 'by the padding after' },
  'half-of-all': { before: ({ before, after }) => Math.floor((before + after) / 2), words: 'by half of all padding' },
  dilated: { before: ({ before, dilation }) => before * dilation, words: 'by the padding before times the dilation' },
  strided: { before: ({ before, stride }) => before * stride, words: 'by the padding before times the stride' },
} satisfies Record<string, { readonly before: (axis: Axis, axes: readonly Axis[]) => number; readonly words: string }>;

/** By which rule, and on which axes. */
type Begun = { readonly by: keyof typeof rules; readonly axes: Where };

function begun(op: OpRecord, { by, axes: where }: Begun): OpRecord {
  const isIn = axesWhere(where);
  return withWindows(op, (axis, i, axes) => {
    if (!isIn(axis, i, axes)) return axis;
    const before = rules[by].before(axis, axes);
    return { ...axis, before, after: axis.after + axis.before - before };
  });
}

const wheres = [
  'every',
  'window-of-1',
  'first',
  'last',
  'strided',
  'dilated',
  'even-window',
  'odd-window',
  'even-stride',
  'odd-stride',
] as const satisfies readonly Where[];

export const startDeviations: readonly Deviation[] = [
  defineDeviation<Begun>({
    id: 'windows-begun-elsewhere',
    kind: 'fault',
    sentence: ({ by, axes }) => `begins its windows ${rules[by].words}${whereInWords(axes)}, and keeps the sizes`,
    applies: isWindowed,
    infer: (op, strays) =>
      fitting(
        op,
        strays,
        wheres.flatMap((axes) => (Object.keys(rules) as (keyof typeof rules)[]).map((by): Begun => ({ by, axes }))),
        begun,
      ),
    to: begun,
  }),
];
