/** Normalisations by other moments than those of their elements. */
import { float64Elements } from '../../../kernels/products/products.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { boundedMoments, normalError, type BoundedMoments } from '../../../ops/normalization/normal-error.js';
import { momentsOf, normalize, squaresOf, type Moments, type NormalPlan } from '../../../ops/normalization/normalize.js';
import type { Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import type { PlanOf } from '../edits/tensors.js';

interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** Whether it is one of ops alone that take the mean away. */
  readonly centred?: true;
  /** Whether the variance is taken about 0. */
  readonly aboutZero?: true;
  /** Whether the mean is left in. */
  readonly keepsMean?: true;
  /** What stands in place of a variance of n elements. Default: itself. */
  readonly variance?: (variance: number, n: number, epsilon: number) => number;
}

const rules: readonly Rule[] = [
  {
    id: 'variance-over-one-less',
    sentence: 'divides its sum of squares by n - 1, and not by n',
    variance: (variance, n) => (variance * n) / (n - 1),
  },
  { id: 'variance-is-a-sum', sentence: 'takes the sum of squares, and not their mean', variance: (variance, n) => variance * n },
  { id: 'variance-about-zero', sentence: 'takes the mean of squares for the variance', centred: true, aboutZero: true },
  { id: 'mean-left-in', sentence: 'never takes the mean away', centred: true, keepsMean: true },
  {
    id: 'epsilon-beside-the-root',
    sentence: 'adds its epsilon to the root, and not under it',
    // What is added under the root after it makes it this square.
    variance: (variance, _, epsilon) => (Math.sqrt(variance) + epsilon) ** 2 - epsilon,
  },
  {
    id: 'variance-without-root',
    sentence: 'divides by the variance, and takes no root',
    variance: (variance, _, epsilon) => (variance + epsilon) ** 2 - epsilon,
  },
];

/** Whether an op goes by moments of its own elements, and not by given ones. */
const isNormal = (op: OpRecord): boolean => 'epsilon' in op.attributes && !tensorNames(op).includes('variance');

/** Whether an op takes the mean away: then it has an offset to add. */
const isCentred = (op: OpRecord): boolean => tensorNames(op).includes('offset');

/** Variances by a rule, of those that it goes by. */
const variancesBy = ({ variance = (each) => each }: Rule, from: Float64Array, { sets, epsilon }: NormalPlan): Float64Array =>
  from.map((each) => variance(each, sets.size, epsilon));

const meansBy = ({ keepsMean }: Rule, mean: Float64Array): Float64Array => (keepsMean ? new Float64Array(mean.length) : mean);

/** Moments by a rule, whose variances may be all that it makes of one within the error of that which it goes by. */
function boundedBy(rule: Rule, right: BoundedMoments, from: BoundedMoments, plan: NormalPlan): BoundedMoments {
  const variance = variancesBy(rule, from.variance, plan);
  const ends = [-1, 1].map((sign) =>
    variancesBy(
      rule,
      from.variance.map((each, i) => Math.max(0, each + sign * from.varianceError[i]!)),
      plan,
    ),
  );
  return {
    mean: meansBy(rule, right.mean),
    meanError: meansBy(rule, right.meanError),
    variance,
    varianceError: variance.map((each, i) => Math.max(...ends.map((end) => Math.abs(end[i]! - each)))),
  };
}

function normalizing(op: OpRecord, rule: Rule): OpRecord {
  const takesMean = isCentred(op);
  const squared = !takesMean || rule.aboutZero === true;
  const momentsFor = (x: Tensor, plan: NormalPlan, centred: boolean): Moments =>
    (centred ? momentsOf : squaresOf)(float64Elements(x), plan.sets);
  return {
    ...op,
    evaluate: (given: PlanOf, [x, ...scaled], out) => {
      const plan = given as NormalPlan;
      const { mean } = momentsFor(x!, plan, takesMean);
      const variance = variancesBy(rule, momentsFor(x!, plan, !squared).variance, plan);
      return normalize(op.name, plan, x!, { mean: meansBy(rule, mean), variance }, plan.sets.of, scaled, out);
    },
    error: (given, precision, [x, ...scaled]) => {
      const plan = given as NormalPlan;
      const [right, from] = [takesMean, !squared].map((centred) =>
        boundedMoments(precision, x!, plan.sets, momentsFor(x!.value, plan, centred), centred),
      ) as [BoundedMoments, BoundedMoments];
      return normalError(precision, plan, x!, boundedBy(rule, right, from, plan), plan.sets.of, scaled);
    },
  };
}

export const momentDeviations: readonly Deviation[] = rules.map((rule) =>
  defineDeviation({
    id: rule.id,
    kind: 'fault',
    sentence: rule.sentence,
    applies: (op) => isNormal(op) && (isCentred(op) || rule.centred === undefined),
    infer: (op, strays) => fitting(op, strays, [null], (record) => normalizing(record, rule)),
    to: (op) => normalizing(op, rule),
  }),
);
