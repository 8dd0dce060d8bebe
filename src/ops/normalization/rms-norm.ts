import { oneOf } from '../../kernels/arguments.js';
import type { Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { epsilon, over, type NormalizedAttributes, type Over } from './attributes.js';
import { drawEpsilon, drawImage, drawScaled, shownNormal } from './normal-case.js';
import type { NormalPlan } from './normalize.js';
import { normalTensors, planNormal, uncentred } from './of-sets.js';
import { setsOf } from './sets.js';

export interface RmsNormAttributes extends Omit<NormalizedAttributes, 'offset'> {
  /** What is normalised together: the channels of each cell, or all of each item of the batch. Default: 'channels'. */
  readonly over?: Over;
}

/** x `[batch, ...spatial, channels]` to a tensor of its shape. */
export type RmsNorm = (x: Tensor, attributes?: RmsNormAttributes) => Tensor;

const op = 'rmsNorm';

export const rmsNorm = defineOp<'rmsNorm', RmsNorm, NormalPlan>({
  name: op,
  docs: 'x / sqrt(mean(x^2) + epsilon) * scale, with the mean of the channels of each cell or of each item.',
  tensors: { x: normalTensors.x, scale: normalTensors.scale },
  results: 1,
  attributes: { epsilon, over },
  plan: ([x, scale], attributes) =>
    planNormal(op, x, scale, undefined, attributes, (a) =>
      setsOf(x, oneOf<Over>(op, 'over', a.over, ['channels', 'item']) === 'item' ? 'group' : 'cell'),
    ),
  evaluate: (plan, tensors, out) => uncentred.evaluate(op, plan, tensors, out),
  error: (plan, precision, bounded) => uncentred.error(plan, precision, bounded),
  draw: (d) => {
    const over = d.option(
      'over',
      (['channels', 'item'] as const).filter((each) => d.takes(op, { over: each })),
    );
    const { x, channels } = drawImage(d, { terms: (cells, each) => (over === 'item' ? cells : 1) * each });
    return [x, { epsilon: drawEpsilon(d), over, ...drawScaled(d, channels, false) }];
  },
  shows: shownNormal,
  linearIn: [],
});
