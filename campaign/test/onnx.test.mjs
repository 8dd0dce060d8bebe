// The adapters of ONNX's runtimes: values worked by hand, refusals, and the spelling that a reproduction shows.
import { expect } from 'chai';
import ndarray from 'ndarray';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign } from '../src/paths.mjs';

/** What a reproduction prints, in a process of its own. */
function printedBy(program) {
  const folder = mkdtempSync(join(campaign, '.onnx-'));
  try {
    writeFileSync(join(folder, 'reproduction.mjs'), program);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'reproduction.mjs')], { encoding: 'utf8', timeout: 30_000 });
    return stdout.trim() || stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tensor = (values, shape) => ndarray(Float32Array.from(values), shape);
const plain = (n) => ({ strides: Array(n).fill(1), dilations: Array(n).fill(1), padding: 'valid' });
const conv = (n) => ({ ...plain(n), groups: 1 });
const pool = (window) => ({ ...plain(window.length), window, ceilMode: false });
const error = async (promise) => {
  try {
    await promise;
  } catch (thrown) {
    return thrown;
  }
  return undefined;
};

const x = tensor([1, 2, 3, 4], [1, 2, 2, 1]);
const row = tensor([1, 2, 3], [1, 3, 1]);

/** op, arguments, the result's shape and values */
const onBoth = [
  ['conv', [x, tensor([1, 10], [2, 1, 1, 1]), conv(2)], [1, 1, 2, 1], [31, 42]],
  // Channels 1 and 2 of two cells, each in a group of its own: times 10, times 100.
  [
    'conv',
    [tensor([1, 2, 3, 4], [1, 1, 2, 2]), tensor([10, 100], [1, 1, 1, 2]), { ...conv(2), groups: 2 }],
    [1, 1, 2, 2],
    [10, 200, 30, 400],
  ],
  ['depthwiseConv', [tensor([1, 2], [1, 1, 1, 2]), tensor([3, 4, 5, 6], [1, 1, 2, 2]), plain(2)], [1, 1, 1, 4], [3, 4, 10, 12]],
  ['maxPool', [x, { ...pool([2, 2]), padding: 'same' }], [1, 2, 2, 1], [4, 4, 4, 4]],
  ['averagePool', [row, { ...pool([2]), padding: 'same', countPadding: true }], [1, 3, 1], [1.5, 2.5, 1.5]],
  ['averagePool', [row, { ...pool([2]), padding: 'same-lower', countPadding: false }], [1, 3, 1], [1, 1.5, 2.5]],
  ['pad', [tensor([1, 2], [2]), { paddings: [[1, 0]], mode: 'reflect', value: 0 }], [3], [2, 1, 2]],
  [
    'pad',
    [
      tensor([1, 2], [1, 2]),
      {
        paddings: [
          [0, 0],
          [1, 0],
        ],
        mode: 'constant',
        value: 9,
      },
    ],
    [1, 3],
    [9, 1, 2],
  ],
  ['matmul', [tensor([1, 2, 3, 4], [2, 1, 2]), tensor([1, 10], [2, 1])], [2, 1, 1], [21, 43]],
];
const onOnnxRuntime = [
  ['conv', [row, tensor([1, 10], [2, 1, 1]), { ...conv(1), dilations: [2], padding: 'same' }], [1, 3, 1], [20, 31, 2]],
  [
    'convTranspose',
    [tensor([1, 2], [1, 2, 1]), tensor([1, 10], [2, 1, 1]), { ...conv(1), strides: [2], outputPadding: [1] }],
    [1, 5, 1],
    [1, 10, 2, 20, 0],
  ],
  // The size that 'same' maps back to two windows: 3, less the pad after.
  [
    'convTranspose',
    [tensor([1, 2], [1, 2, 1]), tensor([1, 10], [2, 1, 1]), { ...conv(1), strides: [2], padding: 'same', outputPadding: [0] }],
    [1, 3, 1],
    [1, 10, 2],
  ],
  ['maxPool', [row, { ...pool([2]), strides: [2], ceilMode: true }], [1, 2, 1], [2, 3]],
  ['lpPool', [tensor([3, -4], [1, 2, 1]), { ...pool([2]), p: 2 }], [1, 1, 1], [5]],
  ['pad', [tensor([1, 2, 3], [3]), { paddings: [[-1, 0]], mode: 'constant', value: 0 }], [2], [2, 3]],
  ['pad', [tensor([1, 2, 3], [3]), { paddings: [[1, 1]], mode: 'wrap', value: 0 }], [5], [3, 1, 2, 3, 1]],
  ['spaceToDepth', [x, { blockSize: 2, mode: 'DCR' }], [1, 1, 1, 4], [1, 2, 3, 4]],
  ['depthToSpace', [tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 1, 1, 8]), { blockSize: 2, mode: 'CRD' }], [1, 2, 2, 2], [1, 5, 2, 6, 3, 7, 4, 8]],
  ['resize', [row, { size: [6], mode: 'nearest', alignCorners: false, halfPixelCenters: false }], [1, 6, 1], [1, 1, 2, 2, 3, 3]],
  [
    'resize',
    [tensor([0, 2], [1, 2, 1]), { size: [3], mode: 'bilinear', alignCorners: true, halfPixelCenters: false }],
    [1, 3, 1],
    [0, 1, 2],
  ],
];

for (const name of ['onnxruntime-node', 'onnxruntime-web', 'onnxjs']) {
  describe(name, () => {
    let library;
    before(async () => {
      library = (await import(`tensor-laws/libraries/${name}`)).default;
      await library.setup?.();
    });
    after(() => library.close());

    const cases = name === 'onnxjs' ? onBoth : [...onBoth, ...onOnnxRuntime];
    for (const [op, args, shape, values] of cases) {
      it(`${op} ${JSON.stringify(args.at(-1).data === undefined ? args.at(-1) : 'of two tensors')}`, async () => {
        const result = await library.ops[op](...args);
        expect(result.shape).to.deep.equal(shape);
        expect(Array.from(result.data)).to.deep.equal(values);
      });
    }

    it('shows a call as a program that prints its result, channels last', () => {
      const [op, args, shape, values] = cases.find(([, given]) => given.at(-1).groups === 2);
      expect(printedBy(library.show({ op, arguments: args }))).to.equal(`${shape.join(', ')} | ${values.join(', ')}`);
    });

    it('reads any view, and writes to none', async () => {
      const data = Float32Array.from([9, 3, 9, 2, 9, 1]);
      const reversed = ndarray(data, [1, 3, 1], [6, -2, 1], 5);
      const result = await library.ops.maxPool(reversed, { ...pool([2]) });
      expect(Array.from(result.data)).to.deep.equal([2, 3]);
      expect(Array.from(data)).to.deep.equal([9, 3, 9, 2, 9, 1]);
    });

    it('refuses what ONNX cannot say, as a limit', async () => {
      const refusal = await error(library.ops.maxPool(row, { ...pool([1]), strides: [] }));
      expect(refusal?.name).to.equal('Unsupported');
    });

    it('hands on what is wrong', async () => {
      const refusal = await error(library.ops.matmul(tensor([1, 2], [1, 2]), tensor([1, 2, 3], [3, 1])));
      expect(refusal).to.be.an('error');
      expect(refusal.name).not.to.equal('Unsupported');
    });

    it('answers many calls at once, each with its own', async () => {
      const calls = Array.from({ length: 40 }, (_, i) => library.ops.matmul(tensor([i], [1, 1]), tensor([2], [1, 1])));
      expect((await Promise.all(calls)).map(({ data }) => data[0])).to.deep.equal(Array.from({ length: 40 }, (_, i) => 2 * i));
    });
  });
}

describe('ONNX Runtime, in several spellings', () => {
  it('makes and shows the one that is asked for', async () => {
    const { default: library } = await import('tensor-laws/libraries/onnxruntime-node');
    await library.setup();
    // One window, whose pads are 0: only auto_pad makes them negative.
    const args = [tensor([1, 0, 0], [1, 3, 1]), { ...pool([1]), strides: [3], padding: 'same', countPadding: false }];
    const { pads, auto_pad: word } = library.ops.averagePool.spellings;
    expect(Array.from((await pads.call(...args)).data)).to.deep.equal([1]);
    expect(Array.from((await word.call(...args)).data)).to.deep.equal([0]);
    await library.close();
    const program = library.show({ op: 'averagePool', arguments: args, spelling: 'auto_pad' });
    expect(program).to.contain('SAME_UPPER');
    expect(printedBy(program)).to.equal('1, 1, 1 | 0');
    expect(printedBy(library.show({ op: 'averagePool', arguments: args, spelling: 'pads' }))).to.equal('1, 1, 1 | 1');
  });
});
