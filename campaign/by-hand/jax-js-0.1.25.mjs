// Bugs of @jax-js/jax 0.1.25 on its wasm device, found by `tensor-laws check jax-js`, each computed by hand: node campaign/by-hand/jax-js-0.1.25.mjs
import { defaultDevice, grad, init, jit, lax, numpy as np, vjp } from '@jax-js/jax';
await init('wasm');
defaultDevice('wasm');
const t = (values, shape) => np.array(new Float32Array(values), { shape });
const bugs = [
  [
    '1 np.matmul of a matrix and a stack of matrices: the stack comes after the rows',
    () => np.matmul(t([1, 2], [1, 2]), t([1, 1, 2, 2, 3, 3], [3, 2, 1])),
    '[3,1,1] 3,6,9',
  ],
  [
    '2 reduceWindow: a stride beyond twice the size, beside an axis whose window is larger than its stride, throws: pool() repeats too few cells, as the one of tinygrad did, which it follows (tinygrad #7483)',
    () => lax.reduceWindow(t([5, 7], [2, 1]), np.max, [2, 1], [1, 4]),
    '[1,1] 7',
  ],
  [
    '2b likewise, a convolution',
    () => lax.conv(t([2, 3], [1, 1, 1, 2]), t([5, 7], [1, 1, 1, 2]), [4, 1], 'VALID'),
    '[1,1,1,1] 31  (2*5 + 3*7)',
  ],
  [
    '3 a reduction over no element returns memory that was freed: here the products 5, 12, 21, 32 of before',
    () => {
      t([5, 6, 7, 8], [4])
        .mul(t([1, 2, 3, 4], [4]))
        .dataSync();
      return np.matmul(np.zeros([4, 0]), np.zeros([0, 1]));
    },
    '[4,1] 0,0,0,0',
  ],
  [
    '3b likewise, the gradient by the filter of a convolution of no batch element',
    () => {
      t([5, 6, 7, 8], [4])
        .mul(t([1, 2, 3, 4], [4]))
        .dataSync();
      return vjp((w) => lax.conv(np.zeros([0, 2, 2]), w, [1], 'VALID'), [t([1, 1, 1, 1], [1, 2, 2])])[1](np.zeros([0, 1, 1]))[0];
    },
    '[1,2,2] 0,0,0,0',
  ],
  [
    '4 gradient of a convolution whose pads reach beyond its windows: throws',
    () => vjp((x) => lax.conv(x, t([1], [1, 1, 1]), [3], [[2, 0]]), [t([1], [1, 1, 1])])[1](t([1], [1, 1, 1]))[0],
    '[1,1,1] 0  (the one window, at 0, is padding)',
  ],
  [
    '5 convTranspose: pads are checked against the size before the holes are made',
    () => lax.convTranspose(t([1, 2], [1, 1, 2]), t([1], [1, 1, 1]), [3], [[0, 3]], { transposeKernel: true }),
    '[1,1,1] 1  (1, 0, 0, 2 less the last three)',
  ],
  [
    '6 missing validation: vjp takes a cotangent of another shape',
    () => vjp((x) => x.mul(2), [t([1], [1])])[1](t([1, 1], [2]))[0],
    'an error',
  ],
  [
    '7 missing validation: reduceWindow takes a window of 0 (under jit it does not)',
    () => lax.reduceWindow(t([1], [1]), np.max, [0]),
    'an error',
  ],
  ['8 missing validation: np.pad takes half a cell', () => np.pad(t([1, 2], [2]), [[0.5, 0.5]]), 'an error'],
  ['9 np.array of no element throws', () => np.array(new Float32Array(0), { shape: [0, 2] }), '[0,2] '],
  ['10 all equal elements are a constant, and 0 times anything is 0', () => t([0, 0], [2]).mul(t([1, Infinity], [2])), '[2] 0,NaN'],
  ['10b likewise under jit', () => jit((x) => x.mul(0))(t([Infinity], [1])), '[1] NaN'],
  ['11 np.einsum needs iterator helpers: throws on Node 20', () => np.einsum('ij,jk->ik', t([2], [1, 1]), t([3], [1, 1])), '[1,1] 6'],
  [
    '12 the gradient through a pool whose stride is beyond its window, as 2',
    () => grad((x) => np.sum(lax.reduceWindow(x, np.max, [2, 1], [1, 4])))(t([5, 7], [2, 1])),
    '[2,1] 0,1',
  ],
];
for (const [what, call, expected] of bugs) {
  let got;
  try {
    const y = call();
    got = `${JSON.stringify(y.shape)} ${Array.from(y.dataSync()).slice(0, 12)}`;
  } catch (error) {
    got = `throws ${error.message.split('\n')[0].slice(0, 110)}`;
  }
  console.log(`${what}\n  expected ${expected}\n  got      ${got}`);
}
try {
  await init();
  console.log('13 init() of all devices\n  expected a list of devices\n  got      one');
} catch (error) {
  console.log(
    `13 init() of all devices throws where there is no navigator (Node 20)\n  expected a list of devices\n  got      throws ${error.message}`,
  );
}
