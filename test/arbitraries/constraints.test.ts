import { expect } from 'chai';
import * as fc from 'fast-check';
import * as arbitraries from '../../src/arbitraries/index.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import { tensor } from '../../src/tensor.js';

describe('constraints', () => {
  const refused: readonly [string, () => unknown, string][] = [
    ['minRank above maxRank', () => arbitraries.shapes({ minRank: 3, maxRank: 2 }), 'minRank is 3, but it must be at most maxRank = 2'],
    ['a fraction', () => arbitraries.shapes({ maxLength: 2.5 }), 'maxLength is 2.5'],
    ['a negative bound', () => arbitraries.shapes({ minLength: -1 }), 'minLength is -1'],
    ['NaN', () => arbitraries.strides({ minStride: Number.NaN }), 'minStride is NaN'],
    ['a stride of 0', () => arbitraries.strides({ minStride: 0 }), 'minStride is 0'],
    ['a dilation of 0', () => arbitraries.dilations({ maxDilation: 0 }), 'maxDilation is 0'],
    ['no kind of padding', () => arbitraries.paddings({ kinds: [] }), 'kinds is []'],
    ['contradicting pads', () => arbitraries.paddings({ minPad: 5, maxPad: 4 }), 'minPad is 5'],
    ['no channels', () => arbitraries.groups(0), 'channelsIn is 0'],
    ['a block of 0', () => arbitraries.blockPaddings([4], [0]), 'blockShape[0] is 0'],
    ['lists that differ in length', () => arbitraries.blockPaddings([4], [1, 2]), 'blockShape is [1, 2]'],
    ['a size that cannot be cropped', () => arbitraries.crops([0]), 'sizes[0] is 0'],
    ['more axes than there are', () => arbitraries.axisSubsets(2, { minLength: 3 }), 'minLength is 3'],
    ['a negative length', () => arbitraries.tensors([2, -1]), 'shape[1] is -1'],
    ['an unknown regime', () => arbitraries.tensors([2], { regimes: ['wild' as 'real'] }), "regimes is 'wild'"],
    ['no regime', () => arbitraries.tensors([2], { regimes: [] }), 'regimes is []'],
    ['no tensor', () => arbitraries.views(3 as never), 'x is 3'],
    [
      'contradicting kernels',
      () => arbitraries.convCase({ minKernel: 4, maxKernel: 3 }),
      'convCase: minKernel is 4, but it must be at most maxKernel = 3',
    ],
    ['a kernel of 0', () => arbitraries.convCase({ minKernel: 0 }), 'convCase: minKernel is 0'],
    ['four spatial axes', () => arbitraries.poolCase({ maxAxes: 4 }), 'poolCase: maxAxes is 4'],
    ['endless elements', () => arbitraries.padCase({ maxElements: Infinity }), 'maxElements is Infinity'],
  ];
  for (const [name, make, message] of refused) {
    it(`refuse ${name}, by name`, () => {
      expect(make).to.throw(InvalidArgument, message);
    });
  }

  it('are kept by every case', () => {
    const bounds = {
      minAxes: 2,
      maxAxes: 2,
      minKernel: 2,
      maxKernel: 3,
      minStride: 2,
      maxStride: 2,
      maxDilation: 1,
      maxBatch: 1,
      maxGroups: 1,
      maxPad: 1,
    };
    fc.assert(
      fc.property(arbitraries.convCase({ ...bounds, padding: ['explicit'] }), (c) => {
        expect(c.n).to.equal(2);
        for (const k of c.kernel) expect(k).to.be.within(2, 3);
        expect([...c.strides, ...c.dilations, c.batch, c.groups]).to.deep.equal([2, 2, 1, 1, 1, 1]);
        for (const pads of c.padding as readonly (readonly number[])[]) for (const pad of pads) expect(pad).to.be.within(0, 1);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('of one bound alone move the other with it', () => {
    expect(fc.sample(arbitraries.shapes({ minRank: 6 }), 5).map((shape) => shape.length)).to.deep.equal([6, 6, 6, 6, 6]);
    expect(fc.sample(arbitraries.strides({ minStride: 7, maxAxes: 1 }), 3)).to.deep.equal([[7], [7], [7]]);
  });

  it('leave views the values of any tensor', () => {
    const x = tensor([1, 2, 3, 4], [2, 2]).transpose(1, 0);
    fc.assert(fc.property(arbitraries.views(x), (view) => view.get(0, 1) === 3 && view.get(1, 0) === 2));
  });

  it('take kinds of padding in the order that they shrink to', () => {
    const result = fc.check(
      fc.property(arbitraries.paddings({ kinds: ['same', 'explicit', 'valid'] }), () => false),
      { seed: 3 },
    );
    expect(result.counterexample).to.deep.equal(['same']);
  });
});
