import { expect } from 'chai';
import { Redis } from 'ioredis';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectDatabase } from '../../src/queue/connect.js';
import type { FailureDatabase } from '../../src/search/database.js';
import { entryText, type Entry } from '../../src/search/entry.js';
import { FolderDatabase } from '../../src/search/folder-database.js';
import { sync } from '../../src/search/sync.js';
import { tensor, toArray, type Tensor } from '../../src/tensor.js';
import { libraryPath } from '../search/pools.js';
import { RedisServer } from './redis-server.js';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

const keyOf = (i: number): string => i.toString(16).padStart(16, '0');

function entry(i: number, size: readonly number[] = [0, 4], more: Partial<Entry> = {}): Entry {
  const x = tensor([Number.NaN, -0, 1.5, -Infinity], [1, 4, 1], 'float32');
  const { key, library } = { key: keyOf(i), library: 'a-library' };
  return { key, library, title: `the ${i}`, law: 'pooling/axis-swap-max', case: { x, of: size.join() }, message: 'm', size, ...more };
}

const sizeOf = ({ case: c }: Entry): string => (c as { of: string }).of;

describe('the failure database on a server', function () {
  this.timeout(120_000);

  let server: RedisServer;
  let redis: Redis;
  const open: FailureDatabase[] = [];

  beforeEach(async () => {
    server = await RedisServer.start(['--requirepass', 'right']);
    redis = new Redis(server.port, '127.0.0.1', { password: 'right' });
    redis.on('error', () => undefined);
  });

  afterEach(async () => {
    for (const database of open.splice(0)) await database.close();
    redis.disconnect();
    await server.close();
  });

  const address = (): string => server.address.replace('//', '//:right@');

  async function database(warnings: string[] = []): Promise<FailureDatabase> {
    const connected = await connectDatabase(address(), (line) => warnings.push(line));
    open.push(connected);
    return connected;
  }

  it('gives back what it was given: tensors, NaN and -0, a library at a time or all', async () => {
    const warnings: string[] = [];
    const [mine, theirs] = [await database(warnings), await database(warnings)];
    expect(await mine.load('a-library')).to.deep.equal([]);
    expect(await mine.store(entry(2))).to.equal(true);
    expect(await mine.store(entry(1, [0, 4], { library: 'another: library' }))).to.equal(true);
    const [loaded, ...more] = await theirs.load('a-library');
    expect(more).to.deep.equal([]);
    const { x } = loaded!.case as { x: Tensor };
    expect(toArray(x).map((value) => (Object.is(value, -0) ? '-0' : String(value)))).to.deep.equal(['NaN', '-0', '1.5', '-Infinity']);
    expect(loaded).to.deep.include({ key: keyOf(2), title: 'the 2', law: 'pooling/axis-swap-max', size: [0, 4] });
    expect((await theirs.load()).map(({ key }) => key)).to.deep.equal([keyOf(1), keyOf(2)]);
    for (const i of [1, 2]) await theirs.delete(keyOf(i));
    expect(await mine.load()).to.deep.equal([]);
    expect(await redis.keys('*')).to.deep.equal([]);
    expect(warnings).to.deep.equal([]);
    expect(mine.place).to.equal(server.address);
  });

  it('keeps the smallest call of a cause, of many that are stored at once', async () => {
    const writers = await Promise.all(Array.from({ length: 5 }, () => database()));
    const sizes = Array.from({ length: 200 }, (_, i) => [(i * 37) % 3, 3 + ((i * 61) % 199), -0.5]);
    await Promise.all(sizes.map((size, i) => writers[i % 5]!.store(entry(7, size))));
    // Of [a, b, c], the least a first, then the least b.
    const least = sizes.filter(([first]) => first === 0).sort(([, a], [, b]) => a! - b!)[0]!;
    expect((await writers[0]!.load('a-library')).map(sizeOf)).to.deep.equal([least.join()]);
    // What an earlier version kept without a size gives way.
    await writers[1]!.store(entry(8, [5, 5]));
    const { size: _, ...old } = entry(9, [1, 1]);
    await writers[1]!.store(old);
    await writers[2]!.store(entry(9, [5, 5]));
    expect((await writers[0]!.load('a-library')).slice(1).map(sizeOf)).to.deep.equal(['5,5', '5,5']);
  });

  it('deletes what was seen, and not what another search has found again since', async () => {
    const [mine, theirs, third] = [await database(), await database(), await database()];
    await theirs.store(entry(1));
    await mine.load('a-library');
    // A larger call of the same bug: the smaller stays, and is alive.
    await third.store(entry(1, [0, 9]));
    await mine.delete(keyOf(1));
    expect((await theirs.load('a-library')).map(sizeOf)).to.deep.equal(['0,4']);
    await third.delete(keyOf(1));
    expect(await mine.load('a-library')).to.have.length(1);
    await mine.delete(keyOf(1));
    expect(await theirs.load('a-library')).to.deep.equal([]);
  });

  const text = entryText(entry(1));
  const forged: Readonly<Record<string, string>> = {
    'no value of ours': 'x',
    'cut off': `m 0 4\n${text.slice(0, 90)}`,
    'without a law': `m 0 4\n${text.replace('"law"', '"lore"')}`,
    'of a tensor that looks beyond its data': `m 0 4\n${text.replace(/"shape": \[[^\]]*\]/, '"shape": [1, 400, 1]')}`,
    'of a tensor that is endless': `m 0 4\n${text.replace(/"shape": \[[^\]]*\]/, '"shape": [1, 1e12, 1]').replace(/"stride": \[[^\]]*\]/, '"stride": [0, 0, 0]')}`,
    'of a size that is none': `m 0 4\n${text.replace(/"size": \[[^\]]*\]/, '"size": ["0"]')}`,
    'of another library': `m 0 4\n${text.replace('a-library', 'b-library')}`,
    'under another key': `m 0 4\n${text.replace(keyOf(1), keyOf(2))}`,
  };
  for (const [what, value] of Object.entries(forged)) {
    it(`sets aside an entry that is ${what}, and goes on`, async () => {
      const warnings: string[] = [];
      const files = await database(warnings);
      await files.store(entry(3));
      await redis.hset('tensor-laws:failures:a-library', keyOf(1), value);
      expect((await files.load('a-library')).map(({ key }) => key)).to.deep.equal([keyOf(3)]);
      expect(await redis.hkeys('tensor-laws:failures:a-library')).to.deep.equal([keyOf(3)]);
      expect(await redis.hget('tensor-laws:failures-aside:a-library', keyOf(1))).to.include(value);
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.include(`${keyOf(1)} at ${server.address} is set aside: it`);
    });
  }

  it('leaves alone what another version of the package wrote, and this one cannot read', async () => {
    const warnings: string[] = [];
    const files = await database(warnings);
    const value = `m 0 4\n${text.replace('"schema": 1', '"schema": 2').replace(/"tensorLaws": "[^"]*"/, '"tensorLaws": "99.0.0"')}`;
    await redis.hset('tensor-laws:failures:a-library', keyOf(1), value);
    expect(await files.load('a-library')).to.deep.equal([]);
    expect(await redis.hget('tensor-laws:failures:a-library', keyOf(1))).to.equal(value);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('is passed over: its schema is 2');
  });

  it('syncs with a folder, both ways: the smaller call of each stays', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'tensor-laws-')), 'database');
    const local = new FolderDatabase(folder, () => undefined);
    const team = await database();
    for (const each of [entry(1), entry(2, [0, 9]), entry(3, [0, 1])]) await local.store(each);
    for (const each of [entry(2, [0, 2]), entry(3, [0, 3]), entry(4, [0, 4], { library: 'b' })]) await team.store(each);
    expect(await sync(local, team)).to.deep.equal({ fresh: 1, smaller: 1, there: 1, failed: 0 });
    expect(await sync(team, local)).to.deep.equal({ fresh: 1, smaller: 1, there: 2, failed: 0 });
    const kept = [local, team].map(async (each) => (await each.load()).map((one) => [one.library, sizeOf(one)]));
    const [here, there] = await Promise.all(kept);
    expect(here).to.deep.equal([
      ['a-library', '0,4'],
      ['a-library', '0,2'],
      ['a-library', '0,1'],
      ['b', '0,4'],
    ]);
    expect(there).to.deep.equal(here);
    expect(await sync(local, await database())).to.deep.equal({ fresh: 0, smaller: 0, there: 4, failed: 0 });
  });

  it('holds 10,000 findings', async () => {
    const team = await database();
    const all = Array.from({ length: 10_000 }, (_, i) => entry(i));
    for (let i = 0; i < all.length; i += 500) await Promise.all(all.slice(i, i + 500).map((each) => team.store(each)));
    expect((await (await database()).load('a-library')).map(({ key }) => key)).to.deep.equal(all.map(({ key }) => key));
  });

  it('says once that its server has gone, and that nothing is stored, and stores again once it is back', async () => {
    const warnings: string[] = [];
    const files = await database(warnings);
    await server.kill();
    expect(await Promise.all([1, 2, 3].map((i) => files.store(entry(i))))).to.deep.equal([false, false, false]);
    expect(warnings.filter((line) => line.includes('what is found is not stored'))).to.have.length(1);
    await server.begin();
    while (!(await files.store(entry(1))));
    expect(await files.load('a-library')).to.have.length(1);
  });

  it('is shared by searches: what one finds another replays, and a finding is replayed from it by its id', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
    const env = { ...process.env, TENSOR_LAWS_DATABASE: address() };
    const run = (...args: string[]): { status: number | null; out: string; err: string } => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { cwd: folder, env, encoding: 'utf8' });
      return { status, out: stdout, err: stderr };
    };
    const wrong = libraryPath('wrong');
    const narrow = ['search', wrong, '-t', 'agreement/max-pool', '--seed', '1', '--workers', '1', '--json', 'r.json'];
    const first = run(...narrow, '--runs', '20');
    expect(first.status, first.err).to.equal(1);
    // One run alone does not find it: it is the stored case that fails.
    const again = run(...narrow, '--runs', '1');
    expect(again.status, again.err).to.equal(1);
    const { err: none } = run(...narrow, '--runs', '1', '--no-database');
    expect(none).to.equal('');
    const synced = run('sync', server.address, 'here');
    expect(synced.out).to.match(new RegExp(`^${server.address} to here: [1-9]\\d* new, 0 with a smaller call, 0 there already\n$`));
    const [file] = readdirSync(join(folder, 'here'));
    const { finding } = JSON.parse(spawnSync('cat', [join(folder, 'here', file!)], { encoding: 'utf8' }).stdout) as { finding: string };
    const replayed = run('replay', wrong, finding);
    expect(replayed.status, replayed.err).to.equal(1);
    expect(run('sync', 'here', server.address).out).to.include('0 new, 0 with a smaller call, ');
    for (const { out, err } of [first, again, synced, replayed]) expect(out + err).to.not.include('right@');
    const refused = run('sync', 'here', server.address.replace('//', '//:secret@'));
    expect([refused.status, refused.err.split('\n').length]).to.deep.equal([2, 2]);
    expect(refused.err).to.include('refuses the user or the password').and.not.include('secret');
    expect(run('sync', 'here', 'postgres://host/x').err).to.include('it must be of the form redis://');
    expect(readdirSync(folder).sort()).to.deep.equal(['here', 'r.json']);
  });
});
