import { expect } from 'chai';
import { inOrder } from '../../../src/engine/sweeps/in-order.js';

describe('jobs in order', () => {
  it('are heeded in the order in which they were made, and made no further ahead, whichever ends first', async () => {
    const traces = await Promise.all(
      [0, 1, 2].map(async (salt) => {
        const trace: string[] = [];
        const taken: number[] = [];
        let made = 0;
        const turns = inOrder(
          () => (made < 7 ? made++ : undefined),
          async (job) => {
            trace.push(`made ${job}`);
            await new Promise((resolve) => setTimeout(resolve, ((job + salt) * 7) % 5));
            return job;
          },
          3,
          (result) => trace.push(`heeded ${result}`),
        );
        for await (const turn of turns) if (turn.kind === 'ended') taken.push(turn.result);
        expect(taken).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
        return trace;
      }),
    );
    expect(traces[0]).to.deep.equal(
      'made 0,made 1,made 2,heeded 0,made 3,heeded 1,made 4,heeded 2,made 5,heeded 3,made 6,heeded 4,heeded 5,heeded 6'.split(','),
    );
    expect(traces[1]).to.deep.equal(traces[0]);
    expect(traces[2]).to.deep.equal(traces[0]);
  });

  it('go on while a result is worked on', async () => {
    let made = 0;
    let isLastMade: () => void = () => undefined;
    const lastMade = new Promise<void>((resolve) => (isLastMade = resolve));
    const turns = inOrder(
      () => (made < 20 ? made++ : undefined),
      (job) => {
        if (job === 19) isLastMade();
        return Promise.resolve(job);
      },
      2,
    );
    // It would wait for ever, were the jobs made when results are taken.
    for await (const turn of turns) if (turn.kind === 'ended' && turn.result === 0) await lastMade;
    expect(made).to.equal(20);
  });

  it('end with the first that fails', async () => {
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
