import { expect } from 'chai';
import { noCellsOf } from '../../../src/diagnosis/probe/no-cells.js';
import { namedCall } from '../../../src/ops/drawn-call.js';
import { tensorRecord } from '../../../src/ops/index.js';
import { isTensor, zeros } from '../../../src/tensor.js';

const shapes = (call: object): unknown[] =>
  Object.values(call).flatMap((value) => (isTensor(value) ? [value.shape.join('x')] : Array.isArray(value) ? [value.join('x')] : []));

describe('a call of tensors without a cell', () => {
  const conv = tensorRecord('conv');
  const ofConv = (x: number[], filter: number[]) => namedCall(conv, [zeros(x), zeros(filter), { padding: 'same' }]);

  it('is full in every tensor that has the axis', () => {
    const noCells = noCellsOf(conv, ofConv([1, 4, 0], [3, 0, 2]))!;
    expect(shapes(noCells.full(2))).to.deep.equal(['1x4x2', '3x2x2']);
  });

  it('is emptied along its own axis, and along those of other roles in turn', () => {
    const noCells = noCellsOf(conv, ofConv([1, 4, 0], [3, 0, 2]))!;
    const turns = [0, 1, 3, 5, 7].map((turn) => shapes(noCells.emptied(ofConv([2, 5, 3], [3, 3, 4]), turn)));
    expect(turns).to.deep.equal([
      ['2x5x0', '3x0x4'],
      ['0x5x3', '3x3x4'],
      ['2x0x3', '3x3x4'],
      ['2x5x0', '3x0x4'],
      ['2x5x3', '3x3x0'],
    ]);
  });

  it('is emptied along its own axis where the op refuses another', () => {
    const valid = namedCall(conv, [zeros([0, 4, 1]), zeros([3, 1, 1]), { padding: 'valid' }]);
    // A window of three cells does not fit into none.
    expect(
      shapes(noCellsOf(conv, valid)!.emptied(namedCall(conv, [zeros([2, 4, 1]), zeros([3, 1, 1]), { padding: 'valid' }]), 3)),
    ).to.deep.equal(['0x4x1', '3x1x1']);
  });

  it('has shapes that stand for tensors among them', () => {
    const gradient = tensorRecord('convInputGradient');
    const call = namedCall(gradient, [[0, 4, 1], zeros([3, 1, 2]), zeros([0, 2, 2]), {}]);
    expect(shapes(noCellsOf(gradient, call)!.full(3))).to.deep.equal(['3x4x1', '3x1x2', '3x2x2']);
  });

  it('is none where cells are left, or axes of several roles have none', () => {
    expect(noCellsOf(conv, ofConv([1, 4, 1], [3, 1, 2]))).to.equal(undefined);
    expect(noCellsOf(conv, ofConv([0, 4, 0], [3, 0, 2]))).to.equal(undefined);
  });
});
