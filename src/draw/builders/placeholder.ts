import { allocate, viewOf, type DType, type Tensor } from '../../tensor.js';

/** The shape that the dims of a tensor say. */
export function shapeOfDims(dims: readonly (number | readonly number[])[]): number[] {
  const shape: number[] = [];
  for (const dim of dims) {
    if (typeof dim === 'number') shape.push(dim);
    else for (const size of dim) shape.push(size);
  }
  return shape;
}

/** A tensor of a shape where its values are of no matter, and neither is how they lie in memory: one zero stands for all. */
export function placeholder(shape: number[], dtype: DType): Tensor {
  return viewOf(allocate(1, dtype), shape, new Array<number>(shape.length).fill(0), 0);
}
