/** Ops that move elements: each a function from an index of the result to an index of the argument. */
import type {
  BatchToSpaceAttributes,
  DepthSpaceAttributes,
  PadAttributes,
  PadMode,
  PatchAttributes,
  SpaceToBatchAttributes,
} from '../../src/ops/index.js';
import { indices, rowMajorStrides, sizeOf, toArray, type Tensor } from '../../src/tensor.js';
import type { Result } from './convolutions.js';
import { gridOf } from './grid.js';

/** Builds a tensor of `shape` from x at the index that `source` writes to `from`; `other` where that lies outside. */
export function gathered(
  x: Tensor,
  shape: readonly number[],
  source: (index: readonly number[], from: number[]) => void,
  other = 0,
): Result {
  const xs = toArray(x);
  const [sizes, steps] = [x.shape, rowMajorStrides(x.shape)];
  const values = new Float64Array(sizeOf(shape)).fill(other);
  const from = sizes.map(() => 0);
  let to = 0;
  for (const index of indices(shape)) {
    source(index, from);
    let flat = 0;
    for (let axis = 0; axis < from.length && flat >= 0; axis++) {
      const at = from[axis]!;
      flat = at >= 0 && at < sizes[axis]! ? flat + at * steps[axis]! : -1;
    }
    if (flat >= 0) values[to] = xs[flat]!;
    to++;
  }
  return { shape: [...shape], values };
}

/** The cell that a padded position shows, by walking back into the range. */
function shown(at: number, size: number, mode: PadMode): number {
  if (mode === 'edge') return Math.min(size - 1, Math.max(0, at));
  while (mode !== 'constant' && (at < 0 || at >= size)) {
    if (mode === 'wrap') at += at < 0 ? size : -size;
    else if (mode === 'reflect') at = at < 0 ? -at : 2 * (size - 1) - at;
    else at = at < 0 ? -1 - at : 2 * size - 1 - at;
  }
  return at;
}

export const moves = {
  pad: (x: Tensor, { paddings, mode, value }: Required<PadAttributes>): Result => {
    const shape = x.shape.map((size, i) => size + paddings[i]![0] + paddings[i]![1]);
    return gathered(
      x,
      shape,
      (index, from) => {
        for (let i = 0; i < from.length; i++) from[i] = shown(index[i]! - paddings[i]![0], x.shape[i]!, mode);
      },
      value,
    );
  },
  spaceToBatch: (x: Tensor, { blockShape, paddings }: Required<SpaceToBatchAttributes>): Result => {
    const [batch, m] = [x.shape[0]!, blockShape.length];
    const blocked = blockShape.map((b, i) => (x.shape[1 + i]! + paddings[i]![0] + paddings[i]![1]) / b);
    return gathered(x, [batch * sizeOf(blockShape), ...blocked, ...x.shape.slice(1 + m)], (index, from) => {
      from[0] = index[0]! % batch;
      let offset = Math.floor(index[0]! / batch);
      for (let i = from.length - 1; i > m; i--) from[i] = index[i]!;
      for (let i = m - 1; i >= 0; i--) {
        const b = blockShape[i]!;
        from[1 + i] = index[1 + i]! * b + (offset % b) - paddings[i]![0];
        offset = Math.floor(offset / b);
      }
    });
  },
  batchToSpace: (x: Tensor, { blockShape, crops }: Required<BatchToSpaceAttributes>): Result => {
    const [batch, m] = [x.shape[0]! / sizeOf(blockShape), blockShape.length];
    const joined = blockShape.map((b, i) => x.shape[1 + i]! * b - crops[i]![0] - crops[i]![1]);
    return gathered(x, [batch, ...joined, ...x.shape.slice(1 + m)], (index, from) => {
      let offset = 0;
      for (let i = 0; i < m; i++) {
        const b = blockShape[i]!;
        const whole = index[1 + i]! + crops[i]![0];
        offset = offset * b + (whole % b);
        from[1 + i] = Math.floor(whole / b);
      }
      for (let i = 1 + m; i < from.length; i++) from[i] = index[i]!;
      from[0] = offset * batch + index[0]!;
    });
  },
  spaceToDepth: (x: Tensor, { blockSize, mode }: Required<DepthSpaceAttributes>): Result => {
    const n = x.shape.length - 2;
    const [offsets, channels] = [blockSize ** n, x.shape.at(-1)!];
    return gathered(x, [x.shape[0]!, ...x.shape.slice(1, -1).map((size) => size / blockSize), offsets * channels], (index, from) => {
      const depth = index[n + 1]!;
      let offset = mode === 'DCR' ? Math.floor(depth / channels) : depth % offsets;
      from[0] = index[0]!;
      from[n + 1] = mode === 'DCR' ? depth % channels : Math.floor(depth / offsets);
      for (let i = n; i > 0; i--) {
        from[i] = index[i]! * blockSize + (offset % blockSize);
        offset = Math.floor(offset / blockSize);
      }
    });
  },
  depthToSpace: (x: Tensor, { blockSize, mode }: Required<DepthSpaceAttributes>): Result => {
    const n = x.shape.length - 2;
    const offsets = blockSize ** n;
    const channels = x.shape.at(-1)! / offsets;
    return gathered(x, [x.shape[0]!, ...x.shape.slice(1, -1).map((size) => size * blockSize), channels], (index, from) => {
      let offset = 0;
      from[0] = index[0]!;
      for (let i = 1; i <= n; i++) {
        offset = offset * blockSize + (index[i]! % blockSize);
        from[i] = Math.floor(index[i]! / blockSize);
      }
      const channel = index[n + 1]!;
      from[n + 1] = mode === 'DCR' ? offset * channels + channel : channel * offsets + offset;
    });
  },
  extractPatches: (x: Tensor, attributes: Required<PatchAttributes>): Result => {
    const { window } = attributes;
    const n = window.length;
    const grid = gridOf(x.shape.slice(1, -1), window, attributes);
    const channels = Math.max(1, x.shape.at(-1)!);
    return gathered(x, [x.shape[0]!, ...grid.out, grid.taps * x.shape.at(-1)!], (index, from) => {
      let tap = Math.floor(index[n + 1]! / channels);
      from[0] = index[0]!;
      from[n + 1] = index[n + 1]! % channels;
      for (let i = n - 1; i >= 0; i--) {
        const size = window[i]!;
        from[1 + i] = grid.axes[i]!.at(index[1 + i]!, tap % size);
        tap = Math.floor(tap / size);
      }
    });
  },
};
