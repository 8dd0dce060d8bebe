import { expect } from 'chai';
import { refuseTooLarge } from '../../../src/judge/bind/too-large.js';
import { Unsupported } from '../../../src/library.js';
import { zeros, type Tensor } from '../../../src/tensor.js';

/** One number, everywhere: it takes no memory. */
const vast = (size: number): Tensor =>
  Object.assign(Object.create(Object.getPrototypeOf(zeros([1])) as object), zeros([1]), { shape: [size], stride: [0] }) as Tensor;

describe('a call that is too large for a law', () => {
  it('is refused from 32 times the elements of a case on, 65536 or as many as a library says', () => {
    expect(() => refuseTooLarge('conv', [vast(2 ** 21), { strides: [1] }])).not.to.throw();
    expect(() => refuseTooLarge('conv', [vast(2 ** 21), vast(1)])).to.throw(
      Unsupported,
      "conv: a law's call of 2097153 elements is too large",
    );
    expect(() => refuseTooLarge('conv', [vast(2 ** 21), vast(1)], 2 ** 17)).not.to.throw();
    expect(() => refuseTooLarge('conv', [vast(2 ** 21)], 4)).not.to.throw();
  });
});
