import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { toJson } from '../../src/judge/json.js';
import type { JobResult } from '../../src/engine/executor.js';
import { inProcess } from '../../src/engine/in-process.js';
import { defineLibrary, type TensorLibrary } from '../../src/library.js';
import type { Pool } from '../../src/search/pool/pool.js';
import { collect, jobsOf, libraryPath, startPool } from './pools.js';

const chosen = ['pooling/axis-swap-max', 'padding/constant-pads-add', 'pooling/same-is-explicit-max'];

/** What must not depend on where a job ran. */
const essence = (results: readonly JobResult[]): unknown => results.map(({ job, verdict, calls }) => toJson({ job, verdict, calls }));

describe('a pool of worker processes', function () {
  this.timeout(120_000);

  const pools: Pool[] = [];
  before(async () => {
    for (const workers of [1, 2]) pools.push(await startPool('wrong', { workers }));
  });
  after(async () => {
    for (const pool of pools) await pool.close();
  });

  it('finds what a search in one process finds, with one worker and with two', async () => {
    const { default: library } = (await import(libraryPath('wrong'))) as { default: TensorLibrary };
    const here = await inProcess(defineLibrary(library), laws);
    const expected = await collect(here, jobsOf(chosen));
    expect(expected.map(({ verdict }) => verdict.kind))
      .to.include('violated')
      .and.to.include('holds');
    let explained: unknown;
    for (const [i, pool] of pools.entries()) {
      const found = await collect(pool, jobsOf(chosen));
      expect(essence(found), `${i + 1} workers`).to.deep.equal(essence(expected));
      const red = found.find(({ verdict }) => verdict.kind === 'violated')!.verdict;
      if (red.kind !== 'violated') throw new Error('violated');
      const { blame } = red.counterexample;
      explained ??= toJson(await here.explain(blame!, []));
      expect(toJson(await pool.explain(blame!, []))).to.deep.equal(explained);
      expect(await pool.show(blame!)).to.equal('library.maxPool(...)');
    }
  });

  it('runs a stored case, and shrinks it', async () => {
    const [pool] = pools as [Pool];
    const [red] = await collect(pool, jobsOf(['pooling/same-is-explicit-max']));
    if (red?.verdict.kind !== 'violated') throw new Error(`violated, not ${red?.verdict.kind}`);
    const { case: example } = red.verdict.counterexample;
    const [again] = await collect(pool, jobsOf(['pooling/same-is-explicit-max'], { example }));
    if (again?.verdict.kind !== 'violated') throw new Error(`violated, not ${again?.verdict.kind}`);
    expect(toJson(again.verdict.counterexample.case)).to.deep.equal(toJson(example));
    expect(again.verdict.counterexample.token).to.equal(undefined);
  });

  it('hands out nothing once its signal is aborted', async () => {
    const [pool] = pools as [Pool];
    const stop = new AbortController();
    const results = await Promise.all(
      jobsOf(chosen).map(async (job) => {
        const made = await pool.run(job, stop.signal);
        stop.abort();
        return made;
      }),
    );
    expect(results.flat().length).to.be.within(1, 2);
  });

  it('refuses libraries that do not load, and numbers that are none', async () => {
    const refusal = async (start: Promise<unknown>): Promise<string> =>
      start.then(
        () => 'started',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    expect(await refusal(startPool('nowhere'))).to.match(/^InvalidLibrary: .*nowhere.mjs' is no ready library/);
    expect(await refusal(startPool('wrong', { workers: 0 }))).to.equal(
      'InvalidArgument: search: workers is 0, but it must be an integer >= 1',
    );
    expect(await refusal(startPool('wrong', { memory: 0.5 }))).to.include('memory is 0.5');
  });
});
