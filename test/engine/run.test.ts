import { expect } from 'chai';
import { laws as catalogue } from '../../properties/index.js';
import type { Executor } from '../../src/engine/executor.js';
import { inProcess } from '../../src/engine/in-process.js';
import { checkPolicy } from '../../src/engine/policy.js';
import { follow, run } from '../../src/engine/run.js';
import { defineLibrary, unsupported } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { search } from '../../src/search/search.js';

/** A convolution and a maximum pool without dilations. */
const undilated = defineLibrary({
  name: 'undilated',
  precision: float64,
  ops: {
    ...reference.ops,
    conv: (x, filter, a) => kernels.conv(x, filter, { ...a, dilations: a.dilations.map(() => 1) }),
    maxPool: (x, a) => kernels.maxPool(x, { ...a, dilations: a.dilations.map(() => 1) }),
  },
});

const laws = catalogue.filter(({ id }) => /^(conv-geometry|pooling|agreement)\//.test(id));

/** An executor that is told before it looks for a cause. */
async function asked(
  explains: (executor: Executor) => void | Promise<void>,
  runs: (law: string) => void = () => undefined,
): Promise<Executor> {
  const executor = await inProcess(undilated, laws);
  return {
    ...executor,
    run: (job, signal) => {
      runs(job.law);
      return executor.run(job, signal);
    },
    explain: async (...given) => {
      await explains(executor);
      return executor.explain(...given);
    },
  };
}

describe('a run', () => {
  it('brings every law to its first runs, however long causes are looked for', async () => {
    const seen = new Set<string>();
    let isLastSeen: () => void = () => undefined;
    const lastSeen = new Promise<void>((resolve) => (isLastSeen = resolve));
    const executor = await asked(
      () => lastSeen,
      (law) => {
        seen.add(law);
        if (seen.size === laws.length) isLastSeen();
      },
    );
    // It would never end, did a law wait for the cause of another's failure.
    const report = await follow(run(laws, executor, checkPolicy({ seed: 1, runs: 10, time: Infinity })), () => undefined);
    expect(report.results.filter(({ verdict }) => verdict.kind === 'inconclusive')).to.deep.equal([]);
    expect(report.findings.map(({ sentence }) => sentence)).to.deep.equal(['conv, as well as maxPool, ignores its dilations']);
    expect(report.notes).to.equal(undefined);
  });

  it('takes a law up again at the run that failed, where the library refused so many cases that it lies behind the last', async () => {
    const { maxPool } = reference.ops;
    const picky = defineLibrary({
      name: 'picky',
      ops: {
        maxPool: (x, a) => {
          if (a.strides.some((stride) => stride > 1)) throw unsupported('strides');
          return maxPool!(x, a.dilations.every((dilation) => dilation > 1) ? { ...a, dilations: a.dilations.map(() => 1) } : a);
        },
      },
    });
    const own = laws.filter(({ id }) => id === 'agreement/max-pool');
    const executor = await inProcess(picky, own);
    const jobs: (readonly [from: number, runs: number])[] = [];
    const told: number[] = [];
    const counted: Executor = {
      ...executor,
      run: (job, signal) => {
        jobs.push([job.from, job.runs]);
        return executor.run(job, signal);
      },
    };
    await search(counted, own, { seed: 0, runs: 9, onProgress: ({ runs }) => told.push(runs) });
    // Four of the first 13 cases are refused, at least.
    expect(jobs).to.deep.equal([
      [0, 9],
      [12, 1],
    ]);
    expect(told).to.deep.equal([9, 9]);
  });

  it('tells of every failure where the time is up before its cause was looked for', async () => {
    const stop = new AbortController();
    let handedOut = 0;
    let isLastHandedOut: () => void = () => undefined;
    const lastHandedOut = new Promise<void>((resolve) => (isLastHandedOut = resolve));
    // The time is up while the first cause is looked for, when nearly all laws have had their runs.
    const executor = await asked(
      () => lastHandedOut.then(() => stop.abort()),
      () => {
        if (++handedOut === laws.length) isLastHandedOut();
      },
    );
    const policy = { ...checkPolicy({ seed: 1, runs: 10, time: Infinity }), signal: stop.signal };
    const report = await follow(run(laws, executor, policy), () => undefined);
    const red = report.results.filter(({ verdict }) => verdict.kind === 'violated').map(({ law }) => law);
    expect(red).to.include.members(['agreement/conv', 'agreement/max-pool']);
    expect(report.notes?.join()).to.match(/^the time was up before the cause of \d+ failures was looked for/);
    expect([...new Set(report.findings.flatMap((finding) => finding.laws))]).to.have.members(red);
  });
});
