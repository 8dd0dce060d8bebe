import { expect } from 'chai';
import { checkLaws } from '../../src/engine/check-laws.js';
import { defineLaw, rejects } from '../../src/law.js';
import type { TensorLibrary } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { fromData, tensor } from '../../src/tensor.js';
import * as fc from 'fast-check';
import { emptyPool, gradientOf, paddedConv, planted, poolOf, resizeBy, stuffedTranspose } from '../conventions/planted.js';

/** The causes of what a law finds, in short. */
async function causesOf(library: TensorLibrary, ...laws: string[]) {
  const { findings, conventions } = await checkLaws(library, { laws, runs: 60, seed: 5 });
  return [...findings, ...conventions].map(({ cause }) => cause);
}

const maximum = (cells: readonly number[]): number => cells.reduce((most, value) => (value > most ? value : most), -Infinity);
const fmax = (cells: readonly number[]): number => {
  const numbers = cells.filter((value) => !Number.isNaN(value));
  return numbers.length === 0 && cells.length > 0 ? Number.NaN : maximum(numbers);
};
const places = (cells: readonly number[]): number[] => {
  const most = cells.some(Number.isNaN) ? Number.NaN : Math.max(...cells);
  return cells.flatMap((value, i) => (Object.is(value, most) || value === most ? [i] : []));
};
const halfEven = (place: number): number => (Math.abs(place % 1) === 0.5 ? 2 * Math.round(place / 2) : Math.round(place));

const told: readonly (readonly [id: string, library: TensorLibrary, law: string])[] = [
  ['max-ignores-nan', planted({ maxPool: poolOf(maximum) }), 'agreement/max-pool'],
  ['max-ignores-nan-beside-numbers', planted({ maxPool: poolOf(fmax) }), 'agreement/max-pool'],
  [
    'last-nan-alone',
    planted({ maxPool: poolOf((cells) => cells.reduce((most, value) => (value <= most ? most : value), -Infinity)) }),
    'agreement/max-pool',
  ],
  [
    'first-nan-alone',
    planted({
      maxPool: poolOf((cells) => (cells.length === 0 ? -Infinity : cells.reduce((most, value) => (value > most ? value : most)))),
    }),
    'agreement/max-pool',
  ],
  ['tie-to-the-last', planted({ maxPoolGradient: gradientOf((cells) => [[places(cells).at(-1)!, 1]]) }), 'agreement/max-pool-gradient'],
  [
    'tie-shared',
    planted({ maxPoolGradient: gradientOf((cells) => places(cells).map((i, _, all) => [i, 1 / all.length])) }),
    'agreement/max-pool-gradient',
  ],
  ['padding-is-multiplied', planted({ conv: paddedConv }), 'agreement/conv'],
  ['zeros-between-are-multiplied', planted({ convTranspose: stuffedTranspose }), 'agreement/conv-transpose'],
  ['places-rounded-down', planted({ resize: resizeBy(Math.floor) }), 'agreement/resize'],
  ['places-rounded-half-even', planted({ resize: resizeBy(halfEven) }), 'agreement/resize'],
];

describe('conventions, told of libraries of their own code', () => {
  for (const [id, library, law] of told) {
    it(id, async () => {
      const causes = await causesOf(library, law);
      expect(causes.map((cause) => ('id' in cause ? cause.id : JSON.stringify(cause)))).to.deep.equal([id]);
      expect(causes[0]).to.include({ kind: 'convention' });
      expect(causes[0]!.guards).to.deep.equal([]);
    });
  }

  const fits = defineLaw({
    id: 'test/a-window-must-fit',
    statement: 'M("of a window that does not fit") = "refused"',
    because: 'Nothing is the maximum of no window.',
    sources: [],
    requires: ['maxPool'],
    cases: fc.constant({ x: tensor([1, 2], [1, 2, 1]) }),
    claim: (t, { x }) => rejects(() => t.maxPool(x, { window: [3] })),
  });

  it('no-window-is-empty, of a call that must be refused', async () => {
    const { conventions } = await checkLaws(planted({ maxPool: emptyPool }), { laws: [fits], runs: 1, seed: 1 });
    expect(conventions.map(({ cause }) => cause)).to.deep.equal([
      { kind: 'convention', id: 'no-window-is-empty', parameters: null, ops: ['maxPool'], guards: [] },
    ]);
    const overhanging = planted({
      maxPool: (x, a) => (a.window[0]! > 2 ? fromData(new Float64Array([2]), [1, 1, 1]) : kernels.maxPool(x, a)),
    });
    const other = await checkLaws(overhanging, { laws: [fits], runs: 1, seed: 1 });
    expect(other.findings.map(({ cause }) => cause)).to.deep.equal([
      { kind: 'unchecked', code: 'window-fits', ops: ['maxPool'], guards: [] },
    ]);
  });
});

describe('what resembles a convention', () => {
  it('is a fault where an op keeps it in some of its calls alone, and the sentence says which', async () => {
    const library = planted({ maxPool: (x, a) => (x.shape.length === 4 ? poolOf(maximum)(x, a) : kernels.maxPool(x, a)) });
    const { findings } = await checkLaws(library, { laws: ['agreement/max-pool'], runs: 60, seed: 5 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal([
      'maxPool ignores NaN in its maximum or minimum, where there are 2 spatial axes, and does not elsewhere',
    ]);
    expect(findings[0]!.cause.kind).to.equal('deviation');
  });

  it('is a fault where it is another meaning: NaN taken for 0', async () => {
    const library = planted({ maxPool: poolOf((cells) => maximum(cells.map((value) => (Number.isNaN(value) ? 0 : value)))) });
    const causes = await causesOf(library, 'agreement/max-pool');
    expect(causes.map(({ kind }) => kind)).to.deep.equal(['deviation']);
  });

  it('is a fault where each of equal maxima gets the whole gradient, whose sum is not kept', async () => {
    const library = planted({ maxPoolGradient: gradientOf((cells) => places(cells).map((i) => [i, 1])) });
    const causes = await causesOf(library, 'agreement/max-pool-gradient');
    expect(causes.map((cause) => [cause.kind, 'id' in cause && cause.id])).to.deep.equal([['deviation', 'tie-to-all']]);
  });
});
