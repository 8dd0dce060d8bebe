/** Tensors between their layouts: channels last here, channels first in ONNX. Elements are moved and nothing else. */
import { copyElements, fromData, sizeOf, viewOf, type Shape, type Tensor } from '../../../tensor.js';
import type { Operand } from '../model.js';

function moved({ data, shape, stride, offset }: Tensor, axes: readonly number[]): Operand {
  const view = viewOf(
    data,
    axes.map((axis) => shape[axis]!),
    axes.map((axis) => stride[axis]!),
    offset,
  );
  const copy = new Float32Array(sizeOf(shape));
  copyElements(view, copy);
  return { dims: [...view.shape], data: copy };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

/** A tensor as it is. */
export function plain(x: Tensor): Operand {
  return moved(x, range(0, x.shape.length));
}

/** `[batch, ...spatial, channels]` to `[batch, channels, ...spatial]` */
export function channelsFirst(x: Tensor): Operand {
  const rank = x.shape.length;
  return rank < 3 ? plain(x) : moved(x, [0, rank - 1, ...range(1, rank - 1)]);
}

/** `[...kernel, in, out]` to `[out, in, ...kernel]` */
export function filterFirst(filter: Tensor): Operand {
  const rank = filter.shape.length;
  return rank < 2 ? plain(filter) : moved(filter, [rank - 1, rank - 2, ...range(0, rank - 2)]);
}

/** `[...kernel, channels, multiplier]` to `[channels * multiplier, 1, ...kernel]`: a filter of as many groups as channels. */
export function depthwiseFilterFirst(filter: Tensor): Operand {
  const rank = filter.shape.length;
  if (rank < 2) return plain(filter);
  const { dims, data } = moved(filter, [rank - 2, rank - 1, ...range(0, rank - 2)]);
  return { dims: [dims[0]! * dims[1]!, 1, ...dims.slice(2)], data };
}

/** A result as a tensor of its own; `first`: from channels first to channels last. */
export function toTensor({ dims, data }: Operand, first: boolean): Tensor {
  if (data.length !== sizeOf(dims)) throw new Error(`${data.length} values were returned for the shape [${dims.join(', ')}]`);
  const rank = dims.length;
  const axes: Shape = first && rank >= 3 ? [0, ...range(2, rank), 1] : range(0, rank);
  const last = moved(fromData(data as Float32Array, [...dims]), axes);
  return fromData(last.data as Float32Array, [...last.dims]);
}
