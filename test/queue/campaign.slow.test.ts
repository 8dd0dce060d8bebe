import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { laws } from '../../properties/index.js';
import { selectLaws } from '../../src/engine/select.js';
import { toJson } from '../../src/judge/json.js';
import { Campaign } from '../../src/queue/campaign.js';
import type { Backend } from '../../src/queue/backend.js';
import { connect } from '../../src/queue/connect.js';
import { Dispatcher } from '../../src/queue/dispatcher.js';
import { QueueExecutor } from '../../src/queue/executor.js';
import { findWorkers } from '../../src/queue/find-workers.js';
import { queueOf } from '../../src/queue/presence.js';
import type { Report } from '../../src/report/report.js';
import { search } from '../../src/search/search.js';
import { libraryPath, startPool } from '../search/pools.js';
import { RedisServer } from './redis-server.js';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** A worker of the command, and its children, gone at once. */
class WorkerProcess {
  private constructor(private readonly process: ChildProcess) {}

  static start(address: string, library: string): WorkerProcess {
    const args = [main, 'campaign', 'worker', '--queue', address, '--library', libraryPath(library), '--workers', '1'];
    return new WorkerProcess(spawn(process.execPath, args, { stdio: 'ignore' }));
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }
}

/** What two searches of one seed have in common: all but the time that they took. */
function told({ results, findings, known, conventions, calls, runs }: Report): unknown {
  return toJson({ results: results.map(({ elapsed: _, ...rest }) => rest), findings, known, conventions, calls, runs });
}

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

  /** Conducts a campaign; `meanwhile` is called once tasks have come back. */
  async function conduct(name: string, meanwhile: (queue: string) => Promise<void> = () => Promise.resolve()): Promise<Report> {
    const stop = new AbortController();
    const campaign = await Campaign.begin(backend.store, name, { library: local.library.name, laws: [], ...options });
    const loaded = await findWorkers(backend.store, local.library.name, undefined, () => undefined, stop.signal);
    const queue = queueOf(loaded!.library);
    const executor = new QueueExecutor(await Dispatcher.start(backend, queue, campaign.id, () => undefined), loaded!, stop.signal);
    let began: Promise<void> | undefined;
    const report = await search(executor, chosen, { ...options, onProgress: () => void (began ??= meanwhile(queue)) });
    await began;
    await campaign.end(toJson(report) as object, true);
    await executor.close();
    return report;
  }

  it('says what a local search of the same seed and runs says, with two workers', async () => {
    await begin([], 2);
    expect(told(await conduct('two'))).to.deep.equal(told(local));
  });

  it('does so with a worker killed in the middle', async () => {
    await begin([], 2);
    const report = await conduct('killed', () => Promise.resolve(workers[0]!.kill()));
    expect(told(report)).to.deep.equal(told(local));
  });

  for (const [with_, more] of [
    ['without', []],
    ['with', ['--appendonly', 'yes', '--appendfsync', 'always']],
  ] as const) {
    it(`does so with the server killed and begun again in the middle, ${with_} its append-only file`, async () => {
      await begin(more, 2);
      const report = await conduct('restarted', async () => {
        await server.kill();
        await server.begin();
      });
      expect(told(report)).to.deep.equal(told(local));
    });
  }

  it('sets aside what is no task, and goes on', async () => {
    await begin([], 1);
    let id: string | undefined;
    const report = await conduct('forged', async (queue) => {
      const forger = backend.queue(queue);
      ({ id } = await forger.add('run', { schema: 1, kind: 'run', asked: { job: { law: 'x', code: 'process.exit()' } } }, { attempts: 3 }));
      for (;;) {
        const job = await forger.getJob(id!);
        if ((await job?.getState()) === 'failed') {
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
