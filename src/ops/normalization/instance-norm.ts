import type { Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { epsilon, type NormalizedAttributes } from './attributes.js';
import { drawEpsilon, drawImage, drawScaled, shownNormal } from './normal-case.js';
import type { NormalPlan } from './normalize.js';
import { centred, normalTensors, planNormal } from './of-sets.js';
import { setsOf } from './sets.js';

/** x `[batch, ...spatial, channels]` to a tensor of its shape. */
export type InstanceNorm = (x: Tensor, attributes?: NormalizedAttributes) => Tensor;

const op = 'instanceNorm';

export const instanceNorm = defineOp<'instanceNorm', InstanceNorm, NormalPlan>({
  name: op,
  docs: '(x - mean) / sqrt(variance + epsilon) * scale + offset, with the mean and the variance, over n, of each channel of each item.',
  tensors: normalTensors,
  results: 1,
  attributes: { epsilon },
  plan: ([x, scale, offset], attributes) => planNormal(op, x, scale, offset, attributes, () => setsOf(x, 'channel')),
  evaluate: (plan, tensors, out) => centred.evaluate(op, plan, tensors, out),
  error: (plan, precision, bounded) => centred.error(plan, precision, bounded),
  draw: (d) => {
    const { x, channels } = drawImage(d, { terms: (cells) => cells });
    return [x, { epsilon: drawEpsilon(d), ...drawScaled(d, channels) }];
  },
  shows: shownNormal,
  linearIn: [],
});
