import { expect } from 'chai';
import { inOrder } from '../../../src/engine/sweeps/in-order.js';

describe('jobs in order', () => {
  it('are taken in the order in which they were made, and made no further ahead, whichever ends first', async () => {
    const traces = await Promise.all(
      [0, 1, 2].map(async (salt) => {
        const trace: string[] = [];
        let made = 0;
        const turns = inOrder(
          () => (made < 7 ? made++ : undefined),
          async (job) => {
            trace.push(`made ${job}`);
            await new Promise((resolve) => setTimeout(resolve, ((job + salt) * 7) % 5));
            return job;
          },
          3,
        );
        for await (const turn of turns) if (turn.kind === 'ended') trace.push(`took ${turn.result}`);
        return trace;
      }),
    );
    expect(traces[0]).to.deep.equal(
      'made 0,made 1,made 2,took 0,made 3,took 1,made 4,took 2,made 5,took 3,made 6,took 4,took 5,took 6'.split(','),
    );
    expect(traces[1]).to.deep.equal(traces[0]);
    expect(traces[2]).to.deep.equal(traces[0]);
  });

  it('go on with jobs that a result brings, and end with the first that fails', async () => {
    const queue = [3];
    const taken: number[] = [];
    const turns = inOrder(
      () => queue.shift(),
      (n) => Promise.resolve(n),
      2,
    );
    for await (const turn of turns) {
      if (turn.kind === 'started') continue;
      taken.push(turn.result);
      if (turn.result > 0) queue.push(turn.result - 1);
    }
    expect(taken).to.deep.equal([3, 2, 1, 0]);
    const jobs = [1, 2];
    const failing = inOrder(
      () => jobs.shift(),
      (n) => Promise.reject(new Error(`job ${n}`)),
      2,
    );
    const drained = (async () => {
      for await (const turn of failing) expect(turn.kind).to.equal('started');
    })();
    expect(
      await drained.then(
        () => 'done',
        (error: Error) => error.message,
      ),
    ).to.equal('job 1');
  });
});
