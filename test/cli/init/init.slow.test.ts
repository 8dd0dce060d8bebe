import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, projectWith } from './project.js';

describe('tensor-laws init on a package of npm', function () {
  this.timeout(180_000);

  it('writes an adapter for @tensorflow/tfjs, finds its bugs, and a test for mocha', () => {
    const { folder, run } = projectWith(['@tensorflow/tfjs'], { devDependencies: { mocha: '^12.0.0' } });
    const { status, out } = run(command, 'init', '@tensorflow/tfjs');
    expect(status).to.equal(1);
    expect(out).to.include(
      'matmul is matMul, conv is conv2d, depthwiseConv is depthwiseConv2d, maxPool is maxPool, averagePool is avgPool',
    );
    expect(out)
      .to.include('npx mocha tensor-laws.test.mjs')
      .and.to.match(/\d+ distinct findings/);
    const adapter = readFileSync(join(folder, 'tensor-laws.adapter.mjs'), 'utf8');
    expect(adapter).to.include('const to = (x) => library.tensor(toArray(x), x.shape);').and.to.include('y.dataSync()');
    expect(readFileSync(join(folder, 'tensor-laws.test.mjs'), 'utf8')).to.include('describeLaws(library);');
  });
});
