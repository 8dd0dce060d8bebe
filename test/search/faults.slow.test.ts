/** The fault board: what a library does to its process, what is told of it, and that all else goes on. */
import { expect } from 'chai';
import type { Verdict } from '../../src/judge/verdict.js';
import { isTensor } from '../../src/tensor.js';
import { collect, jobsOf, startPool } from './pools.js';

const faultyLaw = 'pooling/axis-swap-max';
const soundLaws = ['padding/constant-pads-add', 'padding/zero-pads-are-identity'];

interface Fault {
  readonly library: string;
  readonly does: string;
  readonly kind: Verdict['kind'];
  readonly message: RegExp;
  /** Processes that shrinking may cost; the smallest case is expected where it is left out. */
  readonly shrinks?: number;
}

const faults: readonly Fault[] = [
  { library: 'exits', does: 'ends its process', kind: 'crashed', message: /maxPool ends its process: exit status 3$/ },
  { library: 'aborts', does: 'aborts natively', kind: 'crashed', message: /maxPool ends its process: signal SIGABRT$/, shrinks: 1 },
  { library: 'kills-itself', does: 'kills itself', kind: 'crashed', message: /maxPool ends its process: signal SIGKILL$/, shrinks: 1 },
  { library: 'loops', does: 'loops without end', kind: 'timedOut', message: /maxPool hangs its process: no sign of life/, shrinks: 1 },
  { library: 'hoards', does: 'runs out of memory', kind: 'crashed', message: /maxPool ends its process: out of memory/, shrinks: 1 },
  { library: 'hoards-buffers', does: 'runs out of memory outside the heap', kind: 'crashed', message: /out of memory/, shrinks: 1 },
];

describe('the fault board', function () {
  this.timeout(180_000);

  for (const { library, does, kind, message, shrinks } of faults) {
    it(`a library that ${does} costs its cases, never the search`, async () => {
      const pool = await startPool(library, { timeout: kind === 'timedOut' ? 1000 : 10_000, shrinks: shrinks ?? 40 });
      const results = await collect(pool, jobsOf([faultyLaw, ...soundLaws], { runs: shrinks === undefined ? 25 : 8 }));
      const faulty = results.filter(({ job }) => job.law === faultyLaw);
      const first = await pool.smaller(faulty[0]!);
      await pool.close();
      expect(first.verdict.kind).to.equal(kind);
      if (first.verdict.kind !== 'crashed' && first.verdict.kind !== 'timedOut') throw new Error('a death');
      expect(first.verdict.message).to.match(message);
      const { counterexample } = first.verdict;
      expect(counterexample?.reproduced).to.equal(true);
      // The call that was never answered, and what it should have been.
      expect(counterexample?.blame?.op).to.equal('maxPool');
      expect(counterexample?.blame?.args[1]).to.deep.include({ padding: 'same' });
      expect(isTensor(counterexample?.blame?.expected)).to.equal(true);
      expect(counterexample?.token).to.match(/^pooling\/axis-swap-max:1:\d+(:\d+)*@/);
      const c = counterexample?.case as { attributes: { padding: string; strides: number[] }; x: { shape: number[] } };
      expect(c.attributes.padding).to.equal('same');
      expect(Math.max(...c.attributes.strides)).to.be.greaterThan(1);
      if (shrinks === undefined) {
        // The smallest: one cell, one stride of 2.
        expect(c.x.shape).to.deep.equal([1, 1, 1, 1]);
        expect(c.attributes.strides).to.deep.equal([1, 2]);
      } else expect(counterexample?.shrinks).to.be.within(1, shrinks);
      // The runs after it are made as well: they hold, or the same death a second time ends the law; a third time, where the signal could
      // have come from outside.
      const later = faulty.slice(1).map(({ verdict }) => verdict.kind);
      expect(later).to.have.lengthOf.within(1, library === 'kills-itself' ? 2 : 1);
      for (const each of later) expect(each).to.be.oneOf([kind, 'holds']);
      for (const law of soundLaws) expect(results.find(({ job }) => job.law === law)?.verdict.kind, law).to.equal('holds');
    });
  }

  it('a library that throws is violated, one that returns garbage or never settles is told so: no process dies', async () => {
    const expected = { throws: 'violated', 'returns-garbage': 'crashed', 'never-settles': 'timedOut', slow: 'holds' } as const;
    for (const [library, kind] of Object.entries(expected)) {
      const pool = await startPool(library, { timeout: 1000 });
      const results = await collect(pool, jobsOf([faultyLaw, ...soundLaws], { runs: 8 }));
      await pool.close();
      expect(
        results.map(({ verdict }) => verdict.kind),
        library,
      ).to.deep.equal(['holds', 'holds', kind]);
    }
  });

  it('a process that dies of what ran before is told from one that dies of its case', async () => {
    const pool = await startPool('exits-later');
    const results = await collect(pool, jobsOf([faultyLaw]));
    await pool.close();
    const [first] = results;
    if (first?.verdict.kind !== 'crashed') throw new Error(`crashed, not ${first?.verdict.kind}`);
    expect(first.verdict.message).to.match(/exit status 4; the case alone does not: it takes what ran before it$/);
    expect(first.verdict.counterexample?.reproduced).to.equal(false);
  });

  it('a violation is kept whose shrinking kills the process', async () => {
    const pool = await startPool('crashes-when-shrunk', { shrinks: 3 });
    const results = await collect(pool, jobsOf(['pooling/output-shape-max']));
    await pool.close();
    expect(results.map(({ verdict }) => verdict.kind))
      .to.include('violated')
      .and.to.include('crashed');
  });

  it('a library that prints, leaves handles open and replaces globals does no harm, and is told so', async () => {
    const pool = await startPool('bad-manners');
    const results = await collect(pool, jobsOf([faultyLaw, ...soundLaws]));
    await pool.close();
    expect(results.map(({ verdict }) => verdict.kind)).to.deep.equal(['holds', 'holds', 'holds']);
    expect([...pool.notes]).to.deep.equal([
      'the library replaced Math.max; it was put back for the check',
      'the library replaced console.log; it was put back for the check',
    ]);
    expect(Math.max(1, 2)).to.equal(2);
  });
});
