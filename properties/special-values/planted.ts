/** Special values at single cells. */
import type { Draw } from '../../src/draw/draw.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import type { Source } from '../../src/law.js';
import type { OpName } from '../../src/ops/index.js';
import { tensor, type Tensor } from '../../src/tensor.js';

export const ieee: Source = { title: 'IEEE 754-2019, sections 6.1 and 6.2', url: 'https://doi.org/10.1109/IEEESTD.2019.8766229' };

/** Refuses libraries whose numbers have no special values, or that do not promise them. */
export function needsSpecials(d: Draw, op: OpName, special: Tensor): void {
  if (d.domain.precision.unitRoundoff === 0) throw new EmptyDomain('precision', `${d.domain.precision.name} has no NaN and no infinities`);
  if (!d.takes(op, {}, special)) throw new EmptyDomain('values', 'the library does not promise special values');
}

/** Zeros of a shape, and special values at as many distinct places. */
export function drawMarks(d: Draw, op: OpName, shape: readonly number[], values: readonly number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const marks = new Float64Array(size);
  values.forEach((value, i) => {
    let position = d.int(`mark${i}`, 0, size - 1);
    while (marks[position] !== 0) position = (position + 1) % size;
    marks[position] = value;
  });
  const planted = tensor(marks, shape);
  needsSpecials(d, op, planted);
  return planted;
}
