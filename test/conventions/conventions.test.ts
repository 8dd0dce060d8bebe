import { expect } from 'chai';
import { conventions } from '../../src/conventions/index.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import { evaluate } from '../../src/ops/call.js';
import { isTensorOp, opNames, tensorRecord, type TensorOp } from '../../src/ops/index.js';
import { tensor, toArray, type Tensor } from '../../src/tensor.js';

const turned = (id: string, op: TensorOp) => conventions.find((each) => each.id === id)!.to(tensorRecord(op));

describe('conventions', () => {
  it('have ids of their own, apply to an op, and are documented', () => {
    expect(new Set(conventions.map(({ id }) => id)).size).to.equal(conventions.length);
    const records = opNames.filter(isTensorOp).map(tensorRecord);
    for (const { id, applies, documented } of conventions) {
      expect(records.some(applies), id).to.equal(true);
      expect(documented.length, id).to.be.greaterThan(0);
      for (const { url } of documented) expect(new URL(url).protocol, id).to.equal('https:');
    }
  });

  describe('no-window-is-empty', () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);

    it('gives no cell on the axis on which no window fits, and the windows of the others', () => {
      const args = [x, { window: [3, 2] }];
      expect(() => evaluate(tensorRecord('maxPool'), args)).to.throw(InvalidArgument);
      expect((evaluate(turned('no-window-is-empty', 'maxPool'), args) as Tensor).shape).to.deep.equal([1, 0, 2, 1]);
    });

    it('is the reference where windows fit', () => {
      const args = [x, { window: [2, 2] }];
      expect(toArray(evaluate(turned('no-window-is-empty', 'maxPool'), args) as Tensor)).to.deep.equal([5, 6]);
    });

    it('holds of convolutions in two steps, of ceil mode, and of no bad argument', () => {
      const [depthwise, pointwise] = [tensor([1, 1, 1], [3, 1, 1, 1]), tensor([1, 1], [1, 1, 1, 2])];
      expect((evaluate(turned('no-window-is-empty', 'separableConv'), [x, depthwise, pointwise]) as Tensor).shape).to.deep.equal([
        1, 0, 3, 2,
      ]);
      const pool = turned('no-window-is-empty', 'averagePool');
      // Half a stride is missing: in ceil mode one window overhangs, in floor mode there is none.
      expect((evaluate(pool, [x, { window: [3, 1], strides: [2, 1], ceilMode: true }]) as Tensor).shape).to.deep.equal([1, 1, 3, 1]);
      expect((evaluate(pool, [x, { window: [3, 1], strides: [2, 1] }]) as Tensor).shape).to.deep.equal([1, 0, 3, 1]);
      expect(() => evaluate(pool, [x, { window: [3, 1], strides: [0, 1] }])).to.throw(InvalidArgument, /stride/);
    });
  });

  it('a maximum without a cell stays as it is where NaN beside numbers is ignored', () => {
    const args = [tensor([1], [1, 1, 1]), { window: [1], padding: [[1, 0]] }];
    expect(toArray(evaluate(turned('max-ignores-nan-beside-numbers', 'maxPool'), args) as Tensor)).to.deep.equal([-Infinity, 1]);
  });

  it('zeros multiply the weights of their own group alone', () => {
    // Two groups of one channel in and one out; the weight of the first is infinite.
    const [y, filter] = [tensor([1, 1], [1, 1, 2]), tensor([Infinity, 1, 1, 1], [2, 1, 2])];
    const attributes = { groups: 2, padding: [[1, 0]] };
    expect(toArray(evaluate(turned('padding-is-multiplied', 'conv'), [y, filter, attributes]) as Tensor)).to.deep.equal([Number.NaN, 1]);
    const back = { groups: 2, strides: [2] };
    expect(toArray(evaluate(turned('zeros-between-are-multiplied', 'convTranspose'), [y, filter, back]) as Tensor)).to.deep.equal([
      Infinity,
      1,
      Number.NaN,
      1,
    ]);
  });
});
