import { expect } from 'chai';
import type { Counterexample } from '../../../src/judge/counterexample.js';
import type { Verdict } from '../../../src/judge/verdict.js';
import type { JobResult } from '../../../src/engine/executor.js';
import { Tally } from '../../../src/engine/sweeps/tally.js';

const counterexample: Counterexample = { law: 'l', library: 'b', case: {}, kind: 'differs', message: 'm', reproduced: true, shrinks: 0 };

const result = (verdict: Verdict, more: Partial<JobResult> = {}): JobResult => ({
  job: { law: 'l', seed: 1, from: 0, runs: 10, exclude: [] },
  verdict,
  calls: {},
  elapsed: 5,
  ...more,
});

function tallyOf(...results: readonly JobResult[]): Tally {
  const tally = new Tally();
  for (const each of results) tally.add(each);
  return tally;
}

describe('the verdict on a law over many jobs', () => {
  const holds = result({ kind: 'holds', runs: 10, discards: { odd: 1 }, excluded: 2 });
  const refused = result({ kind: 'inconclusive', runs: 4, discards: { odd: 5 }, reason: 'the library refused 5 of 9 cases' });

  it('adds up runs and discards, and takes the gravest', () => {
    expect(tallyOf(holds, refused, holds).result()).to.deep.equal({ kind: 'holds', runs: 24, discards: { odd: 7 }, excluded: 4 });
    expect(tallyOf(refused, refused).result()).to.deep.include({ kind: 'inconclusive', runs: 8, discards: { odd: 10 } });
    expect(tallyOf(holds, result({ kind: 'violated', runs: 3, counterexample }), holds).result()).to.deep.equal({
      kind: 'violated',
      runs: 23,
      counterexample,
    });
    expect(new Tally().result()).to.deep.include({ kind: 'inconclusive', runs: 0 });
    expect(tallyOf(holds, holds).elapsed).to.equal(10);
  });

  it('is violated where known bugs break the law, though no run was counted as failed', () => {
    expect(tallyOf({ ...holds, explained: counterexample }, holds).result()).to.deep.equal({ kind: 'violated', runs: 20, counterexample });
  });

  it('shows the smaller case of a death', () => {
    const death: Verdict = { kind: 'crashed', message: 'large', counterexample };
    const tally = tallyOf(result(death));
    tally.replace(death, { ...death, message: 'small' });
    expect(tally.result()).to.deep.include({ message: 'small' });
    tally.replace(death, { ...death, message: 'of another' });
    expect(tally.result()).to.deep.include({ message: 'small' });
  });
});
