import { expect } from 'chai';
import { batchToSpace, composeWithSpaceToBatch, conv, InvalidArgument, spaceToBatch, withSpaceToBatch } from '../../src/ops/kernels.js';
import type { Padding, WithSpaceToBatchAttributes } from '../../src/ops/index.js';
import { tensor, toArray, zeros, type Tensor } from '../../src/tensor.js';

const bad = (value: unknown): never => value as never;

describe('withSpaceToBatch', () => {
  it('at rates of 1 calls the op once, with the very tensor and padding, whatever it is', () => {
    const x = zeros([1, 3, 1]);
    const padding = bad({ not: 'a padding' }) as Padding;
    const seen: unknown[] = [];
    const y = withSpaceToBatch(x, { dilationRate: [1], padding }, (...args) => {
      seen.push(args);
      return x;
    });
    expect(y).to.equal(x);
    expect(seen).to.have.length(1);
    const [args] = seen as [unknown[]];
    expect(args[0]).to.equal(x);
    expect(args[1]).to.equal(1);
    expect(args[2]).to.equal(padding);
  });

  it('splits, applies with valid, and joins', () => {
    // [1, 2, 3, 4, 5] at rate 2, valid, with the sum of two neighbours: pads one; blocks [1, 3, 5], [2, 4, 0].
    const x = tensor([1, 2, 3, 4, 5], [1, 5, 1]);
    const filter = tensor([1, 1], [2, 1, 1]);
    const seen: [number[], number, Padding][] = [];
    const y = withSpaceToBatch(x, { dilationRate: [2], padding: 'valid' }, (each, axes, padding) => {
      seen.push([toArray(each), axes, padding]);
      return conv(each, filter, { padding });
    });
    expect(seen).to.deep.equal([[[1, 3, 5, 2, 4, 0], 1, 'valid']]);
    expect(toArray(y)).to.deep.equal([4, 6, 8]);
    expect(toArray(conv(x, filter, { dilations: [2] }))).to.deep.equal([4, 6, 8]);
  });

  it("gives the axis of rate 1 its 'same' padding among others", () => {
    const x = zeros([1, 4, 4, 1]);
    const shapes: number[][] = [];
    const filterShape = [3, 3];
    withSpaceToBatch(x, { dilationRate: [2, 1], padding: 'same', filterShape }, (each) => {
      shapes.push([...each.shape]);
      return conv(each, zeros([3, 3, 1, 1]));
    });
    // Axis 1: 4 + 4 pads, halved; axis 2: 4 + 2 pads.
    expect(shapes).to.deep.equal([[2, 4, 6, 1]]);
  });

  it('skips axes between, and starts after channels where those come first', () => {
    const seen: number[][] = [];
    const watch = (each: Tensor): Tensor => {
      seen.push([...each.shape]);
      return each;
    };
    withSpaceToBatch(zeros([1, 4, 3, 6, 2]), { dilationRate: [2, 3], padding: 'valid', spatialDims: [1, 3] }, watch);
    withSpaceToBatch(zeros([1, 3, 4, 6]), { dilationRate: [2, 3], padding: 'valid', dataFormat: 'NCHW' }, watch);
    expect(seen).to.deep.equal([
      [6, 2, 3, 2, 2],
      [6, 3, 2, 2],
    ]);
  });

  it('is async where the op or the pieces are', async () => {
    const x = tensor([1, 2, 3, 4], [1, 4, 1]);
    const attributes: WithSpaceToBatchAttributes = { dilationRate: [2], padding: 'valid' };
    const later = withSpaceToBatch(x, attributes, async (each) => Promise.resolve(each));
    expect(later).to.be.instanceOf(Promise);
    expect(toArray(await later)).to.deep.equal([1, 2, 3, 4]);
    const composed = composeWithSpaceToBatch<Tensor>({
      spaceToBatch: (each, a) => Promise.resolve(spaceToBatch(each, a)),
      batchToSpace: (each, a) => Promise.resolve(batchToSpace(each, a)),
    });
    expect(toArray(await composed(x, attributes, (each) => each))).to.deep.equal([1, 2, 3, 4]);
  });

  /** Each is refused before whatever later entries refuse, which it also has wrong. */
  const x = zeros([1, 4, 4, 1]);
  const wrongs: readonly (readonly [string, Tensor, object])[] = [
    ['dilationRate is 2, but it must be a list of rates', x, { dilationRate: 2, spatialDims: [2, 1], padding: 'no' }],
    ['spatialDims is [2, 1], but it must list 2 axes', zeros([1]), { dilationRate: [0, 1], spatialDims: [2, 1], padding: 'no' }],
    ['spatialDims is [0, 1], but it must list 2 axes', zeros([1]), { dilationRate: [0, 1], spatialDims: [0, 1], padding: 'no' }],
    ['spatialDims is [1], but it must list 2 axes', zeros([1]), { dilationRate: [0, 1], spatialDims: [1], padding: 'no' }],
    ['spatialDims is [1, 1.5], but it must list 2 axes', zeros([1]), { dilationRate: [0, 1], spatialDims: [1, 1.5], padding: 'no' }],
    ['x.rank is 1, but x must have the spatial axes [1, 2]', zeros([1]), { dilationRate: [0, 1], padding: 'no' }],
    ['dilationRate[0] is 0, but every rate must be an integer >= 1', x, { dilationRate: [0, 2], padding: 'no' }],
    ['dilationRate[1] is 1.5, but every rate must be an integer >= 1', x, { dilationRate: [1, 1.5], padding: 'no' }],
    ["filterShape is undefined, but with padding 'same'", x, { dilationRate: [2, 2], padding: 'same' }],
    ['filterShape[1] is 0, but every size must be an integer >= 1', x, { dilationRate: [2, 2], padding: 'same', filterShape: [2, 0] }],
    ["padding is 'same-lower', but it must be 'valid', 'same'", x, { dilationRate: [2, 2], padding: 'same-lower' }],
    ['basePaddings is [[1, 1]], but it must have one pair per axis', x, { dilationRate: [2, 2], padding: [[1, 1]] }],
  ];
  for (const [message, tensorX, attributes] of wrongs) {
    it(`refuses: ${message}`, () => {
      let calls = 0;
      const call = (): unknown =>
        withSpaceToBatch(tensorX, bad(attributes), (each) => {
          calls++;
          return each;
        });
      expect(call).to.throw(InvalidArgument, message);
      expect(calls).to.equal(0);
    });
  }
});
