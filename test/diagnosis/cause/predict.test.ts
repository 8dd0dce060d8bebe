import { expect } from 'chai';
import {
  checkLaws,
  defineLibrary,
  elements,
  InvalidArgument,
  predict,
  reference,
  tensor,
  withCause,
  type Cause,
  type CauseCall,
  type Tensor,
} from '../../../src/index.js';

/** A convolution that puts the odd cell of 'same' before. */
const oddBefore: Cause = {
  kind: 'deviation',
  id: 'same-pads-odd-cell-before',
  parameters: { sizes: 'kept' },
  ops: ['conv'],
  guards: [{ feature: 'padding', relation: '=', value: 'same' }],
};

const row = tensor([1, 2], [1, 2, 1]);
const taps = tensor([3, 5], [2, 1, 1]);

describe('predict', () => {
  it('gives the result of a deviation, of attributes that are left out too', () => {
    // Right: [1 * 3 + 2 * 5, 2 * 3 + 0 * 5]; with the pad before: [0 * 3 + 1 * 5, 1 * 3 + 2 * 5].
    const { strays, result } = predict(oddBefore, { op: 'conv', arguments: [row, taps, { padding: 'same' }] });
    expect(strays).to.equal(true);
    expect([...elements(result as Tensor)]).to.deep.equal([5, 13]);
  });

  it('says that calls outside of the guards, of another op, and those that come out right do not stray', () => {
    const same = { padding: 'same' } as const;
    expect(predict(oddBefore, { op: 'conv', arguments: [row, taps, {}] })).to.deep.equal({ strays: false });
    expect(predict(oddBefore, { op: 'depthwiseConv', arguments: [row, taps, same] })).to.deep.equal({ strays: false });
    expect(predict(oddBefore, { op: 'conv', arguments: [row, tensor([7], [1, 1, 1]), same] })).to.deep.equal({ strays: false });
  });

  it('says which spellings stray, and with which error', () => {
    const throws: Cause = { kind: 'condition', how: 'throws', message: 'Error: no', ops: ['conv'], spellings: ['a'], guards: [] };
    expect(predict(throws, { op: 'conv', arguments: [row, taps], spelling: 'a' })).to.deep.equal({ strays: true, error: 'Error: no' });
    expect(predict(throws, { op: 'conv', arguments: [row, taps], spelling: 'b' }).strays).to.equal(false);
  });

  it('says of a rule that is not checked which calls should be refused', () => {
    const unchecked: Cause = { kind: 'unchecked', code: 'stride-positive', ops: ['conv'], guards: [] };
    expect(predict(unchecked, { op: 'conv', arguments: [row, taps, { strides: [0] }] }).strays).to.equal(true);
    expect(predict(unchecked, { op: 'conv', arguments: [row, taps, { strides: [1] }] }).strays).to.equal(false);
  });

  it('says of a cause of state which calls before one lead to a stray', () => {
    const state = (id: string): Cause => ({ kind: 'state', id, calls: [], ops: ['conv'], guards: [] });
    const strays = (id: string, ...before: CauseCall[]): boolean =>
      predict(state(id), { op: 'conv', arguments: [row, taps], before }).strays;
    const equal: CauseCall = { op: 'conv', arguments: [row, taps, { strides: [1] }] };
    const otherData: CauseCall = { op: 'conv', arguments: [tensor([7, 2], [1, 2, 1]), taps] };
    const otherShapes: CauseCall = { op: 'conv', arguments: [tensor([1, 2, 3], [1, 3, 1]), taps] };
    const otherOp: CauseCall = { op: 'maxPool', arguments: [row, { window: [1] }] };
    expect(strays('after-other-shapes')).to.equal(false);
    expect(strays('after-other-shapes', otherShapes)).to.equal(true);
    // Right after: what was called last decides.
    expect(strays('after-other-shapes', otherShapes, otherData)).to.equal(false);
    expect(strays('since-other-shapes', otherShapes, otherData)).to.equal(true);
    expect(strays('since-other-data:filter', equal)).to.equal(false);
    expect(strays('since-other-data:filter', otherData, otherOp)).to.equal(true);
    expect(strays('after-same-shapes', equal)).to.equal(true);
    expect(strays('after-same-shapes', otherOp)).to.equal(false);
    expect(strays('writes-argument')).to.equal(true);
  });

  it('refuses a deviation that there is none of', () => {
    const unknown = { ...oddBefore, id: 'no-such-deviation' };
    expect(() => predict(unknown, { op: 'conv', arguments: [row, taps, { padding: 'same' }] })).to.throw(
      InvalidArgument,
      'no-such-deviation',
    );
  });
});

describe('withCause', () => {
  it('is found out as the cause that it has', async () => {
    const wrong = withCause(defineLibrary({ ...reference, name: 'odd before' }), oddBefore);
    const { findings } = await checkLaws(wrong, { laws: ['agreement/conv', 'conv-geometry/*'], runs: 60, seed: 1 });
    expect(findings.map(({ cause }) => (cause.kind === 'deviation' ? cause.id : cause.kind))).to.deep.equal(['same-pads-odd-cell-before']);
    expect(findings[0]!.sentence).to.match(/^conv puts the odd cell of 'same' pads before/);
  });
});
