import { expect } from 'chai';
import {
  checkLaws,
  defineLibrary,
  predict,
  reference,
  withCause,
  type Cause,
  type LibraryOps,
  type TensorLibrary,
} from '../../../src/index.js';
import * as kernels from '../../../src/ops/kernels.js';
import { indexOf, tensor, toArray, type Tensor } from '../../../src/tensor.js';
import { line, twoTaps } from '../deviations/worked/worked.js';

const deviation = (id: string, cells: object, op: 'conv' | 'averagePool', parameters: unknown = null): Cause =>
  ({ kind: 'deviation', id, parameters, cells, ops: [op], guards: [] }) as unknown as Cause;

const resultOf = (cause: Cause, op: 'conv' | 'averagePool', args: readonly unknown[]): readonly number[] =>
  toArray(predict(cause, { op, arguments: args }).result as Tensor);

const planted = (ops: LibraryOps): TensorLibrary => defineLibrary({ ...reference, name: 'planted', ops: { ...reference.ops, ...ops } });

/** A result with some of its cells, by their index and value, replaced. */
function replaced(y: Tensor, by: (index: readonly number[], value: number) => number): Tensor {
  return tensor(
    toArray(y).map((value, i) => by(indexOf(i, y.shape), value)),
    y.shape,
  );
}

describe('a deviation in some cells of a result', () => {
  const x = line([1, 2, 3, 4, 5]);
  const lastTap = { axis: 'spatial -1', items: { last: 1 } };

  it('leaves the others as they are', () => {
    // Each window is a + 10 b; from the third on a alone.
    const cause = deviation('taps-never-added', { axis: 'spatial -1', items: { from: 2 } }, 'conv', lastTap);
    expect(resultOf(cause, 'conv', [x, twoTaps, {}])).to.deep.equal([21, 32, 3, 4]);
  });

  it('goes by where windows lie', () => {
    const lost = (windows: string): Cause => deviation('taps-never-added', { windows }, 'conv', lastTap);
    const args = [line([1, 2]), twoTaps, { padding: [[1, 1]] }];
    // Right: 10, 21, 2.
    expect(resultOf(lost('before'), 'conv', args)).to.deep.equal([0, 21, 2]);
    expect(resultOf(lost('inside'), 'conv', args)).to.deep.equal([10, 1, 2]);
  });

  it('goes by what a cell should hold', () => {
    const cause = deviation('sum-for-mean', { value: 'negative' }, 'averagePool');
    expect(resultOf(cause, 'averagePool', [line([2, 4, -8]), { window: [2] }])).to.deep.equal([3, -4]);
  });

  it('says so in its sentence, and finds itself again', async () => {
    const cause = deviation('taps-never-added', { axis: 'spatial -1', items: { modulus: 2, remainder: 1 } }, 'conv', {
      axis: 'spatial -1',
      items: { from: 1 },
    });
    const library = withCause(reference, cause);
    const { findings } = await checkLaws(library, { laws: ['agreement/conv'], runs: 50, seed: 1 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal([
      'conv never adds what items from number 1 on of its filter along the last spatial axis should, in items whose number leaves 1 when divided by 2 of its result along the last spatial axis',
    ]);
  });

  it('is found in a library that is written otherwise', async () => {
    // The third image on is doubled.
    const conv: NonNullable<LibraryOps['conv']> = (a, filter, attributes) =>
      replaced(kernels.conv(a, filter, attributes), (index, value) => (index[0]! >= 1 && value < 0 ? 2 * value : value));
    const { findings } = await checkLaws(planted({ conv }), { laws: ['agreement/conv'], runs: 50, seed: 1 });
    expect(findings).to.have.length(1);
  });
});
