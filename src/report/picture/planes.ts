/** Tensors of any rank as planes: which axes are rows and columns, and which are held fixed. */
import { recordOf, type OpName } from '../../ops/index.js';
import type { Tensor } from '../../tensor.js';

export interface PlaneAxes {
  readonly rank: number;
  /** Left out in one dimension. */
  readonly row?: number;
  readonly column: number;
}

/** Layouts of tensors: `[batch, ...spatial, channels]`, `[...kernel, in, out]`, or the last two axes of any tensor. */
export type Layout = 'channels-last' | 'filter' | 'matrix';

/** The layout of an op's result, or of its input. */
export function layoutOf(op: OpName | undefined, role: 'input' | 'result'): Layout {
  const record = op === undefined ? undefined : recordOf(op);
  if (record?.kind !== 'tensors') return 'channels-last';
  const { axes } = role === 'result' ? record.resultRoles[0]! : Object.values(record.tensors)[0]!;
  if (axes.includes('rows')) return 'matrix';
  return role === 'result' && axes[0] === 'spatial...' ? 'filter' : 'channels-last';
}

export function planeAxes(rank: number, layout: Layout): PlaneAxes {
  const [first, last] = rank < 3 || layout === 'matrix' ? [0, rank - 1] : layout === 'filter' ? [0, rank - 3] : [1, rank - 2];
  const column = Math.max(last, 0);
  return last > first ? { rank, row: column - 1, column } : { rank, column };
}

/** The index with the axes of the plane set to 0: the same for all cells of one plane. */
export function planeOf(index: readonly number[], { row, column }: PlaneAxes): number[] {
  return index.map((at, axis) => (axis === row || axis === column ? 0 : at));
}

/** `x[0, :, :, 1]` */
export function planeLabel(name: string, plane: readonly number[], { row, column }: PlaneAxes): string {
  return `${name}[${plane.map((at, axis) => (axis === row || axis === column ? ':' : at)).join(', ')}]`;
}

/** The index of a cell of a plane. */
export function inPlane(plane: readonly number[], axes: PlaneAxes, row: number, column: number): number[] {
  return plane.map((at, axis) => (axis === axes.column ? column : axis === axes.row ? row : at));
}

/** The element at an index; undefined outside the tensor. */
export function elementAt({ data, shape, stride, offset }: Tensor, index: readonly number[]): number | undefined {
  let position = offset;
  for (let axis = 0; axis < shape.length; axis++) {
    const at = index[axis]!;
    if (!(at >= 0 && at < shape[axis]!)) return undefined;
    position += at * stride[axis]!;
  }
  return data[position];
}

/** Each list once, in order. */
export function distinct(lists: readonly (readonly number[])[]): (readonly number[])[] {
  return [...new Map(lists.map((list) => [list.join(), list])).values()];
}
