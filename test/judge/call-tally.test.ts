import { expect } from 'chai';
import { addCall, addTally, isCounted, type CallTally } from '../../src/judge/bind/call-tally.js';
import { tensor } from '../../src/tensor.js';

const zeros = (shape: number[]) => tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape);

describe('what calls are like', () => {
  it('a convolution: rank and values of x, sizes of its spatial axes, window of the filter, attributes axis by axis', () => {
    const tally: CallTally = {};
    const attributes = { strides: [1, 2], dilations: [1, 1], groups: 1 };
    addCall(tally, 'conv', [tensor([...Array(18).keys()], [1, 9, 2, 1]), zeros([3, 2, 1, 4]), { ...attributes, padding: 'same' }]);
    const pads = [
      [0, 1],
      [2, 0],
    ];
    addCall(tally, 'conv', [tensor([0.5, NaN], [1, 1, 2, 1]), zeros([1, 1, 1, 1]), { ...attributes, padding: pads }]);
    expect(tally).to.deep.equal({
      rank: { 4: 2 },
      values: { integers: 1, 'with NaN or infinities': 1 },
      size: { '9 to 16': 1, 1: 1, 2: 2 },
      window: { 3: 1, 2: 1, 1: 2 },
      stride: { 1: 2, 2: 2 },
      dilation: { 1: 4 },
      padding: { same: 1, explicit: 1 },
      pad: { 0: 2, 1: 1, 2: 1 },
    });
  });

  it('an op without windows: its tensor alone', () => {
    const tally: CallTally = {};
    addCall(tally, 'pad', [zeros([5]), { paddings: [[1, 1]], mode: 'constant', value: 0 }]);
    addCall(tally, 'pad', [zeros([0]), { paddings: [[1, 1]], mode: 'constant', value: 0 }]);
    expect(tally).to.deep.equal({ rank: { 1: 2 }, values: { 'zeros alone': 1, none: 1 } });
  });

  it('counts few calls, of few some, and adds up', () => {
    expect([...Array(93).keys()].filter(isCounted)).to.deep.equal([3, 34, 65]);
    const sum: CallTally = { rank: { 3: 1 } };
    addTally(sum, { rank: { 3: 2, 4: 1 }, stride: { 1: 5 } });
    expect(sum).to.deep.equal({ rank: { 3: 3, 4: 1 }, stride: { 1: 5 } });
  });
});
