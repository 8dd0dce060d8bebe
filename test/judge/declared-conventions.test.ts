import { expect } from 'chai';
import * as fc from 'fast-check';
import { laws } from '../../properties/index.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { defineLaw, differ, equal, rejects, type AnyLaw } from '../../src/law.js';
import type { LibraryDefinition, LibraryOps, TensorLibrary } from '../../src/library.js';
import { InvalidLibrary } from '../../src/library.js';
import { isTurned } from '../../src/library/conventions.js';
import { Evaluator } from '../../src/judge/evaluate.js';
import * as kernels from '../../src/ops/kernels.js';
import type { OpName } from '../../src/ops/index.js';
import { tensor } from '../../src/tensor.js';
import { emptyPool, gradientOf, paddedConv, planted, poolOf, resizeBy } from '../conventions/planted.js';

const maximum = (cells: readonly number[]): number => cells.reduce((most, value) => (value > most ? value : most), -Infinity);
const ignoring = { maxPool: poolOf(maximum) };

/** A library that says so. */
const declaring = (conventions: readonly string[], ops: LibraryOps): TensorLibrary => planted(ops, { conventions });

/** The laws of an op, and of others that the library does not mean otherwise; but for those that hold for any op, and of what it does not fuse. */
const lawsOf = (op: OpName, { conventions }: TensorLibrary) =>
  laws.filter(
    ({ id, requires }) =>
      requires.includes(op) &&
      requires.every((each) => each === op || !isTurned(each, conventions)) &&
      !/^(layout|degenerate|fused)/.test(id),
  );

async function redOf(library: TensorLibrary, op: OpName): Promise<readonly string[]> {
  const { results } = await checkLaws(library, { laws: lawsOf(op, library), runs: 12, seed: 4 });
  return results.filter(({ verdict }) => verdict.kind !== 'holds').map(({ law, verdict }) => `${law}: ${verdict.kind}`);
}

describe('a library that declares conventions', () => {
  const honest: readonly (readonly [string, OpName, LibraryOps])[] = [
    ['max-ignores-nan', 'maxPool', ignoring],
    ['tie-to-the-last', 'maxPoolGradient', { maxPoolGradient: gradientOf((cells) => [[placesOfMost(cells).at(-1)!, 1]]) }],
    ['padding-is-multiplied', 'conv', { conv: paddedConv }],
    ['places-rounded-down', 'resize', { resize: resizeBy(Math.floor) }],
  ];

  for (const [id, op, ops] of honest) {
    it(`is green by every law of ${op} where it keeps ${id}`, async () => {
      expect(await redOf(declaring([id], ops), op)).to.deep.equal([]);
    });
  }

  it('is held to them: the meaning of the reference is wrong', async () => {
    const { findings } = await checkLaws(declaring(['max-ignores-nan'], {}), { laws: ['agreement/max-pool'], runs: 60, seed: 4 });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['maxPool does not keep the convention that the library declares']);
    expect(findings[0]!.cause.kind).to.equal('deviation');
  });

  it('is held to them by laws that contradict them', async () => {
    const { results } = await checkLaws(declaring(['max-ignores-nan'], {}), {
      laws: ['special-values/nan-stays-in-its-field-max-pool'],
      runs: 20,
      seed: 4,
    });
    expect(results[0]!.verdict.kind).to.equal('violated');
  });

  it('has its other faults told by what it is held to', async () => {
    const swapped: NonNullable<LibraryOps['maxPool']> = (x, a) => ignoring.maxPool(x, { ...a, strides: [...a.strides].reverse() });
    const { findings } = await checkLaws(declaring(['max-ignores-nan'], { maxPool: swapped }), {
      laws: ['agreement/max-pool'],
      runs: 60,
      seed: 4,
    });
    expect(findings.map(({ cause }) => ('id' in cause ? cause.id : cause.kind))).to.deep.equal(['attribute-reversed']);
  });
});

function placesOfMost(cells: readonly number[]): number[] {
  const most = cells.some(Number.isNaN) ? Number.NaN : Math.max(...cells);
  return cells.flatMap((value, i) => (Object.is(value, most) || value === most ? [i] : []));
}

describe('claims that a convention contradicts', () => {
  const source = { sources: [], because: 'The reference has it so.' };
  const x = tensor([Number.NaN, 2], [1, 2, 1]);
  const nanWins = defineLaw({
    ...source,
    id: 'test/nan-wins',
    statement: 'M(NaN, 2) = NaN',
    requires: ['maxPool'],
    cases: fc.constant({ x }),
    claim: (t, c) => equal(t.maxPool(c.x, { window: [2] }), tensor([Number.NaN], [1, 1, 1])),
  });
  const nanTells = defineLaw({
    ...source,
    id: 'test/nan-tells',
    statement: 'M(NaN, 2) != M(2, 2)',
    requires: ['maxPool'],
    cases: fc.constant({ x }),
    claim: (t, c) => differ(t.maxPool(c.x, { window: [2] }), t.maxPool(tensor([2, 2], [1, 2, 1]), { window: [2] })),
  });
  const mustFit = defineLaw({
    ...source,
    id: 'test/a-window-must-fit',
    statement: 'M("no window") = "refused"',
    requires: ['maxPool'],
    cases: fc.constant({ x }),
    claim: (t, c) => rejects(() => t.maxPool(c.x, { window: [3] })),
  });
  const outcomeOf = async (law: AnyLaw, library: TensorLibrary) => (await new Evaluator(library).evaluate(law, { x })).kind;

  it('ask for what the reference so turned makes of each side', async () => {
    const wrong = poolOf((cells) => maximum(cells) + 1);
    for (const law of [nanWins, nanTells]) {
      expect(await outcomeOf(law, declaring(['max-ignores-nan'], ignoring)), law.id).to.equal('holds');
      expect(await outcomeOf(law, declaring(['max-ignores-nan'], { maxPool: wrong })), law.id).to.equal('differs');
      expect(await outcomeOf(law, planted(ignoring)), law.id).to.equal('differs');
    }
  });

  it('ask for its result in place of a refusal', async () => {
    expect(await outcomeOf(mustFit, declaring(['no-window-is-empty'], { maxPool: emptyPool }))).to.equal('holds');
    expect(await outcomeOf(mustFit, declaring(['no-window-is-empty'], {}))).to.equal('threw');
    const one: LibraryOps['maxPool'] = (y, a) => (a.window[0] === 3 ? tensor([2], [1, 1, 1]) : kernels.maxPool(y, a));
    expect(await outcomeOf(mustFit, declaring(['no-window-is-empty'], { maxPool: one }))).to.equal('differs');
  });
});

describe('conventions of a definition', () => {
  const defined = (conventions: unknown) => () => planted({}, { conventions } as Partial<LibraryDefinition>);

  it('are ids of the list, in JavaScript too', () => {
    expect(defined(['max-ignores-nan', 'tie-to-the-last'])).to.not.throw();
    expect(defined(['max-drops-nan'])).to.throw(
      InvalidLibrary,
      /planted: "max-drops-nan" is not a convention; the conventions are .*max-ignores-nan.*tie-shared/,
    );
    expect(defined('max-ignores-nan')).to.throw(
      InvalidLibrary,
      /conventions is "max-ignores-nan"; it is a list of some of max-ignores-nan/,
    );
    expect(defined([7])).to.throw(InvalidLibrary, /7 is not a convention/);
  });

  it('settle one thing once', () => {
    expect(defined(['tie-to-the-last', 'tie-shared'])).to.throw(
      InvalidLibrary,
      /holds tie-to-the-last and tie-shared, of which one settles equal maxima/,
    );
    expect(defined(['padding-is-multiplied', 'zeros-between-are-multiplied'])).to.not.throw();
  });
});
