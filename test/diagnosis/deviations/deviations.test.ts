import { expect } from 'chai';
import type { Observed } from '../../../src/diagnosis/deviation.js';
import { deviations } from '../../../src/diagnosis/deviations/index.js';
import { evaluate } from '../../../src/ops/call.js';
import { tensorRecord } from '../../../src/ops/index.js';
import { toArray, type Tensor } from '../../../src/tensor.js';
import { worked } from './worked/index.js';
import { line } from './worked/worked.js';

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

  it('tell a flag taken for its opposite where calls with either value stray', () => {
    const opposite = deviations.find(({ id }) => id === 'attribute-opposite')!;
    const record = tensorRecord('averagePool');
    const parameters = { attribute: 'countPadding', sizes: 'follow' };
    const strayed = (countPadding: boolean): Observed => {
      const args = [line([2, 4]), { window: [2], padding: [[1, 0]], countPadding }];
      return { args, result: evaluate(opposite.to(record, parameters), args) as Tensor, expected: evaluate(record, args) as Tensor };
    };
    const [counted, left] = [strayed(true), strayed(false)];
    // The mean of one cell and a cell of padding, or of the cell alone.
    expect([counted.result, left.result].map((y) => toArray(y as Tensor))).to.deep.equal([
      [2, 3],
      [1, 3],
    ]);
    expect([...opposite.infer!(record, [counted, left])]).to.deep.include(parameters);
    expect([...opposite.infer!(record, [counted])]).to.deep.equal([]);
  });
});
