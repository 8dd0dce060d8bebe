import type { Tensor, TensorData } from '../../tensor.js';
import type { Setting } from '../builders/builder.js';
import type { Content, IntOptions } from '../draw.js';
import { layoutsOfRank } from '../values/layouts.js';
import { placeholder, shapeOfDims } from '../builders/placeholder.js';
import { RandomBuilder } from '../builders/random-builder.js';
import type { FastRandom } from '../builders/random.js';

/** Draws the choices of a case at random, and no data. */
export class ShapeBuilder extends RandomBuilder {
  constructor(setting: Setting, random: FastRandom) {
    super(setting, random, random, true);
  }

  /** Of the number of axes the lower of two draws: a size is met sooner where few could have it. */
  protected override answer(name: string, axis: number, min: number, max: number, options: IntOptions): number {
    const value = super.answer(name, axis, min, max, options);
    return options.role === 'axes' ? Math.min(value, super.answer(name, axis, min, max, options)) : value;
  }

  override tensor(name: string, dims: readonly (number | readonly number[])[], content: Content = {}): Tensor {
    const shape = shapeOfDims(dims);
    this.count(name, shape);
    if (this.domain.layouts && content.layouts !== false) this.answerLayout(name, layoutsOfRank(shape.length) - 1);
    return placeholder(shape, this.domain.precision.dtype);
  }

  protected override values(): TensorData {
    throw new Error('tensor() makes no values');
  }
}
