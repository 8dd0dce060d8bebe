import { expect } from 'chai';
import * as fc from 'fast-check';
import { laws } from '../../properties/index.js';
import { casesOf, drawConv, EmptyDomain, type CaseArbitrary, type Draw } from '../../src/arbitraries/index.js';
import { casesFor } from '../../src/judge/subject.js';
import { defineDomain, type Domain } from '../../src/domain.js';
import { reference } from '../../src/reference.js';

/** A program whose every case is known: a 'late' choice that only some have, classes that depend on earlier values. */
function program(d: Draw): { readonly values: readonly number[] } {
  const kind = d.option('kind', ['plain', 'padded', 'odd']);
  const k = d.int('k', 1, 4, { classes: (v) => (v === 1 ? '1' : v % 2 === 0 ? 'even' : 'odd') });
  const s = d.int('s', 1, 3, { classes: (v) => (v === 1 ? '1' : v > k ? '>k' : '>1') });
  const late = kind === 'padded' ? d.int('late', 0, k - 1, { classes: (v) => (v === 0 ? '0' : '>0') }) : 0;
  const flag = kind === 'odd' ? d.option('flag', [false, true]) : false;
  return { values: [k, s, late, Number(flag)] };
}

/** The names of all combinations of `strength` classes that some case of `program` has, by walking all cases. */
function everyCombination(strength: number): Set<string> {
  const found = new Set<string>();
  for (const kind of ['plain', 'padded', 'odd'])
    for (let k = 1; k <= 4; k++)
      for (let s = 1; s <= 3; s++)
        for (let late = 0; late < (kind === 'padded' ? k : 1); late++)
          for (const flag of kind === 'odd' ? ['false', 'true'] : ['none']) {
            const features = [
              'regime exact',
              `kind ${kind}`,
              `k ${k === 1 ? '1' : k % 2 === 0 ? 'even' : 'odd'}`,
              `s ${s === 1 ? '1' : s > k ? '>k' : '>1'}`,
              ...(kind === 'padded' ? [`late ${late === 0 ? '0' : '>0'}`] : []),
              ...(flag === 'none' ? [] : [`flag ${flag}`]),
            ];
            const choose = (from: number, chosen: string[]): void => {
              if (chosen.length === strength) found.add([...chosen].sort().join(' & '));
              else for (let i = from; i < features.length; i++) choose(i + 1, [...chosen, features[i]!]);
            };
            choose(0, []);
          }
  return found;
}

const small: Domain = defineDomain({ regimes: ['exact'] });

/** The cases of all rows. */
function* rowsOf<Case>(arbitrary: CaseArbitrary<Case>): Generator<Case> {
  for (let row = 0; row < arbitrary.rows(); row++) {
    const made = arbitrary.generateRow(row);
    if (made !== undefined) yield made.value;
  }
}

function conv(given: Partial<Domain> = {}): CaseArbitrary<unknown> {
  return casesOf<unknown>(defineDomain(given), ['conv'], (d) => drawConv(d));
}

describe('covering array', () => {
  for (const strength of [2, 3] as const) {
    it(`holds every ${strength === 2 ? 'pair' : 'triple'} of classes that a case can have, and no other`, () => {
      const arbitrary = casesOf(small, [], program);
      for (const seed of [1, 2, 3]) {
        const array = arbitrary.coveringArray(strength, seed);
        expect([...array.combinations()].sort()).to.deep.equal([...everyCombination(strength)].sort());
        // What the rows are said to hold, they hold.
        const held = new Set<string>();
        for (let row = 0; row < array.rows.length; row++) {
          const answers = array.rows[row]!;
          const value = (name: string): number => answers.get(name)!;
          const [k, s, kind] = [value('k'), value('s'), value('kind')];
          const features = [
            `kind ${['plain', 'padded', 'odd'][kind]!}`,
            `k ${k === 1 ? '1' : k % 2 === 0 ? 'even' : 'odd'}`,
            `s ${s === 1 ? '1' : s > k ? '>k' : '>1'}`,
          ];
          for (const a of features) for (const b of features) if (a < b) held.add(`${a} & ${b}`);
        }
        for (const pair of everyCombination(2)) if (!/regime|late|flag/.test(pair)) expect([...held]).to.include(pair);
      }
    });
  }

  it('leaves no pair of a convolution to chance', () => {
    const arbitrary = conv({ spatialAxes: { min: 1, max: 2 } });
    const known = new Set(arbitrary.coveringArray().combinations());
    const missed = new Set<string>();
    fc.assert(
      fc.property(arbitrary, (c) => {
        for (const pair of arbitrary.coveringArray().combinationsOf(arbitrary.drawn(c)!)) if (!known.has(pair)) missed.add(pair);
      }),
      { numRuns: 5000, seed: 1 },
    );
    expect([...missed]).to.deep.equal([]);
  });

  it('holds every option of a choice that has many', () => {
    const names = Array.from({ length: 40 }, (_, i) => `option ${i}`);
    const many = casesOf(small, [], (d) => ({ many: d.option('many', names), k: d.int('k', 1, 2, { classes: String }) }));
    const held = many.coveringArray().combinations();
    for (const name of names) for (const k of [1, 2]) expect(held).to.include(`k ${k} & many ${name}`);
  });

  const rare = [
    'conv-geometry/rejects-bad-arguments',
    'conv-geometry/unit-axis',
    'pooling/batch-independent-max',
    'pooling/padding-is-border-lp',
    'padding/negative-pads-crop',
    'transposed-and-gradients/adjoint',
  ];
  for (const id of rare) {
    it(`leaves next to no pair of ${id} to chance`, () => {
      const law = laws.find((each) => each.id === id)!;
      const arbitrary = casesFor(law, reference, {});
      if ('missing' in arbitrary) throw new Error(arbitrary.missing);
      const cases = arbitrary.cases as CaseArbitrary<unknown>;
      const array = cases.coveringArray();
      const known = new Set(array.combinations());
      const missed = new Set<string>();
      for (const c of fc.sample(cases, { numRuns: 300, seed: 1 }))
        for (const pair of array.combinationsOf(cases.drawn(c)!)) if (!known.has(pair)) missed.add(pair);
      // What cannot be had can only be told from what is very rare by trying.
      expect(missed.size, [...missed].join('\n')).to.be.at.most(known.size / 1000);
    });
  }

  it('counts pairs hit of pairs possible', () => {
    const arbitrary = conv();
    const coverage = arbitrary.coverage(true);
    expect(coverage.hit).to.equal(0);
    expect(coverage.possible).to.be.greaterThan(500);
    expect(coverage.missing()).to.have.length(coverage.possible);
    for (const c of rowsOf(arbitrary)) coverage.add(c);
    expect(coverage.hit).to.equal(coverage.possible);
    expect(coverage.missing()).to.deep.equal([]);
  });

  it('passes values over that it did not make', () => {
    const coverage = conv().coverage();
    coverage.add({});
    expect(coverage.hit).to.equal(0);
  });

  it('is the same for the same seed', () => {
    expect(conv().coveringArray().rows).to.deep.equal(conv().coveringArray().rows);
    expect(conv().coveringArray(2, 1).rows).to.not.deep.equal(conv().coveringArray(2, 2).rows);
  });

  it('has rows that shrink', () => {
    const arbitrary = conv();
    const { value } = arbitrary.generateRow(7)!;
    expect(arbitrary.canShrinkWithoutContext(value)).to.equal(true);
    expect(arbitrary.shrink(value, undefined).has((next) => next !== undefined)[0]).to.equal(true);
  });

  it('has no row at a place beyond its end, and none before its first', () => {
    expect(conv().generateRow(10_000)).to.equal(undefined);
    expect(() => conv().generateRow(-1)).to.throw(RangeError);
  });

  it('has the same rows in whatever order they are asked for', () => {
    const backwards = conv();
    const forwards = conv();
    const last = backwards.generateRow(40)?.value;
    const first = backwards.generateRow(3)?.value;
    expect(forwards.generateRow(3)?.value).to.deep.equal(first);
    expect(forwards.generateRow(40)?.value).to.deep.equal(last);
  });

  it('knows of what is possible as much as the rows shown say, whatever else was asked', () => {
    const [eager, lazy] = [conv(), conv()];
    eager.rows();
    const counted = [eager, lazy].map((arbitrary) => {
      const coverage = arbitrary.coverage();
      for (let row = 0; row < 10; row++) coverage.add(arbitrary.generateRow(row)!.value);
      return [coverage.hit, coverage.possible, coverage.missing().length];
    });
    expect(counted[1]).to.deep.equal(counted[0]);
    const [hit, possible, missing] = counted[0]!;
    expect(possible).to.equal(hit! + missing!);
    const coverage = eager.coverage();
    for (let row = 0; row <= eager.rows(); row++) coverage.add(eager.generateRow(row)?.value);
    expect(coverage.hit).to.equal(coverage.possible);
    expect(possible).to.be.greaterThan(coverage.possible);
  });

  it('says which choice a domain leaves empty', () => {
    const nothing = casesOf(small, [], (d) => d.option('mode', []));
    expect(() => nothing.rows()).to.throw(EmptyDomain, 'mode');
    expect(() => fc.sample(nothing, 1)).to.throw(EmptyDomain, 'mode');
    const pads = casesOf(defineDomain({ limits: { conv: { padding: [] } } }), ['conv'], (d) => drawConv(d));
    expect(() => fc.sample(pads, 1)).to.throw(EmptyDomain, 'padding');
    const regime = casesOf(defineDomain({ regimes: ['special'] }), ['conv'], (d) => drawConv(d));
    expect(() => fc.sample(regime, 1)).to.throw(EmptyDomain, 'regime');
  });
});

describe('distinct shapes', () => {
  it('are capped, rows first, with data that varies', () => {
    for (const distinctShapes of [3, 1000]) {
      const arbitrary = casesOf(defineDomain({ distinctShapes }), ['conv'], (d) => drawConv(d));
      expect(arbitrary.rows()).to.be.at.most(distinctShapes);
      const shapes = new Set<string>();
      const data = new Set<string>();
      fc.assert(
        fc.property(arbitrary, (c) => {
          shapes.add(JSON.stringify([c.sizes, c.kernel, c.strides, c.dilations, c.padding, c.x.shape, c.filter.shape]));
          data.add(c.x.data.join());
        }),
        { numRuns: 300, seed: 2 },
      );
      expect(shapes.size).to.be.at.most(distinctShapes);
      expect(data.size).to.be.greaterThan(100);
    }
  });
});
