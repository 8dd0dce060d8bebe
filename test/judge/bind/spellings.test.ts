/** Spellings of an op: drawn, refused, shrunk, replayed, told. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  checkLaws,
  defineLaw,
  defineLibrary,
  describeCounterexample,
  equal,
  fromJson,
  inProcess,
  property,
  reference,
  replay,
  search,
  spellings,
  toJson,
  unsupported,
  zeros,
  type Counterexample,
  type LibraryOps,
  type Report,
  type ShownCall,
  type TensorLibrary,
} from '../../../src/index.js';
import { runJob } from '../../../src/engine/jobs/run-job.js';
import { casesFor } from '../../../src/judge/subject.js';
import type { Verdict } from '../../../src/judge/verdict.js';
import { spellingOf } from '../../../src/judge/bind/spelled-case.js';
import type { ConvCase } from '../../../src/ops/convolution/conv-case.js';
import { laws } from '../../../properties/index.js';
import type { AnyLaw } from '../../../src/law.js';

/** What a stored case comes to. */
async function asked(law: AnyLaw, library: TensorLibrary, example: unknown): Promise<Verdict> {
  return (await runJob(law, library, { law: law.id, seed: 0, from: 0, runs: 1, example, exclude: [] }, {})).verdict;
}

type Conv = NonNullable<LibraryOps['conv']>;
const right = reference.ops.conv!;

const plain: Conv = (x, filter, a) => right(x, filter, a);
/** Takes one number for all pads. */
const number: Conv = (x, filter, a) => {
  if (typeof a.padding === 'string' || new Set(a.padding.flat()).size !== 1) throw unsupported('a pad is one number');
  return right(x, filter, a);
};
/** Forgets every dilation. */
const undilated: Conv = (x, filter, a) => right(x, filter, { ...a, dilations: a.dilations.map(() => 1) });

function libraryOf(conv: Conv, more: Partial<Parameters<typeof defineLibrary>[0]> = {}): TensorLibrary {
  return defineLibrary({ ...reference, name: 'spelled', ops: { ...reference.ops, conv }, ...more });
}

const lawOf = (id: string): AnyLaw => laws.find((law) => law.id === id)!;
const agreement = lawOf('agreement/conv');

function counterexampleOf({ results }: Report): Counterexample {
  const [{ verdict }] = results as [Report['results'][number]];
  expect(verdict.kind).to.equal('violated');
  return (verdict as Extract<typeof verdict, { kind: 'violated' }>).counterexample;
}

const size = (c: unknown): number => JSON.stringify(toJson(c)).length;

const check = (library: TensorLibrary, runs = 60): Promise<Report> =>
  checkLaws(library, { laws: ['conv-geometry/dilation-is-upsampled-filter'], runs, seed: 3 });

describe('spellings', () => {
  it('are called as one function, which takes the first that does not refuse', async () => {
    const later = spellings<() => unknown>({
      'as a number': (): number => {
        throw unsupported('no number');
      },
      late: () => Promise.reject<number>(unsupported('not now')),
      list: () => 3,
    });
    expect(await later()).to.equal(3);
    const none = spellings({
      one: (): number => {
        throw unsupported('no');
      },
    });
    expect(none).to.throw('no');
  });

  it('are all called in the first runs, and what one refuses another takes', async () => {
    const counts: Record<string, number> = { plain: 0, explicit: 0, number: 0 };
    const counted =
      (name: string, own: Conv): Conv =>
      (...args) => {
        const result = own(...args);
        counts[name]!++;
        return result;
      };
    const explicit: Conv = (x, filter, a) => {
      if (typeof a.padding === 'string') throw unsupported('pads are numbers');
      return right(x, filter, a);
    };
    const library = libraryOf(
      spellings({ plain: counted('plain', plain), explicit: counted('explicit', explicit), number: counted('number', number) }),
    );
    const check = async (runs: number): Promise<void> => {
      const { results } = await checkLaws(library, { laws: ['agreement/conv'], runs, seed: 1 });
      expect(results[0]!.verdict).to.include({ kind: 'holds', runs });
    };
    await check(40);
    expect(counts['plain']).to.be.greaterThan(0);
    expect(counts['explicit']).to.be.greaterThan(0);
    // Explicit pads that are all equal are rare: the case is not drawn for the spelling.
    await check(200);
    expect(counts['number']).to.be.greaterThan(0);
  });

  it('discard a call that none of them takes', async () => {
    const never: Conv = () => {
      throw unsupported('a pad is no number');
    };
    const { results } = await checkLaws(libraryOf(spellings({ number: never, list: never })), {
      laws: ['agreement/conv'],
      runs: 5,
      seed: 1,
    });
    expect(results[0]!.verdict).to.deep.equal({ kind: 'unsupported', missing: ['a pad is no number'] });
  });

  it('have limits of their own: beyond them another is called', async () => {
    const called: string[] = [];
    const noted =
      (name: string): Conv =>
      (x, filter, a) => {
        called.push(`${name} ${a.dilations.some((rate) => rate > 1) ? 'dilated' : 'plain'}`);
        return right(x, filter, a);
      };
    const conv = spellings<Conv>({ old: { call: noted('old'), limits: { dilations: false } }, new: noted('new') });
    await checkLaws(libraryOf(conv), { laws: ['agreement/conv'], runs: 30, seed: 1 });
    expect(new Set(called)).to.deep.equal(new Set(['old plain', 'new plain', 'new dilated']));
  });

  describe('with a bug in one', () => {
    const shown: ShownCall[] = [];
    const conv = spellings<Conv>({
      list: plain,
      number,
      layer: { call: undilated, show: (call) => (shown.push(call), 'the layer itself') },
    });
    const library = libraryOf(conv, { show: () => 'any other' });

    it('name it in the finding, in its texts and in its reproduction', async () => {
      const report = await check(library);
      const counterexample = counterexampleOf(report);
      expect(counterexample.case).to.have.deep.property('spelling', { conv: 'layer' });
      expect(counterexample.blame).to.include({ op: 'conv', spelling: 'layer' });
      expect(describeCounterexample(lawOf(counterexample.law), counterexample)).to.contain(' spelled "layer"');
      const [finding, ...others] = report.findings;
      expect(others).to.deep.equal([]);
      expect(finding!.title).to.equal('conv spelled "layer" ignores its dilations');
      expect(finding!.reproduction).to.equal('the layer itself');
      expect(shown.at(-1)!.spelling).to.equal('layer');
    });

    it('replay with it, by token and as a stored case', async () => {
      const counterexample = counterexampleOf(await check(library));
      const again = await replay(counterexample.token!, library);
      expect(again.kind).to.equal('violated');
      const law = lawOf(counterexample.law);
      const stored = fromJson(JSON.parse(JSON.stringify(toJson(counterexample.case))));
      expect((await asked(law, library, stored)).kind).to.equal('violated');
      // The same case in the other spelling is right.
      const other = { ...(stored as object), spelling: { conv: 'list' } };
      expect((await asked(law, library, other)).kind).to.equal('holds');
    });

    it('shrink a stored case, and keep the spelling that fails', async () => {
      const { case: smallest, law } = counterexampleOf(await check(library));
      const cases = casesFor(lawOf(law), library, {});
      if (!('cases' in cases)) throw new Error(cases.missing);
      // Large, and with a dilation between taps that the layer forgets.
      const large = fc.sample(cases.cases as fc.Arbitrary<ConvCase>, { numRuns: 400, seed: 1 }).find((c) => {
        const dilated = c.kernel.some((taps, axis) => taps > 1 && c.dilations[axis]! > 1);
        return spellingOf(c)?.conv === 'layer' && size(c) > 3 * size(smallest) && dilated;
      });
      const stored: unknown = fromJson(JSON.parse(JSON.stringify(toJson({ ...large }))));
      const verdict = await asked(lawOf(law), library, stored);
      const { counterexample } = verdict as Extract<typeof verdict, { kind: 'violated' }>;
      expect(counterexample.case).to.have.deep.property('spelling', { conv: 'layer' });
      expect(size(counterexample.case)).to.be.at.most(size(smallest));
    });

    it('shrink towards the first where all fail', async () => {
      const all = libraryOf(spellings<Conv>({ first: undilated, second: undilated, third: undilated }));
      const report = await check(all);
      expect(counterexampleOf(report).case).to.have.deep.property('spelling', { conv: 'first' });
      expect(report.findings.map(({ title }) => title)).to.have.length(1);
      expect(report.findings[0]!.title).not.to.contain('spelled');
    });

    it('are passed over once they are known, and no other is', async () => {
      const two = libraryOf(
        spellings<Conv>({
          list: (x, filter, a) => right(x, filter, { ...a, padding: a.padding === 'same-lower' ? 'same' : a.padding }),
          layer: undilated,
        }),
      );
      const executor = await inProcess(two, [agreement]);
      const report = await search(executor, [agreement], { seed: 2, runs: 200 });
      const titles = report.findings.map(({ title }) => title);
      expect(titles.some((title) => title.includes('spelled "layer"'))).to.equal(true);
      expect(titles.some((title) => title.includes('spelled "list"'))).to.equal(true);
    });
  });

  it('change nothing where there are none, or one alone: cases, tokens, titles', async () => {
    const [none, one] = await Promise.all([undilated, spellings({ alone: undilated })].map((conv) => check(libraryOf(conv), 20)));
    const [counterexample, spelled] = [counterexampleOf(none!), counterexampleOf(one!)];
    expect(counterexample.blame).not.to.have.property('spelling');
    for (const { case: found } of [counterexample, spelled]) expect(found).not.to.have.property('spelling');
    expect(toJson(spelled.case)).to.deep.equal(toJson(counterexample.case));
    expect(spelled.token).to.equal(counterexample.token);
    expect(one!.findings.map(({ title }) => title)).to.deep.equal(none!.findings.map(({ title }) => title));
    expect((await check(libraryOf(spellings({ alone: plain })), 20)).ok).to.equal(true);
  });

  it('go with the cases of an arbitrary of a user, and leave the cases as they are', async () => {
    const called = new Set<string>();
    const noted =
      (name: string): Conv =>
      (...args) => (called.add(name), plain(...args));
    const fields = new Set<string>();
    const law = defineLaw({
      ...lawOf('agreement/conv'),
      cases: fc.record({ size: fc.integer({ min: 1, max: 4 }) }),
      claim: (t, c) => {
        for (const field of Object.keys(c)) fields.add(field);
        return equal(t.conv(zeros([1, c.size, 1], 'float64'), zeros([1, 1, 1], 'float64'), {}), zeros([1, c.size, 1], 'float64'));
      },
    });
    await fc.assert(property(law, libraryOf(spellings({ a: noted('a'), b: noted('b') }))), { numRuns: 20, seed: 1 });
    expect(called).to.deep.equal(new Set(['a', 'b']));
    expect(fields).to.deep.equal(new Set(['size']));
  });

  it('are refused where they are none', () => {
    expect(() => spellings({})).to.throw('at least one');
    const bad = spellings({ a: { call: 3 } } as never) as unknown as Conv;
    expect(() => libraryOf(bad)).to.throw('library spelled: ops.conv, spelled "a": its call is number; it is a function');
    const odd = spellings({ a: { call: plain, layout: 'NCHW' } } as never) as unknown as Conv;
    expect(() => libraryOf(odd)).to.throw("layout is \"NCHW\"; it is 'channels-last' or 'channels-first'");
  });
});
