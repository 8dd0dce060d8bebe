// Bugs of @tensorflow/tfjs 4.22.0 on its cpu backend, found by `tensor-laws check tfjs-cpu`, each computed by hand: node campaign/by-hand/tfjs-4.22.mjs
import * as tf from '@tensorflow/tfjs';
tf.enableProdMode();
await tf.setBackend('cpu');
const t = (values, shape) => tf.tensor(values, shape);
const Z = [0, 0];
const bugs = [
  [
    '1 conv_util.getPadAndOutInfo/computeOutputShape2D: one kernel height and one stride for both axes when pad is a number (tfjs #649)',
    () => tf.conv2d(t([1, 2], [1, 1, 2, 1]), t([1, 1], [1, 2, 1, 1]), 1, 0),
    '[1,1,1,1] 3  (1 window: 1+2)',
  ],
  [
    '1b likewise, stride [1, 2]: also depthwiseConv2d, maxPool, avgPool, conv2dTranspose (there NaN: dy read out of bounds), all their gradients',
    () => tf.maxPool(t([1, 2], [1, 1, 2, 1]), [1, 2], 1, 0),
    '[1,1,1,1] 2',
  ],
  [
    '1c likewise, conv2dTranspose',
    () => tf.conv2dTranspose(t([1], [1, 1, 1, 1]), t([1, 2], [1, 2, 1, 1]), [1, 1, 2, 1], 1, 0),
    '[1,1,2,1] 1,2',
  ],
  [
    '2 conv1d: a number pads the inner height too, and its kernel height 1 gives the width: throws for pad > 0',
    () => tf.conv1d(t([1, 2, 3], [1, 3, 1]), t([1], [1, 1, 1]), 1, 1),
    '[1,5,1] 0,1,2,3,0',
  ],
  ['2b conv1d: pad 0 is not valid', () => tf.conv1d(t([1, 2], [1, 2, 1]), t([1, 1], [2, 1, 1]), 1, 0), '[1,1,1] 3'],
  [
    "3 conv_util.get3DPadAndOutInfo, 'same': no max(0, ..): negative pads when stride > kernel; conv3d, conv3dTranspose, maxPool3d, avgPool3d, gradients",
    () => tf.conv3d(t([1, 2], [1, 2, 1, 1, 1]), t([1], [1, 1, 1, 1, 1]), [2, 1, 1], 'same'),
    '[1,1,1,1,1] 1  (SAME: total pad max(0, 0*2+1-2) = 0)',
  ],
  [
    "4 ops/pool.js: dilated 'same' pads with zeros: a zero wins the maximum",
    () => tf.pool(t([-1], [1, 1, 1, 1]), [2, 1], 'max', 'same', [2, 1], 1),
    '[1,1,1,1] -1',
  ],
  ['4b likewise, and enters the mean', () => tf.pool(t([4], [1, 1, 1, 1]), [2, 1], 'avg', 'same', [2, 1], 1), '[1,1,1,1] 4'],
  [
    '5 ops/pool.js: dilated, a number or a list of pads is dropped (basePadding [[0,0],[0,0]])',
    () => tf.pool(t([5], [1, 1, 1, 1]), [1, 1], 'max', [Z, [1, 0], Z, Z], [1, 2], 1),
    '[1,2,1,1] -Infinity,5',
  ],
  [
    '5b ops/pool.js requiredSpaceToBatchPaddings: concat where it means to add: full size without pads',
    () => tf.pool(t([1, 2, 3, 4], [1, 2, 2, 1]), [2, 2], 'max', 1, [2, 2], 1),
    '[1,2,2,1] 4,3,2,1',
  ],
  [
    "6 ops/pool.js: dilated, or pad 0, with a dimRoundingMode: throws (it hands 'valid' on with the mode)",
    () => tf.pool(t([1], [1, 1, 1, 1]), [1, 1], 'max', 0, 1, 1, 'floor'),
    '[1,1,1,1] 1',
  ],
  [
    '7 kernels/AvgPoolGrad.js: divides by the whole window at the border; the forward pass by the cells that exist',
    () => tf.grad((x) => tf.avgPool(x, [1, 2], 1, 'same'))(t([1], [1, 1, 1, 1]), t([1], [1, 1, 1, 1])),
    '[1,1,1,1] 1  (y = x there)',
  ],
  [
    '7b kernels/AvgPool3DGrad.js likewise',
    () => tf.grad((x) => tf.avgPool3d(x, [1, 1, 2], 1, 'same'))(t([1], [1, 1, 1, 1, 1]), t([1], [1, 1, 1, 1, 1])),
    '[1,1,1,1,1] 1',
  ],
  [
    '8 utils/pool_utils.js maxPool3dPositions: wRow * effectiveFilterHeight, read back as wRow * effectiveFilterWidth: gradient lost when window height != width',
    () => tf.grad((x) => tf.maxPool3d(x, [1, 2, 1], 1, 'valid'))(t([0, 1], [1, 1, 2, 1, 1]), t([1], [1, 1, 1, 1, 1])),
    '[1,1,2,1,1] 0,1',
  ],
  [
    '9 gradients/MaxPool_grad.js drops dimRoundingMode: the windows that ceil added get no gradient',
    () => tf.grad((x) => tf.maxPool(x, [1, 2], [1, 2], [Z, Z, Z, Z], 'ceil'))(t([1, 2, 3], [1, 1, 3, 1]), t([1, 1], [1, 1, 2, 1])),
    '[1,1,3,1] 0,1,1',
  ],
  [
    '9b gradients/AvgPool_grad.js likewise',
    () => tf.grad((x) => tf.avgPool(x, [1, 2], [1, 2], [Z, Z, Z, Z], 'ceil'))(t([1, 2, 3], [1, 1, 3, 1]), t([1, 1], [1, 1, 2, 1])),
    '[1,1,3,1] 0.5,0.5,1',
  ],
  [
    '10 kernels/BatchMatMul.js: batches that broadcast both ways: bi % batchDim, and max(batchDimA, batchDimB) results (tfjs #7061)',
    () => tf.matMul(t([1, 2], [2, 1, 1, 1]), t([1, 10], [1, 2, 1, 1])),
    '[2,2,1,1] 1,10,2,20',
  ],
  [
    '11 utils/pool_utils.js pool, pool3d: pixel > minMaxValue is false for NaN: a maximum ignores NaN (the isNaN tests below it cannot fire)',
    () => tf.maxPool(t([NaN, 1], [1, 1, 2, 1]), [1, 2], 1, 'valid'),
    '[1,1,1,1] NaN',
  ],
  [
    '12 kernels/Dilation2D.js: starts from Number.MIN_SAFE_INTEGER, not -Infinity',
    () => tf.dilation2d(t([-1e20], [1, 1, 1, 1]), t([0], [1, 1, 1]), 1, 'valid'),
    '[1,1,1,1] -1e20 (float32 -100000002004087730000)',
  ],
  ['12b likewise, and NaN is lost', () => tf.dilation2d(t([NaN], [1, 1, 1, 1]), t([0], [1, 1, 1]), 1, 'valid'), '[1,1,1,1] NaN'],
  [
    '13 missing validation: a kernel larger than the padded input gives a tensor of negative sizes (tfjs #5902)',
    () => tf.conv2d(t([1], [1, 1, 1, 1]), tf.ones([3, 3, 1, 1]), 1, 'valid'),
    'an error',
  ],
  ['14 missing validation: tf.pad takes a list of pads of another length', () => tf.pad(t([1, 2, 3, 4], [2, 2]), [[1, 1]]), 'an error'],
  [
    '15 missing validation: spaceToBatchND takes negative paddings (documented >= 0)',
    () => tf.spaceToBatchND(t([0], [1, 1]), [1], [[-1, 0]]),
    'an error',
  ],
  [
    '16 missing validation: batchToSpaceND takes crops that are no integers',
    () => tf.batchToSpaceND(t([0], [1, 1, 1]), [1], [[0.5, 0.5]]),
    'an error',
  ],
  [
    '17 missing validation: depthwiseConv2d takes negative strides',
    () => tf.depthwiseConv2d(t([0], [1, 1, 1, 1]), t([0], [1, 1, 1, 1]), [-1, 1], [Z, Z, Z, Z]),
    'an error',
  ],
  ['18 missing validation: pools take a window of 0', () => tf.maxPool(t([0], [1, 1, 1, 1]), [0, 1], 1, 'valid'), 'an error'],
  ['19 missing validation: conv1d takes a stride of 1.5', () => tf.conv1d(t([0], [1, 1, 1]), t([0], [1, 1, 1]), 1.5, 'valid'), 'an error'],
  [
    '20 missing validation: dilation2d takes dilations of 0',
    () => tf.dilation2d(t([0], [1, 1, 1, 1]), t([0], [1, 1, 1]), 1, 'valid', [0, 0]),
    'an error',
  ],
  ['21 missing validation: depthToSpace takes a block of 1.5', () => tf.depthToSpace(tf.zeros([1, 2, 2, 9]), 1.5), 'an error'],
  ['22 missing validation: resize takes a size of 0', () => tf.image.resizeNearestNeighbor(t([0], [1, 1, 1, 1]), [0, 1]), 'an error'],
  [
    '23 missing validation: batchNorm takes a mean of another length than the last axis, and goes through it cell by cell',
    () => tf.batchNorm(t([1, 2, 3, 4, 5, 6], [2, 3]), t([1, 2], [2]), t([4, 4], [2])),
    'an error',
  ],
  ['24 missing validation: cumsum takes axis 1 of a vector', () => tf.cumsum(t([1, 2], [2]), 1), 'an error'],
  ['24b likewise, axis -1: a shape that is no shape', () => tf.cumsum(t([1, 2], [2]), -1), 'an error, or the sums 1,3'],
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
