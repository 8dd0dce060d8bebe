import { readAttributes, spatialAxes } from '../../kernels/arguments.js';
import { float64Elements } from '../../kernels/products/products.js';
import { sizeOf, type Tensor } from '../../tensor.js';
import { defineOp, type Planned } from '../define-op.js';
import { epsilon, epsilonOf, requireChannels, type NormalizedAttributes } from './attributes.js';
import { drawEpsilon, drawImage, drawScaled, shownNormal } from './normal-case.js';
import { normalError } from './normal-error.js';
import { normalize } from './normalize.js';
import { normalTensors } from './of-sets.js';
import { channelsOf } from './sets.js';

/** x `[batch, ...spatial, channels]`, mean and variance `[channels]`, to a tensor of x's shape. */
export type BatchNorm = (x: Tensor, mean: Tensor, variance: Tensor, attributes?: NormalizedAttributes) => Tensor;

interface BatchNormPlan extends Planned {
  readonly outputShape: number[];
  readonly epsilon: number;
}

const op = 'batchNorm';

export const batchNorm = defineOp<'batchNorm', BatchNorm, BatchNormPlan>({
  name: op,
  docs: 'Inference: (x - mean) / sqrt(variance + epsilon) * scale + offset, each a number for each channel.',
  tensors: {
    x: normalTensors.x,
    mean: { axes: ['channels'] },
    variance: { axes: ['channels'] },
    scale: normalTensors.scale,
    offset: normalTensors.offset,
  },
  results: 1,
  attributes: { epsilon },
  plan: ([x, mean, variance, scale, offset], given) => {
    const attributes = readAttributes(op, given);
    spatialAxes(op, 'x', x);
    for (const [name, shape] of Object.entries({ mean, variance, scale, offset })) requireChannels(op, name, shape, x.at(-1)!);
    return { outputShape: [...x], epsilon: epsilonOf(op, attributes) };
  },
  evaluate: (plan, [x, mean, variance, scale, offset], out) => {
    const moments = { mean: float64Elements(mean), variance: float64Elements(variance) };
    return normalize(op, plan, x, moments, channelsOf(plan.outputShape), [scale, offset], out);
  },
  error: (plan, precision, [x, mean, variance, scale, offset]) => {
    const exact = new Float64Array(sizeOf(mean.value.shape));
    const moments = {
      mean: float64Elements(mean.value),
      variance: float64Elements(variance.value),
      meanError: mean.error === undefined ? exact : float64Elements(mean.error),
      varianceError: variance.error === undefined ? exact : float64Elements(variance.error),
    };
    return normalError(precision, plan, x, moments, channelsOf(plan.outputShape), [scale, offset]);
  },
  draw: (d) => {
    const { x, channels, content } = drawImage(d, { terms: () => 1 });
    const mean = d.tensor('mean', [channels], content);
    const variance = d.tensor('variance', [channels], { ...content, without: ['negative'] });
    return [x, mean, variance, { epsilon: drawEpsilon(d), ...drawScaled(d, channels) }];
  },
  shows: (x, mean, variance, attributes) => ({ ...shownNormal(x, attributes), mean, variance }),
  linearIn: [],
});
