import { expect } from 'chai';
import * as fc from 'fast-check';
import { knownBug } from '../../src/diagnosis/cause/known.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { LawViolated } from '../../src/engine/property.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import * as conv from '../../properties/conv-geometry.js';
import * as kernels from '../../src/ops/kernels.js';
import { defineLaw, equal, type AnyLaw } from '../../src/law.js';
import { defineLibrary, type LibraryDefinition, type LibraryOps, type TensorLibrary } from '../../src/library.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { legendText } from '../../src/statement/legend.js';
import { statementText } from '../../src/statement/text.js';
import { describeLaws, type DescribeOptions } from '../../src/suite.js';
import type { TestFramework } from '../../src/suite/framework.js';
import { tensor, type Tensor } from '../../src/tensor.js';
import { FakeFramework, type Ended } from './fake-framework.js';

function wrong(ops: LibraryOps, more: Partial<LibraryDefinition> = {}): TensorLibrary {
  return defineLibrary({ name: 'wrong', precision: float64, ops: { ...reference.ops, ...ops }, ...more });
}

/** The odd pad of 'same' before the input. */
const oddPadBefore: LibraryOps = {
  conv: (x, filter, a) => kernels.conv(x, filter, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding }),
};

function registered(library: TensorLibrary, options: DescribeOptions, framework = new FakeFramework()): FakeFramework {
  describeLaws(library, { runs: 40, seed: 1, ...options, framework });
  return framework;
}

async function run(library: TensorLibrary, options: DescribeOptions): Promise<Ended[]> {
  return registered(library, options).run();
}

const three = { x: tensor([1, 2, 3], [1, 3, 1]), filter: tensor([1, 1], [2, 1, 1]) };

/** 1 2 3 under two taps of 1: 3 5. */
function sumsOfTwo(name: string): AnyLaw {
  return defineLaw({
    id: `test/${name}`,
    statement: 'C(1 2 3, 1 1) = 3 5',
    because: 'for the test',
    sources: [],
    requires: ['conv'],
    cases: fc.constant(three),
    claim: (t, c) => equal(t.conv(c.x, c.filter), tensor([3, 5], [1, 2, 1])),
  });
}

describe('describeLaws registers', () => {
  it('a suite for the library, one for each family, and a test for each law', () => {
    const { tests } = registered(defineLibrary({ name: 'mine', version: '1.2', ops: reference.ops }), {
      laws: ['conv-algebra/zero', 'pooling/max-shift', 'conv-algebra/additive-in-x'],
    });
    expect(tests.map(({ suite }) => suite)).to.deep.equal(['mine 1.2 > conv-algebra', 'mine 1.2 > conv-algebra', 'mine 1.2 > pooling']);
    expect(tests.map(({ title }) => title)).to.include('conv-algebra/additive-in-x: C(x + y, w) = C(x, w) + C(y, w)');
    expect(tests.every(({ how }) => how === 'run')).to.equal(true);
  });

  it('every law of the catalogue, by default', () => {
    const { tests } = registered(reference, {});
    expect(tests.length).to.be.greaterThan(500);
  });

  it('a law whose ops are missing as skipped, with the ops', () => {
    const { tests } = registered(defineLibrary({ name: 'little', ops: { conv: reference.ops.conv! } }), {
      laws: ['conv-algebra/zero', 'conv-algebra/is-patches-times-matrix'],
    });
    expect(tests.map(({ how }) => how)).to.deep.equal(['run', 'skip']);
    expect(tests[1]!.title).to.match(/^conv-algebra\/is-patches-times-matrix: .* \(unsupported: no .*matmul.*\)$/);
  });

  it('skip and only, by id and glob; skip has the last word', () => {
    const { tests } = registered(reference, {
      laws: ['conv-algebra/*'],
      skip: ['conv-algebra/zero', 'pooling/*'],
      only: ['conv-algebra/{zero,additive-in-x}'],
    });
    const how = new Map(tests.map((test) => [test.title.split(':')[0], test.how]));
    expect(how.get('conv-algebra/zero')).to.equal('skip');
    expect(how.get('conv-algebra/additive-in-x')).to.equal('only');
    expect(how.get('conv-algebra/delta-filter-is-shift')).to.equal('skip');
  });

  it('time limits that fit, where the framework takes them', () => {
    const options = { laws: ['conv-algebra/zero'], time: 1000, timeout: 500 };
    // The runs, two promises that do not settle, and 20 s for all else.
    const limit = 1000 + 2 * 500 + 20_000;
    const { tests, hooks } = registered(reference, options);
    expect(tests[0]!.given[1]).to.equal(limit);
    expect(hooks.map(({ given }) => given)).to.deep.equal([[limit], [limit]]);

    const like = new FakeFramework();
    const { describe, it, beforeAll: before, afterAll: after } = like;
    const nodeTest = { describe, it: Object.assign(it, { todo: it.skip }), before, after };
    describeLaws(reference, { ...options, framework: nodeTest });
    expect(like.tests[0]!.given[0]).to.deep.equal({ timeout: limit });
    expect(like.hooks[0]!.given).to.deep.equal([{ timeout: limit }]);
  });

  it('bodies without parameters, which would ask for a callback', () => {
    const { tests, hooks } = registered(reference, { laws: ['conv-algebra/zero'] });
    for (const { body } of [...tests, ...hooks]) expect(body.length).to.equal(0);
  });

  it('nothing without a framework, and says what is wrong', () => {
    const of = (framework: unknown) => () => describeLaws(reference, { framework: framework as TestFramework });
    const { describe, it, beforeAll, afterAll } = new FakeFramework();
    expect(of({ describe })).to.throw(InvalidArgument, 'describeLaws: framework is Object, but it has describe, it, and before');
    expect(of({ describe, it })).to.throw(InvalidArgument, 'it has before and after, or beforeAll and afterAll');
    expect(of({ describe, it: () => undefined, beforeAll, afterAll })).to.throw(InvalidArgument, 'framework.it.skip');
    for (const options of [{ runs: 0 }, { seed: 1.5 }, { time: 0 }, { laws: ['no/such-law'] }, { only: ['no/*'] }, { skip: ['nothing'] }])
      expect(() => registered(reference, options), JSON.stringify(options)).to.throw(InvalidArgument);
  });
});

describe('a test of a law', () => {
  it('passes where the law holds', async () => {
    const [ended] = await run(reference, { laws: ['conv-algebra/zero'] });
    expect(ended!.how).to.equal('passed');
  });

  it('fails with the finding, the call, the law, and how to run it again', async () => {
    const library = wrong(oddPadBefore, { show: ({ op }) => `mine.${op}(...)` });
    const [ended] = await run(library, { laws: ['conv-geometry/same-is-explicit'] });
    const { error } = ended!;
    expect(error).to.be.instanceOf(LawViolated);
    // One cell under two taps: the right pad comes after it, and the first tap is on it.
    const { because, statement } = conv.sameIsExplicit;
    const [token] = /conv-geometry\/same-is-explicit:1:\S+/.exec(error!.message)!;
    expect(error!.message.split('\n')).to.deep.equal([
      "conv puts the odd cell of 'same' pads before",
      '',
      "  conv(x, filter, { padding: 'same' })",
      '    x         [batch 1, width 1, channels 1]   1',
      '    filter    [width 2, in 1, out 1]   1 0',
      '    expected  [batch 1, width 1, out 1]   1',
      '    received  [batch 1, width 1, out 1]   0',
      '    also for  x [batch any, width 1, channels any], filter [width 2, in any, out any], whatever the values of x but 0, whatever strides and groups',
      "  in the library's own API:",
      '    mine.conv(...)',
      '',
      `  law    conv-geometry/same-is-explicit: ${statementText(statement)}`,
      `         ${because}`,
      `         ${legendText([conv.sameIsExplicit])}`,
      `  rerun  npx tensor-laws replay <library> ${token}`,
    ]);
    // What a framework prints behind the message.
    expect(Object.keys(error!)).to.deep.equal(['name']);
  });

  it('runs as often, and from the seed, that fc.configureGlobal says', async () => {
    const before = fc.readConfigureGlobal();
    fc.configureGlobal({ ...before, numRuns: 7, seed: 11, interruptAfterTimeLimit: 1234 });
    try {
      const { runs, seed } = await checkLaws(wrong({}), { laws: ['conv-algebra/zero'] });
      expect({ runs, seed }).to.deep.equal({ runs: 7, seed: 11 });
      expect((await checkLaws(wrong({}), { laws: ['conv-algebra/zero'], runs: 2, seed: 3 })).seed).to.equal(3);

      const framework = new FakeFramework();
      describeLaws(wrong(oddPadBefore), { laws: ['conv-geometry/same-is-explicit'], framework });
      // The runs, two promises that do not settle, and 20 s for all else.
      expect(framework.tests[0]!.given[1]).to.equal(1234 + 2 * 10_000 + 20_000);
      const [ended] = await framework.run();
      expect((ended!.error as LawViolated).counterexample.token).to.match(/^conv-geometry\/same-is-explicit:11:/);
    } finally {
      fc.configureGlobal(before);
    }
  });

  it('is one test a bug: later laws that it breaks are skipped, and name the first', async () => {
    const laws = ['conv-geometry/same-is-explicit', 'conv-geometry/same-lower-mirrors-same'];
    const ended = await run(wrong(oddPadBefore), { laws });
    expect(ended.map(({ how }) => how)).to.deep.equal(['failed', 'skipped']);
    expect(ended[1]!.note).to.equal("violated, as conv-geometry/same-is-explicit: conv puts the odd cell of 'same' pads before");
  });

  it('fails again when it is run again', async () => {
    const framework = registered(wrong(oddPadBefore), { laws: ['conv-geometry/same-is-explicit'] });
    const [first] = await framework.run();
    const second = await framework.runTest(framework.tests[0]!);
    expect(second.how).to.equal('failed');
    expect(second.error).to.equal(first!.error);
  });

  it('fails for a second bug behind the first', async () => {
    const oneMore = (y: Tensor): Tensor => {
      y.data[0]! += 1;
      return y;
    };
    const two = wrong({
      conv: (x, filter, a) => oneMore(kernels.conv(x, filter, a)),
      maxPool: (x, a) => oneMore(kernels.maxPool(x, a)),
    });
    const both = defineLaw({
      ...sumsOfTwo('both'),
      requires: ['conv', 'maxPool'],
      claim: (t, c: typeof three) => [
        equal(t.conv(c.x, c.filter), tensor([3, 5], [1, 2, 1])),
        equal(t.maxPool(c.x, { window: [3] }), tensor([3], [1, 1, 1])),
      ],
    });
    const ended = await run(two, { laws: [sumsOfTwo('first'), both], runs: 3 });
    expect(ended.map(({ error }) => (error as LawViolated).counterexample.blame?.op)).to.deep.equal(['conv', 'maxPool']);
  });

  it('is skipped where known bugs alone break the law, and fails once one of them is fixed', async () => {
    const report = await checkLaws(wrong(oddPadBefore), { laws: ['conv-geometry/same-is-explicit'], runs: 40, seed: 1 });
    const known = report.findings.map((finding) => knownBug(finding, { reason: 'pads the wrong side', issue: 'https://example.org/7' })!);
    const laws = ['conv-geometry/same-is-explicit', 'conv-geometry/same-lower-mirrors-same'];

    const ended = await run(wrong(oddPadBefore, { known }), { laws });
    expect(ended.map(({ how }) => how)).to.deep.equal(['skipped', 'skipped']);
    for (const { note } of ended) expect(note).to.equal('known: pads the wrong side (https://example.org/7)');

    const healed = await run(wrong({}, { known }), { laws });
    expect(healed.map(({ how }) => how)).to.deep.equal(['failed', 'passed']);
    expect(healed[0]!.error!.message).to.equal(
      "fixed, take it out of the known: conv puts the odd cell of 'same' pads before: pads the wrong side (https://example.org/7)",
    );
  });

  it('is skipped where the limits leave no case, or where the time runs out', async () => {
    const limited = defineLibrary({ name: 'limited', ops: reference.ops, limits: { conv: { groups: false } } });
    const [ended] = await run(limited, { laws: ['grouped-depthwise-separable/grouped-is-concat'] });
    expect(ended).to.include({ how: 'skipped', note: 'unsupported: groups: the library takes no groups' });

    const slow = wrong({
      conv: async (x, filter, a) => {
        await new Promise((resolve) => setTimeout(resolve, 15));
        return kernels.conv(x, filter, a);
      },
    });
    const [late] = await run(slow, { laws: [sumsOfTwo('slow')], time: 50 });
    expect(late!.how).to.equal('skipped');
    expect(late!.note).to.match(/^inconclusive: the time ran out after \d+ runs$/);
  });

  it('fails where an op returns no tensor, once for each op', async () => {
    const broken = wrong({ conv: () => undefined as unknown as Tensor });
    const ended = await run(broken, { laws: [sumsOfTwo('first'), sumsOfTwo('second')] });
    expect(ended.map(({ how }) => how)).to.deep.equal(['failed', 'skipped']);
    expect(ended[0]!.error!.message).to.include('conv returned undefined');
  });

  it('fails where a promise does not settle, once for each op', async () => {
    const stuck = wrong({ conv: () => new Promise<Tensor>(() => undefined) });
    const ended = await run(stuck, { laws: [sumsOfTwo('first'), sumsOfTwo('second')], timeout: 30 });
    expect(ended.map(({ how }) => how)).to.deep.equal(['failed', 'skipped']);
    expect(ended[0]!.error!.message).to.include('conv did not settle within 30 ms');
    expect(ended[1]!.note).to.equal('timed out, as test/first: conv did not settle within 30 ms');
  });

  it('passes in a framework that cannot skip it, with one warning for all', async () => {
    const framework = new FakeFramework(false);
    registered(wrong(oddPadBefore), { laws: ['conv-geometry/same-is-explicit', 'conv-geometry/same-lower-mirrors-same'] }, framework);
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (...args: unknown[]) => void warnings.push(...args);
    try {
      expect((await framework.run()).map(({ how }) => how)).to.deep.equal(['failed', 'passed']);
    } finally {
      console.warn = warn;
    }
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(/^wrong: passed as tests, not as laws:\nconv-geometry\/same-lower-mirrors-same: violated, as/);
  });
});

describe('hooks', () => {
  it('set the library up before its first test and close it after its last, for each suite', async () => {
    const events: string[] = [];
    const library = wrong(
      {
        conv: (x, filter, a) => {
          events.push('conv');
          return kernels.conv(x, filter, a);
        },
      },
      { setup: () => void events.push('setup'), close: () => void events.push('close') },
    );
    for (let i = 0; i < 2; i++) await run(library, { laws: [sumsOfTwo('once')], runs: 1 });
    expect(events).to.deep.equal(['setup', 'conv', 'close', 'setup', 'conv', 'close']);
  });
});
