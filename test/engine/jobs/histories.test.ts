import { expect } from 'chai';
import * as fc from 'fast-check';
import { laws } from '../../../properties/index.js';
import { CaseArbitrary } from '../../../src/draw/case-arbitrary.js';
import { drawHistory, historyOf } from '../../../src/engine/jobs/histories.js';
import { casesFor } from '../../../src/judge/subject.js';
import { reference } from '../../../src/reference.js';
import { elements, isTensor, type Tensor } from '../../../src/tensor.js';

const found = casesFor(
  laws.find(({ id }) => id === 'agreement/conv')!,
  reference,
  {},
);
const cases = 'cases' in found ? found.cases : fc.constant(undefined);

/** Attributes, a bias among them by its shape: its values are data. */
const withoutTensors = (attributes: object): object =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, isTensor(value) ? value.shape : (value as unknown)]));

describe('histories', () => {
  it('are drawn by one run in 24, each kind alike, and the same for the same seed', () => {
    const drawn = Array.from({ length: 2400 }, (_, seed) => drawHistory(seed)).filter((each) => each !== undefined);
    expect(drawn.length).to.equal(100);
    for (const kind of ['after', 'between', 'inFlight', 'kept']) expect(drawn.filter((each) => each.kind === kind).length).to.equal(25);
    expect(drawHistory(48)).to.deep.equal(drawHistory(48));
  });

  it('have the same case on other data: its shapes and attributes, and other values', () => {
    expect(cases).to.be.instanceOf(CaseArbitrary);
    let differ = 0;
    for (const c of fc.sample(cases, { numRuns: 40, seed: 1 }) as { x: Tensor; attributes: object }[]) {
      const other = historyOf(cases, c, { kind: 'after', other: 'otherData', seed: 5 })?.other as typeof c | undefined;
      // Of a large case there is none.
      if (other === undefined) continue;
      expect(other.x.shape).to.deep.equal(c.x.shape);
      expect(withoutTensors(other.attributes)).to.deep.equal(withoutTensors(c.attributes));
      if (!elements(other.x).every((value, i) => Object.is(value, elements(c.x)[i]))) differ++;
    }
    expect(differ).to.be.at.least(30);
  });
});
