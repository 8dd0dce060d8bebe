import { expect } from 'chai';
import { checkLaws } from '../../../src/engine/check-laws.js';
import type { Cause, DeviationCause } from '../../../src/diagnosis/cause/cause.js';
import { withCause } from '../../../src/diagnosis/cause/predict.js';
import { isDeviationOf } from '../../../src/diagnosis/cause/cause-id.js';
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../../src/library.js';
import * as kernels from '../../../src/ops/kernels.js';
import type { OpName } from '../../../src/ops/index.js';
import { float64 } from '../../../src/precision.js';
import { reference } from '../../../src/reference.js';
import { poolOf } from '../../conventions/planted.js';
import { fromData, toArray, type Tensor } from '../../../src/tensor.js';

const libraryWith = (ops: LibraryOps): TensorLibrary =>
  defineLibrary({ name: 'wrong', precision: float64, ops: { ...reference.ops, ...ops } });

async function sentencesOf(ops: LibraryOps, laws: readonly string[], runs: number): Promise<string[]> {
  const { findings } = await checkLaws(libraryWith(ops), { laws, runs, seed: 1 });
  return findings.map(({ sentence }) => sentence);
}

const mapped = (x: Tensor, f: (value: number) => number): Tensor =>
  fromData(Float64Array.from(x.data.length === 0 ? [] : [...flat(x)], f), x.shape);

function flat(x: Tensor): number[] {
  return (toArray(x) as unknown[]).flat(Infinity) as number[];
}

const oddCell: DeviationCause = {
  kind: 'deviation',
  id: 'same-pads-odd-cell-before',
  parameters: { sizes: 'kept' },
  ops: ['conv'],
  guards: [],
};
const mirrored: DeviationCause = { ...oddCell, id: 'read-reversed', parameters: { tensor: 'filter', axis: 'spatial' } };
const byNorm = (id: string): DeviationCause => ({ kind: 'deviation', id, parameters: null, ops: ['instanceNorm'], guards: [] });

describe('findings', () => {
  it('are two for two bugs that one call may meet at once', async () => {
    const sentences = await sentencesOf(
      { conv: (x, filter, a) => mapped(kernels.conv(x, filter, { ...a, dilations: a.dilations.map(() => 1) }), (y) => Math.min(y, 5)) },
      ['agreement/conv'],
      100,
    );
    expect(sentences).to.have.members(['conv ignores its dilations', 'conv clamps its result at 5 from above']);
  });

  const inTurn: [string, OpName, readonly DeviationCause[], readonly string[]][] = [
    [
      'each in a region of its own',
      'conv',
      [oddCell, { ...mirrored, guards: [{ feature: 'largest dilation', relation: '>=', value: 2 }] }],
      ["conv puts the odd cell of 'same' pads before", 'conv reads its filter reversed along every spatial axis, where dilation > 1'],
    ],
    [
      'that give the same for data of few values',
      'instanceNorm',
      [byNorm('variance-is-a-sum'), { ...byNorm('variance-about-zero'), guards: [{ feature: 'batch', relation: '>=', value: 2 }] }],
      [
        'instanceNorm takes the sum of squares, and not their mean',
        'instanceNorm takes the mean of squares for the variance, where batch > 1',
      ],
    ],
  ];
  for (const [what, op, causes, sentences] of inTurn) {
    it(`are two for two bugs, of which the second takes the place of the first: ${what}`, async () => {
      const library = causes.reduce<TensorLibrary>((wrong, cause) => withCause(wrong, cause), reference);
      const laws = [op === 'conv' ? 'agreement/conv' : 'agreement/instance-norm'];
      const { findings } = await checkLaws(library, { laws, runs: 100, seed: 1 });
      expect(findings.map(({ sentence }) => sentence)).to.have.members(sentences);
    });
  }

  it('are one for an error of its own words, which several ops throw in regions of their own', async () => {
    const tiled = (op: string, size: number): void => {
      if (size > 2) throw new Error(`${op} cannot tile ${size} cells`);
    };
    const sentences = await sentencesOf(
      {
        conv: (x, filter, a) => (tiled('Conv', Math.max(...a.strides)), kernels.conv(x, filter, a)),
        maxPool: (x, a) => (tiled('MaxPool', Math.max(...a.window)), kernels.maxPool(x, a)),
      },
      ['agreement/conv', 'agreement/max-pool'],
      100,
    );
    expect(sentences).to.have.length(1);
    expect(sentences[0]).to.match(
      /^(conv throws "Error: Conv cannot tile # cells", where stride > 2; maxPool throws it too|maxPool throws "Error: MaxPool cannot tile # cells", where window > 2; conv throws it too)$/,
    );
  });

  it('are two for an error in the words of the runtime, which any fault may raise', async () => {
    const missing = (is: boolean): void => {
      if (is) (undefined as unknown as { length: number }).length = 1;
    };
    const sentences = await sentencesOf(
      {
        conv: (x, filter, a) => (missing(Math.max(...a.strides) > 1), kernels.conv(x, filter, a)),
        maxPool: (x, a) => (missing(Math.max(...a.window) > 2), kernels.maxPool(x, a)),
      },
      ['agreement/conv', 'agreement/max-pool'],
      100,
    );
    expect(sentences).to.have.length(2);
  });

  it('are the fault alone where a convention is met beside it', async () => {
    // A maximum that a NaN never wins, of the cells that an undilated window has.
    const maxPool = poolOf((cells) => cells.reduce((most, cell) => (cell > most ? cell : most), -Infinity));
    const library = libraryWith({ maxPool: (x, a) => maxPool(x, { ...a, dilations: a.dilations.map(() => 1) }) });
    const { findings, conventions } = await checkLaws(library, { laws: ['agreement/max-pool', 'special-values/*'], runs: 100, seed: 1 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['maxPool ignores its dilations']);
    expect(conventions.map(({ sentence }) => sentence)).to.deep.equal([
      'maxPool differs by convention: it ignores NaN in its maximum or minimum',
    ]);
  });

  it('join the mechanism of another op in the spellings that both are wrong in', () => {
    const found = (op: OpName, spellings: readonly string[], guards: Cause['guards'] = []): Cause => ({
      kind: 'deviation',
      id: 'same-pads-odd-cell-before',
      parameters: { sizes: 'kept' },
      ops: [op],
      spellings,
      guards,
    });
    const strided = [{ feature: 'largest stride', relation: '>=', value: 2 }] as const;
    expect(isDeviationOf(found('conv', ['word']), found('maxPool', ['list', 'word']))).to.equal(true);
    // It would say of maxPool that it is wrong where it is a word.
    expect(isDeviationOf(found('conv', ['word']), found('maxPool', ['list']))).to.equal(false);
    expect(isDeviationOf(found('conv', ['word']), found('maxPool', ['word'], strided))).to.equal(false);
    // What one op does here and there is one bug.
    expect(isDeviationOf(found('conv', ['word']), found('conv', ['list'], strided))).to.equal(true);
  });

  it('are one for an op around another, however it goes wrong', async () => {
    const sentences = await sentencesOf(
      {
        withSpaceToBatch: (x, a, op) => kernels.withSpaceToBatch(x, { ...a, dilationRate: [...a.dilationRate].reverse() }, op),
      },
      ['with-space-to-batch/*', 'agreement/with-space-to-batch'],
      20,
    );
    expect(sentences).to.deep.equal(['withSpaceToBatch calls its op on another tensor in some calls: no rule was found']);
  });

  it('are one for an error that is met here and there', async () => {
    const sentences = await sentencesOf(
      {
        maxPool: (x, a) => {
          if (x.shape.includes(0)) return (x as { readonly cells?: readonly Tensor[] }).cells![0]!;
          return kernels.maxPool(x, a);
        },
      },
      ['degenerate/*', 'agreement/max-pool'],
      60,
    );
    expect(sentences).to.deep.equal([
      `maxPool throws "TypeError: Cannot read properties of undefined (reading ' # ')", where a tensor is empty`,
    ]);
  });
});
