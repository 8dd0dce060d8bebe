import { expect } from 'chai';
import * as fc from 'fast-check';
import { defineDomain } from '../../../src/domain.js';
import { casesOf } from '../../../src/draw/case-arbitrary.js';
import { recover } from '../../../src/draw/recover.js';
import { outsideLimits } from '../../../src/judge/bind/limits.js';
import { argumentsOf, callsOf } from '../../../src/ops/drawn-call.js';
import { tensorRecord, type FusedAttributes, type TensorOp } from '../../../src/ops/index.js';
import { reference } from '../../../src/reference.js';
import type { Limits } from '../../../src/library.js';

const ops: readonly TensorOp[] = ['conv', 'depthwiseConv', 'separableConv', 'convTranspose'];

const drawn = (op: TensorOp, limits: Limits, precision = reference.precision, runs = 60) => {
  const record = tensorRecord(op);
  const cases = casesOf(defineDomain({ layouts: false, regimes: ['exact'], limits, precision }), [op], callsOf(record));
  const calls = fc.sample(cases, { numRuns: runs, seed: 11 });
  return { record, cases, calls, fused: calls.map((call) => call['attributes'] as FusedAttributes) };
};

describe('what is fused is drawn', () => {
  for (const op of ops) {
    it(`of ${op} where a library declares it, and taken back into choices`, () => {
      const { record, cases, calls, fused } = drawn(op, reference.limits, reference.precision, 600);
      expect(fused.some(({ bias }) => bias !== undefined)).to.equal(true);
      const kinds = new Set(fused.map(({ activation }) => (typeof activation === 'object' ? activation.kind : activation)));
      expect([...kinds]).to.include.members(['none', 'relu', 'leakyRelu', 'clip', 'hardSwish', 'tanh', 'elu']);
      for (const call of calls.slice(0, 100)) {
        expect(recover(cases.setting, cases.program, call), JSON.stringify(call)).to.not.equal(undefined);
        expect(outsideLimits(op, reference.limits, argumentsOf(record, call))).to.equal(undefined);
      }
    });

    it(`of ${op} as far as a library declares it`, () => {
      const limits: Limits = { [op]: { bias: true, activations: ['relu', 'tanh'], fusedAxes: [2] } };
      const { record, calls } = drawn(op, limits, { ...reference.precision, functionUlps: undefined as never });
      for (const call of calls) {
        expect(outsideLimits(op, limits, argumentsOf(record, call))).to.equal(undefined);
        // No accuracy of tanh is declared.
        expect((call['attributes'] as FusedAttributes).activation).to.not.equal('tanh');
      }
      expect(calls.some((call) => (call['attributes'] as FusedAttributes).bias !== undefined)).to.equal(true);
    });

    it(`of ${op} not at all where nothing is declared, and refused there`, () => {
      const { record, calls, fused } = drawn(op, {});
      expect(fused.every(({ bias, activation }) => bias === undefined && activation === 'none')).to.equal(true);
      const [call] = calls;
      const withRelu = { ...call!, attributes: { ...(call!['attributes'] as object), activation: 'relu' } };
      expect(outsideLimits(op, {}, argumentsOf(record, withRelu))).to.equal(`${op}: activation relu`);
    });
  }
});
