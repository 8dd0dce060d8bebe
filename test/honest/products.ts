/** Matrix products and resizing. */
import type { ResizeAttributes } from '../../src/ops/index.js';
import { indices, rowMajorStrides, sizeOf, toArray, type Tensor } from '../../src/tensor.js';
import type { Arithmetic } from './arithmetic.js';
import { collect, type Result } from './convolutions.js';

/** The index in a tensor of leading axes `shape` that broadcasts to `index`. */
function stretched(index: readonly number[], shape: readonly number[]): number {
  const steps = rowMajorStrides(shape);
  const skipped = index.length - shape.length;
  return shape.reduce((sum, size, axis) => sum + (size === 1 ? 0 : index[skipped + axis]! * steps[axis]!), 0);
}

type Place = (o: number, size: number, out: number, attributes: Required<ResizeAttributes>) => number;

const placeOf: Place = (o, size, out, { alignCorners, halfPixelCenters }) => {
  if (alignCorners) return out === 1 ? 0 : (o * (size - 1)) / (out - 1);
  return halfPixelCenters ? ((o + 0.5) * size) / out - 0.5 : (o * size) / out;
};

/** The place as a kernel computes it: by a ratio of sizes, which is rounded first. */
const roundedPlaces =
  (round: (value: number) => number): Place =>
  (o, size, out, { alignCorners, halfPixelCenters }) => {
    if (alignCorners) return out === 1 ? 0 : round(o * round((size - 1) / (out - 1)));
    const ratio = round(size / out);
    return halfPixelCenters ? round(round((o + 0.5) * ratio) - 0.5) : round(o * ratio);
  };

/**
 * @param volumes whether a resize of fewer axes than three is one of three, whose other axes have a cell that is blended with itself, and
 *   its places are rounded
 */
export function productsOf(arithmetic: Arithmetic, volumes: boolean) {
  const { round } = arithmetic;
  const sourceOf = volumes ? roundedPlaces(round) : placeOf;
  return {
    matmul: (a: Tensor, b: Tensor): Result => {
      const [first, second] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
      const rank = Math.max(first.length, second.length);
      const leading = Array.from({ length: rank }, (_, i) => {
        const sizes = [first[i - rank + first.length] ?? 1, second[i - rank + second.length] ?? 1];
        return sizes[0] === 1 ? sizes[1]! : sizes[0]!;
      });
      const [rows, inner, columns] = [a.shape.at(-2)!, a.shape.at(-1)!, b.shape.at(-1)!];
      const shape = [...leading, rows, columns];
      const [as, bs] = [toArray(a), toArray(b)];
      const values = collect(arithmetic, sizeOf(shape), (add) => {
        let to = 0;
        for (const index of indices(leading)) {
          const [left, right] = [stretched(index, first) * rows * inner, stretched(index, second) * inner * columns];
          for (let i = 0; i < rows; i++) {
            for (let j = 0; j < columns; j++, to++) {
              for (let k = 0; k < inner; k++) add(to, as[left + i * inner + k]!, bs[right + k * columns + j]!);
            }
          }
        }
      });
      return { shape, values };
    },
    resize: (x: Tensor, attributes: Required<ResizeAttributes>): Result => {
      const sizes = x.shape.slice(1, -1);
      const { size: out, mode } = attributes;
      const shape = [x.shape[0]!, ...out, x.shape.at(-1)!];
      const xs = toArray(x);
      const steps = rowMajorStrides(x.shape);
      const values = new Float64Array(sizeOf(shape));
      let to = 0;
      for (const index of indices(shape)) {
        // Corners and their weights, axis by axis.
        let corners: { at: number; weight: number }[] = [{ at: index[0]! * steps[0]! + index.at(-1)!, weight: 1 }];
        sizes.forEach((size, i) => {
          const source = sourceOf(index[1 + i]!, size, out[i]!, attributes);
          const clamp = (cell: number): number => Math.min(size - 1, Math.max(0, cell));
          const step = steps[1 + i]!;
          if (mode === 'nearest') {
            const nearest = attributes.alignCorners ? Math.round(source) : Math.floor(attributes.halfPixelCenters ? source + 0.5 : source);
            corners = corners.map(({ at }) => ({ at: at + clamp(nearest) * step, weight: 1 }));
            return;
          }
          const within = Math.min(size - 1, Math.max(0, source));
          const low = Math.floor(within);
          const share = round(within - low);
          corners = corners.flatMap(({ at, weight }) => [
            { at: at + low * step, weight: round(weight * round(1 - share)) },
            ...(share > 0 ? [{ at: at + clamp(low + 1) * step, weight: round(weight * share) }] : []),
          ]);
        });
        for (let axis = sizes.length; volumes && mode === 'bilinear' && axis < 3; axis++) {
          corners = corners.flatMap(({ at, weight }) => [
            { at, weight: weight / 2 },
            { at, weight: weight / 2 },
          ]);
        }
        values[to++] =
          mode === 'nearest' || corners.length === 1
            ? xs[corners[0]!.at]!
            : arithmetic.dot(
                Float64Array.from(corners, ({ at }) => xs[at]!),
                Float64Array.from(corners, ({ weight }) => weight),
                0,
                corners.length,
              );
      }
      return { shape, values };
    },
  };
}
