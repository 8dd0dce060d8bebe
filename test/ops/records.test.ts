import { expect } from 'chai';
import * as fc from 'fast-check';
import { defineDomain } from '../../src/domain.js';
import { casesOf } from '../../src/draw/case-arbitrary.js';
import { errorOf, evaluate, planOf } from '../../src/ops/call.js';
import { completed } from '../../src/ops/complete.js';
import { callsOf, withTensors } from '../../src/ops/drawn-call.js';
import { defineOp, isTensorOp, opNames, tensorRecord, type OpRecord, type TensorOp } from '../../src/ops/index.js';
import { float32 } from '../../src/precision.js';
import { dtypeOf, elements, fromData, indexOf, indices, isTensor, sizeOf, tensor, toArray, type Tensor } from '../../src/tensor.js';
import { cases, isGrid } from '../kernels/cases.js';
import { Random } from '../kernels/random-cases.js';

const tensorOps = opNames.filter(isTensorOp);

function arguments_(op: TensorOp, seed: number): unknown[] {
  return cases[op](new Random(seed)).args.map((arg) => (isGrid(arg) ? tensor(arg.values, arg.shape) : arg));
}

const bounded = (args: readonly unknown[]): unknown[] => args.map((arg) => (isTensor(arg) ? { value: arg, error: undefined } : arg));

/** Cells of the result that change with one cell of a tensor, all other values being equal. */
function changedBy(record: OpRecord, args: readonly unknown[], at: number, cell: number): Set<number> {
  const x = args[at] as Tensor;
  const data = Float64Array.from(elements(x));
  data[cell]! += 1000;
  const before = elements(evaluate(record, args) as Tensor);
  const after = elements(
    evaluate(
      record,
      args.map((arg, i) => (i === at ? fromData(data, [...x.shape]) : arg)),
    ) as Tensor,
  );
  return new Set(Array.from(before.keys()).filter((i) => !Object.is(before[i], after[i])));
}

describe('op records', () => {
  for (const op of tensorOps) {
    const record = tensorRecord(op);

    it(`${op}: the plan, the evaluation and the error agree on the shape`, () => {
      for (let seed = 1; seed <= 40; seed++) {
        const args = arguments_(op, seed);
        const shape = planOf(record, args).outputShape;
        expect((evaluate(record, args) as Tensor).shape, `case ${seed}`).to.deep.equal(shape);
        expect((errorOf(record, float32, bounded(args)) as Tensor).shape, `the error of case ${seed}`).to.deep.equal(shape);
        expect(shape, `the roles of case ${seed}`).to.satisfy((each: number[]) => fits(record.resultRoles[0]!.axes, each.length));
      }
    });

    it(`${op}: the defaults are what the plan takes for what is left out`, () => {
      const at = record.parameters.findIndex(({ kind }) => kind === 'attributes');
      for (let seed = 1; seed <= 20 && at >= 0; seed++) {
        const args = arguments_(op, seed);
        const complete = [...args];
        complete[at] = completed(record.attributes, args[0], args[at] as object | undefined);
        expect(planOf(record, complete)).to.deep.equal(planOf(record, args));
      }
    });

    if (record.window !== undefined) {
      it(`${op}: its window says which cells feed which`, () => {
        for (let seed = 1; seed <= 12; seed++) {
          const args = arguments_(op, seed);
          const plan = planOf(record, args);
          const view = record.window!(plan);
          if (view === undefined) continue;
          const at = record.parameters.findIndex(({ name }) => name === view.of);
          const x = args[at] as Tensor;
          const result = plan.outputShape as number[];
          if (sizeOf(x.shape) === 0 || sizeOf(result) === 0) continue;
          for (const cell of [0, sizeOf(x.shape) >> 1, sizeOf(x.shape) - 1]) {
            const from = indexOf(cell, x.shape);
            for (const to of changedBy(record, args, at, cell)) {
              const index = indexOf(to, result);
              expect(meets(view, from, index), `${seed}: cell ${from.join()} changes ${index.join()}`).to.equal(true);
            }
          }
        }
      });
    }
  }
});

/** Whether so many axes may have these roles. */
function fits(roles: readonly string[], rank: number): boolean {
  const fixed = roles.filter((role) => !role.endsWith('...')).length;
  return roles.length === fixed ? rank === fixed : rank >= fixed;
}

type View = NonNullable<ReturnType<NonNullable<OpRecord['window']>>>;

/** Whether a cell of the tensor that is read and a cell of the result meet by some tap. */
function meets({ axes, result, feeds }: View, from: readonly number[], to: readonly number[]): boolean {
  if (result !== 'tap' && from[0] !== to[0]) return false;
  const [channel, channelTo] = [from.at(-1)!, to.at(-1)!];
  for (const tap of indices(axes.map(({ kernel }) => kernel))) {
    const isMet = axes.every(({ stride, dilation, before, out }, axis) => {
      const [a, b] = [from[axis + 1]!, to[axis + 1]!];
      if (result === 'window') return b * stride + tap[axis]! * dilation - before === a;
      if (result === 'cell') return a * stride + tap[axis]! * dilation - before === b;
      const windows = (a + before - tap[axis]! * dilation) / stride;
      return to[axis] === tap[axis] && Number.isInteger(windows) && windows >= 0 && windows < out;
    });
    if (isMet && (result !== 'window' || feeds === undefined ? true : feeds(tap, channelTo).some((each) => each.channel === channel))) {
      return true;
    }
  }
  return false;
}

/** A sum and a difference, with a bias that may be left out and a mask of whole numbers. */
const both = defineOp<
  'both',
  (x: Tensor, mask: Tensor, attributes?: { readonly bias?: Tensor; readonly scale?: number }) => readonly Tensor[],
  { readonly outputShape: readonly number[][]; readonly scale: number }
>({
  name: 'both',
  docs: '[scale * x + mask + bias, scale * x - mask - bias].',
  tensors: {
    x: { axes: ['rest...'] },
    mask: { axes: ['rest...'], dtype: 'int32' },
    bias: { axes: ['rest...'], optional: true },
  },
  results: 2,
  attributes: { scale: { docs: 'Default: 1.', type: 'number', default: 1, limits: {} } },
  plan: ([x], attributes) => ({ outputShape: [[...x], [...x]], scale: attributes?.scale ?? 1 }),
  evaluate: ({ scale }, [x, mask, bias]) => {
    const [a, b, c] = [elements(x), elements(mask), bias && elements(bias)];
    return [1, -1].map((sign) => {
      const sums = Float64Array.from(a, (value, i) => scale * value + sign * (b[i]! + (c?.[i] ?? 0)));
      return tensor(sums, [...x.shape], dtypeOf(x));
    });
  },
  error: (_plan, _precision, [x, , bias]) => [x.value, (bias ?? x).value],
  draw: (d) => [d.tensor('x', [2]), tensor([0, 1], [2], 'int32'), { scale: 1, bias: d.tensor('bias', [2]) }],
  linearIn: [],
});

describe('a record of several results, with an optional tensor and a tensor of another dtype', () => {
  const record = both as unknown as OpRecord;
  const x = tensor([1, 2], [2]);
  const mask = tensor([1, 1], [2], 'int32');
  const values = (results: unknown): number[][] => (results as Tensor[]).map((each) => toArray(each));

  it('has parameters for what is not optional, and attributes for the rest', () => {
    expect(record.parameters.map(({ name }) => name)).to.deep.equal(['x', 'mask', 'attributes']);
    expect(record.optionalTensors).to.deep.equal(['bias']);
    expect(record.resultRoles).to.have.length(2);
  });

  it('is evaluated with the optional tensor and without', () => {
    expect(values(evaluate(record, [x, mask]))).to.deep.equal([
      [2, 3],
      [0, 1],
    ]);
    expect(values(evaluate(record, [x, mask, { scale: 2, bias: tensor([10, 20], [2]) }]))).to.deep.equal([
      [13, 25],
      [-9, -17],
    ]);
  });

  it('holds each tensor to its dtype', () => {
    expect(() => evaluate(record, [x, tensor([1, 1], [2])])).to.throw(RangeError, "both: mask.dtype is 'float64', but it must be int32");
    expect(() => evaluate(record, [x, mask, { bias: tensor([1, 1], [2], 'float32') }])).to.throw(RangeError, 'bias.dtype');
    expect(() => evaluate(record, [x, mask, { bias: 3 }])).to.throw(RangeError, 'both: bias is 3, but it must be an ndarray');
  });

  it('gives its error rule what is bounded, the optional tensor too', () => {
    const bias = tensor([5, 6], [2]);
    const args = [{ value: x, error: undefined }, { value: mask, error: undefined }, { bias: { value: bias, error: undefined } }];
    expect(values(errorOf(record, float32, args))).to.deep.equal([
      [1, 2],
      [5, 6],
    ]);
  });

  it('draws calls, whose optional tensor is replaced as any other', () => {
    const [call] = fc.sample(casesOf(defineDomain({ layouts: false }), [], callsOf(record)), { numRuns: 1, seed: 1 });
    const replaced = withTensors(record, call!, (_x, name) => name);
    expect(replaced).to.deep.equal({ x: 'x', mask: 'mask', attributes: { scale: 1, bias: 'bias' } });
  });

  it('is refused where it contradicts itself', () => {
    expect(() => defineOp({ ...record, name: 'none', tensors: {} })).to.throw(TypeError, 'defineOp none: an op on tensors takes');
    expect(() => defineOp({ ...record, linearIn: ['y'] })).to.throw(TypeError, 'linearIn names tensors: x, mask, bias');
    expect(() => defineOp({ ...record, results: 0 })).to.throw(TypeError, 'results counts the results');
  });
});
