// Bugs of the wasm backend of @tensorflow/tfjs 4.22.0 that its cpu backend has not, found by `tensor-laws search tfjs-wasm`, each computed by
// hand. From campaign/, where the packages are: node by-hand/tfjs-wasm-4.22.mjs
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const tf = require('@tensorflow/tfjs');
require('@tensorflow/tfjs-backend-wasm');
tf.enableProdMode();

const t = (values, shape) => tf.tensor(values, shape);
const Z = [0, 0];
const bugs = [
  [
    '1 dilation2d starts from the smallest positive number: maxima that are not above 0',
    () => tf.dilation2d(t([-3, 5], [1, 1, 2, 1]), t([0], [1, 1, 1]), 1, 'valid', 1),
    '[1,1,2,1] -3,5',
  ],
  [
    "2 pools, 'ceil': XNNPACK rounds down, and the cells that the shape has beyond are never written",
    () => tf.maxPool(t([1, 2, 3], [1, 1, 3, 1]), [1, 2], [1, 2], [Z, Z, Z, Z], 'ceil'),
    '[1,1,2,1] 2,3',
  ],
  ['2b likewise, the mean', () => tf.avgPool(t([1, 2, 3], [1, 1, 3, 1]), [1, 2], [1, 2], [Z, Z, Z, Z], 'ceil'), '[1,1,2,1] 1.5,3'],
  [
    "3 'same' where one axis is padded and the other strided beyond its kernel (tfjs #5907): one window, 1 * 1 and a pad",
    () => tf.conv2d(t([1, 0], [1, 1, 2, 1]), t([1, 0], [2, 1, 1, 1]), [1, 2], 'same'),
    '[1,1,1,1] 1',
  ],
  ['3b likewise, depthwise', () => tf.depthwiseConv2d(t([1, 0], [1, 1, 2, 1]), t([1, 0], [2, 1, 1, 1]), [1, 2], 'same'), '[1,1,1,1] 1'],
  [
    '4 the gradients of conv3d are right for a first window alone',
    () => tf.grad((x) => tf.conv3d(x, t([1], [1, 1, 1, 1, 1]), 1, 'valid'))(tf.zeros([1, 2, 1, 1, 1]), t([3, 5], [1, 2, 1, 1, 1])),
    '[1,2,1,1,1] 3,5',
  ],
  [
    '5 the gradient of maxPool: a window whose maximum is not above 0 gives it to the first cell of the tensor',
    () => tf.grad((x) => tf.maxPool(x, 1, 1, 'valid'))(t([-3, -5], [1, 1, 2, 1]), t([1, 2], [1, 1, 2, 1])),
    '[1,1,2,1] 1,2',
  ],
  [
    '6 pad of more than 6 axes: the refusal of XNNPACK is printed, and memory that nothing wrote comes out',
    () => tf.pad(t([7], [1, 1, 1, 1, 1, 1, 1]), [Z, Z, Z, Z, Z, Z, Z]),
    '[1,1,1,1,1,1,1] 7',
  ],
  ['7 NaN is lost: 0 * Infinity', () => tf.conv2d(t([0], [1, 1, 1, 1]), t([Infinity], [1, 1, 1, 1]), 1, 'valid'), '[1,1,1,1] NaN'],
  ['7b likewise, the mean over NaN and a pad', () => tf.avgPool(t([NaN], [1, 1, 1, 1]), [1, 2], 1, 'same'), '[1,1,1,1] NaN'],
];

function outcome(call) {
  try {
    const y = call();
    return `${JSON.stringify(y.shape)} ${Array.from(y.dataSync())}`;
  } catch (error) {
    return `throws ${error.message.split('\n')[0].slice(0, 110)}`;
  }
}
for (const [what, call, expected] of bugs) {
  await tf.setBackend('wasm');
  const got = outcome(call);
  await tf.setBackend('cpu');
  console.log(`${what}\n  expected ${expected}\n  got      ${got}\n  on cpu   ${outcome(call)}`);
}
