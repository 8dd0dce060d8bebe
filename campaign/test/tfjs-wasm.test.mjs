// A call that ruins the memory of the wasm backend is that call's fault alone.
import { expect } from 'chai';
import * as tf from '@tensorflow/tfjs';
import library from 'tensor-laws/libraries/tfjs-wasm';
import { tensor, toArray } from 'tensor-laws';

/** A cell to the left of a padded axis, two apart: read outside of the memory. */
const traps = () =>
  library.ops.averagePool(tensor([0], [1, 1, 1, 1], 'float32'), {
    window: [1, 2],
    strides: [1, 1],
    dilations: [2, 1],
    padding: [
      [0, 0],
      [1, 0],
    ],
    ceilMode: false,
    countPadding: false,
  });

/** (1, 2, 3) under the taps (1, 10): 1 + 20 and 2 + 30. */
async function convolves() {
  const x = tensor([1, 2, 3], [1, 3, 1], 'float32');
  const filter = tensor([1, 10], [2, 1, 1], 'float32');
  const result = await library.ops.conv(x, filter, { strides: [1], dilations: [1], padding: 'valid', groups: 1 });
  expect(toArray(result)).to.deep.equal([21, 32]);
}

const messageOf = async (call) => {
  try {
    await call();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
  return 'none';
};

describe('tfjs-wasm', () => {
  before(() => library.setup());

  it('is as good as new after a call that ends in a trap', async () => {
    await convolves();
    const { wasm } = tf.engine().registry;
    for (let i = 0; i < 20; i++) {
      expect(await messageOf(traps)).to.match(/^RuntimeError/);
      await convolves();
    }
    expect(tf.engine().registry.wasm).to.equal(wasm);
  });

  it('takes another backend, and waits for it, where the program has tensors of its own', async () => {
    tf.tensor([1]);
    const { wasm } = tf.engine().registry;
    expect(await messageOf(traps)).to.match(/^RuntimeError/);
    await convolves();
    expect(tf.engine().registry.wasm).not.to.equal(wasm);
  });
});
