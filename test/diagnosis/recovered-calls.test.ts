import { expect } from 'chai';
import * as fc from 'fast-check';
import { opCalls, type TensorOp } from '../../src/arbitraries/op-calls.js';
import { shownCase } from '../../src/diagnosis/shown-case.js';
import { defineDomain } from '../../src/domain.js';
import { casesOf } from '../../src/draw/case-arbitrary.js';
import { recover, sameValue } from '../../src/draw/recover.js';
import { attributesAt, completeAttributes } from '../../src/judge/attributes.js';
import { calledOps } from '../../src/judge/operands.js';
import { zeros } from '../../src/tensor.js';

describe('a call of each op', () => {
  for (const op of Object.keys(opCalls) as TensorOp[]) {
    it(`${op}: is taken back into the choices that it was drawn from`, () => {
      const cases = casesOf(defineDomain({ layouts: false, regimes: ['exact'] }), [op], opCalls[op].draw);
      let taken: readonly unknown[] = [];
      const taking = calledOps((called, given) => {
        const at = attributesAt(called);
        taken = given.map((arg, i) => (i === at ? completeAttributes(called, given, arg as object | undefined) : arg));
        return Promise.resolve(zeros([0]));
      });
      const argumentsOf = (c: Readonly<Record<string, unknown>>): readonly unknown[] => {
        void opCalls[op].call(taking, c);
        return taken;
      };
      for (const c of fc.sample(cases, { numRuns: 30, seed: 7 })) {
        const args = argumentsOf(c);
        const found = recover(cases.setting, cases.program, shownCase(op, args), (built) => sameValue(argumentsOf(built), args));
        expect(found, JSON.stringify(args)).to.not.equal(undefined);
      }
    });
  }
});
