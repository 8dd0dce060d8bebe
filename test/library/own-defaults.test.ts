import { expect } from 'chai';
import { checkLaws } from '../../src/engine/check-laws.js';
import { defineLibrary, spellings, type LibraryDefinition, type ShownCall, type Tensor } from '../../src/index.js';
import { spellingsOf } from '../../src/library/spelling.js';
import { conv } from '../../src/ops/kernels.js';
import type { ConvAttributes } from '../../src/ops/index.js';
import { float64 } from '../../src/precision.js';
import { zeros } from '../../src/tensor.js';

type Conv = (x: Tensor, filter: Tensor, attributes: ConvAttributes) => Tensor;

const library = (op: Conv, more: Partial<LibraryDefinition> = {}) =>
  defineLibrary({ name: 'mine', precision: float64, ownDefaults: true, ops: { conv: op }, ...more });

const full = { strides: [1, 2], dilations: [1, 1], padding: 'valid', groups: 1 } as const;
const args = [zeros([1, 4, 4, 1]), zeros([2, 2, 1, 1]), full] as const;

describe("a library's own defaults", () => {
  it('are asked for in a spelling of their own: what has its default is left out, the rest stays', () => {
    const seen: unknown[] = [];
    const { ops } = library((x, filter, a) => {
      seen.push(a);
      return conv(x, filter, a);
    });
    const ways = spellingsOf(ops.conv)!;
    expect(Object.keys(ways)).to.deep.equal(['attributes in full', 'defaults left out']);
    for (const { call } of Object.values(ways)) call(...args);
    expect(seen).to.deep.equal([full, { strides: [1, 2] }]);
  });

  it('are asked of each spelling, which keeps its limits and its name', () => {
    const shown: ShownCall[] = [];
    const show = (call: ShownCall): string => {
      shown.push(call);
      return 'shown';
    };
    const { ops } = library(spellings<Conv>({ plain: { call: conv, limits: { groups: false } }, other: conv }), { show });
    const ways = spellingsOf(ops.conv)!;
    expect(Object.keys(ways)).to.deep.equal(['plain', 'plain, defaults left out', 'other', 'other, defaults left out']);
    expect(ways['plain, defaults left out']!.limits).to.deep.equal({ groups: false });
    expect(ways['plain, defaults left out']!.show!({ op: 'conv', arguments: args, spelling: 'plain, defaults left out' })).to.equal(
      'shown',
    );
    expect(shown).to.deep.equal([{ op: 'conv', arguments: [args[0], args[1], { strides: [1, 2] }], spelling: 'plain' }]);
  });

  it('hold where they are those of the reference', async () => {
    const { ok, results } = await checkLaws(library(conv), { laws: ['agreement/conv', 'conv-geometry/*-is-default'], runs: 60, seed: 1 });
    expect(results.map(({ verdict }) => verdict.kind)).to.include('holds');
    expect(ok).to.equal(true);
  });

  it('are found wrong, in the call that leaves them out', async () => {
    const wrong = library((x, filter, a) => conv(x, filter, { ...a, padding: a.padding ?? 'same' }));
    const { results } = await checkLaws(wrong, { laws: ['agreement/conv'], runs: 60, seed: 1 });
    const { verdict } = results[0]!;
    expect(verdict.kind === 'violated' && verdict.counterexample.blame?.spelling).to.equal('defaults left out');
  });

  it('are not asked of a library that does not say so', () => {
    expect(spellingsOf(library(conv, { ownDefaults: false }).ops.conv)).to.equal(undefined);
    expect(() => library(conv, { ownDefaults: 1 as unknown as boolean })).to.throw('library mine: ownDefaults is 1; it is true or false');
  });
});
