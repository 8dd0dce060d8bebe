import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { reference } from '../../src/reference.js';

describe('every law', () => {
  it('has an id of its own, its texts and its sources', () => {
    expect(new Set(laws.map(({ id }) => id)).size).to.equal(laws.length);
    for (const law of laws) {
      expect(law.id).to.match(/^[a-z0-9-]+\/[a-z0-9-]+$/);
      expect(law.statement, law.id).to.not.equal('');
      expect(law.because.length, law.id).to.be.greaterThan(20);
      expect(law.sources.length, law.id).to.be.greaterThan(0);
    }
  });

  for (const law of laws) {
    it(`${law.id} holds on the reference`, async () => {
      const { results } = await checkLaws(reference, { laws: [law], runs: 20, seed: 7 });
      const { verdict } = results[0]!;
      expect(
        verdict.kind,
        JSON.stringify(verdict, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
      ).to.equal('holds');
    });
  }
});
