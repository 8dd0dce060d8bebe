import { expect } from 'chai';
import { compare, comparison } from '../../src/cli/compare.js';
import { makeFinding } from '../../src/diagnosis/findings/finding.js';
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
});
