/** What normalisations by the moments of their own elements share. */
import type { OpRecord } from '../define-op.js';
import { readAttributes, spatialAxes } from '../../kernels/arguments.js';
import type { Bounded } from '../../kernels/errors/bounded.js';
import { float64Elements } from '../../kernels/products/products.js';
import type { Precision } from '../../precision.js';
import type { Shape, Tensor } from '../../tensor.js';
import { epsilonOf, requireChannels, type NormalizedAttributes } from './attributes.js';
import { boundedMoments, normalError } from './normal-error.js';
import { momentsOf, normalize, squaresOf, type NormalPlan } from './normalize.js';
import type { Sets } from './sets.js';

/** The tensors of such an op, the first of which alone has to be given. */
export const normalTensors = {
  x: { axes: ['batch', 'spatial...', 'channels'] },
  scale: { axes: ['channels'], optional: true },
  offset: { axes: ['channels'], optional: true },
} as const satisfies OpRecord['tensors'];

/** The plan of a normalisation of sets. */
export function planNormal<Attributes extends Omit<NormalizedAttributes, 'offset'>>(
  op: string,
  x: Shape,
  scale: Shape | undefined,
  offset: Shape | undefined,
  given: Attributes | undefined,
  setsOf: (attributes: Attributes) => Sets,
): NormalPlan {
  const attributes = readAttributes(op, given) as Attributes;
  spatialAxes(op, 'x', x);
  requireChannels(op, 'scale', scale, x.at(-1)!);
  requireChannels(op, 'offset', offset, x.at(-1)!);
  const epsilon = epsilonOf(op, attributes);
  return { inputShape: [...x], outputShape: [...x], epsilon, sets: setsOf(attributes) };
}

/** Less the mean of its set, over the root of its variance. */
export const centred = {
  evaluate: (
    op: string,
    plan: NormalPlan,
    [x, scale, offset]: readonly [Tensor, ...(Tensor | undefined)[]],
    out: Tensor | undefined,
  ): Tensor => normalize(op, plan, x, momentsOf(float64Elements(x), plan.sets), plan.sets.of, [scale, offset], out),
  error: (plan: NormalPlan, precision: Precision, [x, scale, offset]: readonly [Bounded, ...(Bounded | undefined)[]]): Tensor => {
    const moments = momentsOf(float64Elements(x.value), plan.sets);
    return normalError(precision, plan, x, boundedMoments(precision, x, plan.sets, moments, true), plan.sets.of, [scale, offset]);
  },
} as const;

/** Over the root of the mean of squares of its set. */
export const uncentred = {
  evaluate: (op: string, plan: NormalPlan, [x, scale]: readonly [Tensor, ...(Tensor | undefined)[]], out: Tensor | undefined): Tensor =>
    normalize(op, plan, x, squaresOf(float64Elements(x), plan.sets), plan.sets.of, [scale], out),
  error: (plan: NormalPlan, precision: Precision, [x, scale]: readonly [Bounded, ...(Bounded | undefined)[]]): Tensor => {
    const moments = squaresOf(float64Elements(x.value), plan.sets);
    return normalError(precision, plan, x, boundedMoments(precision, x, plan.sets, moments, false), plan.sets.of, [scale]);
  },
} as const;
