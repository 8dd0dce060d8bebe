import { elementsOf, resultFrom, resultOf } from '../../kernels/arguments.js';
import { gather } from '../../kernels/moves.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, type Tensor } from '../../tensor.js';
import { eitherFlag, flag, modes, size, type AttributeSpecs } from '../attributes.js';
import { defineOp } from '../define-op.js';
import { never } from '../limits.js';
import { blend } from './blend.js';
import { resizeError } from './resize-error.js';
import { nearestCell, planResize, type ResizeAttributes, type ResizePlan } from './resize-plan.js';
import { drawResize, shownResize } from './resize-case.js';

/** x `[batch, ...spatial, channels]`, without an empty spatial axis, to `[batch, ...size, channels]`. */
export type Resize = (x: Tensor, attributes: ResizeAttributes) => Tensor;

const op = 'resize';

const attributes: AttributeSpecs = {
  size,
  mode: modes("'nearest' takes one cell; 'bilinear' blends the two around the place on every axis. Default: 'nearest'.", [
    'nearest',
    'bilinear',
  ]),
  alignCorners: flag(
    'alignCorners',
    "First and last cells' centres are kept: a cell o reads the place o * (in - 1) / (out - 1). Default: false.",
    never('alignCorners is false.', (call) => call.attributes['alignCorners'] === true, 'alignCorners'),
  ),
  halfPixelCenters: eitherFlag('halfPixelCenters', 'A cell o reads the place (o + 0.5) * in / out - 0.5. Default: false: o * in / out.'),
};

/**
 * `nearest` takes the cell below the place; the nearest one, halves up, with either flag. `bilinear` blends the two cells around it on
 * every axis (linear in 1-D, trilinear in 3-D); places beyond the first and last cells read those. Where the ratio of the sizes is not a
 * power of two, a library's rounded place may fall on either side of the border of two cells: its `nearest` may be either.
 */
export const resize = defineOp<'resize', Resize, ResizePlan>({
  name: op,
  docs: 'Resamples the spatial axes.',
  tensors: { x: { axes: ['batch', 'spatial...', 'channels'] } },
  results: 1,
  attributes,
  plan: ([x], given) => planResize(x, given),
  evaluate: (plan, [x], out) => {
    const { inputShape, outputShape, places } = plan;
    if (plan.mode === 'bilinear') return resultFrom(op, blend(float64Elements(x), inputShape, plan), outputShape, dtypeOf(x), out);
    const result = resultOf(op, outputShape, dtypeOf(x), out);
    const tables = places.map((each, i) => Array.from(each, (place) => nearestCell(plan, place, inputShape[i + 1]!)));
    gather(x, [range(inputShape[0]!), ...tables, range(inputShape.at(-1)!)], 0, elementsOf(result));
    return result;
  },
  error(plan, precision, [x]) {
    const chosen = (): { value: Tensor; error: Tensor | undefined } => ({
      value: this.evaluate(plan, [x.value]),
      error: x.error && this.evaluate(plan, [x.error]),
    });
    return resizeError(precision, x, plan, chosen);
  },
  draw: (d) => {
    const { x, attributes } = drawResize(d);
    return [x, attributes];
  },
  shows: (x, attributes) => ({ ...shownResize(x.shape, attributes), x }),
  linearIn: ['x'],
});

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
