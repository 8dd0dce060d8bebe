import { expect } from 'chai';
import { cumsum, registry } from '../../../src/ops/kernels.js';
import { float32, gamma } from '../../../src/precision.js';
import { tensor, toArray } from '../../../src/tensor.js';

describe('cumsum', () => {
  // Of ONNX's node tests: test_cumsum_1d, test_cumsum_1d_exclusive, test_cumsum_1d_reverse, test_cumsum_1d_reverse_exclusive.
  const line = tensor([1, 2, 3, 4, 5], [5]);

  it('is that of the tests of ONNX, in one dimension', () => {
    expect(toArray(cumsum(line))).to.deep.equal([1, 3, 6, 10, 15]);
    expect(toArray(cumsum(line, { exclusive: true }))).to.deep.equal([0, 1, 3, 6, 10]);
    expect(toArray(cumsum(line, { reverse: true }))).to.deep.equal([15, 14, 12, 9, 5]);
    expect(toArray(cumsum(line, { reverse: true, exclusive: true }))).to.deep.equal([14, 12, 9, 5, 0]);
  });

  it('is that of the tests of ONNX, along each of two axes', () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
    expect(toArray(cumsum(x, { axis: 0 }))).to.deep.equal([1, 2, 3, 5, 7, 9]);
    expect(toArray(cumsum(x, { axis: 1 }))).to.deep.equal([1, 3, 6, 4, 9, 15]);
  });

  it('passes a NaN on to the sums after it', () => {
    expect(toArray(cumsum(tensor([1, Number.NaN, 2], [3])))).to.deep.equal([1, Number.NaN, Number.NaN]);
  });

  it('may be off by a rounding for each number that is added', () => {
    const bounded = { value: tensor([1, -2, 4], [3]), error: undefined };
    const errors = toArray(registry.cumsum.error(float32, bounded));
    for (const [i, most] of [1, 3, 7].entries()) {
      const expected = gamma(i + 1, 2 ** -24) * most;
      expect(errors[i])
        .to.be.closeTo(expected, expected * 1e-6)
        .and.at.least(expected);
    }
    expect(toArray(registry.cumsum.error(float32, bounded, { exclusive: true }))[0]).to.equal(0);
  });

  const bad: readonly (readonly [() => unknown, string, string])[] = [
    [() => cumsum(line, { axis: 1 }), 'cumsum: axis is 1, but it must be an integer from 0 to 0', 'prefix-axis'],
    [() => cumsum(line, { axis: -1 }), 'cumsum: axis is -1', 'prefix-axis'],
    [() => cumsum(line, { axis: 0.5 }), 'cumsum: axis is 0.5', 'prefix-axis'],
    [() => cumsum(line, { reverse: 1 as never }), 'cumsum: reverse is 1, but it must be true or false', 'prefix-flag'],
    [() => cumsum(tensor([1], [])), 'cumsum: x.rank is 0', 'tensor-rank'],
  ];
  for (const [call, message, code] of bad)
    it(message, () => {
      expect(call).to.throw(RangeError, message).with.property('code', code);
    });
});
