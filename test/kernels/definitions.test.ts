import { expect } from 'chai';
import { parameters } from '../../src/ops/index.js';
import { registry, shapeOf, type KernelName } from '../../src/ops/kernels.js';
import { allocate, fromData, isTensor, sizeOf, toArray, type DType, type Tensor } from '../../src/tensor.js';
import { exact, type Grid } from '../definitions/grid.js';
import { cases, isGrid } from './cases.js';
import { Random } from './random-cases.js';

/** What an integer tensor holds of a result: truncated, and wrapped to its width. */
function held(values: readonly number[], dtype: DType): number[] {
  const data = allocate(values.length, dtype);
  data.set(values);
  return Array.from(data);
}

function agree(found: number[], expected: readonly number[], dtype: DType, tolerance: number | undefined): boolean {
  if (tolerance !== undefined && (dtype === 'float32' || dtype === 'float64')) {
    return found.every(
      (value, i) =>
        Object.is(value, expected[i]) ||
        value === expected[i] ||
        Math.abs(value - expected[i]!) <= tolerance * (1 + Math.abs(expected[i]!)),
    );
  }
  const exact = held(expected, dtype);
  return found.every((value, i) => Object.is(value, exact[i]) || value === exact[i]);
}

const casesPerOp = 60;

describe('every kernel agrees with its definition', () => {
  for (const op of Object.keys(registry) as KernelName[]) {
    it(op, () => {
      const r = new Random(op.length * 7919 + op.charCodeAt(0));
      const evaluate = registry[op].evaluate as unknown as (...args: unknown[]) => Tensor;
      for (let i = 0; i < casesPerOp; i++) {
        const { args, define, tolerance } = cases[op](r);
        const expected = define(args.filter(isGrid), exact);
        // Powers and blends in integers are a matter of rounding: floats only.
        const dtype =
          tolerance === undefined ? r.pick<DType>(['float64', 'float32', 'int32', 'int8', 'uint8']) : r.pick<DType>(['float64', 'float32']);
        const positive = dtype === 'uint8' ? args.map((arg) => (isGrid(arg) ? { ...arg, values: arg.values.map(Math.abs) } : arg)) : args;
        if (dtype === 'uint8' && positive.some((arg, k) => isGrid(arg) && arg.values.join() !== (args[k] as Grid).values.join())) continue;
        const tensors = positive.map((arg) => (isGrid(arg) ? r.view(arg, dtype) : arg));
        const before = tensors.map((arg) => (isTensor(arg) ? Array.from(arg.data) : undefined));
        const describe = `${op}(${JSON.stringify(args)}) in ${dtype}`;
        const shapes = args.flatMap((arg) => (isGrid(arg) ? [arg.shape] : Array.isArray(arg) ? [arg as number[]] : []));
        const attributes = args.find((arg) => !isGrid(arg) && !Array.isArray(arg)) as object | undefined;
        expect(shapeOf(op, shapes, attributes), `shape of ${describe}`).to.deep.equal(expected.shape);
        const out = r.unit() < 0.3 ? fromData(allocate(sizeOf(expected.shape), dtype).fill(99), [...expected.shape]) : undefined;
        const withAttributes =
          attributes === undefined && parameters[op].some(({ kind }) => kind === 'attributes') ? [...tensors, undefined] : tensors;
        const found = out === undefined ? evaluate(...tensors) : evaluate(...withAttributes, out);
        if (out !== undefined) expect(found).to.equal(out);
        expect(found.shape, describe).to.deep.equal(expected.shape);
        expect(
          agree(toArray(found), expected.values, dtype, tolerance),
          `${describe}: [${toArray(found).join()}], not [${expected.values.join()}]`,
        ).to.equal(true);
        expect(
          tensors.map((arg) => (isTensor(arg) ? Array.from(arg.data) : undefined)),
          `${describe} changed its arguments`,
        ).to.deep.equal(before);
      }
    });
  }
});
