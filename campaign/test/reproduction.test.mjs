// A finding is confirmed by what its reproduction prints when it runs alone.
import { expect } from 'chai';
import { confirm } from '../src/confirm.mjs';
import { kindOf } from '../src/kinds.mjs';
import { elementsOf, numbersIn, outcomeText } from '../src/show.mjs';

const tensor = (data, shape, stride, offset = 0) => ({ tensor: { dtype: 'float64', shape, stride, offset, data } });
const finding = (reproduction, expected, kind = 'value') => ({
  kind,
  op: 'conv',
  reproduction,
  counterexample: { reproduced: true, blame: { args: [], expected } },
});
const two = tensor([1, 2], [2], [1]);

describe('reproductions', () => {
  it('confirm a wrong value, and withdraw one that is right when the call runs alone', async () => {
    expect((await confirm(finding('console.log([2], new Float32Array([1, 3]));', two))).confirmed).to.equal(true);
    expect((await confirm(finding('console.log([2], new Float32Array([1, 2]));', two))).confirmed).to.equal(false);
  });

  it('confirm a large number in place of an infinity', async () => {
    const infinite = tensor(['-Infinity'], [1], [1]);
    expect((await confirm(finding('console.log([1], new Float32Array([-9007199254740992]));', infinite))).confirmed).to.equal(true);
  });

  it('confirm a wrong shape of the same values', async () => {
    expect((await confirm(finding('console.log([1, 2], new Float32Array([1, 2]));', two, 'shape'))).confirmed).to.equal(true);
  });

  it('confirm an error, and say which', async () => {
    expect(await confirm(finding("throw new RangeError('no');", two, 'threw'))).to.deep.equal({
      confirmed: true,
      got: 'throws RangeError: no',
    });
  });

  it('confirm that bad arguments are taken, and withdraw where they are refused', async () => {
    const rule = 'every stride is an integer >= 1';
    expect((await confirm(finding('console.log([1], [0]);', rule, 'accepted'))).confirmed).to.equal(true);
    expect((await confirm(finding("throw new Error('stride');", rule, 'accepted'))).confirmed).to.equal(false);
  });
});

describe('values in words', () => {
  it('follow strides and offsets', () => {
    expect(elementsOf(tensor([1, 2, 3, 4], [2, 2], [1, 2]).tensor)).to.deep.equal([1, 3, 2, 4]);
    expect(outcomeText(tensor([1, 'NaN'], [2], [-1], 1))).to.equal('shape [2], values [NaN, 1]');
  });
  it('are found in what a program prints', () => {
    expect(numbersIn('[ 1, 2 ] Float32Array(2) [ -1.5, NaN, -Infinity, 2e-3 ]')).to.deep.equal([
      1,
      2,
      -1.5,
      NaN,
      -Infinity,
      Math.fround(2e-3),
    ]);
  });
});

describe('kinds', () => {
  it('are told by what is odd about a call', () => {
    const of = (kind, op, args) => kindOf({ kind, op, counterexample: { blame: { args } } });
    expect(of('accepted', 'conv', [])).to.equal('missing validation');
    expect(of('threw', 'conv', [])).to.equal('crash');
    expect(of('value', 'maxPool', [tensor(['NaN'], [1], [1])])).to.equal('special values');
    expect(of('value', 'maxPool', [tensor(['-0'], [1], [1])])).to.equal('value');
    expect(of('value', 'convInputGradient', [])).to.equal('gradient');
  });
});
