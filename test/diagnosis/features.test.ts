import { expect } from 'chai';
import { featuresOf } from '../../src/diagnosis/features.js';
import { guardHolds, holds } from '../../src/diagnosis/cause/guard.js';
import { tensor, zeros } from '../../src/tensor.js';

describe('featuresOf', () => {
  const conv = featuresOf('conv', [
    zeros([2, 5, 4, 6]),
    zeros([2, 3, 3, 4]),
    {
      strides: [1, 3],
      dilations: [2, 1],
      padding: [
        [1, 0],
        [1, 0],
      ],
      groups: 2,
    },
  ]);

  it('has the sizes of a call by the roles of its axes', () => {
    const sizes = { batch: 2, channels: 6, 'output channels': 4, 'channels of a group': 3, groups: 2, 'spatial axes': 2 };
    for (const [feature, value] of Object.entries(sizes)) expect(conv.get(feature), feature).to.equal(value);
    expect(conv.get('as many channels out as in')).to.equal(false);
  });

  it('tells matrices that are square', () => {
    const features = featuresOf('matmul', [zeros([3, 2]), zeros([2, 2])]);
    expect(features.get('as many rows as the inner size')).to.equal(false);
    expect(features.get('as many columns as the inner size')).to.equal(true);
  });

  const broadcasting: [number[], number[], boolean, boolean][] = [
    [[2, 1, 1], [2, 1, 1], false, false],
    [[2, 1, 1], [1, 1, 1], true, false],
    [[1, 1], [2, 1, 1], true, false],
    [[2, 1, 1, 1], [2, 1, 1], true, true],
    [[2, 1, 1], [2, 1, 1, 1], true, true],
    [[1, 1, 1], [1, 1], true, false],
  ];
  for (const [a, b, some, both] of broadcasting) {
    it(`tells whose leading axes broadcast: ${JSON.stringify(a)} by ${JSON.stringify(b)}`, () => {
      const features = featuresOf('matmul', [zeros(a), zeros(b)]);
      expect(features.get('leading axes that broadcast')).to.equal(some);
      expect(features.get('leading axes that broadcast in both')).to.equal(both);
    });
  }

  it('has the windows by axis, least and largest, and how they lie', () => {
    const expected = {
      'stride of the height': 1,
      'stride of the width': 3,
      'largest stride': 3,
      'smallest dilation': 1,
      'equal windows': false,
      // 1 + 5 - 3 cells on, by 1; (1 + 4 - 3) by 3.
      'output size of the height': 4,
      'output size of the width': 1,
      'a stride above the window': false,
      'pads that differ before and after': true,
      'cells beyond the last window': true,
      padding: 'explicit',
    };
    for (const [feature, value] of Object.entries(expected)) expect(conv.get(feature), feature).to.equal(value);
  });

  it('takes attributes that are left out as their defaults', () => {
    const x = tensor([1, -2, NaN, 2], [1, 4, 1]);
    const features = featuresOf('maxPool', [x, { window: [2] }], 'a list');
    expect(features.get('largest stride')).to.equal(1);
    expect(features.get('ceil mode')).to.equal(false);
    expect(features.get('NaN in x')).to.equal(true);
    expect(features.get('spelling')).to.equal('a list');
  });

  it('has what it can tell of a call that is to be refused', () => {
    const features = featuresOf('conv', [zeros([1, 2, 1]), zeros([3, 1, 1])]);
    expect(features.get('largest window')).to.equal(3);
    expect(features.has('largest output size')).to.equal(false);
  });
});

describe('a guard', () => {
  const features = new Map<string, number | string | boolean>([
    ['width', 19],
    ['padding', 'same'],
  ]);

  it('holds by its relation', () => {
    expect(guardHolds({ feature: 'width', relation: 'mod', value: 4, remainder: 3 }, features)).to.equal(true);
    expect(guardHolds({ feature: 'width', relation: 'mod', value: 4, remainder: 2 }, features)).to.equal(false);
    expect(guardHolds({ feature: 'width', relation: '>=', value: 19 }, features)).to.equal(true);
    expect(guardHolds({ feature: 'width', relation: '<=', value: 18 }, features)).to.equal(false);
    expect(guardHolds({ feature: 'padding', relation: '!=', value: 'valid' }, features)).to.equal(true);
  });

  it('does not hold of a call without its feature', () => {
    expect(guardHolds({ feature: 'height', relation: '!=', value: 3 }, features)).to.equal(false);
    expect(holds({ guards: [] }, features)).to.equal(true);
  });
});
