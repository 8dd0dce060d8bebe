import { expect } from 'chai';
import { checkLaws } from '../../src/engine/check-laws.js';
import { conv } from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { defineLibrary } from '../../src/library.js';
import { mutate } from '../mutants/mutate.js';

/** What is said of a library that fuses a bias and activations, with one op wrong. */
async function sentencesOf(ops: LibraryOps): Promise<string[]> {
  const library = defineLibrary({ ...mutate(ops), limits: { conv: { bias: true, activations: ['relu', 'relu6', 'tanh'] } } });
  const { findings } = await checkLaws(library, { laws: ['agreement/conv', '*/*bias*', '*/*activation*'], runs: 60, seed: 1 });
  return findings.map(({ sentence }) => sentence);
}

describe('bugs of what is fused to a convolution', () => {
  it('a bias that is never read: whatever its shape, that is one bug', async () => {
    expect(await sentencesOf({ conv: (x, filter, { bias: _, ...a }) => conv(x, filter, a) })).to.deep.equal([
      'conv ignores its bias: takes zeros for it',
    ]);
  });

  it('an activation that is not applied', async () => {
    expect(await sentencesOf({ conv: (x, filter, { activation: _, ...a }) => conv(x, filter, a) })).to.deep.equal([
      'conv ignores its activation',
    ]);
  });

  it('an activation taken for another', async () => {
    const wrong: LibraryOps['conv'] = (x, filter, a) => conv(x, filter, a.activation === 'relu6' ? { ...a, activation: 'relu' } : a);
    expect(await sentencesOf({ conv: wrong })).to.deep.equal(["conv takes 'relu6' for 'relu' as its activation"]);
  });
});
