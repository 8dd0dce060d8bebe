/** What a search makes of libraries that hang or end their process. */
import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { selectLaws } from '../../src/engine/select.js';
import type { Finding } from '../../src/diagnosis/findings/findings.js';
import { search } from '../../src/search/search.js';
import { isTensor } from '../../src/tensor.js';
import { startPool } from './pools.js';

describe('a search of a library that does not come back', function () {
  this.timeout(180_000);

  it('tells each way to die as one finding: the op, the smallest case, its call, the laws', async () => {
    const pool = await startPool('exits', { workers: 2 });
    const chosen = selectLaws(laws, ['agreement/max-pool', 'pooling/axis-swap-max', 'pooling/same-is-explicit-max', 'padding/*']);
    const told: Finding[] = [];
    const { findings, results, ok } = await search(pool, chosen, { seed: 1, runs: 25, onFinding: (finding) => told.push(finding) });
    await pool.close();
    expect(ok).to.equal(false);
    expect(findings.map(({ title }) => title)).to.deep.equal(['maxPool ends its process: exit status 3']);
    expect(told.map(({ title }) => title)).to.deep.equal(['maxPool ends its process: exit status 3']);
    const [finding] = findings;
    expect(finding).to.include({ op: 'maxPool', kind: 'crash' });
    expect(finding!.laws).to.have.members(['agreement/max-pool', 'pooling/axis-swap-max', 'pooling/same-is-explicit-max']);
    const { counterexample } = finding!;
    expect((counterexample.case as { x: { shape: number[] } }).x.shape).to.deep.equal([1, 1, 1]);
    const { args, expected } = counterexample.blame!;
    expect(args[1]).to.deep.include({ padding: 'same', strides: [2] });
    expect(isTensor(expected)).to.equal(true);
    const died = results.filter(({ verdict }) => verdict.kind === 'crashed').map(({ law }) => law);
    expect(died).to.have.members([...finding!.laws]);
  });

  it('gives up on an op that never comes back: laws that need it are not run, and say so', async () => {
    const pool = await startPool('always-exits', { workers: 2, shrinks: 3 });
    const chosen = selectLaws(laws, ['pooling/*']);
    const needy = chosen.filter(({ requires }) => requires.includes('maxPool'));
    expect(needy.length).to.be.greaterThan(30);
    const { findings, results } = await search(pool, chosen, { seed: 1, runs: 10 });
    await pool.close();
    expect(findings.map(({ title }) => title)).to.deep.equal(['maxPool ends its process: exit status 7']);
    const kinds = needy.map(({ id }) => results.find(({ law }) => law === id)!.verdict);
    // Three laws that die of it, and those under way meanwhile.
    expect(kinds.filter(({ kind }) => kind === 'crashed').length).to.be.within(3, 12);
    const unasked = kinds.filter((verdict) => verdict.kind === 'inconclusive');
    expect(unasked.length).to.be.greaterThan(needy.length - 13);
    for (const verdict of unasked)
      expect(verdict).to.have.property('reason').that.includes('maxPool ends or hangs its process in every call');
    expect(results.find(({ law }) => law === 'pooling/average-linear')?.verdict.kind).to.equal('holds');
  });

  it('tells a promise that never settles as a finding', async () => {
    const pool = await startPool('never-settles', { timeout: 300 });
    const { findings } = await search(pool, selectLaws(laws, ['pooling/axis-swap-max']), { seed: 1, runs: 10 });
    await pool.close();
    expect(findings.map(({ title, kind, op }) => [title, kind, op])).to.deep.equal([
      ['maxPool did not settle within 300 ms', 'hang', 'maxPool'],
    ]);
  });
});
