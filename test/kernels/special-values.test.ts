import { expect } from 'chai';
import * as k from '../../src/ops/kernels.js';
import { fromData, tensor, toArray, type Tensor } from '../../src/tensor.js';

const NaNs = Number.NaN;
const line = (values: number[]): Tensor => tensor(values, [1, values.length, 1]);
const taps = (values: number[]): Tensor => tensor(values, [values.length, 1, 1]);

describe('special values', () => {
  it('an infinite weight over the padding makes no NaN', () => {
    const infinite = taps([Infinity, 1]);
    // Padded by one on either side, the cells are [., 2, 3, .]: 2 * 1; 2 * inf + 3; 3 * inf.
    expect(toArray(k.conv(line([2, 3]), infinite, { padding: [[1, 1]] }))).to.deep.equal([2, Infinity, Infinity]);
    const y = k.depthwiseConv(line([2, 3]), infinite, { padding: [[1, 1]] });
    expect(toArray(y)).to.deep.equal([2, Infinity, Infinity]);
    // Each cell gets filter * dy of the windows that it is in: 1 * 5 + inf * 6, 1 * 6 + inf * 7.
    expect(toArray(k.convInputGradient([1, 2, 1], infinite, line([5, 6, 7]), { padding: [[1, 1]] }))).to.deep.equal([Infinity, Infinity]);
  });

  it('an infinite gradient of a window over the padding makes no NaN', () => {
    // dw[t] = sum over windows o of x[o + t - 1] * dy[o]: the first tap misses the first window, the second the last.
    const dw = k.convFilterGradient(line([2, 3]), [2, 1, 1], line([Infinity, 1, 1]), { padding: [[1, 1]] });
    expect(toArray(dw)).to.deep.equal([2 * 1 + 3 * 1, Infinity]);
  });

  it('NaN stays in its receptive field and its group', () => {
    const y = k.conv(line([1, NaNs, 1, 1, 1]), taps([1, 1]));
    expect(toArray(y)).to.deep.equal([NaNs, NaNs, 2, 2]);
    const grouped = k.conv(tensor([NaNs, 1, NaNs, 2], [1, 2, 2]), tensor([1, 1], [1, 1, 2]), { groups: 2 });
    expect(toArray(grouped)).to.deep.equal([NaNs, 1, NaNs, 2]);
    const out = k.conv(line([1, 2]), tensor([NaNs, 1], [1, 1, 2]));
    expect(toArray(out)).to.deep.equal([NaNs, 1, NaNs, 2]);
  });

  it('infinities add and multiply as IEEE 754 says', () => {
    expect(toArray(k.conv(line([Infinity, -Infinity]), taps([1, 1])))).to.deep.equal([NaNs]);
    expect(toArray(k.conv(line([Infinity, 1]), taps([0, 1])))).to.deep.equal([NaNs]);
    expect(toArray(k.conv(line([Infinity, 1]), taps([-2, 1])))).to.deep.equal([-Infinity]);
    expect(toArray(k.averagePool(line([Infinity, 1, 1]), { window: [2] }))).to.deep.equal([Infinity, 1]);
  });

  it('NaN is a maximum and takes the gradient; padding is none', () => {
    expect(toArray(k.maxPool(line([1, NaNs, -1, -2]), { window: [2] }))).to.deep.equal([NaNs, NaNs, -1]);
    expect(toArray(k.maxPool(line([-3, -1]), { window: [2], padding: [[1, 1]] }))).to.deep.equal([-3, -1, -1]);
    expect(toArray(k.maxPoolGradient(line([5, NaNs, 3]), line([2, 4]), { window: [2] }))).to.deep.equal([0, 6, 0]);
  });

  it('ties give the gradient to the first in row-major order', () => {
    const x = tensor([1, 2, 2, 2], [1, 2, 2, 1]);
    expect(toArray(k.maxPoolGradient(x, tensor([7], [1, 1, 1, 1]), { window: [2, 2] }))).to.deep.equal([0, 7, 0, 0]);
  });

  it('a window without a cell: the maximum is -Infinity, the mean NaN, the norm 0', () => {
    const attributes = { window: [1], padding: [[2, 0]] } as const;
    expect(toArray(k.maxPool(line([4]), attributes))).to.deep.equal([-Infinity, -Infinity, 4]);
    expect(toArray(k.averagePool(line([4]), attributes))).to.deep.equal([NaNs, NaNs, 4]);
    expect(toArray(k.averagePool(line([4]), { ...attributes, countPadding: true }))).to.deep.equal([0, 0, 4]);
    expect(toArray(k.lpPool(line([-4]), attributes))).to.deep.equal([0, 0, 4]);
    expect(toArray(k.averagePoolGradient([1, 1, 1], line([1, 1, 8]), attributes))).to.deep.equal([8]);
    expect(toArray(k.morphologicalDilation(line([4]), tensor([1], [1, 1]), { padding: [[1, 0]] }))).to.deep.equal([-Infinity, 5]);
    expect(toArray(k.morphologicalErosion(line([4]), tensor([1], [1, 1]), { padding: [[1, 0]] }))).to.deep.equal([Infinity, 3]);
  });

  it('morphology passes NaN and infinities on', () => {
    const flat = tensor([0, 0], [2, 1]);
    expect(toArray(k.morphologicalDilation(line([NaNs, 1, 2, -Infinity, -Infinity]), flat))).to.deep.equal([NaNs, 2, 2, -Infinity]);
    expect(toArray(k.morphologicalErosion(line([NaNs, 1, Infinity, Infinity, -Infinity]), flat))).to.deep.equal([
      NaNs,
      1,
      Infinity,
      -Infinity,
    ]);
  });

  it('a place on a cell reads that cell alone', () => {
    expect(toArray(k.resize(line([1, NaNs]), { size: [4], mode: 'bilinear' }))).to.deep.equal([1, NaNs, NaNs, NaNs]);
    expect(toArray(k.resize(line([1, Infinity, 3]), { size: [3], mode: 'bilinear' }))).to.deep.equal([1, Infinity, 3]);
  });

  it('-0 and subnormals survive moves', () => {
    const tiny = 2 ** -149;
    const x = fromData(Float32Array.of(-0, tiny, -tiny, NaNs, -Infinity, 0), [1, 6, 1]);
    const values = [-0, tiny, -tiny, NaNs, -Infinity, 0];
    const same = (y: Tensor): void => {
      expect(Array.from(y.data).every((value, i) => Object.is(value, values[i]))).to.equal(true);
    };
    same(
      k.pad(x, {
        paddings: [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      }),
    );
    same(k.batchToSpace(k.spaceToBatch(x, { blockShape: [3] }), { blockShape: [3] }));
    same(k.depthToSpace(k.spaceToDepth(x, { blockSize: 2, mode: 'CRD' }), { blockSize: 2, mode: 'CRD' }));
    same(k.extractPatches(x, { window: [1] }));
    same(k.resize(x, { size: [6] }));
    same(k.resize(x, { size: [6], mode: 'bilinear' }));
    same(k.maxPool(x, { window: [1] }));
  });
});

describe('dtypes', () => {
  it('sums are rounded once: float32 partial sums would lose the ones', () => {
    const large = 2 ** 24;
    const x = fromData(Float32Array.of(large, 1, 1, -large), [1, 4, 1]);
    expect(toArray(k.conv(x, fromData(Float32Array.of(1, 1, 1, 1), [4, 1, 1])))).to.deep.equal([2]);
  });

  it('results keep the dtype; integers are truncated and wrap', () => {
    const x = tensor([100, 100, -7], [1, 3, 1], 'int8');
    const y = k.conv(x, tensor([1, 1], [2, 1, 1], 'int8'));
    expect(y.data).to.be.instanceOf(Int8Array);
    expect(toArray(y)).to.deep.equal([200 - 256, 93]);
    expect(toArray(k.averagePool(x, { window: [2], strides: [1] }))).to.deep.equal([100, 46]);
    expect(toArray(k.conv(tensor([200], [1, 1, 1], 'uint8'), tensor([2], [1, 1, 1], 'uint8')))).to.deep.equal([400 - 256]);
  });

  it('an int32 sum beyond 2^24 is exact', () => {
    const x = tensor([2 ** 24 + 1, 1], [1, 2, 1], 'int32');
    expect(toArray(k.conv(x, tensor([3, 5], [2, 1, 1], 'int32')))).to.deep.equal([3 * (2 ** 24 + 1) + 5]);
  });
});
