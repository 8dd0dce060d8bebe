import { expect } from 'chai';
import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn, registry, rmsNorm } from '../../../src/ops/kernels.js';
import { float32 } from '../../../src/precision.js';
import { tensor, toArray, type Tensor } from '../../../src/tensor.js';

const list = (...values: number[]): Tensor => tensor(values, [values.length]);
const rounded = (x: Tensor): number[] => toArray(x).map((value) => Math.round(value * 1e4) / 1e4);

describe('normalisations by their own numbers', () => {
  // Two cells of two channels: 1, 3 and 5, 7.
  const x = tensor([1, 3, 5, 7], [1, 2, 2]);

  it('of the channels of each cell: means 2 and 6, variances 1', () => {
    expect(toArray(layerNorm(x, { epsilon: 0 }))).to.deep.equal([-1, 1, -1, 1]);
    // Over the root of 1 + 3.
    expect(toArray(layerNorm(x, { epsilon: 3 }))).to.deep.equal([-0.5, 0.5, -0.5, 0.5]);
  });

  it('of an item: mean 4, variance (9 + 1 + 1 + 9) / 4 = 5', () => {
    expect(toArray(layerNorm(x, { over: 'item', epsilon: 4 }))).to.deep.equal([-1, -1 / 3, 1 / 3, 1]);
    expect(toArray(groupNorm(x, { epsilon: 4 }))).to.deep.equal([-1, -1 / 3, 1 / 3, 1]);
  });

  it('of a channel: means 3 and 5, variances 4', () => {
    expect(toArray(instanceNorm(x, { epsilon: 0 }))).to.deep.equal([-1, -1, 1, 1]);
    expect(toArray(groupNorm(x, { groups: 2, epsilon: 0 }))).to.deep.equal([-1, -1, 1, 1]);
  });

  it('of the squares of each cell: (1 + 49) / 2 = 25', () => {
    const y = tensor([1, 7], [1, 1, 2]);
    expect(toArray(rmsNorm(y, { epsilon: 0 }))).to.deep.equal([0.2, 1.4]);
    // (1 + 9 + 25 + 49) / 4 = 21, and 4 more.
    expect(toArray(rmsNorm(x, { over: 'item', epsilon: 4 }))).to.deep.equal([0.2, 0.6, 1, 1.4]);
  });

  it('are scaled and moved by channel', () => {
    const more = { epsilon: 0, scale: list(2, 3), offset: list(10, 100) };
    expect(toArray(layerNorm(x, more))).to.deep.equal([8, 103, 8, 103]);
    expect(toArray(instanceNorm(x, more))).to.deep.equal([8, 97, 12, 103]);
    expect(toArray(groupNorm(x, { ...more, groups: 2 }))).to.deep.equal([8, 97, 12, 103]);
    expect(toArray(rmsNorm(tensor([1, 7], [1, 1, 2]), { epsilon: 0, scale: list(5, 10) }))).to.deep.equal([1, 14]);
  });

  it('add 1e-5 where no epsilon is given, so that what is constant is 0', () => {
    expect(toArray(layerNorm(tensor([4, 4], [1, 1, 2])))).to.deep.equal([0, 0]);
    expect(toArray(layerNorm(tensor([4, 4], [1, 1, 2]), { epsilon: 0 }))).to.deep.equal([Number.NaN, Number.NaN]);
  });
});

describe('batchNorm', () => {
  it("is ONNX's test_batchnorm_example: (x - mean) / sqrt(variance + epsilon) * scale + offset by channel", () => {
    const x = tensor([-1, 0, 1, 2, 3, 4], [1, 3, 2]);
    // Means 0 and 3, variances 3 and 0 and an epsilon of 1: over 2 and 1.
    const y = batchNorm(x, list(0, 3), list(3, 0), { epsilon: 1, scale: list(1, 1.5), offset: list(0, 1) });
    expect(toArray(y)).to.deep.equal([-0.5, -3.5, 0.5, -0.5, 1.5, 2.5]);
  });
});

describe('lrn', () => {
  it('of odd size reaches as far before as after', () => {
    // Squares 1, 4, 9: sums 5, 14, 13, each over 1 + 1 / 3 of its sum.
    const y = lrn(tensor([1, 2, 3], [1, 1, 3]), { size: 3, alpha: 1, beta: 1, k: 1 });
    expect(rounded(y)).to.deep.equal([0.375, 0.3529, 0.5625]);
  });

  it('of even size reaches one channel further after, as ONNX has it', () => {
    // Sums 5, 13, 9, over 2.
    const y = lrn(tensor([1, 2, 3], [1, 1, 3]), { size: 2, alpha: 1, beta: 1, k: 1 });
    expect(rounded(y)).to.deep.equal([0.2857, 0.2667, 0.5455]);
  });

  it('has the defaults of ONNX: alpha 1e-4, beta 0.75, k 1', () => {
    const [y] = toArray(lrn(tensor([100], [1, 1, 1]), { size: 1 }));
    // 1 + 1e-4 * 1e4 = 2.
    expect(y).to.be.closeTo(100 / 2 ** 0.75, 1e-10);
  });
});

describe('the error of a normalisation', () => {
  const bounded = (values: number[], shape: number[], errors?: number[]) => ({
    value: tensor(values, shape),
    error: errors && tensor(errors, shape),
  });
  const first = (x: ReturnType<typeof bounded>, epsilon: number): number => toArray(registry.layerNorm.error(float32, x, { epsilon }))[0]!;

  it('is a few roundings where numbers differ, and anything where a variance may be 0', () => {
    expect(first(bounded([-1, 1], [1, 1, 2]), 1)).to.be.within(2 ** -24, 100 * 2 ** -24);
    expect(first(bounded([1000, 1000], [1, 1, 2]), 0)).to.equal(Infinity);
    // In one pass 1000^2 - 1000^2 may be more than 1e-5 off.
    expect(first(bounded([1000, 1000], [1, 1, 2]), 1e-5)).to.equal(Infinity);
    expect(first(bounded([1000, 1000], [1, 1, 2]), 100)).to.be.below(0.1);
  });

  it('is that of moved numbers: [-1, 1 + e] over the root of 1 + 3', () => {
    const e = 0.01;
    const moved = toArray(layerNorm(tensor([-1, 1 + e], [1, 1, 2]), { epsilon: 3 }))[0]! + 0.5;
    expect(first(bounded([-1, 1], [1, 1, 2], [0, e]), 3)).to.be.within(Math.abs(moved), 5 * e);
  });

  it('is 0 where a NaN makes one of every number', () => {
    expect(first(bounded([Number.NaN, 1], [1, 1, 2]), 1)).to.equal(0);
    expect(first(bounded([Infinity, 1], [1, 1, 2]), 1)).to.equal(Infinity);
  });
});

describe('bad arguments of normalisations', () => {
  const x = tensor([1, 2, 3, 4], [1, 2, 2]);
  const calls: readonly (readonly [() => unknown, string, string])[] = [
    [() => layerNorm(x, { epsilon: -1 }), 'layerNorm: epsilon is -1, but it must be a finite number >= 0', 'epsilon-range'],
    [() => instanceNorm(x, { epsilon: Number.NaN }), 'instanceNorm: epsilon is NaN', 'epsilon-range'],
    [() => rmsNorm(x, { over: 'cells' as never }), "rmsNorm: over is 'cells', but it must be 'channels' or 'item'", 'mode-known'],
    [() => layerNorm(x, { scale: list(1) }), 'layerNorm: scale.shape is [1], but it must be [2]', 'tensor-shape'],
    [() => batchNorm(x, list(0, 0, 0), list(1, 1)), 'batchNorm: mean.shape is [3], but it must be [2]', 'tensor-shape'],
    [() => batchNorm(x, list(0, 0), list(1)), 'batchNorm: variance.shape is [1], but it must be [2]', 'tensor-shape'],
    [() => groupNorm(x, { groups: 3 }), 'groupNorm: groups is 3, but it must divide the 2 channels', 'groups-divide'],
    [() => groupNorm(x, { groups: 0 }), 'groupNorm: groups is 0, but it must be an integer >= 1', 'groups-positive'],
    [() => lrn(x, { size: 0 }), 'lrn: size is 0, but it must be an integer >= 1', 'response-size'],
    [() => lrn(x, undefined as never), 'lrn: size is undefined', 'response-size'],
    [() => lrn(x, { size: 1, k: 0 }), 'lrn: k is 0, but it must be a finite number > 0', 'response-parameter'],
    [() => lrn(x, { size: 1, beta: -1 }), 'lrn: beta is -1, but it must be a finite number >= 0', 'response-parameter'],
    [() => layerNorm(list(1)), 'layerNorm: x.rank is 1', 'tensor-rank'],
  ];
  for (const [call, message, code] of calls)
    it(message, () => {
      expect(call).to.throw(RangeError, message).with.property('code', code);
    });
});
