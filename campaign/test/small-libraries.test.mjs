// What a library's op returns, and what its reproduction prints: on calls worked by hand.
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { tensor } from 'tensor-laws';
import { loadReadyLibrary } from 'tensor-laws/libraries/index';
import { campaign } from '../src/paths.mjs';

/** One axis: x = 1, 2, 3, 4, taps 1, 10, 100. Two axes: rows 1, 2 and 3, 4, taps 1, 10 in a row. */
function calls(dtype, axes) {
  const t = (values, shape) => tensor(values, shape, dtype);
  const one = axes === 1;
  const x = t([1, 2, 3, 4], one ? [1, 4, 1] : [1, 2, 2, 1]);
  const filter = one ? t([1, 10, 100], [3, 1, 1]) : t([1, 10], [1, 2, 1, 1]);
  const dy = t([1, 2], one ? [1, 2, 1] : [1, 2, 1, 1]);
  const windows = { strides: Array(axes).fill(1), dilations: Array(axes).fill(1), padding: 'valid' };
  const conv = { ...windows, groups: 1 };
  const pool = { ...windows, window: one ? [3] : [1, 2], ceilMode: false, countPadding: false };
  const adjoint = one ? [1, 12, 120, 200] : [1, 10, 2, 20];
  const weights = one ? [5, 8, 11] : [7, 10];
  return {
    conv: [[x, filter, conv], one ? [321, 432] : [21, 43]],
    depthwiseConv: [[x, filter, windows], one ? [321, 432] : [21, 43]],
    convTranspose: [[dy, filter, { ...conv, outputPadding: Array(axes).fill(0) }], adjoint],
    convInputGradient: [[x.shape, filter, dy, conv], adjoint],
    convFilterGradient: [[x, filter.shape, dy, conv], weights],
    depthwiseConvInputGradient: [[x.shape, filter, dy, windows], adjoint],
    depthwiseConvFilterGradient: [[x, filter.shape, dy, windows], weights],
    maxPool: [[x, pool], one ? [3, 4] : [2, 4]],
    averagePool: [[x, pool], one ? [2, 3] : [1.5, 3.5]],
    // 3 and 4 are the legs of a triangle.
    lpPool: [[t([3, 4], [1, 1, 2, 1]), { ...pool, p: 2 }], [5]],
    resize: [
      [t([1, 2], [1, 1, 2, 1]), { size: [1, 4], mode: 'nearest', alignCorners: false, halfPixelCenters: false }],
      [1, 1, 2, 2],
    ],
    maxPoolGradient: [[x, dy, pool], one ? [0, 0, 1, 2] : [0, 1, 0, 2]],
    averagePoolGradient: [
      [x.shape, t([3, 6], [1, 2, 1]), pool],
      [1, 3, 3, 2],
    ],
    pad: [
      [
        t([1, 2], [1, 2]),
        {
          paddings: [
            [1, 0],
            [0, 1],
          ],
          mode: 'constant',
          value: 0,
        },
      ],
      [0, 0, 0, 1, 2, 0],
    ],
    matmul: [[t([1, 2], [1, 2]), t([3, 4], [2, 1])], [11]],
  };
}

/** Spellings that return what a bug makes of these very calls: by-hand/numpy-ts-1.7.0.mjs, numbers 1 and 2. */
const numpyBugs = {
  conv: { 'convolve with a view, valid': [123, 234] },
  depthwiseConv: { 'convolve with a view, valid': [123, 234] },
  matmul: { 'matmul of views that run backwards': [3] },
};
const bugs = { 'numpy-ts': numpyBugs, 'numpy-ts-float32': numpyBugs };

for (const [name, axes] of Object.entries({
  convnetjs: 2,
  'jax-js': 1,
  'ml-convolution': 1,
  'ml-convolution-fft': 1,
  'numpy-ts': 1,
  'numpy-ts-float32': 1,
  'opencv-js': 2,
})) {
  describe(name, () => {
    let library;
    before(async () => {
      library = await loadReadyLibrary(name);
      await library.setup?.();
    });

    it('has its ops at work, and each reproduction prints what the op returns', async () => {
      const known = calls(library.precision.dtype, axes);
      for (const [op, run] of Object.entries(library.ops)) {
        const [args, byHand] = known[op];
        let taken = 0;
        for (const [spelling, { call }] of Object.entries(run.spellings ?? { '': { call: run } })) {
          const where = `${op} ${spelling}`;
          let result;
          try {
            result = await call(...args);
          } catch (refusal) {
            if (refusal.name !== 'Unsupported') throw refusal;
            continue;
          }
          taken++;
          const expected = bugs[name]?.[op]?.[spelling] ?? byHand;
          const rounded = (values) => values.map((value) => Math.round(value * 1e4) / 1e4);
          expect(rounded(Array.from(result.data)), where).to.deep.equal(expected);
          const program = library.show({ op, arguments: args, ...(spelling !== '' && { spelling }) });
          const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
            cwd: campaign,
            encoding: 'utf8',
          });
          expect(stderr, where).to.equal('');
          const printed = (stdout.replace(/\(\d+\)|float\d+|Float\d+Array/g, ' ').match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
          expect(rounded(printed.slice(-expected.length)), where).to.deep.equal(expected);
        }
        expect(taken, op).to.be.greaterThan(0);
      }
    });
  });
}
