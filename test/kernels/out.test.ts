import { expect } from 'chai';
import { averagePool, conv, extractPatches, pad } from '../../src/ops/kernels.js';
import { fromData, toArray, viewOf, type Tensor } from '../../src/tensor.js';

const x = fromData(Float64Array.of(1, 2, 3), [1, 3, 1]);

describe('a result written to a part of a longer buffer', () => {
  for (const [op, run] of [
    ['extractPatches', (out?: Tensor) => extractPatches(x, { window: [2], padding: [[1, 0]] }, out)],
    ['pad', (out?: Tensor) => pad(x, { paddings: Array.from({ length: 3 }, (_, i) => [i % 2, 0] as const) }, out)],
    ['conv', (out?: Tensor) => conv(x, fromData(Float64Array.of(2, 1), [2, 1, 1]), { padding: [[1, 0]] }, out)],
    ['averagePool', (out?: Tensor) => averagePool(x, { window: [2] }, out)],
  ] as const) {
    const { shape, stride, data } = run();
    for (const offset of [0, 2]) {
      it(`of ${op}, from ${offset} on, is the result, and leaves the rest`, () => {
        const buffer = new Float64Array(data.length + 4).fill(9);
        const y = run(viewOf(buffer, shape, stride, offset));
        expect(toArray(y)).to.deep.equal([...data]);
        expect([...buffer.slice(0, offset), ...buffer.slice(offset + data.length)]).to.deep.equal([9, 9, 9, 9]);
      });
    }
  }
});
