import * as tf from '@tensorflow/tfjs';
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bind } from '../../src/judge/bind/bind.js';
import { spellingsOf, Unsupported } from '../../src/library.js';
import tfjsCpu from '../../src/libraries/tfjs-cpu.js';
import type { OpName } from '../../src/ops/index.js';
import { tensor as float64Tensor, toArray, viewOf, type Tensor } from '../../src/tensor.js';

const tensor = (values: number[], shape: number[]): Tensor => float64Tensor(values, shape, 'float32');

function run(op: OpName, ...args: unknown[]): Tensor {
  return (tfjsCpu.ops as Record<string, (...given: unknown[]) => Tensor>)[op]!(...args);
}

const plain = (n: number): { strides: number[]; dilations: number[]; padding: string; groups: number } => ({
  strides: Array.from({ length: n }, () => 1),
  dilations: Array.from({ length: n }, () => 1),
  padding: 'valid',
  groups: 1,
});
const plainPool = (window: number[]): object => ({ ...plain(window.length), window, ceilMode: false, countPadding: false });

const spelled = (op: OpName, name: string): ((...given: unknown[]) => Tensor) =>
  spellingsOf(tfjsCpu.ops[op])![name]!.call as (...given: unknown[]) => Tensor;

describe('tfjs-cpu', () => {
  before(async () => tfjsCpu.setup!());

  it('says its version', () => {
    expect(tfjsCpu.version).to.equal(tf.version_core);
  });

  describe('takes a dense float32 result from each op', () => {
    const x = tensor([1, 2, 3, 4], [1, 2, 2, 1]);
    const row = tensor([1, 2, 3], [1, 1, 3, 1]);
    const cases: [string, OpName, unknown[], number[], number[]][] = [
      ['1-D', 'conv', [tensor([1, 2, 3], [1, 3, 1]), tensor([1, 10], [2, 1, 1]), plain(1)], [1, 2, 1], [21, 32]],
      ['2-D', 'conv', [x, tensor([1, 10], [2, 1, 1, 1]), plain(2)], [1, 1, 2, 1], [31, 42]],
      ['3-D', 'conv', [tensor([1, 2], [1, 2, 1, 1, 1]), tensor([1, 10], [2, 1, 1, 1, 1]), plain(3)], [1, 1, 1, 1, 1], [21]],
      ['', 'depthwiseConv', [tensor([1, 2], [1, 1, 1, 2]), tensor([3, 4, 5, 6], [1, 1, 2, 2]), plain(2)], [1, 1, 1, 4], [3, 4, 10, 12]],
      [
        '',
        'separableConv',
        [x, tensor([2], [1, 1, 1, 1]), tensor([1, 10], [1, 1, 1, 2]), plain(2)],
        [1, 2, 2, 2],
        [2, 20, 4, 40, 6, 60, 8, 80],
      ],
      [
        'stride 2',
        'convTranspose',
        [tensor([1, 2], [1, 1, 2, 1]), tensor([1, 10], [1, 2, 1, 1]), { ...plain(2), strides: [1, 2], outputPadding: [0, 1] }],
        [1, 1, 5, 1],
        [1, 10, 2, 20, 0],
      ],
      [
        '3-D',
        'convTranspose',
        [tensor([1, 2], [1, 2, 1, 1, 1]), tensor([1, 10], [2, 1, 1, 1, 1]), { ...plain(3), outputPadding: [0, 0, 0] }],
        [1, 3, 1, 1, 1],
        [1, 12, 20],
      ],
      [
        '',
        'convInputGradient',
        [[1, 1, 3, 1], tensor([1, 10], [1, 2, 1, 1]), tensor([1, 2], [1, 1, 2, 1]), plain(2)],
        [1, 1, 3, 1],
        [1, 12, 20],
      ],
      ['1-D', 'convInputGradient', [[1, 3, 1], tensor([1, 10], [2, 1, 1]), tensor([1, 2], [1, 2, 1]), plain(1)], [1, 3, 1], [1, 12, 20]],
      ['', 'convFilterGradient', [row, [1, 2, 1, 1], tensor([1, 10], [1, 1, 2, 1]), plain(2)], [1, 2, 1, 1], [21, 32]],
      [
        '',
        'depthwiseConvInputGradient',
        [[1, 1, 3, 1], tensor([1, 10], [1, 2, 1, 1]), tensor([1, 2], [1, 1, 2, 1]), plain(2)],
        [1, 1, 3, 1],
        [1, 12, 20],
      ],
      ['', 'depthwiseConvFilterGradient', [row, [1, 2, 1, 1], tensor([1, 10], [1, 1, 2, 1]), plain(2)], [1, 2, 1, 1], [21, 32]],
      ['', 'maxPool', [x, plainPool([2, 2])], [1, 1, 1, 1], [4]],
      ['dilated', 'maxPool', [tensor([5, 9, 3, 4], [1, 1, 4, 1]), { ...plainPool([1, 2]), dilations: [1, 2] }], [1, 1, 2, 1], [5, 9]],
      ['in ceil mode', 'maxPool', [row, { ...plainPool([1, 2]), strides: [2, 2], ceilMode: true }], [1, 1, 2, 1], [2, 3]],
      ['3-D', 'maxPool', [tensor([1, 2], [1, 1, 1, 2, 1]), plainPool([1, 1, 2])], [1, 1, 1, 1, 1], [2]],
      ['', 'averagePool', [x, plainPool([2, 2])], [1, 1, 1, 1], [2.5]],
      ['', 'maxPoolGradient', [row, tensor([7, 8], [1, 1, 2, 1]), plainPool([1, 2])], [1, 1, 3, 1], [0, 7, 8]],
      ['', 'averagePoolGradient', [[1, 1, 3, 1], tensor([2, 4], [1, 1, 2, 1]), plainPool([1, 2])], [1, 1, 3, 1], [1, 3, 2]],
      ['constant', 'pad', [tensor([1, 2], [2]), { paddings: [[1, 2]], mode: 'constant', value: 7 }], [5], [7, 1, 2, 7, 7]],
      ['reflect', 'pad', [tensor([1, 2, 3], [3]), { paddings: [[2, 1]], mode: 'reflect', value: 0 }], [6], [3, 2, 1, 2, 3, 2]],
      ['symmetric', 'pad', [tensor([1, 2, 3], [3]), { paddings: [[2, 1]], mode: 'symmetric', value: 0 }], [6], [2, 1, 1, 2, 3, 3]],
      ['', 'spaceToBatch', [tensor([1, 2, 3], [1, 3, 1]), { blockShape: [2], paddings: [[0, 1]] }], [2, 2, 1], [1, 3, 2, 0]],
      ['', 'batchToSpace', [tensor([1, 3, 2, 0], [2, 2, 1]), { blockShape: [2], crops: [[0, 1]] }], [1, 3, 1], [1, 2, 3]],
      ['', 'depthToSpace', [tensor([1, 2, 3, 4], [1, 1, 1, 4]), { blockSize: 2, mode: 'DCR' }], [1, 2, 2, 1], [1, 2, 3, 4]],
      [
        '',
        'batchNorm',
        [row, tensor([1], [1]), tensor([3], [1]), { epsilon: 1, scale: tensor([4], [1]), offset: tensor([10], [1]) }],
        [1, 1, 3, 1],
        [10, 12, 14],
      ],
      ['', 'cumsum', [tensor([1, 2, 4], [3]), { axis: 0, exclusive: true, reverse: false }], [3], [0, 1, 3]],
      ['reverse', 'cumsum', [tensor([1, 2, 4], [1, 3]), { axis: 1, exclusive: false, reverse: true }], [1, 3], [7, 6, 4]],
      // 2 / (4 + 3 / 3 * 2 ^ 2): one channel, so that a window has one number.
      ['', 'lrn', [tensor([2], [1, 1, 1, 1]), { size: 3, alpha: 3, beta: 1, k: 4 }], [1, 1, 1, 1], [0.25]],
      ['', 'matmul', [tensor([1, 2, 3, 4], [2, 2]), tensor([1, 10], [2, 1]), {}], [2, 1], [21, 43]],
      ['', 'morphologicalDilation', [row, tensor([0, -5], [1, 2, 1]), plain(2)], [1, 1, 2, 1], [1, 2]],
      [
        'nearest',
        'resize',
        [row, { size: [1, 6], mode: 'nearest', alignCorners: false, halfPixelCenters: false }],
        [1, 1, 6, 1],
        [1, 1, 2, 2, 3, 3],
      ],
      [
        'bilinear',
        'resize',
        [row, { size: [1, 5], mode: 'bilinear', alignCorners: true, halfPixelCenters: false }],
        [1, 1, 5, 1],
        [1, 1.5, 2, 2.5, 3],
      ],
    ];
    for (const [kind, op, args, shape, values] of cases) {
      it(`${op} ${kind}`, () => {
        const result = run(op, ...args);
        expect([...result.shape]).to.deep.equal(shape);
        expect(result.data).to.be.instanceOf(Float32Array);
        expect(toArray(result)).to.deep.equal(values);
      });
    }
    it('covers every op that the library has', () => {
      expect([...new Set(cases.map(([, op]) => op))].sort()).to.deep.equal(Object.keys(tfjsCpu.ops).sort());
    });
  });

  it('takes views: reversed, stepped, offset', () => {
    const data = Float32Array.of(9, 1, 9, 2, 9, 3);
    const x = viewOf(data, [1, 3, 1], [0, -2, 1], 5);
    expect(toArray(run('conv', x, tensor([1, 10], [2, 1, 1]), plain(1)))).to.deep.equal([23, 12]);
  });

  it('returns data of its own, also where TensorFlow.js shares it', () => {
    const x = tensor([1, 2], [1, 1, 2, 1]);
    const result = run('maxPool', x, plainPool([1, 1]));
    result.data[0] = 5;
    expect(toArray(x)).to.deep.equal([1, 2]);
    expect(toArray(run('maxPool', x, plainPool([1, 1])))).to.deep.equal([1, 2]);
  });

  it('keeps no tensor, also after a call that throws', () => {
    const before = tf.memory().numTensors;
    const x = tensor([1, 2, 3], [1, 3, 1]);
    run('conv', x, tensor([1], [1, 1, 1]), plain(1));
    run('maxPoolGradient', tensor([1, 2], [1, 1, 2, 1]), tensor([7], [1, 1, 1, 1]), plainPool([1, 2]));
    expect(() => run('conv', x, tensor([1], [1, 1, 1]), { ...plain(1), padding: [[1, 1]] })).to.throw(Error);
    expect(tf.memory().numTensors).to.equal(before);
  });

  it('says the same in each spelling that takes a call', () => {
    const row = tensor([1, 2, 3], [1, 1, 3, 1]);
    const pair = tensor([1, 10], [1, 2, 1, 1]);
    for (const name of Object.keys(spellingsOf(tfjsCpu.ops.conv)!))
      expect(toArray(spelled('conv', name)(row, tensor([2], [1, 1, 1, 1]), plain(2))), name).to.deep.equal([2, 4, 6]);
    for (const name of ['pad as a word', 'tf.pool, pad as a list', 'tf.pool, pad as a word'])
      expect(toArray(spelled('maxPool', name)(row, plainPool([1, 2]))), name).to.deep.equal([2, 3]);
    // Pads of 'valid' as the number 0 and as lists, and those of 'same' as a word.
    const same = {
      ...plain(2),
      padding: [
        [0, 0],
        [0, 1],
      ],
    };
    expect(toArray(spelled('conv', 'pad as a word')(row, pair, same))).to.deep.equal([21, 32, 3]);
    expect(() => spelled('conv', 'pad as a number')(row, pair, same)).to.throw(Unsupported);
  });

  describe('returns what TensorFlow.js 4.22 gives, right or wrong', () => {
    it('a number as pads of conv1d: pads the inner height too, then throws', () => {
      const x = tensor([1, 2, 3], [1, 3, 1]);
      expect(() => run('conv', x, tensor([1], [1, 1, 1]), { ...plain(1), padding: [[1, 1]] })).to.throw('Size(15) must match');
    });
    it('the number 0 as pads with a kernel that is not square: a window too many', () => {
      const zero = [
        [0, 0],
        [0, 0],
      ];
      const result = spelled('conv', 'pad as a number')(tensor([1, 2], [1, 1, 2, 1]), tensor([1, 1], [1, 2, 1, 1]), {
        ...plain(2),
        padding: zero,
      });
      expect([...result.shape]).to.deep.equal([1, 1, 2, 1]);
    });
    it("'same' in three dimensions with a stride above the kernel: negative pads", () => {
      const attributes = { ...plain(3), strides: [2, 1, 1], padding: 'same' };
      expect(toArray(run('conv', tensor([1, 2], [1, 2, 1, 1, 1]), tensor([1], [1, 1, 1, 1, 1]), attributes))).to.deep.equal([2]);
    });
    it("a dilated maximum with 'same': a pad wins", () => {
      const attributes = { ...plainPool([2, 1]), dilations: [2, 1], padding: 'same' };
      expect(toArray(run('maxPool', tensor([-1], [1, 1, 1, 1]), attributes))).to.deep.equal([0]);
    });
    it('the gradient of a mean at the border: divided by the whole window', () => {
      const attributes = { ...plainPool([1, 2]), padding: 'same' };
      expect(toArray(run('averagePoolGradient', [1, 1, 1, 1], tensor([1], [1, 1, 1, 1]), attributes))).to.deep.equal([0.5]);
    });
  });

  describe('refuses, as a discard, what has no spelling', () => {
    const cube = tensor([1], [1, 1, 1, 1, 1]);
    const refused: [string, () => unknown][] = [
      [
        'explicit pads in conv3d',
        () =>
          run('conv', cube, tensor([1], [1, 1, 1, 1, 1]), {
            ...plain(3),
            padding: [
              [1, 0],
              [0, 0],
              [0, 0],
            ],
          }),
      ],
      ['a dilated pool in three dimensions', () => run('maxPool', cube, { ...plainPool([1, 1, 1]), dilations: [2, 1, 1] })],
      [
        'unequal pads in maxPool3d',
        () =>
          run('maxPool', cube, {
            ...plainPool([2, 1, 1]),
            padding: [
              [1, 0],
              [0, 0],
              [0, 0],
            ],
          }),
      ],
      [
        "a last window beyond the input, which 'ceil' keeps",
        () => run('maxPool', tensor([1, 2], [1, 1, 2, 1]), { ...plainPool([1, 1]), strides: [1, 2], ceilMode: true }),
      ],
    ];
    for (const [what, call] of refused) it(what, () => expect(call).to.throw(Unsupported));

    it('blocks of 1 in depthToSpace, by its limits', async () => {
      const asked = bind(tfjsCpu).depthToSpace(tensor([1], [1, 1, 1, 1]), { blockSize: 1 });
      const refusal: unknown = await asked.then(undefined, (thrown: unknown) => thrown);
      expect(refusal).to.be.instanceOf(Unsupported);
    });
  });

  describe('show', () => {
    it('writes the spelling that is asked for', () => {
      const source = tfjsCpu.show!({
        op: 'conv',
        spelling: 'pad as a number',
        arguments: [
          tensor([1, 2], [1, 1, 2, 1]),
          tensor([1, -0], [1, 2, 1, 1]),
          {
            ...plain(2),
            padding: [
              [0, 0],
              [0, 0],
            ],
          },
        ],
      });
      expect(source).to.include('const x = tf.tensor([1, 2], [1, 1, 2, 1]);');
      expect(source).to.include('const filter = tf.tensor([1, -0], [1, 2, 1, 1]);');
      expect(source).to.include("tf.conv2d(x, filter, 1, 0, 'NHWC', 1)");
    });

    it('is a program that reproduces the result', () => {
      const dy = tensor([1], [1, 1, 1, 1]);
      const source = tfjsCpu.show!({ op: 'averagePoolGradient', arguments: [[1, 1, 1, 1], dy, { ...plainPool([1, 2]), padding: 'same' }] });
      const folder = mkdtempSync(path.join(import.meta.dirname, 'reproduction-'));
      try {
        writeFileSync(path.join(folder, 'reproduction.mjs'), source);
        const { stdout, status } = spawnSync(process.execPath, [path.join(folder, 'reproduction.mjs')], {
          encoding: 'utf8',
          env: { PATH: process.env['PATH'] },
        });
        expect(status).to.equal(0);
        expect(stdout).to.include('[ 1, 1, 1, 1 ] Float32Array(1) [ 0.5 ]');
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('shows a call that does not come back without making it', () => {
      // A stride of 0 under a kernel of 2: the loop over windows never ends.
      const args = [
        tensor([1], [1, 1, 1, 1]),
        tensor([1, 1], [2, 1, 1, 1]),
        { strides: [0, 1], dilations: [1, 1], padding: 'valid', groups: 1, outputPadding: [0, 0] },
      ];
      const source = tfjsCpu.show!({ op: 'convTranspose', arguments: args, spelling: 'pad as a word', deadly: true });
      expect(source).to.include("tf.conv2dTranspose(y, filter, [1, 2, 1, 1], [0, 1], 'valid')");
    });

    it('refuses an op that the library does not have', () => {
      expect(() => tfjsCpu.show!({ op: 'lpPool', arguments: [] })).to.throw('tfjs-cpu has no lpPool');
    });
  });
});
