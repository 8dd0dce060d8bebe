import { InvalidArgument } from '../../invalid-argument.js';
import { resultFrom } from '../../kernels/arguments.js';
import { multiply, type Factors } from '../../kernels/products/multiply.js';
import { productError } from '../../kernels/errors/product-error.js';
import { float64Elements } from '../../kernels/products/products.js';
import { dtypeOf, indices, sameShape, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { defineOp } from '../define-op.js';
import { never } from '../limits.js';
import { drawMatmul, shownMatrices } from './matmul-case.js';

/** a `[..., rows, inner]`, b `[..., inner, columns]` to `[..., rows, columns]`; leading axes broadcast. */
export type Matmul = (a: Tensor, b: Tensor) => Tensor;

const op = 'matmul';

export interface MatmulPlan {
  readonly aShape: Shape;
  readonly bShape: Shape;
  readonly outputShape: number[];
}

function shapeOf(a: Shape, b: Shape): number[] {
  if (a.length < 2) throw new InvalidArgument(op, 'a.rank', a.length, 'it must be at least 2: [..., rows, inner]', 'tensor-rank');
  if (b.length < 2) throw new InvalidArgument(op, 'b.rank', b.length, 'it must be at least 2: [..., inner, columns]', 'tensor-rank');
  if (a.at(-1) !== b.at(-2)) {
    throw new InvalidArgument(op, `b.shape[${b.length - 2}]`, b.at(-2), `it must be the inner size of a, ${a.at(-1)}`, 'inner-match');
  }
  const leading = Math.max(a.length, b.length) - 2;
  const shape: number[] = [];
  for (let axis = 0; axis < leading; axis++) {
    const [m, n] = [a[a.length - 2 - leading + axis] ?? 1, b[b.length - 2 - leading + axis] ?? 1];
    if (m !== n && m !== 1 && n !== 1) {
      throw new InvalidArgument(
        op,
        'b.shape',
        b,
        `its leading axes must broadcast with those of a, [${a.join(', ')}]`,
        'leading-broadcast',
      );
    }
    shape.push(m === 1 ? n : m);
  }
  return [...shape, a.at(-2)!, b.at(-1)!];
}

/** The steps, in matrices, of an argument's leading axes under the result's; 0 where it broadcasts. */
function leadingSteps(shape: Shape, leading: number): number[] {
  const steps = new Array<number>(leading).fill(0);
  let step = 1;
  for (let axis = shape.length - 3; axis >= 0; axis--) {
    if (shape[axis] !== 1) steps[leading - (shape.length - 2) + axis] = step;
    step *= shape[axis]!;
  }
  return steps;
}

const isBroadcast = ([a, b]: readonly Shape[]): boolean => a !== undefined && b !== undefined && !sameShape(a.slice(0, -2), b.slice(0, -2));

export const matmul = defineOp<'matmul', Matmul, MatmulPlan>({
  name: op,
  docs: 'Products of matrices; leading axes broadcast.',
  tensors: { a: { axes: ['rest...', 'rows', 'inner'] }, b: { axes: ['rest...', 'inner', 'columns'] } },
  results: 1,
  result: { axes: ['rest...', 'rows', 'columns'] },
  attributes: {},
  limits: {
    broadcasts: never("leading axes of matmul's arguments are equal.", ({ shapes }) => isBroadcast(shapes), 'broadcast leading axes'),
  },
  plan: ([a, b]) => ({ aShape: a, bShape: b, outputShape: shapeOf(a, b) }),
  evaluate: ({ aShape, bShape, outputShape }, [a, b], out) => {
    const leading = outputShape.slice(0, -2);
    const [rows, inner, columns] = [aShape.at(-2)!, aShape.at(-1)!, bShape.at(-1)!];
    const [left, right] = [float64Elements(a), float64Elements(b)];
    const [leftSteps, rightSteps] = [leadingSteps(aShape, leading.length), leadingSteps(bShape, leading.length)];
    const y = new Float64Array((sizeOf(leading) * rows + 3) * columns);
    const starts = new Int32Array((rows + 3) & ~3);
    for (let i = 0; i < rows; i++) starts[i] = i * inner;
    const taps = Int32Array.from({ length: inner }, (_, k) => k);
    const f: Factors = { x: left, rows: starts, taps, terms: inner, w: right, wStride: columns, columns, y, yStride: columns };
    let to = 0;
    for (const index of indices(leading)) {
      let from = 0;
      let other = 0;
      for (let axis = 0; axis < index.length; axis++) {
        from += index[axis]! * leftSteps[axis]!;
        other += index[axis]! * rightSteps[axis]!;
      }
      // Rows beyond the last go where the next matrix, or nothing, is written.
      multiply(f, 0, rows, from * rows * inner, other * inner * columns, to);
      to += rows * columns;
    }
    return resultFrom(op, y.length === to ? y : y.slice(0, to), outputShape, dtypeOf(a), out);
  },
  error(plan, precision, [a, b]) {
    return productError(precision, a, b, (left, right) => this.evaluate(plan, [left, right]));
  },
  draw: (d) => {
    const { a, b } = drawMatmul(d);
    return [a, b];
  },
  shows: (a, b) => ({ ...shownMatrices(a.shape, b.shape), a, b }),
  linearIn: ['a', 'b'],
});
