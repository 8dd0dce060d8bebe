import { expect } from 'chai';
import { predict } from '../../src/diagnosis/cause/predict.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import { averagePool, conv, depthwiseConv, matmul, maxPool } from '../../src/ops/kernels.js';
import { elements, fromData, zeros, type Tensor } from '../../src/tensor.js';
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

  it('is a rule that is not checked, where a call that must be refused breaks off', async () => {
    const wrong = (...args: Parameters<typeof depthwiseConv>): Tensor => {
      try {
        return depthwiseConv(...args);
      } catch (thrown) {
        if (thrown instanceof InvalidArgument && thrown.code === 'window-fits') throw new RangeError('Invalid typed array length: -1');
        throw thrown;
      }
    };
    const laws = ['degenerate/empty-axis-depthwise-conv'];
    const { findings } = await checkLaws(mutate({ depthwiseConv: wrong }), { laws, runs: 100, seed: 1 });
    expect(findings.map(({ sentence, severity }) => [sentence, severity])).to.deep.equal([
      [
        'depthwiseConv does not check that a window fits into the padded size, where the padding does not follow from the size',
        'unchecked',
      ],
    ]);
  });

  it('is told of calls without a cell, by what they have beside', async () => {
    const wrong = (...args: Parameters<typeof averagePool>): Tensor => {
      if (args[0].shape.slice(1, -1).includes(0) && args[1]?.padding === 'same') return new Float32Array(-1) as never;
      return averagePool(...args);
    };
    const laws = ['degenerate/empty-axis-average-pool'];
    const { findings } = await checkLaws(mutate({ averagePool: wrong }), { laws, runs: 100, seed: 1 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal([
      `averagePool throws "RangeError: Invalid typed array length: #", where padding is 'same' and an input size is 0`,
    ]);
  });

  it('takes in the errors that follow from it, in whichever order they are found', async () => {
    const wrong = (...args: Parameters<typeof matmul>): Tensor => {
      const [a, b] = args;
      const y = matmul(a, b);
      const items = ({ shape }: Tensor): number => shape.slice(0, -2).reduce((product, size) => product * size, 1);
      const most = Math.max(items(a), items(b));
      if (items(a) === items(y) && items(b) === items(y)) return y;
      if (items(y) !== most) throw new Error(`returned ${most} matrices of ${items(y)}`);
      const inTurn = (x: Tensor): Tensor => {
        const [values, size] = [elements(x), x.shape.slice(-2).reduce((product, each) => product * each, 1)];
        const data = Float64Array.from({ length: most * size }, (_, i) => values[i % values.length]!);
        return fromData(data, [most, ...x.shape.slice(-2)]);
      };
      return fromData(elements(matmul(inTurn(a), inTurn(b))), [...y.shape]);
    };
    const { findings } = await checkLaws(mutate({ matmul: wrong }), {
      laws: ['agreement/matmul', 'patches-and-matmul/*'],
      runs: 300,
      seed: 1,
    });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal([
      'matmul pairs the items of its leading axes in turn, from the first again after the last, not axis by axis',
    ]);
  });
});
