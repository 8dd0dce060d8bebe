import { expect } from 'chai';
import { conv, convTranspose, depthwiseConv, registry, separableConv, type Bounded } from '../../../src/ops/kernels.js';
import type { Activation } from '../../../src/ops/index.js';
import { float32 } from '../../../src/precision.js';
import { tensor, toArray } from '../../../src/tensor.js';

const line = (values: number[], channels = 1) => tensor(values, [1, values.length / channels, channels]);
const exactly = (values: number[], shape: number[]): Bounded => ({ value: tensor(values, shape), error: undefined });

/** conv of the line with a filter that keeps it. */
const activated = (values: number[], activation: Activation): number[] =>
  toArray(conv(line(values), tensor([1], [1, 1, 1]), { activation }));

describe('a bias', () => {
  it('is added to every cell of its channel, in the padding too', () => {
    const y = conv(line([1, 2]), tensor([1, 1, 10, 100], [2, 1, 2]), { bias: tensor([0.5, -3], [2]), padding: [[1, 0]] });
    // Windows [pad, 1] and [1, 2]: 10 and 1 + 20 in the first channel, 100 and 1 + 200 in the second.
    expect(toArray(y)).to.deep.equal([10.5, 97, 21.5, 198]);
  });

  it('is of the channels that come out of a depthwise, a separable and a transposed convolution', () => {
    const x = line([1, 2, 3, 4], 2);
    expect(toArray(depthwiseConv(x, tensor([1, 2, 3, 4], [1, 2, 2]), { bias: tensor([10, 20, 30, 40], [4]) }))).to.deep.equal([
      11, 22, 36, 48, 13, 26, 42, 56,
    ]);
    expect(toArray(separableConv(x, tensor([1, 1], [1, 2, 1]), tensor([1, 1], [1, 2, 1]), { bias: tensor([5], [1]) }))).to.deep.equal([
      8, 12,
    ]);
    expect(toArray(convTranspose(line([1, 2]), tensor([1, 10], [1, 2, 1]), { bias: tensor([0.5, 7], [2]) }))).to.deep.equal([
      1.5, 17, 2.5, 27,
    ]);
  });
});

describe('an activation', () => {
  it('is what its papers say', () => {
    expect(activated([-2, 0, 3], 'relu')).to.deep.equal([0, 0, 3]);
    expect(activated([-2, 3, 7], 'relu6')).to.deep.equal([0, 3, 6]);
    expect(activated([-2, 3], { kind: 'leakyRelu', alpha: 0.25 })).to.deep.equal([-0.5, 3]);
    expect(activated([-2, 0, 9], { kind: 'clip', min: -1, max: 4 })).to.deep.equal([-1, 0, 4]);
    // x * clip(x + 3, 0, 6) / 6: -1 * 2 / 6, 1 * 4 / 6.
    expect(activated([-4, -3, -1, 0, 1, 3, 5], 'hardSwish')).to.deep.equal([0, 0, -2 / 6, 0, 4 / 6, 3, 5]);
  });

  it('takes exp and tanh from tables', () => {
    // 1 - 1/e = 0.63212055882855767840; 1 / (1 + e^-1) = 0.73105857863000487926; tanh 1/2 = 0.46211715726000975850.
    const close = (found: number[], expected: number[]) => found.forEach((value, i) => expect(value).to.be.closeTo(expected[i]!, 1e-15));
    close(activated([-1, 2], 'elu'), [-0.6321205588285577, 2]);
    close(activated([-1], { kind: 'elu', alpha: 2 }), [-1.2642411176571153]);
    close(activated([1, -1, 0], 'sigmoid'), [0.7310585786300049, 0.2689414213699951, 0.5]);
    close(activated([0.5, 0], 'tanh'), [0.46211715726000973, 0]);
  });

  it('comes after the bias', () => {
    expect(toArray(conv(line([1, 2]), tensor([1], [1, 1, 1]), { bias: tensor([-1.5], [1]), activation: 'relu' }))).to.deep.equal([0, 0.5]);
  });
});

describe('the error of what is fused', () => {
  const errorOf = (x: number, attributes: object, precision: Parameters<typeof registry.conv.error>[0] = float32): number =>
    toArray(registry.conv.error(precision, exactly([x], [1, 1, 1]), exactly([1], [1, 1, 1]), attributes))[0]!;

  it('takes a bias for one more product, with 1', () => {
    const bias = exactly([4], [1]) as never;
    const u = 2 ** -24;
    // |2 * 1| + |4 * 1| = 6, n = 2: gamma(3) * 6 + 2 * tiny.
    const expected = (3 * u * 6) / (1 - 3 * u) + 2 * 2 ** -149;
    expect(errorOf(2, { bias }))
      .to.be.closeTo(expected, expected * 1e-6)
      .and.at.least(expected);
  });

  it('allows anything of functions whose accuracy is not declared, of NaN, and of what is no number', () => {
    expect(errorOf(1, { activation: 'tanh' })).to.equal(Infinity);
    expect(errorOf(1, { activation: 'tanh' }, { ...float32, functionUlps: 2 })).to.be.below(1e-6);
    expect(errorOf(NaN, { activation: 'relu' })).to.equal(Infinity);
    expect(errorOf(-Infinity, { activation: 'hardSwish' })).to.equal(Infinity);
    expect(errorOf(-Infinity, { activation: 'relu' })).to.be.below(1e-40);
  });

  it('holds a hardSwish whose sum comes near 0', () => {
    const f = Math.fround;
    for (let x = -3.2; x < 3.2; x = f(x + 0.0137)) {
      const at = f(x);
      const steps = f(at * Math.min(1, Math.max(0, f(f(f(1 / 6) * at) + 0.5))));
      const [exact] = activated([at], 'hardSwish');
      expect(Math.abs(steps - exact!), `at ${at}`).to.be.at.most(errorOf(at, { activation: 'hardSwish' }));
    }
  });
});
