import { expect } from 'chai';
import { defineDeviation, type Deviation } from '../../src/diagnosis/deviation.js';
import { predict } from '../../src/diagnosis/cause/predict.js';
import { checkedDeviations } from '../../src/diagnosis/user-deviations.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import type { LibraryOps } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import type { OpRecord } from '../../src/ops/index.js';
import { elements, fromData, tensor, type Tensor } from '../../src/tensor.js';
import { planted } from '../conventions/planted.js';

const squared = (y: Tensor): Tensor =>
  fromData(
    elements(y).map((value) => value * value),
    [...y.shape],
  );
const maxPool: LibraryOps['maxPool'] = (x, a) => squared(kernels.maxPool(x, a));
const options = { laws: ['agreement/max-pool'], runs: 40, seed: 2 };

const squares = defineDeviation({
  id: 'squares-its-result',
  kind: 'fault',
  sentence: 'squares its result',
  applies: ({ name }) => name === 'maxPool',
  to: (op: OpRecord) => ({ ...op, evaluate: (plan, tensors) => squared(op.evaluate(plan, tensors) as Tensor) }),
});

/** Fails where `part` does. */
function failing(part: 'applies' | 'infer' | 'to' | 'evaluate'): Deviation {
  const fails = (): never => {
    throw new TypeError(`no ${part}`);
  };
  return {
    ...squares,
    id: `fails-in-${part}`,
    applies: part === 'applies' ? fails : squares.applies,
    ...(part === 'infer' && { infer: fails }),
    to: part === 'to' ? fails : part === 'evaluate' ? (op) => ({ ...op, evaluate: fails }) : squares.to,
  };
}

describe('deviations of a user', () => {
  it('are found, and told in their words', async () => {
    const { findings } = await checkLaws(planted({ maxPool }), { ...options, deviations: [squares] });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['maxPool squares its result']);
  });

  it('may be conventions: then no law is red for them', async () => {
    const { results, conventions } = await checkLaws(planted({ maxPool }), {
      ...options,
      deviations: [{ ...squares, kind: 'convention' }],
    });
    expect(results[0]!.verdict.kind).to.equal('convention');
    expect(conventions.map(({ sentence }) => sentence)).to.deep.equal(['maxPool differs by convention: it squares its result']);
  });

  it('that fail are left aside, a line each, and what others explain is told', async () => {
    const all = [failing('applies'), failing('infer'), failing('to'), failing('evaluate'), squares];
    const { findings, notes } = await checkLaws(planted({ maxPool }), { ...options, deviations: all });
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['maxPool squares its result']);
    expect(notes).to.have.members(
      ['applies', 'infer', 'to', 'evaluate'].map(
        (part) => `the deviation fails-in-${part} failed on maxPool, and is left aside: TypeError: no ${part}`,
      ),
    );
  });

  it('are deviations, with ids of their own', () => {
    const refusal = (given: unknown) => () => checkedDeviations('checkLaws', given);
    expect(refusal([squares])).to.not.throw();
    expect(refusal(squares)).to.throw(InvalidArgument, /deviations is .*but it must be a list/);
    expect(refusal([{ ...squares, id: 'max-ignores-nan' }])).to.throw(
      InvalidArgument,
      /deviations\[0\].*another deviation has the id max-ignores-nan/,
    );
    expect(refusal([squares, { ...squares }])).to.throw(InvalidArgument, /another deviation has the id squares-its-result/);
    expect(refusal([{ ...squares, kind: 'bug' }])).to.throw(InvalidArgument, /'fault' or 'convention'/);
    expect(refusal([{ ...squares, to: undefined }])).to.throw(InvalidArgument, /to of squares-its-result is a function/);
  });
});

describe('parameters of another version', () => {
  it('are refused in one line', () => {
    const cause = { kind: 'deviation', id: 'values-scaled', parameters: null, ops: ['maxPool'], guards: [] } as const;
    const call = { op: 'maxPool', arguments: [tensor([1, 2], [1, 2, 1]), { window: [2] }] } as const;
    expect(() => predict(cause, call)).to.throw(InvalidArgument, /values-scaled must take the parameters null/);
  });
});
