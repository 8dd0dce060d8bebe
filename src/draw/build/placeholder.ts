import { allocate, viewOf, type DType, type Tensor } from '../../tensor.js';

/** A tensor of a shape where its values are of no matter, and neither is how they lie in memory: one zero stands for all. */
export function placeholder(shape: number[], dtype: DType): Tensor {
  return viewOf(
    allocate(1, dtype),
    shape,
    shape.map(() => 0),
    0,
  );
}
