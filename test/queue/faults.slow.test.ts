import { expect } from 'chai';
import { Redis } from 'ioredis';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { laws } from '../../properties/index.js';
import { SearchDatabase } from '../../src/cli/kept/search-database.js';
import { selectLaws } from '../../src/engine/select.js';
import type { Backend } from '../../src/queue/backend.js';
import { connect } from '../../src/queue/connect.js';
import { findWorkers } from '../../src/queue/find-workers.js';
import type { Report } from '../../src/report/report.js';
import { isSmaller, findingEntry } from '../../src/search/entry.js';
import { search } from '../../src/search/search.js';
import { version } from '../../src/version.js';
import { startPool } from '../search/pools.js';
import { Proxy } from './proxy.js';
import { RedisServer } from './redis-server.js';
import { conduct, told, WorkerProcess } from './rig.js';

describe('a campaign where things go wrong', function () {
  this.timeout(120_000);

  const chosen = selectLaws(laws, ['agreement/max-pool', 'pooling/max-*', 'conv-geometry/*']);
  const options = { seed: 11, runs: 20 };
  let server: RedisServer;
  let backend: Backend;
  const workers: WorkerProcess[] = [];
  let local: Report;

  before(async () => {
    const pool = await startPool('wrong');
    local = await search(pool, chosen, options);
    await pool.close();
    expect(local.findings.length).to.be.greaterThan(0);
  });

  beforeEach(async () => {
    server = await RedisServer.start();
    backend = await connect(server.address, () => undefined);
  });

  afterEach(async () => {
    for (const worker of workers.splice(0)) worker.kill();
    await backend.close();
    await server.close();
  });

  const library = 'wrong';
  const common = { name: 'it', library, laws: chosen, options };

  it('loses nothing to a network that drops connections, and one that passes nothing for a while', async () => {
    const proxy = await Proxy.start(server.port);
    const far = await connect(proxy.address, () => undefined);
    for (let i = 0; i < 2; i++) workers.push(WorkerProcess.quick(proxy.address, library));
    const report = await conduct(far, {
      ...common,
      meanwhile: async () => {
        for (let i = 0; i < 5; i++) {
          proxy.drop();
          await pause(400);
        }
        proxy.isSilent = true;
        await pause(4000);
        proxy.isSilent = false;
        // What was swallowed is not said again on the same connection.
        proxy.drop();
      },
    });
    await far.close();
    proxy.close();
    expect(told(report)).to.deep.equal(told(local));
  });

  it('heeds one answer of a task that was taken over from a slow worker, which goes on working', async () => {
    for (let i = 0; i < 2; i++) workers.push(WorkerProcess.quick(server.address, library));
    const [slow] = workers;
    let isOver = false;
    const report = await conduct(backend, {
      ...common,
      meanwhile: async () => {
        slow!.kill('SIGSTOP');
        await pause(4000);
        slow!.kill('SIGCONT');
        await pause(1000);
        isOver = true;
      },
    });
    expect(isOver).to.equal(true);
    expect(told(report)).to.deep.equal(told(local));
    // The other is gone: the one that was slow does all there is.
    workers[1]!.kill();
    expect(slow!.isThere).to.equal(true);
    expect(told(await conduct(backend, { ...common, name: 'another' }))).to.deep.equal(told(local));
  });

  it('does not ask what time it is on a worker', async () => {
    const day = 86_400_000;
    for (const ahead of [day, -day]) workers.push(WorkerProcess.quick(server.address, library, ahead));
    expect(told(await conduct(backend, common))).to.deep.equal(told(local));
  });

  it('goes on once the server has memory again, or disk, after it had none', async () => {
    for (let i = 0; i < 2; i++) workers.push(WorkerProcess.quick(server.address, library));
    const redis = new Redis(server.port, '127.0.0.1');
    const report = await conduct(backend, {
      ...common,
      meanwhile: async () => {
        await redis.config('SET', 'maxmemory', '1');
        await pause(4000);
        await redis.config('SET', 'maxmemory', '0');
      },
    });
    redis.disconnect();
    expect(told(report)).to.deep.equal(told(local));
  });

  it('sets a task aside that ended three workers, as a finding of its own, and does the rest', async () => {
    let ended = 0;
    const start = (): void => {
      const worker = WorkerProcess.quick(server.address, 'kills-its-worker');
      worker.onEnd(() => {
        ended++;
        if (workers.includes(worker)) start();
      });
      workers.push(worker);
    };
    start();
    const some = selectLaws(laws, ['agreement/max-pool', 'agreement/conv']);
    const report = await conduct(backend, { ...common, library: 'kills-its-worker', laws: some });
    expect(ended).to.equal(3);
    const [finding, ...more] = report.findings;
    expect(more).to.deep.equal([]);
    expect(finding!.counterexample.message).to.equal('runs 0 to 9 of seed 11 ended 3 workers of the campaign, and were set aside');
    expect(report.results.map(({ law, verdict }) => [law, verdict.kind])).to.deep.equal([
      ['agreement/conv', 'holds'],
      ['agreement/max-pool', 'crashed'],
    ]);
  });

  it('keeps a bug once that two campaigns find at once, by its smallest call', async () => {
    for (let i = 0; i < 2; i++) workers.push(WorkerProcess.quick(server.address, library));
    const both = await Promise.all(
      [11, 12].map(async (seed) => {
        const files = await SearchDatabase.open(
          backend.failures(() => undefined),
          library,
          new Set(chosen.map(({ id }) => id)),
        );
        const report = await conduct(backend, { ...common, name: `of-${seed}`, options: { seed, runs: 20 } });
        for (const finding of report.findings) files.found(finding);
        await files.finish(report);
        await files.close();
        return report.findings;
      }),
    );
    const files = backend.failures(() => undefined);
    const kept = await files.load(library);
    await files.close();
    const found = both.flat().flatMap((finding) => findingEntry(finding) ?? []);
    expect(both[0]!.length * both[1]!.length).to.be.greaterThan(0);
    expect(kept.map(({ key }) => key)).to.deep.equal([...new Set(found.map(({ key }) => key))].sort());
    for (const entry of kept) expect(found.filter((each) => each.key === entry.key && isSmaller(each, entry))).to.deep.equal([]);
  });

  it('refuses workers of another version of the package, and several versions of the library, with a word', async () => {
    const present = (tensorLaws: string, of: string): Promise<void> =>
      backend.store.write('worker', `${tensorLaws} ${of}`, {
        tensorLaws,
        library: { name: 'a-library', version: of },
        host: 'far',
        pid: 1,
        processes: 1,
        since: 0,
        done: 0,
      });
    await present('0.0.1', '1.0.0');
    const stop = new AbortController();
    const said: string[] = [];
    const find = (): Promise<unknown> =>
      findWorkers(
        backend.store,
        'a-library',
        undefined,
        (line) => {
          said.push(line);
          stop.abort();
        },
        stop.signal,
      );
    expect(await find()).to.equal(undefined);
    expect(said).to.deep.equal([`the workers of a-library run tensor-laws 0.0.1, this campaign ${version}: install one version on all`]);
    for (const of of ['1.0.0', '2.0.0']) await present(version, of);
    const thrown = await findWorkers(backend.store, 'a-library', undefined, () => undefined, new AbortController().signal).catch(
      (each: unknown) => (each as Error).message,
    );
    expect(thrown).to.equal('workers have a-library in the versions 1.0.0, 2.0.0: say which with --library-version');
  });

  it('refuses a server of an old version, and what is no server of Redis, in one line', async () => {
    /** Answers every command alike, but INFO. */
    const listen = async (version: string): Promise<{ readonly address: string; readonly close: () => void }> => {
      const info = `# Server\r\nredis_version:${version}\r\n`;
      const fake = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.on('data', (data) => {
          for (const [, name] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g))
            socket.write(name!.toUpperCase() === 'INFO' ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n');
        });
      });
      await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve));
      return { address: `redis://127.0.0.1:${(fake.address() as AddressInfo).port}`, close: () => fake.close() };
    };
    const refusal = (address: string): Promise<string> =>
      connect(address, () => undefined).then(
        () => 'connected',
        (thrown: unknown) => (thrown as Error).message,
      );
    const old = await listen('6.0.16');
    expect(await refusal(old.address)).to.equal(`${old.address} is Redis 6.0.16, which is too old: Redis 6.2.0 or later is needed`);
    old.close();
    expect(await refusal(old.address)).to.match(/^there is no Redis at redis:\/\/127\.0\.0\.1:\d+ \(.*\): start one, or give the address/);
  });
});
