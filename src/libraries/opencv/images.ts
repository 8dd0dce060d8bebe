/** Tensors as images. */
import { unsupported } from '../../library.js';
import { toArray, type Tensor } from '../../tensor.js';
import type { Image } from './program.js';

/** The image of each batch element and channel of `[batch, rows, cols, channels]`. */
export function imagesOf(x: Tensor): Image[][] {
  if (x.shape.length !== 4) throw unsupported('an image has two axes');
  const [batch, rows, cols, channels] = x.shape as [number, number, number, number];
  if (batch * rows * cols * channels === 0) throw unsupported('an image has a cell');
  const values = toArray(x);
  return Array.from({ length: batch }, (_, b) =>
    Array.from({ length: channels }, (__, c) => ({
      rows,
      cols,
      values: Array.from({ length: rows * cols }, (___, i) => values[(b * rows * cols + i) * channels + c]!),
    })),
  );
}

/** The kernel for each channel in and out of `[rows, cols, in, out]`. */
export function kernelsOf(filter: Tensor): Image[][] {
  if (filter.shape.length !== 4) throw unsupported('a kernel has two axes');
  const [rows, cols, inner, out] = filter.shape as [number, number, number, number];
  const values = toArray(filter);
  return Array.from({ length: inner }, (_, i) =>
    Array.from({ length: out }, (__, o) => ({
      rows,
      cols,
      values: Array.from({ length: rows * cols }, (___, at) => values[(at * inner + i) * out + o]!),
    })),
  );
}

/** The only image of a tensor of two axes. */
export function imageOf(x: Tensor): Image {
  if (x.shape.length !== 2 || x.shape.some((size) => size === 0)) throw unsupported('a matrix has rows and columns');
  return { rows: x.shape[0]!, cols: x.shape[1]!, values: toArray(x) };
}
