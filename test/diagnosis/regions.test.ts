import { expect } from 'chai';
import { predict } from '../../src/diagnosis/predict.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { conv, maxPool } from '../../src/ops/kernels.js';
import { fromData, zeros, type Tensor } from '../../src/tensor.js';
import { mutate } from '../mutants/mutate.js';

const isOne = (sizes: number | readonly number[] = 1): boolean => [sizes].flat().every((size) => size === 1);

const ones = (...shape: number[]): Tensor => fromData(new Float64Array(shape.reduce((product, size) => product * size, 1)).fill(1), shape);

describe('where a bug shows', function () {
  this.timeout(120_000);

  it('is told by where it does not, where a fast path alone is right', async () => {
    const wrong = (...args: Parameters<typeof conv>): Tensor => {
      const [, , { dilations, groups = 1 } = {}] = args;
      const y = conv(...args);
      return groups === 1 && isOne(dilations) ? y : zeros(y.shape);
    };
    const { findings } = await checkLaws(mutate({ conv: wrong }), { laws: ['agreement/conv'], runs: 100, seed: 1 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['conv gives zeros, but not where groups is 1 and every dilation is 1']);
    const strays = (channels: number, attributes: object): boolean =>
      predict(findings[0]!.cause, { op: 'conv', arguments: [ones(1, 3, channels), ones(2, 1, 2), attributes] }).strays;
    expect(strays(1, {})).to.equal(false);
    expect(strays(2, { groups: 2 })).to.equal(true);
    expect(strays(1, { dilations: [2] })).to.equal(true);
  });

  it('is one condition, whatever the errors say', async () => {
    const wrong = (...args: Parameters<typeof maxPool>): Tensor => {
      const [x, attributes] = args;
      if (!isOne(attributes?.dilations)) throw new Error(x.shape[0]! % 2 === 0 ? 'not a block' : 'no such size');
      return maxPool(...args);
    };
    const { findings } = await checkLaws(mutate({ maxPool: wrong }), { laws: ['agreement/max-pool'], runs: 100, seed: 1 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['maxPool throws one error or another, where dilation > 1']);
    expect(findings[0]!.cause).to.not.have.property('message');
  });
});
