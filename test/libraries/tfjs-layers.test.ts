import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { spellingsOf, Unsupported } from '../../src/library.js';
import tfjsLayers from '../../src/libraries/tfjs-layers.js';
import type { OpName } from '../../src/ops/index.js';
import { tensor as float64Tensor, toArray, type Tensor } from '../../src/tensor.js';

const tensor = (values: number[], shape: number[]): Tensor => float64Tensor(values, shape, 'float32');

function run(op: OpName, ...args: unknown[]): Tensor {
  return (tfjsLayers.ops as Record<string, (...given: unknown[]) => Tensor>)[op]!(...args);
}

const plain = (n: number): object => ({
  strides: Array.from({ length: n }, () => 1),
  dilations: Array.from({ length: n }, () => 1),
  padding: 'valid',
  groups: 1,
});
const strided = (...strides: number[]): object => ({ ...plain(strides.length), strides });
const pool = (...window: number[]): object => ({ ...plain(window.length), window, ceilMode: false, countPadding: false });
const row = tensor([1, 2, 3], [1, 1, 3, 1]);
const pair = tensor([1, 10], [1, 2, 1, 1]);

describe('tfjs-layers', () => {
  before(async () => tfjsLayers.setup!());

  describe('takes a dense float32 result from each op', () => {
    const cases: [string, OpName, unknown[], number[], number[]][] = [
      ['1-D', 'conv', [tensor([1, 2, 3], [1, 3, 1]), tensor([1, 10], [2, 1, 1]), strided(2)], [1, 1, 1], [21]],
      ['2-D', 'conv', [row, pair, plain(2)], [1, 1, 2, 1], [21, 32]],
      ['3-D', 'conv', [tensor([1, 2], [1, 2, 1, 1, 1]), tensor([1, 10], [2, 1, 1, 1, 1]), plain(3)], [1, 1, 1, 1, 1], [21]],
      ['', 'depthwiseConv', [tensor([1, 2], [1, 1, 1, 2]), tensor([3, 4, 5, 6], [1, 1, 2, 2]), plain(2)], [1, 1, 1, 4], [3, 4, 10, 12]],
      ['', 'separableConv', [row, tensor([2], [1, 1, 1, 1]), tensor([1, 10], [1, 1, 1, 2]), plain(2)], [1, 1, 3, 2], [2, 20, 4, 40, 6, 60]],
      [
        '2-D, stride 2 over a kernel of 1: one cell more than the smallest size',
        'convTranspose',
        [tensor([1, 2], [1, 1, 2, 1]), tensor([5], [1, 1, 1, 1]), { ...strided(1, 2), outputPadding: [0, 1] }],
        [1, 1, 4, 1],
        [5, 0, 10, 0],
      ],
      [
        '3-D',
        'convTranspose',
        [tensor([1, 2], [1, 2, 1, 1, 1]), tensor([1, 10], [2, 1, 1, 1, 1]), { ...plain(3), outputPadding: [0, 0, 0] }],
        [1, 3, 1, 1, 1],
        [1, 12, 20],
      ],
      ['', 'convInputGradient', [[1, 1, 3, 1], pair, tensor([1, 2], [1, 1, 2, 1]), plain(2)], [1, 1, 3, 1], [1, 12, 20]],
      ['', 'convFilterGradient', [row, [1, 2, 1, 1], tensor([1, 10], [1, 1, 2, 1]), plain(2)], [1, 2, 1, 1], [21, 32]],
      ['', 'depthwiseConvInputGradient', [[1, 1, 3, 1], pair, tensor([1, 2], [1, 1, 2, 1]), plain(2)], [1, 1, 3, 1], [1, 12, 20]],
      ['', 'depthwiseConvFilterGradient', [row, [1, 2, 1, 1], tensor([1, 10], [1, 1, 2, 1]), plain(2)], [1, 2, 1, 1], [21, 32]],
      ['1-D', 'maxPool', [tensor([5, 2, 3], [1, 3, 1]), pool(2)], [1, 2, 1], [5, 3]],
      ['2-D', 'maxPool', [row, pool(1, 2)], [1, 1, 2, 1], [2, 3]],
      ['3-D', 'averagePool', [tensor([1, 2], [1, 1, 1, 2, 1]), pool(1, 1, 2)], [1, 1, 1, 1, 1], [1.5]],
      ['', 'maxPoolGradient', [row, tensor([7, 8], [1, 1, 2, 1]), pool(1, 2)], [1, 1, 3, 1], [0, 7, 8]],
      ['', 'averagePoolGradient', [[1, 1, 3, 1], tensor([2, 4], [1, 1, 2, 1]), pool(1, 2)], [1, 1, 3, 1], [1, 3, 2]],
      [
        '',
        'pad',
        [
          row,
          {
            paddings: [
              [0, 0],
              [1, 0],
              [0, 1],
              [0, 0],
            ],
            mode: 'constant',
            value: 0,
          },
        ],
        [1, 2, 4, 1],
        [0, 0, 0, 0, 1, 2, 3, 0],
      ],
      [
        'crops',
        'pad',
        [
          row,
          {
            paddings: [
              [0, 0],
              [0, 0],
              [-1, 0],
              [0, 0],
            ],
            mode: 'constant',
            value: 0,
          },
        ],
        [1, 1, 2, 1],
        [2, 3],
      ],
      [
        '',
        'resize',
        [row, { size: [1, 6], mode: 'nearest', alignCorners: false, halfPixelCenters: false }],
        [1, 1, 6, 1],
        [1, 1, 2, 2, 3, 3],
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
      expect([...new Set(cases.map(([, op]) => op))].sort()).to.deep.equal(Object.keys(tfjsLayers.ops).sort());
    });
  });

  describe('returns what TensorFlow.js 4.22 gives, right or wrong', () => {
    it('conv1d in channels first: the result is channels last', () => {
      const first = spellingsOf(tfjsLayers.ops.conv)!['channels first']!.call;
      const result = first(tensor([1, 2], [1, 2, 1]), tensor([1], [1, 1, 1]), plain(1)) as Tensor;
      expect([...result.shape]).to.deep.equal([1, 1, 2]);
    });
    it('depthwiseConv2d drops its dilationRate: one window of 1 and 3, 31, is two windows of 2', () => {
      const result = run('depthwiseConv', row, pair, { ...plain(2), dilations: [1, 2] });
      expect(toArray(result)).to.deep.equal([21, 32]);
    });
  });

  describe('refuses, as a discard, what no layer has', () => {
    const refused: [string, OpName, unknown[]][] = [
      [
        'explicit pads',
        'conv',
        [
          row,
          pair,
          {
            ...plain(2),
            padding: [
              [1, 0],
              [0, 0],
            ],
          },
        ],
      ],
      ['another size of a transposed convolution', 'convTranspose', [row, pair, { ...plain(2), outputPadding: [0, 1] }]],
      ['dilated pools', 'maxPool', [row, { ...pool(1, 2), dilations: [1, 2] }]],
      [
        'pads of another value',
        'pad',
        [
          row,
          {
            paddings: [
              [0, 0],
              [1, 0],
              [0, 1],
              [0, 0],
            ],
            mode: 'constant',
            value: 2,
          },
        ],
      ],
      ['a size that is no multiple', 'resize', [row, { size: [1, 4], mode: 'nearest', alignCorners: false, halfPixelCenters: false }]],
    ];
    for (const [what, op, args] of refused) it(what, () => expect(() => run(op, ...args)).to.throw(Unsupported));
  });

  it('hands on a list of a wrong length as it is', () => {
    expect(() => run('conv', row, pair, { ...plain(2), strides: [1, 1, 1] })).to.throw('strides');
  });

  it('shows programs that reproduce the result', () => {
    const folder = mkdtempSync(path.join(import.meta.dirname, '../../node_modules/.tfjs-layers-'));
    try {
      const shown: [OpName, unknown[], string][] = [
        ['conv', [row, pair, plain(2)], '[ 1, 1, 2, 1 ] Float32Array(2) [ 21, 32 ]'],
        ['convFilterGradient', [row, [1, 2, 1, 1], tensor([1, 10], [1, 1, 2, 1]), plain(2)], '[ 1, 2, 1, 1 ] Float32Array(2) [ 21, 32 ]'],
        ['convInputGradient', [[1, 1, 3, 1], pair, tensor([1, 2], [1, 1, 2, 1]), plain(2)], '[ 1, 1, 3, 1 ] Float32Array(3) [ 1, 12, 20 ]'],
      ];
      for (const [op, args, output] of shown) {
        const file = path.join(folder, 'shown.mjs');
        writeFileSync(file, tfjsLayers.show!({ op, arguments: args }));
        const { stdout } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
        expect(stdout.trim()).to.equal(output);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
