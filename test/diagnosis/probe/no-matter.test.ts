import { expect } from 'chai';
import type { Finding } from '../../../src/diagnosis/findings/finding.js';
import type { Whatever } from '../../../src/diagnosis/probe/no-matter.js';
import { checkLaws } from '../../../src/engine/check-laws.js';
import { defineLibrary, type LibraryDefinition } from '../../../src/library.js';
import { float64 } from '../../../src/precision.js';
import { reference } from '../../../src/reference.js';

async function firstOf(ops: LibraryDefinition['ops'], law: string, more: Partial<LibraryDefinition> = {}): Promise<Finding> {
  const library = defineLibrary({ name: 'wrong', precision: float64, ops, ...more });
  const { findings } = await checkLaws(library, { laws: [law], runs: 50, seed: 1 });
  expect(findings).to.have.lengthOf(1);
  return findings[0]!;
}

const { conv, pad, maxPool } = reference.ops as Required<typeof reference.ops>;

/** 'same' puts its odd cell before. */
const oddBefore: LibraryDefinition['ops'] = {
  conv: (x, filter, attributes) =>
    conv(x, filter, { ...attributes, padding: attributes?.padding === 'same' ? 'same-lower' : (attributes?.padding ?? 'valid') }),
};

describe('what does not matter in a straying call', () => {
  it('is what the call strays with whatever it is, all at once', async () => {
    const { whatever, counterexample } = await firstOf(oddBefore, 'agreement/conv');
    const [x] = counterexample.blame!.args as [{ shape: number[] }];
    expect(x.shape).to.deep.equal([1, 1, 1]);
    const { sizes, values, attributes } = whatever as Whatever;
    expect(sizes['x']).to.include.members([0, 2]);
    expect(sizes['filter']).to.include.members([1, 2]);
    // A window of one cell has no pads.
    expect(sizes['filter']).not.to.include(0);
    expect(values['x']).to.equal('not zero');
    // At an even dilation there is no odd cell.
    expect(attributes).not.to.include.members(['padding']);
    expect(attributes).not.to.include.members(['dilations']);
    // Either may be anything, but a stride of 2 over four cells needs no pads.
    expect(sizes['x']!.includes(1) && attributes.includes('strides')).to.equal(false);
  });

  it('is all values of a tensor where a shape is wrong', async () => {
    const noAfter: LibraryDefinition['ops'] = {
      pad: (x, attributes) => pad(x, { ...attributes, paddings: attributes.paddings.map(([before]) => [before, 0] as const) }),
    };
    const { whatever } = await firstOf(noAfter, 'agreement/pad', { limits: { pad: { negativePads: false } } });
    expect(whatever!.values).to.deep.equal({ x: 'any' });
    expect(whatever!.attributes).to.include('value').and.not.to.include('paddings');
  });

  it('is not told of a rule that is not checked', async () => {
    const unchecked: LibraryDefinition['ops'] = {
      maxPool: (x, attributes) => maxPool(x, { ...attributes, strides: (attributes.strides ?? []).map((stride) => Math.max(1, stride)) }),
    };
    const { cause, whatever } = await firstOf(unchecked, 'pooling/rejects-bad-arguments-max');
    expect(cause.kind).to.equal('unchecked');
    expect(whatever).to.equal(undefined);
  });

  it('is not asked of a library whose calls are counted', async () => {
    const { whatever } = await firstOf(oddBefore, 'agreement/conv', { budget: { calls: 600 } });
    expect(whatever).to.equal(undefined);
  });
});
