import { expect } from 'chai';
import * as fc from 'fast-check';
import { sameIsExplicit } from '../../properties/conv-geometry.js';
import type { Cause } from '../../src/diagnosis/cause/cause.js';
import { causeId } from '../../src/diagnosis/cause/cause-id.js';
import { knownBug } from '../../src/diagnosis/cause/known.js';
import { withCause } from '../../src/diagnosis/cause/predict.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { property } from '../../src/engine/property.js';
import { defineLibrary, InvalidLibrary, type KnownBug, type TensorLibrary } from '../../src/library.js';
import { defineLaw, equal } from '../../src/law.js';
import { toJson } from '../../src/judge/json.js';
import { tensor } from '../../src/tensor.js';
import { reference } from '../../src/reference.js';
import type { Report } from '../../src/report/report.js';

const oddPadBefore: Cause = {
  kind: 'deviation',
  id: 'same-pads-odd-cell-before',
  parameters: { sizes: 'kept' },
  ops: ['conv'],
  guards: [],
};
const ignoresDilations: Cause = {
  kind: 'deviation',
  id: 'attribute-ignored',
  parameters: { attribute: 'dilations', sizes: 'follow' },
  ops: ['conv'],
  guards: [],
};

const laws = ['agreement/conv', 'conv-geometry/same-*', 'conv-geometry/dilation-*'];
const check = (library: TensorLibrary): Promise<Report> => checkLaws(library, { laws, runs: 20, seed: 1 });
const because = (report: Report, reason: string): KnownBug[] => report.findings.map((finding) => knownBug(finding, { reason })!);

describe('known bugs', function () {
  this.timeout(60_000);
  let known: KnownBug[];
  before(async () => {
    known = because(await check(withCause(reference, oddPadBefore)), 'padded so for years');
  });

  it('are apart from findings, and no law is red for them', async () => {
    const report = await check({ ...withCause(reference, oddPadBefore), known });
    expect(report.ok).to.equal(true);
    expect(report.findings).to.deep.equal([]);
    expect(report.known.map(({ sentence, known: as }) => [sentence, as])).to.deep.equal([
      ["conv puts the odd cell of 'same' pads before", { reason: 'padded so for years' }],
    ]);
    const kinds = new Set(report.results.map(({ verdict }) => verdict.kind));
    expect([...kinds].sort()).to.include.members(['holds', 'known']);
    expect(report).to.not.have.property('fixed');
  });

  it('leave the second bug of an op as the one finding', async () => {
    const report = await check({ ...withCause(withCause(reference, oddPadBefore), ignoresDilations), known });
    expect(report.ok).to.equal(false);
    expect(report.findings.map(({ sentence }) => sentence)).to.deep.equal(['conv ignores its dilations']);
    expect(report.known.map(({ id }) => id)).to.have.length(1);
    for (const { law, verdict } of report.results) {
      const isOfFinding = report.findings[0]!.laws.includes(law);
      expect(verdict.kind === 'violated', law).to.equal(isOfFinding);
    }
  });

  it('are fixed, and red, once the case and what the cause predicts hold', async () => {
    const report = await check({ ...reference, known });
    expect(report.ok).to.equal(false);
    expect(report.fixed).to.deep.equal([
      { id: causeId(oddPadBefore), sentence: "conv puts the odd cell of 'same' pads before", reason: 'padded so for years' },
    ]);
    const red = report.results.filter(({ verdict }) => verdict.kind === 'fixed');
    expect(red.map(({ law }) => law)).to.deep.equal([known[0]!.law]);
  });

  it('are not fixed where the case alone holds: calls that the cause predicts go wrong', async () => {
    const three = { x: tensor([1, 2, 3], [1, 3, 1], 'float32'), filter: tensor([1, 1], [2, 1, 1], 'float32') };
    const sums = defineLaw({
      id: 'test/sums-of-two',
      statement: 'C(1 2 3, 1 1) = 3 5',
      because: 'for the test',
      sources: [],
      requires: ['conv'],
      cases: fc.constant(three),
      claim: (t, c) => equal(t.conv(c.x, c.filter), tensor([3, 5], [1, 2, 1])),
    });
    const bug = { ...known[0]!, law: sums.id, case: toJson(three) };
    const report = await checkLaws({ ...withCause(reference, oddPadBefore), known: [bug] }, { laws: [sums], runs: 1 });
    expect(report.known).to.deep.equal([]);
    expect(report.fixed ?? []).to.deep.equal([]);
    expect(report.ok).to.equal(true);
    expect((await checkLaws({ ...reference, known: [bug] }, { laws: [sums], runs: 1 })).fixed).to.have.length(1);
  });

  it('are passed over by a property', async () => {
    const library = withCause(reference, oddPadBefore);
    expect((await fc.check(property(sameIsExplicit, library), { seed: 1 })).failed).to.equal(true);
    expect((await fc.check(property(sameIsExplicit, { ...library, known }), { seed: 1 })).failed).to.equal(false);
  });

  it('of one op are news of another', async () => {
    const both = withCause(reference, { ...oddPadBefore, ops: ['conv', 'depthwiseConv'] });
    const report = await checkLaws({ ...both, known }, { laws: ['agreement/conv', 'agreement/depthwise-conv'], runs: 20, seed: 1 });
    expect(report.findings.map(({ ops }) => ops)).to.deep.equal([['depthwiseConv']]);
    expect(report.known.map(({ ops }) => ops)).to.deep.equal([['conv']]);
  });

  it('are a list of entries that have what is needed', () => {
    const define = (entries: unknown) => () => defineLibrary({ name: 'l', ops: {}, known: entries as KnownBug[] });
    expect(define({ 'conv-algebra/zero': { reason: 'r' } })).to.throw(InvalidLibrary, 'known is an object; it is a list');
    expect(define([{ cause: oddPadBefore, case: {} }])).to.throw(InvalidLibrary, 'known[0]: reason is undefined');
    expect(define([{ reason: 'r', cause: {}, case: {} }])).to.throw(InvalidLibrary, 'known[0]: its cause is none');
    expect(define([{ reason: 'r', cause: oddPadBefore }])).to.throw(InvalidLibrary, 'known[0]: it has no case');
    expect(define([7])).to.throw(InvalidLibrary, 'known[0] is 7');
  });
});
