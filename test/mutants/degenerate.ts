import { degenerate } from '../../properties/degenerate.js';
import { opNames, type OpName } from '../../src/ops/index.js';
import type { LibraryOps } from '../../src/library.js';
import { reference } from '../../src/reference.js';
import { fromData, isTensor, sizeOf, zeros, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';

type Call = (...args: unknown[]) => Tensor;

/** Whether a call has nothing to work on. */
const isEmpty = (args: readonly unknown[]): boolean =>
  args.some((arg) => (isTensor(arg) ? arg.shape.includes(0) : Array.isArray(arg) && arg.includes(0)));

/** The reference's op, doing something else where an argument is empty. */
function otherwise(op: OpName, empty: (right: Call, args: readonly unknown[]) => Tensor): LibraryOps {
  const right = reference.ops[op] as unknown as Call;
  return { [op]: (...args: unknown[]) => (isEmpty(args) ? empty(right, args) : right(...args)) };
}

/** An empty result comes out as one of one element, a full one as what its memory held before. */
function garbage(right: Call, args: readonly unknown[]): Tensor {
  const { shape } = right(...args);
  if (sizeOf(shape) === 0) return zeros(shape.map((size) => Math.max(1, size)));
  return fromData(new Float64Array(sizeOf(shape)).fill(7), [...shape]);
}

const lawsOf = (op: OpName): string[] => degenerate.filter(({ requires }) => requires[0] === op).map(({ id }) => id);
const withLaws = opNames.filter((op) => lawsOf(op).length > 0);

/** Their results have one cell, whatever stands in it: the law is of shapes. */
const wholes = { globalAveragePool: 'global-average-pool', globalMaxPool: 'global-max-pool', globalLpPool: 'global-lp-pool' } as const;
const ofShapes: readonly string[] = Object.values(wholes).map((name) => `degenerate/empty-axis-${name}`);

export const mutants: Mutant[] = [
  ...withLaws.map((op): Mutant => ({
    name: `${op}: garbage out of nothing`,
    kills: lawsOf(op).filter((id) => !ofShapes.includes(id)),
    library: mutate(otherwise(op, garbage)),
  })),
  ...Object.entries(wholes).map(([op, name]): Mutant => ({
    name: `${op}: no cell out of no cells`,
    kills: [`degenerate/empty-axis-${name}`],
    library: mutate(otherwise(op as OpName, (_right, [x]) => zeros([...(x as Tensor).shape]))),
  })),
  ...(['conv', 'maxPool', 'averagePool'] as const).flatMap((op): Mutant[] => [
    {
      name: `${op}: an error without a word`,
      kills: lawsOf(op),
      library: mutate(
        otherwise(op, () => {
          throw new Error('');
        }),
      ),
    },
    {
      name: `${op}: reads what is not there`,
      kills: lawsOf(op),
      library: mutate(otherwise(op, (_right, [x]) => (x as { readonly cells?: readonly Tensor[] }).cells![0]!)),
    },
    {
      name: `${op}: throws what is no error`,
      kills: lawsOf(op),
      library: mutate(
        otherwise(op, () => {
          throw 'empty';
        }),
      ),
    },
    {
      name: `${op}: a negative size`,
      kills: lawsOf(op),
      library: mutate(otherwise(op, (right, args) => ({ ...zeros([1]), shape: right(...args).shape.map((size) => size - 1) }) as Tensor)),
    },
  ]),
];
