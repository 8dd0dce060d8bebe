import { expect } from 'chai';
import { deviations } from '../../../src/diagnosis/deviations/index.js';
import { evaluate } from '../../../src/ops/call.js';
import { tensorRecord } from '../../../src/ops/index.js';
import { toArray, type Tensor } from '../../../src/tensor.js';
import { worked } from './worked/index.js';

describe('deviations', () => {
  it('have ids of their own', () => {
    expect(new Set(deviations.map(({ id }) => id)).size).to.equal(deviations.length);
  });

  for (const { id, parameters, op, args, right, wrong } of worked) {
    it(`${id} ${JSON.stringify(parameters)} of ${op}, worked by hand`, () => {
      const deviation = deviations.find((each) => each.id === id)!;
      const record = tensorRecord(op);
      expect(deviation.applies(record)).to.equal(true);
      const [expected, result] = [evaluate(record, args) as Tensor, evaluate(deviation.to(record, parameters), args) as Tensor];
      expect(toArray(expected), 'right').to.deep.equal(right);
      expect(toArray(result), 'wrong').to.deep.equal(wrong);
      const inferred = [...(deviation.infer?.(record, [{ args, result, expected }]) ?? [null])];
      expect(inferred).to.deep.include(parameters);
    });
  }
});
