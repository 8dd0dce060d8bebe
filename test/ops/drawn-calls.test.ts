import { expect } from 'chai';
import * as fc from 'fast-check';
import { defineDomain } from '../../src/domain.js';
import { casesOf } from '../../src/draw/case-arbitrary.js';
import { recover } from '../../src/draw/recover.js';
import { planOf } from '../../src/ops/call.js';
import { argumentsOf, callsOf, namedCall } from '../../src/ops/drawn-call.js';
import { isTensorOp, opNames, tensorRecord } from '../../src/ops/index.js';

describe('a call that a record draws', () => {
  for (const op of opNames.filter(isTensorOp)) {
    const record = tensorRecord(op);
    const cases = casesOf(defineDomain({ layouts: false, regimes: ['exact'] }), [op], callsOf(record));
    const calls = fc.sample(cases, { numRuns: 30, seed: 7 });

    it(`${op}: has every argument, and is valid`, () => {
      for (const call of calls) {
        const args = argumentsOf(record, call);
        expect(args).to.have.length(record.parameters.length).and.not.include(undefined);
        const attributes = (args[record.parameters.findIndex(({ kind }) => kind === 'attributes')] ?? {}) as object;
        expect(Object.keys(record.attributes).filter((name) => !(name in attributes))).to.deep.equal([]);
        expect(planOf(record, args).outputShape).to.be.an('array');
      }
    });

    it(`${op}: is taken back into the choices that it was drawn from`, () => {
      for (const call of calls) {
        const given = namedCall(record, argumentsOf(record, call));
        expect(recover(cases.setting, cases.program, given), JSON.stringify(given)).to.not.equal(undefined);
      }
    });
  }
});
