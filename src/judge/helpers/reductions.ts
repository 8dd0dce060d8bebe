/**
 * Sums and maxima over some axes, by ndarray-ops, in float64. Results are fresh and dense.
 *
 * What works cell by cell stays in `structure`: a call of ndarray-ops costs as much as a hundred cells, which most cases do not have.
 */
import ops from 'ndarray-ops';
import type { NdArray } from 'ndarray';
import { fromData, rowMajorStrides, sizeOf, viewOf, type Tensor } from '../../tensor.js';
import { axisOf } from './structure.js';

type Accumulate = (into: NdArray<Float64Array>, x: Tensor) => unknown;

/** A reduction is an accumulation into a view that stands still along the axes that go. Without `axes` all go. */
const reduction =
  (helper: string, start: number, accumulate: Accumulate) =>
  (x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis)): Tensor => {
    const gone = new Set(axes.map((axis) => axisOf(helper, axis, x.shape.length)));
    const kept = x.shape.filter((_, axis) => !gone.has(axis));
    const strides = rowMajorStrides(kept);
    const data = new Float64Array(sizeOf(kept)).fill(start);
    let next = 0;
    const still = x.shape.map((_, axis) => (gone.has(axis) ? 0 : strides[next++]!));
    accumulate(viewOf(data, x.shape, still, 0) as NdArray<Float64Array>, x);
    return fromData(data, kept);
  };

/** 0 where there is nothing to add. */
export const sum = reduction('sum', 0, ops.addeq as Accumulate);

/** NaN where one is NaN, -Infinity where there is nothing. */
export const max = reduction('max', -Infinity, ops.maxeq as Accumulate);
