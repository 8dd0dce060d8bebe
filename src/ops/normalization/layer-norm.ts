import { oneOf } from '../../kernels/arguments.js';
import type { Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { epsilon, over, type NormalizedAttributes, type Over } from './attributes.js';
import { drawEpsilon, drawImage, drawScaled, shownNormal } from './normal-case.js';
import type { NormalPlan } from './normalize.js';
import { centred, normalTensors, planNormal } from './of-sets.js';
import { setsOf } from './sets.js';

export interface LayerNormAttributes extends NormalizedAttributes {
  /** What is normalised together: the channels of each cell, or all of each item of the batch. Default: 'channels'. */
  readonly over?: Over;
}

/** x `[batch, ...spatial, channels]` to a tensor of its shape. */
export type LayerNorm = (x: Tensor, attributes?: LayerNormAttributes) => Tensor;

const op = 'layerNorm';

export const layerNorm = defineOp<'layerNorm', LayerNorm, NormalPlan>({
  name: op,
  docs: '(x - mean) / sqrt(variance + epsilon) * scale + offset, with the mean and the variance, over n, of the channels of each cell or of each item.',
  tensors: normalTensors,
  results: 1,
  attributes: { epsilon, over },
  plan: ([x, scale, offset], attributes) =>
    planNormal(op, x, scale, offset, attributes, (a) =>
      setsOf(x, oneOf<Over>(op, 'over', a.over, ['channels', 'item']) === 'item' ? 'group' : 'cell'),
    ),
  evaluate: (plan, tensors, out) => centred.evaluate(op, plan, tensors, out),
  error: (plan, precision, bounded) => centred.error(plan, precision, bounded),
  draw: (d) => {
    const over = d.option(
      'over',
      (['channels', 'item'] as const).filter((each) => d.takes(op, { over: each })),
    );
    const { x, channels } = drawImage(d, { terms: (cells, each) => (over === 'item' ? cells : 1) * each });
    return [x, { epsilon: drawEpsilon(d), over, ...drawScaled(d, channels) }];
  },
  shows: shownNormal,
  linearIn: [],
});
