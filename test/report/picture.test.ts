import { expect } from 'chai';
import type { Counterexample } from '../../src/judge/counterexample.js';
import { judge } from '../../src/judge/judge.js';
import * as kernels from '../../src/ops/kernels.js';
import type { OpName } from '../../src/ops/index.js';
import { float64 } from '../../src/precision.js';
import { pictureOf, pictureSvg, pictureText } from '../../src/report/picture.js';
import { tensor, type Tensor } from '../../src/tensor.js';

/** A call judged wrong, as a counterexample. */
function wrong(op: OpName, args: readonly unknown[], result: Tensor): Counterexample {
  const blame = judge({ op, args, result }, float64)!;
  return { law: 'a/b', library: 'mine', case: {}, kind: 'differs', message: '', blame, reproduced: true, shrinks: 0 };
}

const drawn = (counterexample: Counterexample) => {
  const found = pictureOf(counterexample, { rows: 12, columns: 12 });
  if ('reason' in found) throw new Error(found.reason);
  return found.picture;
};

/** The taps of the first panel: coordinate, value, weight. */
function taps(counterexample: Counterexample): [number, number, string, number | undefined][] {
  return drawn(counterexample).panels[0]!.grids.flatMap(({ rows, top, left }) =>
    rows.flatMap((row, r) =>
      row.flatMap((cell, c): [number, number, string, number | undefined][] =>
        cell.tap ? [[top + r, left + c, cell.text, cell.weight]] : [],
      ),
    ),
  );
}

const line = tensor([1, 2, 3], [1, 3, 1]);
const square = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);

describe('pictures', () => {
  it('1-D: a convolution, its padding and its weights', () => {
    // Cell 0 of 'same' with kernel 3: 0 * 10 + 1 * 20 + 2 * 30 = 80.
    const filter = tensor([10, 20, 30], [3, 1, 1]);
    const bug = wrong('conv', [line, filter, { padding: 'same' }], tensor([79, 140, 80], [1, 3, 1]));
    expect(taps(bug)).to.deep.equal([
      [0, -1, '0', 10],
      [0, 0, '1', 20],
      [0, 1, '2', 30],
    ]);
    expect(drawn(bug).notes).to.include('expected there: 0*10 + 1*20 + 2*30 = 80');
    expect(drawn(bug).panels.map(({ title }) => title)).to.deep.equal([
      'input x, padded',
      'mine',
      'reference',
      'difference: mine - reference',
    ]);
    const marks = drawn(bug).panels[1]!.grids[0]!.rows[0]!.map(({ wrong: red, focus }) => [red, focus]);
    expect(marks).to.deep.equal([
      [true, true],
      [false, false],
      [false, false],
    ]);
  });

  it('2-D: a dilated pool reads every second cell', () => {
    const bug = wrong('maxPool', [square, { window: [2, 2], dilations: [2, 2] }], tensor([5], [1, 1, 1, 1]));
    expect(taps(bug).map(([r, c]) => [r, c])).to.deep.equal([
      [0, 0],
      [0, 2],
      [2, 0],
      [2, 2],
    ]);
    expect(drawn(bug).notes).to.include('expected there: max(1, 3, 7, 9) = 9');
  });

  it('3-D: slices', () => {
    const cube = tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2, 1]);
    const bug = wrong('averagePool', [cube, { window: [2, 2, 2] }], tensor([4], [1, 1, 1, 1, 1]));
    const { grids } = drawn(bug).panels[0]!;
    expect(grids.map(({ label }) => label)).to.deep.equal(['x[0, 0, :, :, 0]', 'x[0, 1, :, :, 0]']);
    expect(taps(bug)).to.have.length(8);
    expect(taps(bug)[0]).to.deep.equal([0, 0, '1', 0.125]);
  });

  it('a gradient: which cells of dy come back', () => {
    // x[1] was read by windows 0 and 1, with the weights 20 and 10.
    const filter = tensor([10, 20], [2, 1, 1]);
    const bug = wrong('convInputGradient', [[1, 3, 1], filter, tensor([1, 1], [1, 2, 1]), {}], tensor([10, 31, 20], [1, 3, 1]));
    expect(taps(bug)).to.deep.equal([
      [0, 0, '1', 20],
      [0, 1, '1', 10],
    ]);
  });

  it('a rearrangement: the one cell that moves', () => {
    const x = tensor([1, 2, 3, 4], [1, 4, 1]);
    // Blocks of 2: batch 0 holds cells 0 and 2.
    const bug = wrong('spaceToBatch', [x, { blockShape: [2], paddings: [[0, 0]] }], tensor([1, 2, 3, 4], [2, 2, 1]));
    expect(taps(bug)).to.deep.equal([[0, 2, '3', 1]]);
  });

  it('a wrong shape: two outlines, with what is missing and what is too much', () => {
    // 'valid' windows of 2 on 3x3: 2x2. The library returns one row, and a column more.
    const bug = wrong('maxPool', [square, { window: [2, 2] }], tensor([5, 6, 6], [1, 1, 3, 1]));
    const outline = drawn(bug).panels.at(-1)!.outline!;
    expect([outline.rows, outline.columns]).to.deep.equal([
      { name: 'height', expected: 2, received: 1 },
      { name: 'width', expected: 2, received: 3 },
    ]);
    expect(outline.lines).to.deep.equal([
      'height: 2 expected, 1 received: cell 1 is missing',
      'width: 2 expected, 3 received: cell 2 is too much',
    ]);
    expect(pictureText(bug)).to.include('  height: 2 expected, 1 received: cell 1 is missing\n').and.not.include('feeds it');
    // A cell is 38 pixels: the row that is missing is 2 of them long, the column that is too much begins after 2.
    const svg = pictureSvg(bug, 'p1')!;
    const [, left, top] = /class="expected" d="M(\d+) (\d+)h76v76h-76z"/.exec(svg)!;
    expect(svg).to.include(`fill="url(#p1-hatch)" d="M${left} ${Number(top) + 38}h76v38h-76z"`);
    expect(svg).to.include(`class="extra" d="M${Number(left) + 76} ${top}h38v38h-38z"`);
  });

  it('a wrong shape in an axis that no plane shows: that axis', () => {
    const bug = wrong('maxPool', [square, { window: [1, 1] }], tensor(new Float64Array(27), [3, 3, 3, 1]));
    const outline = drawn(bug).panels.at(-1)!.outline!;
    expect([outline.rows, outline.columns]).to.deep.equal([undefined, { name: 'batch', expected: 1, received: 3 }]);
    expect(outline.lines).to.deep.equal(['batch: 1 expected, 3 received: cells 1 to 2 are too much']);
  });

  it('a result of another rank: both results', () => {
    const bug = wrong('maxPool', [line, { window: [1] }], tensor([1, 2, 3], [3]));
    expect(drawn(bug).panels.map(({ title, outline }) => [title, outline])).to.deep.equal([
      ['input x', undefined],
      ['mine', undefined],
      ['reference', undefined],
    ]);
  });

  it('crops what is large around the first wrong cell, and says so', () => {
    const x = tensor(new Float64Array(100 * 100), [1, 100, 100, 1]);
    const data = new Float64Array(100 * 100);
    data[50 * 100 + 60] = 1;
    const bug = wrong('maxPool', [x, { window: [1, 1] }], tensor(data, [1, 100, 100, 1]));
    const [grid] = drawn(bug).panels[1]!.grids;
    expect(grid!.rows).to.have.length(12);
    expect([grid!.top <= 50, grid!.top + 12 > 50, grid!.left <= 60, grid!.left + 12 > 60]).to.deep.equal([true, true, true, true]);
    expect(grid!.cropped).to.match(/^shown: rows \d+ to \d+ of 0 to 99, columns/);
    const tall = pictureText(bug);
    expect(Math.max(...tall.split('\n').map(({ length }) => length))).to.be.at.most(80);
  });

  it('SVG: an image with a name and a description, hostile text escaped', () => {
    const bug = { ...wrong('maxPool', [line, { window: [1] }], tensor([1, 2, 4], [1, 3, 1])), library: '<script>"&' };
    const svg = pictureSvg(bug, 'p1')!;
    expect(svg).to.match(/^<svg [^>]*role="img" [^>]*aria-labelledby="p1-title p1-desc"/);
    expect(svg).to.include('<title id="p1-title">maxPool: the first wrong cell, [0, 2, 0]</title>');
    expect(svg).to.not.include('<script');
    expect(() => pictureSvg(bug, '"><script>')).to.throw(RangeError);
  });

  it('says why there is no picture', () => {
    const refused = wrong('maxPool', [line, { window: [0] }], line);
    expect(pictureSvg(refused)).to.equal(undefined);
    expect(pictureText(refused)).to.match(/^no picture: .*window\[0\] is 0/);
  });

  it('draws every op without a fault', () => {
    // Each op on a call of its own, with a result that is off by one in every cell.
    const filter = tensor([1, 2, 3, 4], [2, 2, 1, 1]);
    const ones = tensor([1, 1, 1, 1], [1, 2, 2, 1]);
    const calls: [Exclude<OpName, 'withSpaceToBatch' | 'requiredSpaceToBatchPaddings'>, unknown[]][] = [
      ['depthwiseConv', [square, filter, {}]],
      ['separableConv', [square, filter, tensor([2], [1, 1, 1, 1]), {}]],
      ['convTranspose', [ones, filter, {}]],
      ['convFilterGradient', [square, [2, 2, 1, 1], ones, {}]],
      ['maxPoolGradient', [tensor([9, 8, 7, 6, 5, 4, 3, 2, 1], [1, 3, 3, 1]), ones, { window: [2, 2] }]],
      ['averagePoolGradient', [[1, 3, 3, 1], ones, { window: [2, 2] }]],
      ['lpPool', [square, { window: [2, 2] }]],
      [
        'pad',
        [
          square,
          {
            paddings: [
              [0, 0],
              [0, 1],
              [0, 0],
              [0, 0],
            ],
          },
        ],
      ],
      ['batchToSpace', [tensor([1, 2, 3, 4], [4, 1, 1, 1]), { blockShape: [2, 2] }]],
      ['spaceToDepth', [tensor([1, 2, 3, 4], [1, 2, 2, 1]), { blockSize: 2 }]],
      ['extractPatches', [square, { window: [2, 2] }]],
      ['matmul', [tensor([1, 2], [1, 2]), tensor([3, 4], [2, 1])]],
      ['morphologicalDilation', [square, tensor([0, 0, 0, 0], [2, 2, 1]), {}]],
      ['resize', [square, { size: [2, 2], mode: 'bilinear' }]],
    ];
    for (const [op, args] of calls) {
      const result = (kernels[op] as unknown as (...given: unknown[]) => Tensor)(...args);
      const bug = wrong(
        op,
        args,
        tensor(
          Array.from(result.data, (value) => value + 1),
          [...result.shape],
        ),
      );
      expect(taps(bug), op).to.not.have.length(0);
      expect(pictureSvg(bug), op).to.include('<svg');
    }
  });
});
