import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { selectLaws } from '../../src/engine/select.js';
import { Campaign } from '../../src/queue/campaign.js';
import type { Backend } from '../../src/queue/backend.js';
import { connect } from '../../src/queue/connect.js';
import type { Report } from '../../src/report/report.js';
import { search } from '../../src/search/search.js';
import { startPool } from '../search/pools.js';
import { RedisServer } from './redis-server.js';
import { conduct, told, WorkerProcess } from './rig.js';

describe('a campaign', function () {
  this.timeout(120_000);

  const chosen = selectLaws(laws, ['agreement/max-pool', 'agreement/conv', 'pooling/max-*', 'conv-geometry/*']);
  const options = { seed: 11, runs: 20 };
  let server: RedisServer;
  let workers: WorkerProcess[] = [];
  let backend: Backend;
  let local: Report;

  before(async () => {
    const pool = await startPool('wrong');
    local = await search(pool, chosen, options);
    await pool.close();
    expect(local.findings.length).to.be.greaterThan(0);
  });

  async function begin(more: readonly string[], count: number): Promise<void> {
    server = await RedisServer.start(more);
    backend = await connect(server.address, () => undefined);
    workers = Array.from({ length: count }, () => WorkerProcess.start(server.address, 'wrong'));
  }

  afterEach(async () => {
    for (const worker of workers.splice(0)) worker.kill();
    await backend.close();
    await server.close();
  });

  const conducted = (name: string, meanwhile?: (queue: string) => Promise<void>): Promise<Report> =>
    conduct(backend, { name, library: local.library.name, laws: chosen, options, ...(meanwhile !== undefined && { meanwhile }) });

  it('says what a local search of the same seed and runs says, with two workers', async () => {
    await begin([], 2);
    expect(told(await conducted('two'))).to.deep.equal(told(local));
  });

  it('does so with a worker killed in the middle', async () => {
    await begin([], 2);
    const report = await conducted('killed', () => Promise.resolve(workers[0]!.kill()));
    expect(told(report)).to.deep.equal(told(local));
  });

  for (const [with_, more] of [
    ['without', []],
    ['with', ['--appendonly', 'yes', '--appendfsync', 'always']],
  ] as const) {
    it(`does so with the server killed and begun again in the middle, ${with_} its append-only file`, async () => {
      await begin(more, 2);
      const report = await conducted('restarted', async () => {
        await server.kill();
        await server.begin();
      });
      expect(told(report)).to.deep.equal(told(local));
    });
  }

  it('sets aside what is no task, and goes on', async () => {
    await begin([], 1);
    let id: string | undefined;
    const report = await conducted('forged', async (queue) => {
      const forger = backend.queue(queue);
      ({ id } = await forger.add('run', { schema: 1, kind: 'run', asked: { job: { law: 'x', code: 'process.exit()' } } }, { attempts: 3 }));
      for (;;) {
        if ((await forger.getJobState(id!)) === 'failed') {
          // Read after it failed: what was read before has no reason.
          const job = await forger.getJob(id!);
          expect(job!.failedReason).to.include('it is no task of this version');
          expect(job!.attemptsMade).to.equal(1);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await forger.close();
    });
    expect(told(report)).to.deep.equal(told(local));
  });

  it('is one of its name: a second is refused while it runs and after, and told what to do', async () => {
    await begin([], 0);
    const settings = { library: 'wrong', laws: [], seed: 1, runs: 10 };
    const refused = (): Promise<unknown> =>
      Campaign.begin(backend.store, 'mine', settings).then(
        () => 'begun',
        (thrown: unknown) => (thrown as Error).message,
      );
    const first = await Campaign.begin(backend.store, 'mine', settings);
    expect(await refused()).to.include("a campaign 'mine' is running: give this one another --name");
    await first.end(undefined, false);
    // It came to no report: it is taken up, by the same options alone.
    const second = await Campaign.begin(backend.store, 'mine', settings);
    expect([second.id, second.isTakenUp]).to.deep.equal([first.id, true]);
    await second.end({}, true);
    expect(await refused()).to.include("a campaign 'mine' has ended");
  });

  it('refuses a wrong password in one line, without it', async () => {
    await begin(['--requirepass', 'right'], 0).catch(() => undefined);
    const wrong = await connect(server.address.replace('//', '//:secret@'), () => undefined).then(
      () => 'connected',
      (thrown: unknown) => (thrown as Error).message,
    );
    expect(wrong).to.include('refuses the user or the password').and.not.include('secret');
    backend = await connect(server.address.replace('//', '//:right@'), () => undefined);
  });
});
