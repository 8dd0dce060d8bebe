/** Cropping: what shrinking keeps of a tensor whose shape changes. */
import type { TensorData } from '../../tensor.js';
import { rowMajorStrides } from '../../tensor.js';
import type { DrawnTensor } from '../drawn.js';

/** How the old tensor lies in the new one. */
export interface Crop {
  /** Spatial axes that go; later ones move down. */
  readonly dropped: readonly number[];
  /** true: the end of every axis is kept, instead of its beginning. */
  readonly tail: boolean;
  /** Groups that the last axis keeps, each cropped by itself; 1 for none. */
  readonly groups: number;
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly offset: number;
}

/** Per axis of the old tensor, the axis of the new one that it becomes; -1 where it goes. */
function correspondence(old: DrawnTensor, axes: readonly number[], dropped: readonly number[]): number[] {
  const plain: number[] = [];
  axes.forEach((axis, i) => {
    if (axis < 0) plain.push(i);
  });
  const oldPlain = old.axes.filter((axis) => axis < 0).length;
  let seen = 0;
  return old.axes.map((axis) => {
    // Plain axes correspond from the last: leading ones come and go.
    if (axis < 0) return plain[plain.length - oldPlain + seen++] ?? -1;
    if (dropped.includes(axis)) return -1;
    let moved = axis;
    for (const gone of dropped) if (gone < axis) moved--;
    return axes.indexOf(moved);
  });
}

/** The index along `axis` with the most non-zeros: what is kept of an axis that goes. */
function densest(old: DrawnTensor, axis: number): number {
  const length = old.shape[axis]!;
  if (length <= 1) return 0;
  const counts = new Array<number>(length).fill(0);
  const step = rowMajorStrides(old.shape)[axis]!;
  for (let i = 0; i < old.values.length; i++) if (old.values[i] !== 0) counts[Math.floor(i / step) % length]!++;
  return counts.indexOf(Math.max(...counts));
}

/** Copies what `old` and the new tensor share to `values`, which holds zeros. */
export function cropInto(values: TensorData, shape: readonly number[], axes: readonly number[], old: DrawnTensor, crop: Crop): void {
  if (values.length === 0 || old.values.length === 0) return;
  const partner = correspondence(old, axes, crop.dropped);
  const from = rowMajorStrides(old.shape);
  const to = rowMajorStrides(shape);
  const loops: Axis[] = [];
  let base = 0;
  for (let i = 0; i < old.shape.length; i++) {
    const j = partner[i]!;
    const before = old.shape[i]!;
    if (j < 0) {
      base += from[i]! * densest(old, i);
      continue;
    }
    const after = shape[j]!;
    const { groups } = crop;
    const last = i === old.shape.length - 1 && old.axes[i]! < 0;
    if (last && groups > 1 && before !== after && before % groups === 0 && after % groups === 0) {
      const [each, kept] = [before / groups, after / groups];
      loops.push({ from: from[i]! * each, to: to[j]! * kept, length: groups, offset: 0 });
      loops.push({ from: from[i]!, to: to[j]!, length: Math.min(each, kept), offset: crop.tail ? Math.max(0, each - kept) : 0 });
    } else loops.push({ from: from[i]!, to: to[j]!, length: Math.min(before, after), offset: crop.tail ? Math.max(0, before - after) : 0 });
  }
  const copy = (depth: number, source: number, target: number): void => {
    const loop = loops[depth];
    if (loop === undefined) {
      values[target] = old.values[source]!;
      return;
    }
    let at = source + loop.offset * loop.from;
    let put = target;
    for (let i = 0; i < loop.length; i++, at += loop.from, put += loop.to) copy(depth + 1, at, put);
  };
  copy(0, base, 0);
}
