import { expect } from 'chai';
import { predict } from '../../src/diagnosis/cause/predict.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { conv, maxPool } from '../../src/ops/kernels.js';
import { elements, fromData, tensor, zeros, type Tensor } from '../../src/tensor.js';
import { mutate } from '../mutants/mutate.js';

/** The result with zeros in some images, or in some channels. */
const spoilt = (y: Tensor, isSpoilt: (n: number, c: number) => boolean): Tensor => {
  const [batch, channels] = [y.shape[0]!, y.shape.at(-1)!];
  const step = elements(y).length / batch;
  return fromData(
    Float64Array.from(elements(y), (value, i) => (isSpoilt(Math.floor(i / step), i % channels) ? 0 : value)),
    [...y.shape],
  );
};

describe('a bug from a size on', function () {
  this.timeout(120_000);

  it('is one finding with the item from which it is wrong, however many items there are', async () => {
    const library = mutate({ maxPool: (...args) => spoilt(maxPool(...args), (n) => n >= 15) });
    const { findings } = await checkLaws(library, { laws: ['agreement/max-pool'], runs: 100, seed: 1 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal([
      'maxPool never writes items from number 15 on of its result along the batch',
    ]);
    const { cause } = findings[0]!;
    const call = (batch: number) => ({ op: 'maxPool' as const, arguments: [tensor(Array(batch).fill(1) as number[], [batch, 1, 1]), {}] });
    expect(predict(cause, call(15)).strays).to.equal(false);
    const { result } = predict(cause, call(18));
    expect(Array.from(elements(result as Tensor))).to.deep.equal([...Array<number>(15).fill(1), 0, 0, 0]);
  });

  it('has the threshold itself in its guard', async () => {
    const wrong = (...args: Parameters<typeof conv>): Tensor => {
      const y = conv(...args);
      return args[0].shape.at(-1)! > 16 ? zeros(y.shape) : y;
    };
    const { findings } = await checkLaws(mutate({ conv: wrong }), { laws: ['agreement/conv'], runs: 100, seed: 1 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['conv gives zeros, where channels > 16']);
    expect(findings[0]!.cause.guards).to.deep.equal([{ feature: 'channels', relation: '>=', value: 17 }]);
  });
});
