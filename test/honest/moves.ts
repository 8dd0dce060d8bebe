/** Ops that move elements: each a function from an index of the result to an index of the argument. */
import type {
  BatchToSpaceAttributes,
  DepthSpaceAttributes,
  PadAttributes,
  PadMode,
  PatchAttributes,
  SpaceToBatchAttributes,
} from '../../src/ops.js';
import { indices, rowMajorStrides, sizeOf, toArray, type Shape, type Tensor } from '../../src/tensor.js';
import type { Result } from './convolutions.js';
import { gridOf } from './grid.js';

/** Builds a tensor of `shape` from x at the indices that `source` gives; `other` where an index lies outside. */
export function gathered(x: Tensor, shape: readonly number[], source: (index: readonly number[]) => readonly number[], other = 0): Result {
  const xs = toArray(x);
  const steps = rowMajorStrides(x.shape);
  const values = new Float64Array(sizeOf(shape));
  let to = 0;
  for (const index of indices(shape)) {
    const from = source(index);
    const inside = from.every((at, axis) => at >= 0 && at < x.shape[axis]!);
    values[to++] = inside ? xs[from.reduce((sum, at, axis) => sum + at * steps[axis]!, 0)]! : other;
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

/** The offset within a block, row-major, as one number per axis. */
function unravel(flat: number, block: Shape): number[] {
  const offset = [...block];
  for (let i = block.length - 1; i >= 0; i--) {
    offset[i] = flat % block[i]!;
    flat = Math.floor(flat / block[i]!);
  }
  return offset;
}

const ravel = (offset: readonly number[], block: Shape): number => offset.reduce((flat, at, i) => flat * block[i]! + at, 0);

export const moves = {
  pad: (x: Tensor, { paddings, mode, value }: Required<PadAttributes>): Result => {
    const shape = x.shape.map((size, i) => size + paddings[i]![0] + paddings[i]![1]);
    return gathered(x, shape, (index) => index.map((at, i) => shown(at - paddings[i]![0], x.shape[i]!, mode)), value);
  },
  spaceToBatch: (x: Tensor, { blockShape, paddings }: Required<SpaceToBatchAttributes>): Result => {
    const [batch, m] = [x.shape[0]!, blockShape.length];
    const blocked = blockShape.map((b, i) => (x.shape[1 + i]! + paddings[i]![0] + paddings[i]![1]) / b);
    return gathered(x, [batch * sizeOf(blockShape), ...blocked, ...x.shape.slice(1 + m)], ([nb, ...rest]) => {
      const offset = unravel(Math.floor(nb! / batch), blockShape);
      return [nb! % batch, ...rest.map((at, i) => (i < m ? at * blockShape[i]! + offset[i]! - paddings[i]![0] : at))];
    });
  },
  batchToSpace: (x: Tensor, { blockShape, crops }: Required<BatchToSpaceAttributes>): Result => {
    const [batch, m] = [x.shape[0]! / sizeOf(blockShape), blockShape.length];
    const joined = blockShape.map((b, i) => x.shape[1 + i]! * b - crops[i]![0] - crops[i]![1]);
    return gathered(x, [batch, ...joined, ...x.shape.slice(1 + m)], ([n, ...rest]) => {
      const whole = rest.slice(0, m).map((at, i) => at + crops[i]![0]);
      const offset = whole.map((at, i) => at % blockShape[i]!);
      return [ravel(offset, blockShape) * batch + n!, ...whole.map((at, i) => Math.floor(at / blockShape[i]!)), ...rest.slice(m)];
    });
  },
  spaceToDepth: (x: Tensor, { blockSize, mode }: Required<DepthSpaceAttributes>): Result => {
    const n = x.shape.length - 2;
    const block = new Array<number>(n).fill(blockSize);
    const [offsets, channels] = [blockSize ** n, x.shape.at(-1)!];
    return gathered(x, [x.shape[0]!, ...x.shape.slice(1, -1).map((size) => size / blockSize), offsets * channels], (index) => {
      const depth = index.at(-1)!;
      const offset = unravel(mode === 'DCR' ? Math.floor(depth / channels) : depth % offsets, block);
      const channel = mode === 'DCR' ? depth % channels : Math.floor(depth / offsets);
      return [index[0]!, ...offset.map((at, i) => index[1 + i]! * blockSize + at), channel];
    });
  },
  depthToSpace: (x: Tensor, { blockSize, mode }: Required<DepthSpaceAttributes>): Result => {
    const n = x.shape.length - 2;
    const block = new Array<number>(n).fill(blockSize);
    const offsets = blockSize ** n;
    const channels = x.shape.at(-1)! / offsets;
    return gathered(x, [x.shape[0]!, ...x.shape.slice(1, -1).map((size) => size * blockSize), channels], (index) => {
      const cells = index.slice(1, -1);
      const offset = ravel(
        cells.map((at) => at % blockSize),
        block,
      );
      const channel = index.at(-1)!;
      const depth = mode === 'DCR' ? offset * channels + channel : channel * offsets + offset;
      return [index[0]!, ...cells.map((at) => Math.floor(at / blockSize)), depth];
    });
  },
  extractPatches: (x: Tensor, attributes: Required<PatchAttributes>): Result => {
    const sizes = x.shape.slice(1, -1);
    const grid = gridOf(sizes, attributes.window, attributes);
    const channels = x.shape.at(-1)!;
    return gathered(x, [x.shape[0]!, ...grid.out, grid.taps * channels], (index) => {
      const taps = unravel(Math.floor(index.at(-1)! / Math.max(1, channels)), attributes.window);
      return [index[0]!, ...grid.axes.map(({ at }, i) => at(index[1 + i]!, taps[i]!)), index.at(-1)! % channels];
    });
  },
};
