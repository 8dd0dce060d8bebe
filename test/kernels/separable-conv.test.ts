import { expect } from 'chai';
import { conv, depthwiseConv, separableConv } from '../../src/ops/kernels.js';
import { fromData, sizeOf, viewOf, zeros, type Tensor } from '../../src/tensor.js';

/** Values whose sums round. */
function uneven(shape: number[]): Tensor {
  return fromData(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i * 1.7) * 3),
    shape,
  );
}

describe('separableConv', () => {
  for (const [name, size] of [
    ['small', 9],
    ['large, item by item', 80],
  ] as const) {
    it(`is bit for bit depthwise, then 1x1 (${name})`, () => {
      const x = uneven([3, size, size, 5]);
      const [depthwise, pointwise] = [uneven([3, 3, 5, 3]), uneven([1, 1, 15, 7])];
      for (const stride of [1, 2, 3]) {
        for (const padding of ['same', 'valid'] as const) {
          const attributes = { strides: [stride, stride], padding };
          const expected = conv(depthwiseConv(x, depthwise, attributes), pointwise);
          expect(separableConv(x, depthwise, pointwise, attributes).data).to.deep.equal(expected.data);
          // Into a part of a larger buffer, from a view.
          const buffer = new Float32Array(expected.data.length + 4).fill(9);
          const out = viewOf(buffer, expected.shape, expected.stride, 2);
          const reversed = viewOf(x.data, x.shape, [-x.stride[0]!, ...x.stride.slice(1)], 2 * x.stride[0]!);
          separableConv(reversed, depthwise, pointwise, attributes, out);
          const item = expected.data.length / 3;
          expect(buffer.slice(2 + 2 * item, 2 + 3 * item)).to.deep.equal(expected.data.slice(0, item));
          expect([...buffer.slice(0, 2), ...buffer.slice(-2)]).to.deep.equal([9, 9, 9, 9]);
        }
      }
    });
  }

  it('of an empty batch is empty', () => {
    expect(separableConv(zeros([0, 4, 2]), zeros([2, 2, 2]), zeros([1, 4, 3])).shape).to.deep.equal([0, 3, 3]);
  });
});
