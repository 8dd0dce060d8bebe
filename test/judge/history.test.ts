import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { Evaluator } from '../../src/judge/evaluate.js';
import { evaluateIn, resultStays, type History } from '../../src/judge/history.js';
import type { TensorLibrary } from '../../src/library.js';
import { reference } from '../../src/reference.js';
import { tensor, type Tensor } from '../../src/tensor.js';
import * as bugs from '../diagnosis/state/planted.js';

const law = laws.find(({ id }) => id === 'agreement/conv')!;

/** A convolution of one cell with one weight. */
const cell = (x: number, weight: number, size = 1): { x: Tensor; filter: Tensor; attributes: object } => ({
  x: tensor(new Array<number>(size).fill(x), [1, size, 1]),
  filter: tensor([weight], [1, 1, 1]),
  attributes: {},
});

const c = cell(2, 3);
const otherData = cell(5, 7);
const otherShape = cell(2, 3, 2);

async function outcomeOf(library: TensorLibrary, history?: History): Promise<string> {
  const outcome = await evaluateIn(new Evaluator(library), law, c, history);
  return outcome.kind === 'differs' ? (outcome.label ?? outcome.kind) : outcome.kind;
}

describe('a case in its history', () => {
  const planted: readonly { readonly bug: Parameters<typeof bugs.planted>[2]; readonly history: History; readonly outcome: string }[] = [
    { bug: bugs.packedOnce, history: { kind: 'after', other: otherData }, outcome: 'differs' },
    { bug: bugs.staleProgram, history: { kind: 'between', other: otherShape }, outcome: 'differs' },
    { bug: bugs.oneSlot, history: { kind: 'inFlight', other: otherData }, outcome: 'differs' },
    { bug: bugs.sharedBuffer, history: { kind: 'kept', other: otherData }, outcome: resultStays },
    {
      bug: bugs.packedOnce,
      history: { kind: 'calls', calls: [{ op: 'conv', arguments: [otherData.x, otherData.filter, {}] }] },
      outcome: 'differs',
    },
  ];

  for (const { bug, history, outcome } of planted) {
    it(`fails where the library keeps something, and holds by itself: ${history.kind}`, async () => {
      expect(await outcomeOf(bugs.planted('planted', ['conv'], bug))).to.equal('holds');
      expect(await outcomeOf(bugs.planted('planted', ['conv'], bug), history)).to.equal(outcome);
      expect(await outcomeOf(reference, history)).to.equal('holds');
      expect(await outcomeOf(bugs.planted('honest', ['conv'], bugs.rightCache), history)).to.equal('holds');
    });
  }
});
