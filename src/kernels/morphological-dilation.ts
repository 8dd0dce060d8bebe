import type { WindowAttributes } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import type { Kernel } from './kernel.js';
import { morphology, morphologyError, planMorphology } from './morphology.js';

const op = 'morphologicalDilation';

/**
 * The maximum over the taps of x[n, o*s + t*d - before, c] + filter[t, c].
 * Padding never wins; NaN does; a window without a cell gives -Infinity.
 *
 * @param x `[batch, ...spatial, channels]`
 * @param filter `[...kernel, channels]`
 * @param out where to write the result: dense, `[batch, ...out, channels]`
 * @throws InvalidArgument
 */
export function morphologicalDilation(x: Tensor, filter: Tensor, attributes?: WindowAttributes, out?: Tensor): Tensor {
  return morphology(op, 1, x, filter, attributes, out);
}

export const morphologicalDilationKernel: Kernel<'morphologicalDilation'> = {
  shape: (x, filter, attributes) => planMorphology(op, x, filter, attributes).outputShape,
  evaluate: morphologicalDilation,
  error: (precision, x, filter, attributes) => morphologyError(op, 1, precision, x, filter, attributes),
};
