import { InvalidArgument } from '../../invalid-argument.js';
import { requireInteger } from '../../kernels/arguments.js';
import type { Tensor } from '../../tensor.js';
import { groups } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { epsilon, type NormalizedAttributes } from './attributes.js';
import { drawEpsilon, drawImage, drawScaled, shownNormal } from './normal-case.js';
import type { NormalPlan } from './normalize.js';
import { centred, normalTensors, planNormal } from './of-sets.js';
import { setsOf } from './sets.js';

export interface GroupNormAttributes extends NormalizedAttributes {
  /** Divides the channels. Default: 1. */
  readonly groups?: number;
}

/** x `[batch, ...spatial, channels]` to a tensor of its shape. */
export type GroupNorm = (x: Tensor, attributes?: GroupNormAttributes) => Tensor;

const op = 'groupNorm';

function groupsOf({ groups = 1 }: GroupNormAttributes, channels: number): number {
  requireInteger(op, 'groups', groups, 1, 'groups-positive');
  if (channels % groups !== 0) throw new InvalidArgument(op, 'groups', groups, `it must divide the ${channels} channels`, 'groups-divide');
  return groups;
}

export const groupNorm = defineOp<'groupNorm', GroupNorm, NormalPlan>({
  name: op,
  docs: '(x - mean) / sqrt(variance + epsilon) * scale + offset, with the mean and the variance, over n, of each group of channels of each item.',
  tensors: normalTensors,
  results: 1,
  attributes: { epsilon, groups },
  plan: ([x, scale, offset], attributes) => planNormal(op, x, scale, offset, attributes, (a) => setsOf(x, 'group', groupsOf(a, x.at(-1)!))),
  evaluate: (plan, tensors, out) => centred.evaluate(op, plan, tensors, out),
  error: (plan, precision, bounded) => centred.error(plan, precision, bounded),
  draw: (d) => {
    const { x, channels, groups } = drawImage(d, { grouped: true, terms: (cells, each) => cells * each });
    return [x, { epsilon: drawEpsilon(d), groups, ...drawScaled(d, channels) }];
  },
  shows: shownNormal,
  linearIn: [],
});
