import { expect } from 'chai';
import { laws as catalogue } from '../../properties/index.js';
import { compare, comparison } from '../../src/cli/compare.js';
import { sameCallLines, sameCalls, type Checked } from '../../src/cli/same-calls.js';
import { makeFinding } from '../../src/diagnosis/findings/finding.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { inProcess } from '../../src/engine/in-process.js';
import { defineLibrary, type LibraryOps } from '../../src/library.js';
import { reference } from '../../src/reference.js';
import { holds, reportOf } from '../report/reports.js';

const counterexample = { law: 'f/0', library: 'mine', case: {}, kind: 'differs', message: 'm', reproduced: true, shrinks: 0 } as const;
const laws = ['f/0'];
const conv = makeFinding({ kind: 'condition', how: 'value', ops: ['conv'], guards: [] }, 'conv returns wrong values', {
  op: 'conv',
  kind: 'value',
  counterexample,
  laws,
});
const alone = makeFinding({ kind: 'state', id: 'combination:f/0', calls: [], ops: [], guards: [] }, 'f/0: no op strays by itself', {
  kind: 'combination',
  counterexample,
  laws,
});
const asked = { returned: 5, threw: 0 };

describe('a comparison of libraries', () => {
  it('has a row an op, of those that any was asked for', () => {
    const one = reportOf([holds], { findings: [conv, { ...conv, kind: 'shape' }], calls: { conv: asked, pad: asked } });
    const other = reportOf([holds], { findings: [alone], calls: { pad: asked } });
    expect(comparison(['one', 'the-other'], [one, other])).to.deep.equal([
      'findings        one  the-other',
      'conv            2    -',
      'pad             0    0',
      'of no op alone  0    1',
    ]);
  });

  it('is of two libraries at least, and of laws that there are', async () => {
    const problemOf = (names: string[], laws: string[]): Promise<unknown> =>
      compare(names, { isolate: true, laws }).catch((error: unknown) => (error as Error).message);
    expect(await problemOf(['reference'], ['agreement/pad'])).to.match(/at least two are needed$/);
    expect(await problemOf(['reference', 'reference'], ['agreement/pat'])).to.include('agreement/pad');
  });

  it('tells the same call on each, where some are right and others are not', async () => {
    const { maxPool, averagePool } = reference.ops;
    const ofLibrary = async (name: string, ops: LibraryOps): Promise<Checked> => {
      const library = defineLibrary({ name, precision: reference.precision, ops });
      const report = await checkLaws(library, { laws: ['agreement/max-pool', 'agreement/average-pool'], runs: 25, seed: 1 });
      return { name, report, executor: await inProcess(library, catalogue) };
    };
    const counting: NonNullable<LibraryOps['averagePool']> = (x, a) => averagePool!(x, { ...a, countPadding: !a.countPadding });
    const checked = [
      await ofLibrary('one', { averagePool: counting, maxPool: (x, a) => maxPool!(x, { ...a, dilations: a.dilations.map(() => 1) }) }),
      await ofLibrary('other', { averagePool: counting, maxPool: maxPool! }),
      await ofLibrary('none', { averagePool: counting }),
    ];
    const calls = await sameCalls(checked);
    expect(calls.length).to.equal(2);
    const lines = sameCallLines(calls);
    const from = lines.indexOf('maxPool ignores its dilations');
    expect(lines[from + 1]).to.match(/^ {2}maxPool\(float64 .*dilations/);
    const [expected, one, other, none] = lines.slice(from + 2, from + 6);
    expect(expected).to.match(/^ {4}expected {2}/);
    expect(one).to.match(/^ {4}one {7}wrong: /);
    expect(one!.slice(21)).to.not.equal(expected!.slice(14));
    expect(other).to.equal('    other     right');
    expect(none).to.match(/^ {4}none {6}not asked: .*maxPool/);
    expect(lines.at(-1)).to.equal('1 bug is in every library that takes the call');
  });
});
