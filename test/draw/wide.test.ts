import { expect } from 'chai';
import * as fc from 'fast-check';
import { laws } from '../../properties/index.js';
import { casesOf, type CaseArbitrary } from '../../src/draw/case-arbitrary.js';
import { defineDomain, type Domain } from '../../src/domain.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { type LawViolated, property } from '../../src/engine/property.js';
import { replay } from '../../src/engine/replay.js';
import type { Counterexample } from '../../src/judge/counterexample.js';
import { drawDelta, type DeltaCase } from '../../src/arbitraries/delta-case.js';
import { casesFor } from '../../src/judge/subject.js';
import { defineLibrary } from '../../src/library.js';
import { drawConv, type ConvCase } from '../../src/ops/convolution/conv-case.js';
import { reference } from '../../src/reference.js';
import { isTensor, sizeOf, type Tensor } from '../../src/tensor.js';
import { seen, type ThresholdBug } from '../mutants/thresholds.js';

function convs(domain: Partial<Domain> = {}, wide = true): CaseArbitrary<ConvCase> {
  return casesOf(defineDomain({ layouts: false, ...domain }), ['conv'], (d) => drawConv(d), { wide });
}

const sample = (cases: CaseArbitrary<ConvCase>, numRuns = 600, seed = 1): ConvCase[] => fc.sample(cases, { numRuns, seed });
const extentsOf = ({ sizes, out, batch, channels, channelsOut, groups }: ConvCase): number[] => [
  ...sizes,
  ...out,
  batch,
  channels,
  channelsOut,
  groups,
];
const isWide = (cases: CaseArbitrary<ConvCase>, c: ConvCase): boolean => cases.drawn(c)!.isWide;

describe('wide cases', () => {
  it('count what a program makes itself: a filter of a delta has as many channels out as in', () => {
    const { largest } = defineDomain();
    const deltas = casesOf(defineDomain({ layouts: false }), ['conv'], (d) => drawDelta(d), { wide: true });
    const drawn = fc.sample(deltas as fc.Arbitrary<DeltaCase>, { numRuns: 3000, seed: 1 });
    const elements = drawn.map(({ x, filter }) => x.size + filter.size);
    expect(Math.max(...elements)).to.be.within(2 ** 10, largest);
  });

  it('are a third of those at random', () => {
    const cases = convs();
    const share = sample(cases).filter((c) => isWide(cases, c)).length / 600;
    expect(share).to.be.within(0.25, 0.42);
  });

  it('are none where they are not asked for', () => {
    const cases = convs({}, false);
    expect(sample(cases, 300).filter((c) => isWide(cases, c))).to.deep.equal([]);
    // Twice the default size with strides of 4, and pads.
    expect(Math.max(...sample(cases, 300).flatMap(({ out }) => out))).to.be.below(64);
  });

  it('have extents at, below and above each size, and two of them at once', () => {
    const cases = convs();
    const wide = sample(cases, 6000).filter((c) => isWide(cases, c));
    for (const size of [8, 16, 32, 64, 128, 256]) {
      for (const near of [size - 1, size, size + 1]) {
        expect(
          wide.some(({ out }) => out.includes(near)),
          `${near} columns`,
        ).to.equal(true);
      }
      expect(
        wide.some(({ channelsOut }) => channelsOut === size),
        `${size} channels`,
      ).to.equal(true);
    }
    expect(wide.some(({ sizes }) => Math.max(...sizes) >= 2047)).to.equal(true);
    expect(wide.some(({ out, channels }) => out.some((n) => n >= 16 && n % 4 === 3) && channels >= 16)).to.equal(true);
  });

  it('are no larger than a part of the largest of the domain, or than a small one', () => {
    for (const largest of [2 ** 18, 2 ** 16, 500]) {
      const cases = convs({ largest });
      for (const c of sample(cases).filter((each) => isWide(cases, each)))
        expect(sizeOf(c.x.shape) + sizeOf(c.filter.shape)).to.be.at.most(largest === 500 ? 500 : largest / 8);
    }
  });

  it('keep the bounds that a domain was given', () => {
    const cases = convs({ size: { min: 1, max: 5 }, channels: { min: 2, max: 3 }, batch: { min: 1, max: 1 } });
    for (const c of sample(cases)) {
      expect(c.channels).to.be.within(2, 3);
      expect(c.batch).to.equal(1);
      expect(Math.max(...c.out)).to.be.at.most(5 + 8);
    }
  });

  it('have sizes that the domain names', () => {
    const cases = convs({ sizes: [49] });
    expect(sample(cases).filter((c) => extentsOf(c).includes(49)).length).to.be.above(20);
    expect(sample(convs()).filter((c) => extentsOf(c).includes(49)).length).to.be.below(8);
  });

  it('are the same for the same seed, and are recovered from what they show', () => {
    const cases = convs();
    expect(sample(cases, 100, 7).map(extentsOf)).to.deep.equal(sample(convs(), 100, 7).map(extentsOf));
    for (const c of sample(cases, 100, 7)) {
      const drawn = cases.drawn({ ...c });
      if (isWide(cases, c)) expect(drawn, JSON.stringify(extentsOf(c))).to.not.equal(undefined);
    }
  });
});

describe('bugs at thresholds', () => {
  const agreement = (bug: ThresholdBug) => laws.find(({ id, requires }) => id.startsWith('agreement/') && requires.join() === bug.op)!;
  const bugNamed = (part: string): ThresholdBug => seen.find(({ name }) => name.includes(part))!;
  const elementsOf = ({ blame }: Counterexample): number =>
    blame!.args.filter(isTensor).reduce((sum: number, x: Tensor) => sum + sizeOf(x.shape), 0);

  for (const part of ['channels from the 33rd', 'columns from the 20th', 'at >= 16 rows and columns', 'rows from the 64th']) {
    it(`are found and shrunk to the least size: ${part}`, async () => {
      const bug = bugNamed(part);
      const details = await fc.check(property(agreement(bug), bug.library), { numRuns: 200, seed: 2 });
      expect(details.failed).to.equal(true);
      const { counterexample } = details.errorInstance as LawViolated;
      expect(elementsOf(counterexample)).to.be.at.most(bug.least);
      expect(details.numShrinks).to.be.below(60);
    });
  }

  it('are replayed by their token, and told by no small case', async () => {
    const bug = bugNamed('columns from the 20th');
    const options = { laws: [agreement(bug)], runs: 200, seed: 2 };
    const { results } = await checkLaws(bug.library, options);
    const { verdict } = results[0]!;
    const counterexample = verdict.kind === 'violated' ? verdict.counterexample : undefined;
    const again = await replay(counterexample!.token!, bug.library);
    expect(again).to.have.nested.property('counterexample.blame.message', counterexample!.blame!.message);
    const small = await checkLaws(bug.library, { ...options, wide: false });
    expect(small.ok).to.equal(true);
  });
});

describe('what cannot be had', () => {
  const conv = laws.filter(({ id }) => id === 'agreement/conv');

  it('is named where the largest is below the least case of a law', async () => {
    const { results } = await checkLaws(reference, { laws: conv, runs: 20, seed: 1, domain: { largest: 1 } });
    const [{ verdict }] = results as [(typeof results)[number]];
    expect(verdict.kind).to.equal('unsupported');
    expect(JSON.stringify(verdict)).to.include("the domain's largest");
  });

  it('is a finding where a library does not hold a size', async () => {
    const library = defineLibrary({
      ...reference,
      ops: {
        ...reference.ops,
        conv: (x, filter, attributes) => {
          if (sizeOf(x.shape) > 200) throw new RangeError('Array buffer allocation failed');
          return reference.ops.conv!(x, filter, attributes);
        },
      },
    });
    const { failed, errorInstance } = await fc.check(property(conv[0]!, library), { numRuns: 100, seed: 1 });
    expect(failed).to.equal(true);
    const { counterexample } = errorInstance as LawViolated;
    expect(counterexample.message).to.include('allocation failed');
    expect(sizeOf((counterexample.blame!.args[0] as Tensor).shape)).to.be.within(201, 230);
  });

  it('is an error that names what was given', () => {
    expect(() => defineDomain({ sizes: [16, 0] })).to.throw('sizes[1] is 0, but it must be an integer >= 1');
    expect(() => defineDomain({ largest: 0.5 })).to.throw('largest is 0.5, but it must be an integer >= 1');
    expect(() => defineLibrary({ ...reference, domain: { sizes: [1.5] } })).to.throw('library reference: domain: sizes[0] is 1.5');
  });

  it('leaves a library its own tiles', () => {
    const library = defineLibrary({ ...reference, domain: { sizes: [49], largest: 2048 } });
    const found = casesFor(conv[0]!, library, {});
    if ('missing' in found) throw new Error(found.missing);
    const cases = found.cases as CaseArbitrary<unknown>;
    const all = fc.sample(cases, { numRuns: 300, seed: 1 }).map((c) => cases.drawn(c)!.tensors);
    expect(all.filter((tensors) => tensors.some(({ shape }) => shape.includes(49))).length).to.be.above(5);
    for (const tensors of all) expect(tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).to.be.at.most(2048);
  });
});
