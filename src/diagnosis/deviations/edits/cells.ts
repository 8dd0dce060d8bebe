/** The cells of a stray in which a library's result differs from the reference's. */
import { dtypeOf, elements, isTensor, sameShape, type Shape, type TensorData } from '../../../tensor.js';
import type { Observed } from '../../deviation.js';

export interface Cells {
  readonly shape: Shape;
  readonly result: TensorData;
  readonly expected: TensorData;
  /** Row-major places of those that differ beyond what rounding does to most results. */
  readonly wrong: readonly number[];
}

/** Of a library that rounds to float32 or less. */
const nearly = 1e-4;

const kept = new WeakMap<Observed, Cells>();

/** `undefined` where there is nothing to compare cell by cell: another shape, no result, or no reference. */
export function cellsOf(stray: Observed | undefined): Cells | undefined {
  if (stray === undefined || !isTensor(stray.result) || !isTensor(stray.expected)) return undefined;
  if (!sameShape(stray.result.shape, stray.expected.shape)) return undefined;
  let found = kept.get(stray);
  if (found === undefined) {
    const [result, expected] = [elements(stray.result), elements(stray.expected)];
    const near = dtypeOf(stray.result) === 'float64' ? 1e-9 : nearly;
    const wrong: number[] = [];
    for (let i = 0; i < result.length; i++) {
      const [a, b] = [result[i]!, expected[i]!];
      if (Object.is(a, b) || a === b || (Math.abs(b) < Infinity && Math.abs(a - b) <= near * Math.abs(b))) continue;
      wrong.push(i);
    }
    kept.set(stray, (found = { shape: stray.result.shape, result, expected, wrong }));
  }
  return found;
}

/** What the wrong cells of a stray hold, where all hold the same. */
export function onlyWrong({ result, wrong }: Cells): number | undefined {
  const value = result[wrong[0]!];
  return value !== undefined && wrong.every((i) => Object.is(result[i], value)) ? value : undefined;
}
