import { expect } from 'chai';
import { knownOf } from '../../../src/diagnosis/cause/known.js';
import type { KnownBug } from '../../../src/library.js';
import { version } from '../../../src/version.js';

const cause = { kind: 'deviation', id: 'same-pads-odd-cell-before', parameters: { sizes: 'kept' }, ops: ['conv'], guards: [] };
const sentence = "conv puts the odd cell of 'same' pads before";
const bug: KnownBug = { reason: 'r', cause, case: {} };

const notesOn = (given: Partial<KnownBug> & { cause?: object }): readonly string[] =>
  knownOf({ name: 'l', known: [{ ...bug, ...given }] }).notes;

describe('the known bugs of a library', () => {
  it('are read once each', () => {
    const { known, notes } = knownOf({ name: 'l', known: [bug, { ...bug, reason: 'again' }] });
    expect(known.map(({ bug: { reason } }) => reason)).to.deep.equal(['r']);
    expect(notes).to.deep.equal([]);
  });

  it('may have the name of a tensor as their one parameter', () => {
    expect(notesOn({ cause: { ...cause, id: 'values-negated', parameters: { tensor: 'result' } } })).to.deep.equal([]);
  });

  it('of another version are read where the cause still means the same', () => {
    expect(notesOn({ tensorLaws: '0.0.9', sentence })).to.deep.equal([]);
    expect(notesOn({ tensorLaws: '0.0.9' })).to.deep.equal([]);
    expect(notesOn({ tensorLaws: '0.0.9', sentence: 'conv pads before' })).to.deep.equal([
      `library l: known: "conv pads before" is told again as new: to tensor-laws ${version} it says "${sentence}"`,
    ]);
  });

  it('whose cause is none are named, a line each', () => {
    const cases: [object, string][] = [
      [{ cause: { ...cause, id: 'of-old' } }, 'there is no deviation of-old'],
      [{ cause: { ...cause, ops: ['convolve'] } }, 'there is no op convolve'],
      [{ cause: { ...cause, ops: ['matmul'] } }, 'same-pads-odd-cell-before is no deviation of matmul'],
      [{ cause: { ...cause, parameters: null } }, 'same-pads-odd-cell-before has no parameters null'],
      [{ cause: { ...cause, guards: [{ feature: 'padding', relation: '~', value: 1 }] } }, 'its guards are none'],
      [{ cause: { ...cause, guards: [null] } }, 'its guards are none'],
      [{ cause: { ...cause, spellings: 'conv2d' } }, 'its spellings are no list'],
      [{ cause: { ...cause, kind: 'fate' } }, 'there is no cause of the kind fate'],
      [{ cause: { kind: 'condition', how: 'oddly', ops: ['conv'], guards: [] } }, "no call goes wrong by 'oddly'"],
      [{ cause: { kind: 'unchecked', code: 'toString', ops: ['conv'], guards: [] } }, 'there is no rule toString'],
      [{ cause: { kind: 'state', id: 's', ops: ['conv'], guards: [] } }, 'it names no calls'],
      [{ cause: { kind: 'death', how: 'boredom', ops: ['conv'], guards: [] } }, "no process ends by 'boredom'"],
      [{ case: { x: { tensor: { dtype: 'float99', data: 7 } } } }, 'its case is none'],
      [{ cause: { ...cause, parameters: { tensor: {} } } }, 'its cause is none'],
    ];
    for (const [given, why] of cases) expect(notesOn(given)).to.deep.equal([`library l: known: "r" is told again as new: ${why}`]);
  });
});
