/** Libraries that are off by little more than any order of summation is. */
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import { opNames, type OpName } from '../../src/ops.js';
import { reference } from '../../src/reference.js';
import { fromData, toArray, type Tensor } from '../../src/tensor.js';
import { dashed } from '../../test/mutants/agreement.js';

/** 256 units in the last place. */
const off = 2 ** -45;

const tensorOps = opNames.filter((op) => op !== 'withSpaceToBatch' && op !== 'requiredSpaceToBatchPaddings');

function spoilt(op: OpName, name: string, spoil: (value: number, at: number, count: number) => number): TensorLibrary {
  const right = reference.ops[op] as unknown as (...args: unknown[]) => Tensor;
  const wrong = (...args: unknown[]): Tensor => {
    const y = right(...args);
    const values = toArray(y);
    return fromData(
      Float64Array.from(values, (value, at) => spoil(value, at, values.length)),
      [...y.shape],
    );
  };
  return defineLibrary({ ...reference, name, ops: { ...reference.ops, [op]: wrong } as LibraryOps });
}

/** Laws, and libraries that they must call wrong. */
export const slightlyWrong: readonly { readonly law: string; readonly library: TensorLibrary }[] = tensorOps.flatMap((op) => {
  const law = `agreement/${dashed(op)}`;
  return [
    { law, library: spoilt(op, `a ${op} off by 256 units in the last place`, (value) => value * (1 + off)) },
    { law, library: spoilt(op, `a ${op} without its last value`, (value, at, count) => (at === count - 1 ? 0 : value)) },
    { law, library: spoilt(op, `a ${op} without NaN`, (value) => (Number.isNaN(value) ? 0 : value)) },
  ];
});
