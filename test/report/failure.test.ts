import { expect } from 'chai';
import * as fc from 'fast-check';
import { checkLaws } from '../../src/engine/check-laws.js';
import { defineLaw, equal, type AnyLaw } from '../../src/law.js';
import { defineLibrary, type LibraryDefinition } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { describeCounterexample, type FailureContext } from '../../src/report/failure.js';
import { tensor } from '../../src/tensor.js';

const given = { x: tensor([1, 2], [1, 1, 2, 1]), filter: tensor([1, 1], [1, 2, 1, 1]) };

const law = (own: Partial<AnyLaw>): AnyLaw =>
  defineLaw({
    id: 'test/own',
    statement: 'C(x, w) = 3',
    because: 'for the test',
    sources: [],
    requires: ['conv'],
    cases: fc.constant(given),
    claim: (t, c: typeof given) => equal(t.conv(c.x, c.filter), tensor([3], [1, 1, 1, 1])),
    ...own,
  });

async function textOf(own: AnyLaw, definition: Pick<LibraryDefinition, 'ops' | 'layout'>, context?: FailureContext): Promise<string[]> {
  const { results } = await checkLaws(defineLibrary({ name: 'wrong', ...definition }), { laws: [own], runs: 1, seed: 1 });
  const { verdict } = results[0]!;
  if (!('counterexample' in verdict)) throw new Error(verdict.kind);
  return describeCounterexample(own, verdict.counterexample!, context).split('\n');
}

const threeMore: LibraryDefinition['ops'] = {
  conv: (x, filter, a) => {
    const y = kernels.conv(x, filter, a);
    y.data[0]! += 1;
    return y;
  },
};

describe('a failure in words', () => {
  it('begins with what is known of it, else with how the call strays; attributes with their defaults are left out', async () => {
    const body = [
      '',
      '  conv(x, filter)',
      '    x         [batch 1, height 1, width 2, channels 1]   1 2',
      '    filter    [height 1, width 2, in 1, out 1]   1 1',
      '    expected  [batch 1, height 1, width 1, out 1]   3',
      '    received  [batch 1, height 1, width 1, out 1]   4',
      '',
      '  law    test/own: C(x, w) = 3',
      '         for the test',
      '         C = conv, x = an input, w = a filter',
      '  rerun  npx tensor-laws replay ./mine.ts test/own:1:0@0.2.0',
    ];
    const told = await textOf(law({}), { ops: threeMore }, { sentence: 'conv adds one', library: './mine.ts' });
    expect(told.map((line) => line.replace(/@.*/, '@0.2.0'))).to.deep.equal(['conv adds one', ...body]);
    expect((await textOf(law({}), { ops: threeMore }))[0]).to.equal('conv returned 4 instead of 3 at [0, 0, 0, 0]');
  });

  it('is told of a law that is stated in words of its own, without a legend', async () => {
    const lines = await textOf(law({ statement: 'conv of 1 & 2 is "three' }), { ops: threeMore });
    expect(lines.slice(-3, -1)).to.deep.equal(['  law    test/own: conv of 1 & 2 is three', '         for the test']);
  });

  it('shows the case and both sides where no op strays by itself', async () => {
    const wrong = law({ claim: (t, c: typeof given) => equal(t.conv(c.x, c.filter), tensor([4], [1, 1, 1, 1])) });
    const lines = await textOf(wrong, { ops: { conv: kernels.conv } });
    expect(lines[0]).to.match(/^left = right fails at \[0, 0, 0, 0\]: left is 3, right is 4/);
    expect(lines).to.include('  No op strays from the reference by itself: the ops disagree in combination, or over time.');
    expect(lines.some((line) => /^ {2}left +\[1, 1, 1, 1\] +3$/.test(line))).to.equal(true);
  });

  it('names what an op must refuse, and what it said instead', async () => {
    const throws = await textOf(law({}), {
      ops: {
        conv: () => {
          throw new Error('no \u001b[31mbuffer');
        },
      },
    });
    expect(throws[0]).to.equal(String.raw`conv threw Error: no \u001b[31mbuffer`);
    expect(throws).to.include(String.raw`    received  an error: Error: no \u001b[31mbuffer`);
    expect(throws).to.include('    stack of its error:');
  });
});
