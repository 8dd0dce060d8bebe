/** Strides, dilations and windows by another rule over each axis, or by a rule on some axes alone. Of every op with windows. */
import type { Axis } from '../../../kernels/windows.js';
import { axesOf, isWindowed } from '../../../ops/edited-windows.js';
import type { OpRecord } from '../../../ops/index.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import type { Rewrite } from '../edits/attributes.js';
import { axesWhere, whereInWords, type Where } from '../edits/axes-where.js';
import { fitting } from '../edits/fitting.js';
import { deviated, keptInWords, sizesOf, type Sizes } from '../edits/sizes.js';

type Attribute = 'strides' | 'dilations' | 'window';

const own: Readonly<Record<Attribute, 'stride' | 'dilation' | 'kernel'>> = { strides: 'stride', dilations: 'dilation', window: 'kernel' };

interface Rule {
  readonly id: string;
  readonly says: (attribute: string) => string;
  readonly of: readonly Attribute[];
  readonly is: (axis: Axis, own: number) => number;
  /** On which axes it is tried. Default: on every one. */
  readonly where?: readonly Where[];
}

const some: readonly Where[] = [
  'beyond-the-first',
  'even-window',
  'odd-window',
  'stride-above-window',
  'window-of-1',
  'size-of-1',
  'strided',
  'dilated',
];

const rules: readonly Rule[] = [
  {
    id: 'cut-to-the-window',
    says: (name) => `cuts its ${name} to the window`,
    of: ['strides', 'dilations'],
    is: ({ kernel }, is) => Math.min(is, kernel),
  },
  {
    id: 'at-least-the-window',
    says: (name) => `takes its ${name} to be at least the window`,
    of: ['strides', 'dilations'],
    is: ({ kernel }, is) => Math.max(is, kernel),
  },
  { id: 'of-the-window', says: (name) => `takes the window for its ${name}`, of: ['strides', 'dilations'], is: ({ kernel }) => kernel },
  {
    id: 'times-the-dilation',
    says: (name) => `multiplies its ${name} by the dilations`,
    of: ['strides', 'window'],
    is: ({ dilation }, is) => is * dilation,
  },
  {
    id: 'times-the-stride',
    says: (name) => `multiplies its ${name} by the strides`,
    of: ['dilations', 'window'],
    is: ({ stride }, is) => is * stride,
  },
  { id: 'of-the-stride', says: (name) => `takes the strides for its ${name}`, of: ['dilations', 'window'], is: ({ stride }) => stride },
  {
    id: 'of-the-dilation',
    says: (name) => `takes the dilations for its ${name}`,
    of: ['strides', 'window'],
    is: ({ dilation }) => dilation,
  },
  { id: 'twice', says: (name) => `applies its ${name} twice`, of: ['strides'], is: (_, is) => is * is },
  { id: 'doubled', says: (name) => `doubles its ${name}`, of: ['strides', 'dilations'], is: (_, is) => 2 * is },
  { id: 'ignored', says: (name) => `ignores its ${name}`, of: ['strides', 'dilations'], is: () => 1, where: some },
];

type Step = {
  readonly attribute: Attribute;
  readonly sizes: Sizes;
  readonly where: Where;
};

const attributesOf = (op: OpRecord, { of }: Rule): readonly Attribute[] => of.filter((name) => name in op.attributes);

function withRule(op: OpRecord, { is }: Rule, { attribute, sizes, where }: Step): OpRecord {
  const rewrite: Rewrite = (attributes, shapes) => {
    const axes = axesOf(op, op.plan(shapes, attributes)) ?? [];
    const isIn = axesWhere(where);
    return {
      ...attributes,
      [attribute]: axes.map((axis, i) => (isIn(axis, i, axes) ? is(axis, axis[own[attribute]]) : axis[own[attribute]])),
    };
  };
  return deviated(op, sizes, rewrite);
}

const stepDeviation = (rule: Rule): Deviation =>
  defineDeviation<Step>({
    id: `steps-${rule.id}`,
    kind: 'fault',
    sentence: ({ attribute, sizes, where }) => rule.says(attribute) + whereInWords(where) + keptInWords(sizes),
    applies: (op) => isWindowed(op) && attributesOf(op, rule).length > 0,
    infer: (op, strays) => {
      const candidates = (rule.where ?? (['every'] as const)).flatMap((where) =>
        attributesOf(op, rule).flatMap((attribute) =>
          [...sizesOf(op, attribute), 'pads-alone-kept' as const].map((sizes): Step => ({ attribute, sizes, where })),
        ),
      );
      return fitting(op, strays, candidates, (record, step) => withRule(record, rule, step));
    },
    to: (op, step) => withRule(op, rule, step),
  });

export const stepDeviations: readonly Deviation[] = rules.map(stepDeviation);
