import { expect } from 'chai';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, projectWith } from './project.js';

/** A package of matrices as nested lists. */
const matrices = `
export function matMul(a, b) {
  if (a[0].length !== b.length) throw new RangeError('matMul: the columns of a are not the rows of b');
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
}
`;

describe('tensor-laws init', function () {
  this.timeout(60_000);

  it('writes an adapter and a test, checks it, and never overwrites', () => {
    const { folder, run } = projectWith([], {});
    writeFileSync(join(folder, 'matrices.mjs'), matrices);
    const first = run(command, 'init', './matrices.mjs', '--workers', '1');
    expect(first.err).to.equal('');
    expect(first.out)
      .to.include('wrote tensor-laws.adapter.mjs: matmul is matMul\n')
      .and.to.include('wrote tensor-laws.test.mjs: node --test tensor-laws.test.mjs\n')
      .and.to.match(/\.\/matrices\.mjs: \d+ laws: /);
    const [adapter, test] = ['tensor-laws.adapter.mjs', 'tensor-laws.test.mjs'].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(adapter).to.include('matmul: (x, y) => from(library.matMul(to(x), to(y))),').and.to.include('{ ranks: [ 2 ]');
    expect(test).to.equal(
      "import * as framework from 'node:test';\nimport { describeLaws } from 'tensor-laws';\nimport library from './tensor-laws.adapter.mjs';\n\ndescribeLaws(library, { framework });\n",
    );
    const again = run(command, 'init', './matrices.mjs');
    expect(again).to.deep.equal({
      status: 2,
      out: '',
      err: 'tensor-laws: tensor-laws.adapter.mjs is there already, and is never overwritten\n',
    });
    expect(readFileSync(join(folder, 'tensor-laws.adapter.mjs'), 'utf8')).to.equal(adapter);
  });

  it('writes nothing where no export could be called', () => {
    const { folder, run } = projectWith([], {});
    writeFileSync(join(folder, 'other.mjs'), 'export const conv2d = () => undefined;');
    const { status, err } = run(command, 'init', './other.mjs');
    expect(status).to.equal(2);
    expect(err).to.match(/^tensor-laws: no export of \.\/other\.mjs gave what the definition of an op says, [^\n]*\n$/);
    expect(existsSync(join(folder, 'tensor-laws.adapter.mjs'))).to.equal(false);
  });
});
