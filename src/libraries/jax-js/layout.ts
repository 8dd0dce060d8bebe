/** Tensors between their layouts: channels last here, channels first in JAX's convolutions. Elements are moved and nothing else. */
import { copyElements, dtypeOf, allocate, fromData, sizeOf, viewOf, type Shape, type Tensor } from '../../tensor.js';

/** The axes of `[batch, ...spatial, channels]` in the order `[batch, channels, ...spatial]`. */
export function firstAxes(rank: number): number[] {
  return rank < 3 ? range(rank) : [0, rank - 1, ...range(rank - 2).map((axis) => axis + 1)];
}

/** The axes of `[batch, channels, ...spatial]` in the order `[batch, ...spatial, channels]`. */
export function lastAxes(rank: number): number[] {
  return rank < 3 ? range(rank) : [0, ...range(rank - 2).map((axis) => axis + 2), 1];
}

/** The axes of `[...kernel, in, out]` in the order `[out, in, ...kernel]`. */
export function filterAxes(rank: number): number[] {
  return rank < 2 ? range(rank) : [rank - 1, rank - 2, ...range(rank - 2)];
}

function range(length: number): number[] {
  return Array.from({ length: Math.max(0, length) }, (_, i) => i);
}

/** A dense tensor with the axes of `x` in another order. */
export function permuted({ data, shape, stride, offset }: Tensor, axes: readonly number[]): Tensor {
  return copied(
    viewOf(
      data,
      axes.map((axis) => shape[axis]!),
      axes.map((axis) => stride[axis]!),
      offset,
    ),
  );
}

/** The inverse of a permutation of axes. */
export function inverse(axes: readonly number[]): number[] {
  return axes.map((_, axis) => axes.indexOf(axis));
}

function copied(view: Tensor): Tensor {
  const data = allocate(sizeOf(view.shape), dtypeOf(view));
  copyElements(view, data);
  return fromData(data, [...view.shape]);
}

/** `[...kernel, channels, multiplier]` as a filter of as many groups as channels: `[channels * multiplier, 1, ...kernel]`. */
export function depthwiseFilter(filter: Tensor): Tensor {
  return fromData(permuted(filter, depthwiseAxes(filter.shape.length)).data, depthwiseShape(filter.shape));
}

function depthwiseAxes(rank: number): number[] {
  return rank < 2 ? range(rank) : [rank - 2, rank - 1, ...range(rank - 2)];
}

/** The shape of `depthwiseFilter`'s result. */
export function depthwiseShape(shape: Shape): number[] {
  const rank = shape.length;
  return rank < 2 ? [...shape] : [shape[rank - 2]! * shape[rank - 1]!, 1, ...shape.slice(0, -2)];
}

/** From the shape of `depthwiseFilter`'s result back to `[...kernel, channels, multiplier]`. */
export function depthwiseFilterBack(given: Tensor, shape: Shape): Tensor {
  const axes = depthwiseAxes(shape.length);
  const grouped = fromData(
    given.data,
    axes.map((axis) => shape[axis]!),
  );
  return permuted(grouped, inverse(axes));
}

/**
 * The filter that a convolution of the dilated `y` is made with, to transpose one with `filter [...kernel, in / groups, out]`: turned
 * about, with the channels of each group exchanged: `[in, out / groups, ...kernel]`.
 */
export function turnedFilter({ data, shape, stride, offset }: Tensor, groups: number): Tensor {
  const rank = shape.length;
  const kernel = shape.slice(0, -2);
  const [inside, out] = [shape[rank - 2]!, shape[rank - 1]! / groups];
  const start = kernel.reduce((sum, size, axis) => sum + Math.max(0, size - 1) * stride[axis]!, offset);
  const turned = viewOf(
    data,
    [groups, inside, out, ...kernel],
    [stride[rank - 1]! * out, stride[rank - 2]!, stride[rank - 1]!, ...kernel.map((_, axis) => -stride[axis]!)],
    start,
  );
  return fromData(copied(turned).data, [groups * inside, out, ...kernel]);
}
