/**
 * The kernels against tfjs-cpu and against scalar V8's limit, all in one run, in float32.
 *
 *     npm run bench:kernels -- [--json] [--rounds 5]
 *
 * Processor time, not the clock's, and each round times every contender in turn: other work on the machine slows all alike. The best round
 * counts.
 */
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import * as kernels from '../src/ops/kernels.js';
import type { WindowAttributes } from '../src/ops/index.js';
import { fromData, sizeOf, type Tensor } from '../src/tensor.js';
import { limitMultiplyAdds, runLimit } from './scalar-limit.js';

interface Row {
  readonly name: string;
  readonly multiplyAdds: number;
  readonly ours: () => unknown;
  readonly theirs: () => unknown;
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } } });

function filled(shape: number[]): Tensor {
  return fromData(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 201) / 100 - 1),
    shape,
  );
}

function tfTensor(x: Tensor): tf.Tensor4D {
  return tf.tensor4d(x.data as Float32Array, x.shape as [number, number, number, number]);
}

function convRow(name: string, xShape: number[], filterShape: number[]): Row {
  const [x, filter] = [filled(xShape), filled(filterShape)];
  const [tx, tw] = [tfTensor(x), tfTensor(filter)];
  const out = kernels.shapeOf('conv', [xShape, filterShape], {});
  return {
    name,
    multiplyAdds: sizeOf(out) * sizeOf(filterShape.slice(0, -1)),
    ours: () => kernels.conv(x, filter),
    theirs: () => tf.tidy(() => tf.conv2d(tx, tw, 1, 'valid').dataSync()),
  };
}

function depthwiseRow(name: string, xShape: number[], filterShape: number[]): Row {
  const [x, filter] = [filled(xShape), filled(filterShape)];
  const [tx, tw] = [tfTensor(x), tfTensor(filter)];
  const out = kernels.shapeOf('depthwiseConv', [xShape, filterShape], {});
  return {
    name,
    multiplyAdds: sizeOf(out) * sizeOf(filterShape.slice(0, -2)),
    ours: () => kernels.depthwiseConv(x, filter),
    theirs: () => tf.tidy(() => tf.depthwiseConv2d(tx, tw, 1, 'valid').dataSync()),
  };
}

/** The shapes of the test that started this package, one batch item of its twenty. */
function separableRow(stride: number, padding: 'same' | 'valid'): Row {
  const [x, depthwise, pointwise] = [filled([1, 224, 224, 16]), filled([3, 3, 16, 3]), filled([1, 1, 48, 64])];
  const [tx, td, tp] = [tfTensor(x), tfTensor(depthwise), tfTensor(pointwise)];
  const attributes: WindowAttributes = { strides: [stride, stride], padding };
  const out = kernels.shapeOf('separableConv', [x.shape, depthwise.shape, pointwise.shape], attributes);
  const cells = sizeOf(out.slice(0, -1));
  return {
    name: `separable, stride ${stride}, ${padding}`,
    multiplyAdds: cells * (9 * 48 + 48 * 64),
    ours: () => kernels.separableConv(x, depthwise, pointwise, attributes),
    theirs: () => tf.tidy(() => tf.separableConv2d(tx, td as tf.Tensor4D, tp, stride, padding).dataSync()),
  };
}

const rows: readonly (() => Row)[] = [
  () => convRow('small 1x8x8x3 * 3x3x3x4', [1, 8, 8, 3], [3, 3, 3, 4]),
  () => convRow('medium 1x64x64x16 * 3x3x16x32', [1, 64, 64, 16], [3, 3, 16, 32]),
  () => depthwiseRow('depthwise 224x224x16 * 3x3x16x3', [1, 224, 224, 16], [3, 3, 16, 3]),
  () => convRow('pointwise 224x224x48 * 1x1x48x64', [1, 224, 224, 48], [1, 1, 48, 64]),
  ...[1, 2, 3].flatMap((stride) => (['same', 'valid'] as const).map((padding) => () => separableRow(stride, padding))),
];

/** Milliseconds of processor time per call. */
function timed(run: () => unknown, calls: number): number {
  const start = process.cpuUsage();
  for (let i = 0; i < calls; i++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / calls;
}

function callsFor(run: () => unknown): number {
  // Warm enough for the optimizing compiler; then about 20 ms a round.
  let calls = 0;
  const start = process.cpuUsage();
  let spent: number;
  do {
    run();
    calls++;
    const { user, system } = process.cpuUsage(start);
    spent = (user + system) / 1000;
  } while (spent < 300);
  return Math.max(1, Math.round((20 * calls) / spent));
}

await tf.setBackend('cpu');
const rounds = Number(values.rounds);
const results = [];
for (const make of rows) {
  const { name, multiplyAdds, ours, theirs } = make();
  const contenders = [ours, theirs, runLimit];
  const calls = contenders.map(callsFor);
  const best = contenders.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [i, run] of contenders.entries()) best[i] = Math.min(best[i]!, timed(run, calls[i]!));
  }
  const [mine, other, limit] = [multiplyAdds / best[0]! / 1e6, multiplyAdds / best[1]! / 1e6, limitMultiplyAdds / best[2]! / 1e6];
  results.push({
    name,
    microseconds: best[0]! * 1000,
    gmacs: mine,
    tfjsGmacs: other,
    limitGmacs: limit,
    ratioToTfjs: mine / other,
    ratioToLimit: mine / limit,
  });
}

if (values.json) console.log(JSON.stringify(results, undefined, 2));
else {
  console.log('row                              |     us/call | GMAC/s | tfjs-cpu |  limit | x tfjs-cpu | of limit');
  for (const r of results) {
    const cells = [
      r.name.padEnd(32),
      r.microseconds.toFixed(1).padStart(11),
      r.gmacs.toFixed(2).padStart(6),
      r.tfjsGmacs.toFixed(2).padStart(8),
      r.limitGmacs.toFixed(2).padStart(6),
      r.ratioToTfjs.toFixed(1).padStart(10),
      r.ratioToLimit.toFixed(2).padStart(8),
    ];
    console.log(cells.join(' | '));
  }
}
