import { expect } from 'chai';
import * as fc from 'fast-check';
import { dilationIsUpsampledFilter, rejectsBadArguments } from '../../properties/conv-geometry.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { replay } from '../../src/engine/replay.js';
import type { Report } from '../../src/report/report.js';
import { fromJson, toJson } from '../../src/judge/json.js';
import { LawUnsupported, LawViolated, property } from '../../src/engine/property.js';
import type { Verdict } from '../../src/judge/verdict.js';
import * as kernels from '../../src/ops/kernels.js';
import { defineLaw, equal, type AnyLaw } from '../../src/law.js';
import { defineLibrary, unsupported, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import type { Padding } from '../../src/ops/index.js';
import { float32, float64 } from '../../src/precision.js';
import { reference, referenceIn } from '../../src/reference.js';
import { fromData, tensor, toArray, viewOf, type Tensor } from '../../src/tensor.js';

function wrong(ops: LibraryOps, more: Partial<TensorLibrary> = {}): TensorLibrary {
  return defineLibrary({ name: 'wrong', precision: float64, ops: { ...reference.ops, ...ops }, ...more });
}

/** One case, as it is. */
function lawOn<Case extends object>(c: Case, claim: AnyLaw['claim'], requires: AnyLaw['requires'] = ['conv']): AnyLaw {
  return defineLaw({
    id: 'test/law',
    statement: 'left = right',
    because: 'for the test',
    sources: [],
    requires,
    cases: fc.constant(c),
    claim,
  });
}

async function verdictOf(law: AnyLaw, library: TensorLibrary, timeout?: number): Promise<Verdict> {
  const report = await checkLaws(library, { laws: [law], runs: 3, seed: 1, ...(timeout !== undefined && { timeout }) });
  return report.results[0]!.verdict;
}

const ones = { x: tensor([1, 2, 3], [1, 3, 1]), filter: tensor([1, 1], [2, 1, 1]) };
const twice = lawOn(ones, (t, c: typeof ones) => equal(t.conv(c.x, c.filter), tensor([3, 5], [1, 2, 1])));

describe('property', () => {
  it('passes on an honest library, through fc.assert', async () => {
    await fc.assert(property(dilationIsUpsampledFilter, reference), { numRuns: 50 });
  });

  it('fails with how the op to blame strays, its call and the equation', async () => {
    const library = wrong({ conv: (x, filter, a) => kernels.conv(x, filter, { ...a, dilations: a.dilations.map(() => 1) }) });
    const details = await fc.check(property(dilationIsUpsampledFilter, library), { seed: 5, numRuns: 200 });
    expect(details.failed).to.equal(true);
    const error = details.errorInstance as LawViolated;
    expect(error).to.be.instanceOf(LawViolated);
    expect(error.message).to.include('C(x, w, dilations d) = C(x, w with d - 1 zeros between taps)');
    expect(error.message).to.match(/^conv returned .* instead of .* at \[.*\]\n\n {2}conv\(x, filter, \{ dilations: \[2\]/);
    const { x, filter } = error.counterexample.case as { x: Tensor; filter: Tensor };
    // Two taps, one channel, one axis: no smaller case tells dilation from none.
    expect(filter.shape).to.deep.equal([2, 1, 1]);
    expect(x.shape.length).to.equal(3);
  });

  it('says what a library lacks', () => {
    const library = defineLibrary({ name: 'empty', ops: {} });
    expect(() => property(dilationIsUpsampledFilter, library)).to.throw(LawUnsupported, 'empty has no conv');
  });

  it('says what a library does not check, and asks it for no refusal', async () => {
    const limits = { conv: { validates: false, reason: 'as documented' } };
    const library = defineLibrary({ name: 'trusting', ops: reference.ops, limits });
    expect(() => property(rejectsBadArguments, library)).to.throw(LawUnsupported, 'trusting does not check its arguments');
    await fc.assert(property(dilationIsUpsampledFilter, library), { numRuns: 5 });
  });
});

describe('comparison', () => {
  const offBy = (error: number): TensorLibrary =>
    defineLibrary({
      name: 'off',
      precision: float32,
      ops: {
        conv: (x, filter, a) => {
          const y = kernels.conv(x, filter, a);
          y.data[0]! += error;
          return y;
        },
      },
    });
  // Two products, |1 * 3| + |2 * 3| = 9, so an honest float32 result is within gamma(3) * 9 of 9.
  const law = lawOn(
    { x: tensor([1, 2], [1, 2, 1], 'float32'), filter: tensor([3, 3], [2, 1, 1], 'float32') },
    (t, c: { x: Tensor; filter: Tensor }) => equal(t.conv(c.x, c.filter), t.reference.conv(c.x, c.filter)),
  );

  it('takes an error inside the bound: one unit in the last place of 9', async () => {
    expect((await verdictOf(law, offBy(2 ** -20))).kind).to.equal('holds');
  });

  it('finds an error beyond the bound: two units in the last place of 9', async () => {
    const verdict = await verdictOf(law, offBy(2 ** -19));
    expect(verdict.kind).to.equal('violated');
    if (verdict.kind !== 'violated') return;
    const { difference } = verdict.counterexample;
    expect(difference?.index).to.deep.equal([0, 0, 0]);
    expect(difference?.allowed).to.be.closeTo(27 * 2 ** -24, 2 ** -24);
  });
});

describe('verdicts', () => {
  it('an op that throws is violated, and blamed', async () => {
    for (const thrown of [new Error('no kernel'), 'a string', undefined]) {
      const library = wrong({
        conv: () => {
          throw thrown;
        },
      });
      const verdict = await verdictOf(twice, library);
      expect(verdict.kind).to.equal('violated');
      if (verdict.kind === 'violated') expect(verdict.counterexample.message).to.include('conv threw');
    }
  });

  it('an op that returns no tensor of its dtype crashes, in words that name it', async () => {
    const results: [unknown, string][] = [
      [undefined, 'undefined'],
      [[1, 2], 'an array of 2'],
      [new Float64Array(2), 'typed data of float64 without a shape'],
      [tensor([3, 5], [1, 2, 1], 'float32'), 'a tensor of float32'],
    ];
    for (const [result, words] of results) {
      const verdict = await verdictOf(twice, wrong({ conv: () => result as Tensor }));
      expect(verdict.kind).to.equal('crashed');
      if (verdict.kind === 'crashed') expect(verdict.message).to.include('test/law').and.to.include('conv').and.to.include(words);
    }
  });

  it('a shape that differs is violated', async () => {
    const verdict = await verdictOf(twice, wrong({ conv: () => fromData(new Float64Array(2), [2, 1, 1]) }));
    expect(verdict.kind).to.equal('violated');
    if (verdict.kind === 'violated') expect(verdict.counterexample.blame?.kind).to.equal('shape');
  });

  it('a promise that never settles times out', async () => {
    const verdict = await verdictOf(twice, wrong({ conv: () => new Promise<Tensor>(() => undefined) }), 30);
    expect(verdict.kind).to.equal('timedOut');
    if (verdict.kind === 'timedOut') expect(verdict.message).to.include('conv did not settle within 30 ms');
  });

  it('a refusal is counted, never silent', async () => {
    const library = wrong({
      conv: () => {
        throw unsupported('only on Tuesdays');
      },
    });
    const verdict = await verdictOf(twice, library);
    expect(verdict).to.deep.equal({ kind: 'unsupported', missing: ['only on Tuesdays'] });
  });

  it('a law that claims nothing, or throws, crashes by name', async () => {
    const silent = await verdictOf(
      lawOn(ones, () => []),
      reference,
    );
    expect(silent.kind).to.equal('crashed');
    const thrower = lawOn(ones, () => {
      throw new Error('my own fault');
    });
    const verdict = await verdictOf(thrower, reference);
    expect(verdict.kind).to.equal('crashed');
    if (verdict.kind === 'crashed') expect(verdict.message).to.include('test/law').and.to.include('my own fault');
  });

  it('withSpaceToBatch is blamed for what it asks of its op, and where that throws', async () => {
    for (const padding of ['valid', [[-1, 0]]] as Padding[]) {
      const library = wrong({ withSpaceToBatch: (x, _, op) => op(x, x.shape.length - 2, padding) });
      const report = await checkLaws(library, { laws: ['with-space-to-batch/equals-native-dilation'], runs: 60, seed: 1 });
      const { verdict } = report.results[0]!;
      const { blame } = (verdict as Extract<Verdict, { kind: 'violated' }>).counterexample;
      expect(blame!.op).to.equal('withSpaceToBatch');
      expect(blame!.message).to.match(/^withSpaceToBatch calls its op (with|on another tensor)/);
    }
  });

  const misused: [string, LibraryOps['withSpaceToBatch'], string][] = [
    ['other padding', (x, a, op) => op(x, a.dilationRate.length, 'valid'), "calls its op with the padding 'valid' in place of its own"],
    [
      'a copy of the padding',
      (x, a, op) => op(x, a.dilationRate.length, structuredClone(a.padding)),
      'calls its op with a copy of its padding in place of the padding itself',
    ],
    ['other axes', (x, a, op) => op(x, a.dilationRate.length + 1, a.padding), 'calls its op for too many spatial axes'],
    ['no call', (x) => x, 'does not call its op'],
  ];
  for (const [what, withSpaceToBatch, sentence] of misused) {
    it(`says what withSpaceToBatch asks of its op: ${what}`, async () => {
      const library = wrong({ withSpaceToBatch: withSpaceToBatch! });
      const { findings } = await checkLaws(library, { laws: ['with-space-to-batch/dilation-one-is-identity'], runs: 60, seed: 1 });
      expect(findings.map((finding) => finding.sentence)).to.deep.equal([`withSpaceToBatch ${sentence} in some calls: no rule was found`]);
    });
  }

  it('an op that writes to its input is blamed for that', async () => {
    const library = wrong({
      conv: (x, filter, a) => {
        const y = kernels.conv(x, filter, a);
        x.data[0] = 9;
        return y;
      },
    });
    const law = lawOn(ones, (t, c: typeof ones) => {
      const first = t.conv(c.x, c.filter);
      return equal(
        first,
        first.then(() => t.conv(c.x, c.filter)),
      );
    });
    const verdict = await verdictOf(law, library);
    expect(verdict.kind).to.equal('violated');
    if (verdict.kind === 'violated') expect(verdict.counterexample.blame?.message).to.equal('conv wrote to its argument x');
    expect(toArray(ones.x)).to.deep.equal([1, 2, 3]);
  });
});

describe('findings', () => {
  it('thirty red laws with one cause are one finding, with its condition', async () => {
    const library = wrong({
      spaceToBatch: (x, a) => kernels.spaceToBatch(x, { ...a, paddings: a.paddings.map(([before, after]) => [after, before] as const) }),
    });
    const report = await checkLaws(library, { laws: ['space-to-batch/*'], runs: 20, seed: 3 });
    const values = report.findings.filter(({ kind }) => kind !== 'accepted');
    expect(values.length).to.be.greaterThan(0);
    expect(values[0]!.op).to.equal('spaceToBatch');
    expect(values[0]!.laws.length).to.be.greaterThan(1);
    expect(values.map(({ op }) => op)).to.not.include('batchToSpace');
  });
});

describe('replay', () => {
  const library = wrong({ conv: (x, filter, a) => kernels.conv(x, filter, { ...a, dilations: a.dilations.map(() => 1) }) });
  let report: Report;
  before(async () => {
    report = await checkLaws(library, { laws: ['conv-geometry/dilation-is-upsampled-filter'], seed: 11 });
  });

  it('shows the same counterexample from its token', async () => {
    const { verdict } = report.results[0]!;
    if (verdict.kind !== 'violated') throw new Error(verdict.kind);
    const again = await replay(verdict.counterexample.token!, library);
    if (again.kind !== 'violated') throw new Error(again.kind);
    expect(toJson(again.counterexample.case)).to.deep.equal(toJson(verdict.counterexample.case));
    const honest = await replay(verdict.counterexample.token!, reference);
    expect(honest.kind).to.equal('holds');
  });

  it('makes one run, of the very case, where the bug is gone', async () => {
    const wrong = defineLibrary({
      name: 'wrong',
      precision: float64,
      ops: { ...reference.ops, conv: (x, filter, a) => kernels.conv(x, filter, { ...a, dilations: a.dilations.map(() => 1) }) },
    });
    const report = await checkLaws(wrong, { laws: ['agreement/conv'], runs: 50, seed: 2 });
    const [{ verdict }] = report.results as [Report['results'][number]];
    if (verdict.kind !== 'violated') throw new Error(verdict.kind);
    const token = verdict.counterexample.token!;
    expect(token).to.match(/:\d+:\d+:\d+/);
    const again = await replay(token, reference);
    expect(again.kind === 'holds' && again.runs).to.equal(1);
    expect((await replay(token, wrong)).kind).to.equal('violated');
  });

  it('refuses a malformed token and one of another version', async () => {
    for (const [token, words] of [
      ['nonsense', 'law-id:seed:path'],
      ['conv-geometry/no-such-law:1:0', 'no law'],
      ['conv-algebra/zero:1:0@9.9.9', '9.9.9'],
    ] as const) {
      const error = await replay(token, reference).then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error?.message).to.include(words);
    }
  });
});

describe('options', () => {
  it('refuses runs below 1, unknown laws and globs that match nothing', async () => {
    for (const options of [{ runs: 0 }, { runs: -1 }, { laws: ['no-such/law'] }, { laws: ['nothing-*'] }, { time: 0 }]) {
      const error = await checkLaws(reference, options).then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error?.name, JSON.stringify(options)).to.equal('InvalidArgument');
    }
  });
});

describe('json', () => {
  it('keeps views, NaN, -0 and infinities', () => {
    const data = Float32Array.from([1, Number.NaN, -0, Infinity, -Infinity, 6]);
    const view = viewOf(data, [2, 2], [-3, 1], 3);
    const back = fromJson(JSON.parse(JSON.stringify(toJson({ view, number: -0, list: [Number.NaN] })))) as {
      view: Tensor;
      number: number;
      list: number[];
    };
    expect(toArray(back.view)).to.deep.equal(toArray(view));
    expect(back.view.stride).to.deep.equal([-3, 1]);
    expect(back.view.data).to.be.instanceOf(Float32Array);
    expect(Object.is(back.number, -0)).to.equal(true);
    expect(back.list[0]).to.be.NaN;
  });
});

describe('reference in other precisions', () => {
  it('holds in float32', async () => {
    const report = await checkLaws(referenceIn(float32), { laws: ['conv-algebra/*', 'pooling/*'], runs: 10, seed: 2 });
    expect(
      report.results.filter(({ verdict }) => verdict.kind !== 'holds').map(({ law, verdict }) => `${law} ${verdict.kind}`),
    ).to.deep.equal([]);
  });
});
