import { expect } from 'chai';
import { Explainer } from '../../src/diagnosis/explain/explainer.js';
import { judge, type Stray } from '../../src/judge/judge.js';
import { defineLibrary, type TensorLibrary } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { float64 } from '../../src/precision.js';
import { tensor } from '../../src/tensor.js';

describe('the calls that the diagnosis of one failure makes', () => {
  let made = 0;
  const undilated = (calls?: number): TensorLibrary =>
    defineLibrary({
      name: 'undilated',
      precision: float64,
      ops: {
        maxPool: (x, a) => {
          made++;
          return kernels.maxPool(x, { ...a, dilations: a.dilations.map(() => 1) });
        },
      },
      ...(calls !== undefined && { budget: { calls } }),
    });

  const x = tensor([0, 1, 0], [1, 3, 1]);
  const args = [x, { window: [2], strides: [1], dilations: [2], padding: 'valid', ceilMode: false }];
  const stray = (): Stray => judge({ op: 'maxPool', args, result: tensor([1, 1], [1, 2, 1]) }, float64)!;

  it('are as many as the cause takes, where the library has no budget', async () => {
    made = 0;
    const { sentence } = await new Explainer(undilated()).explain(stray());
    expect(sentence).to.equal('maxPool ignores its dilations');
    expect(made).to.be.greaterThan(100);
  });

  it('are no more than its budget: a cause that takes more is not told, and that is said', async () => {
    made = 0;
    const explainer = new Explainer(undilated(40));
    const { cause, sentence } = await explainer.explain(stray());
    expect(made).to.be.within(20, 40);
    expect(cause.kind).to.equal('condition');
    expect(sentence).to.include('no rule was found');
    expect([...explainer.notes].join()).to.equal(
      "the cause of a failure of maxPool takes more than 40 calls, which is this library's budget for one: no rule was found",
    );
    // The next failure has its own.
    made = 0;
    await explainer.explain(stray());
    expect(made).to.be.within(20, 40);
  });
});
