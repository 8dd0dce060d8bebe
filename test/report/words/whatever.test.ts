import { expect } from 'chai';
import type { Stray } from '../../../src/judge/judge.js';
import { whateverText } from '../../../src/report/words/whatever.js';
import { tensor, zeros } from '../../../src/tensor.js';

const stray: Stray = {
  op: 'conv',
  args: [zeros([1, 2, 3, 4]), zeros([2, 1, 4, 5]), { strides: [1, 1] }],
  kind: 'value',
  message: '',
  result: tensor([0]),
  expected: tensor([1]),
};
const none = { sizes: {}, values: {}, attributes: [] };

describe('what does not matter, in words', () => {
  it('names the axes of each tensor, with the sizes that matter', () => {
    expect(whateverText(stray, { ...none, sizes: { x: [0, 3], filter: [2] } })).to.equal(
      'x [batch any, height 2, width 3, channels any], filter [height 2, width 1, in any, out 5]',
    );
  });

  it('speaks in the layout of the library', () => {
    expect(whateverText({ ...stray, layout: 'channels-first' }, { ...none, sizes: { x: [3] } })).to.equal(
      'x [batch 1, channels any, height 2, width 3]',
    );
  });

  it('tells values that may be anything from those that may not be 0', () => {
    expect(whateverText(stray, { ...none, values: { x: 'any', filter: 'not zero' } })).to.equal(
      'whatever the values of x, whatever the values of filter but 0',
    );
  });

  it('lists attributes', () => {
    expect(whateverText(stray, { ...none, attributes: ['strides', 'padding', 'groups'] })).to.equal('whatever strides, padding and groups');
  });

  it('tells the sizes of a shape in place of a tensor', () => {
    const gradient: Stray = { ...stray, op: 'convInputGradient', args: [[1, 2, 4], zeros([2, 4, 5]), zeros([1, 1, 5]), {}] };
    expect(whateverText(gradient, { ...none, sizes: { inputShape: [0] } })).to.equal('inputShape [any, 2, 4]');
  });
});
