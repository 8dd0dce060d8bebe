import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/report/report.js';
import { libraryPath } from '../search/pools.js';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const wrong = libraryPath('wrong');

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tensor-laws-'));

function run(folder: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', cwd: folder });
  return { status, out: stdout, err: stderr };
}

const narrow = [
  '--laws',
  'pooling/same-is-explicit-max',
  'padding/zero-pads-are-identity',
  '--seed',
  '1',
  '--runs',
  '25',
  '--workers',
  '1',
];

function stored(folder: string): string[] {
  const path = join(folder, '.tensor-laws');
  return existsSync(path) ? readdirSync(path) : [];
}

/** The processes whose parent a process is. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(what: () => boolean, milliseconds = 30_000): Promise<void> {
  for (const end = Date.now() + milliseconds; !what();) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('tensor-laws search', function () {
  this.timeout(120_000);

  it('finds a bug, writes every report, keeps it, replays it first, and forgets it once it is fixed', () => {
    const folder = newFolder();
    const reports = ['--json', 'r.json', '--html', 'r.html', '--junit', 'r.xml', '--markdown', 'r.md'];
    const { status, out, err } = run(folder, 'search', wrong, ...narrow, ...reports);
    expect(status, err).to.equal(1);
    expect(out)
      .to.include('found: maxPool puts the odd cell of ')
      .and.to.include('Finding 1 of ')
      .and.to.include('2 laws: 1 holds, 1 violated');
    expect(out).to.not.include('\u001b');
    const { findings } = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as Report;
    expect(findings[0]!.op).to.equal('maxPool');
    expect(readFileSync(join(folder, 'r.xml'), 'utf8')).to.match(/<testsuites [^>]*tests="2" failures="1" errors="0" skipped="0"/);
    expect(readFileSync(join(folder, 'r.md'), 'utf8')).to.include('### Red laws');
    expect(stored(folder)).to.have.length(findings.length);

    // One run and no other law: what is told is what was kept.
    const again = run(folder, 'search', wrong, ...narrow, '--runs', '1', '--quiet');
    expect(again.status, again.err).to.equal(1);
    expect(again.out.trim().split('\n')).to.have.length(3);

    const path = join(folder, '.tensor-laws', stored(folder)[0]!);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"library": "wrong"', '"library": "reference"'));
    const fixed = run(folder, 'search', 'reference', ...narrow, '--runs', '1');
    expect(fixed.status, fixed.err).to.equal(0);
    expect(fixed.out).to.include('fails no more, and is no longer stored: maxPool puts the odd cell of ');
    expect(existsSync(path)).to.equal(false);
  });

  it('gives the same report with one worker, with two, and in this process', () => {
    const folder = newFolder();
    const of = (...more: string[]): unknown => {
      const { out } = run(folder, 'search', wrong, ...narrow, '--no-database', '--json', '-', ...more);
      const { results, findings } = JSON.parse(out) as Report;
      return { findings, results: results.map(({ law, verdict }) => ({ law, verdict })) };
    };
    const one = of();
    expect(of('--workers', '2')).to.deep.equal(one);
    const here = run(folder, 'search', wrong, ...narrow.slice(0, -2), '--no-isolate', '--no-database', '--json', 'r.json');
    expect(here.status).to.equal(1);
    const { findings } = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as Report;
    expect(findings).to.deep.equal((one as Report).findings);
    expect(stored(folder)).to.deep.equal([]);
  });

  it('deals laws to shards, which merge puts together', () => {
    const folder = newFolder();
    for (const shard of ['1/2', '2/2']) {
      const { status, err } = run(folder, 'search', wrong, ...narrow, '--no-database', '--shard', shard, '--json', `${shard[0]}.json`);
      expect(status, err).to.be.oneOf([0, 1]);
    }
    const { status, out, err } = run(folder, 'merge', '1.json', '2.json', '--json', 'all.json', '--html', 'all.html');
    expect(status, err).to.equal(1);
    expect(out).to.include('2 laws: 1 holds, 1 violated');
    const { results } = JSON.parse(readFileSync(join(folder, 'all.json'), 'utf8')) as Report;
    expect(results.map(({ law }) => law)).to.deep.equal(['padding/zero-pads-are-identity', 'pooling/same-is-explicit-max']);
    expect(readFileSync(join(folder, 'all.html'), 'utf8')).to.include('<!doctype html>');
  });

  it('keeps what a library prints apart from a report on stdout, and ends whatever a library leaves open', () => {
    const flags = ['--laws', 'pooling/output-shape-max', '--runs', '10', '--seed', '1', '--no-database', '--json', '-'];
    const { status, out, err } = run(newFolder(), 'search', libraryPath('bad-manners'), ...flags);
    expect(status, err).to.equal(0);
    expect((JSON.parse(out) as Report).library.name).to.equal('bad-manners');
    expect(err).to.include('Math.max').and.to.not.include('printed by maxPool');
    // In the process of the command itself.
    for (const command of [
      ['check', '--no-isolate'],
      ['search', '--no-isolate'],
    ]) {
      const own = flags.filter((flag) => command[0] === 'search' || flag !== '--no-database');
      const here = run(newFolder(), ...command, libraryPath('bad-manners'), ...own);
      expect(here.status, here.err).to.equal(0);
      expect((JSON.parse(here.out) as Report).library.name).to.equal('bad-manners');
      expect(here.err).to.include('Math.max').and.to.include('printed while loading');
    }
  });

  it('goes on where its folder cannot be written, and where the disk is full', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    const { status, out, err } = run(folder, 'search', wrong, ...narrow, '--database', join('file', 'database'));
    expect(status).to.equal(1);
    expect(out).to.include('Finding 1 of ');
    expect(err.match(/not stored/g)).to.have.length(1);
    if (process.platform === 'win32') return;
    // No file may grow: what a full disk is to a process.
    const line = `ulimit -f 0; trap '' XFSZ; exec "$@"`;
    const full = spawnSync('bash', ['-c', line, 'bash', process.execPath, main, 'search', wrong, ...narrow], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect(full.status, full.stderr).to.equal(1);
    expect(full.stdout).to.include('Finding 1 of ');
    expect(full.stderr).to.include('not stored');
    expect(stored(folder)).to.deep.equal([]);
  });

  it('sets forged and foreign entries aside, and goes on', () => {
    const folder = newFolder();
    mkdirSync(join(folder, '.tensor-laws'));
    const forged = {
      schema: 1,
      key: '0123456789abcdef',
      library: 'wrong',
      title: 't',
      law: narrow[1],
      message: 'm',
      case: { x: [1, 2], n: -5 },
    };
    const files: Record<string, unknown> = {
      '0123456789abcdef': forged,
      '1123456789abcdef': { ...forged, key: '1123456789abcdef', law: 'no/law' },
      '2123456789abcdef': { ...forged, key: '2123456789abcdef', schema: 2 },
    };
    for (const [key, value] of Object.entries(files)) writeFileSync(join(folder, '.tensor-laws', `${key}.json`), JSON.stringify(value));
    const { status, out, err } = run(folder, 'search', wrong, ...narrow);
    expect(status, err).to.equal(1);
    expect(out).to.include('Finding 1 of ').and.to.include('violated');
    expect(stored(folder).filter((name) => name.endsWith('.bad'))).to.have.length(3);
  });

  it('two searches on one database at once leave it whole', async () => {
    const folder = newFolder();
    const both = [1, 2].map(() => spawn(process.execPath, [main, 'search', wrong, ...narrow], { cwd: folder, stdio: 'ignore' }));
    const statuses = await Promise.all(both.map((child) => new Promise((resolve) => child.on('exit', resolve))));
    expect(statuses).to.deep.equal([1, 1]);
    const names = stored(folder);
    expect(names).to.not.be.empty;
    for (const name of names) {
      expect(name).to.match(/^[0-9a-f]{16}\.json$/);
      expect(JSON.parse(readFileSync(join(folder, '.tensor-laws', name), 'utf8'))).to.include({ schema: 1, library: 'wrong' });
    }
  });

  it('kill -9 in the middle: what was found is kept whole, and no worker is left', async () => {
    const folder = newFolder();
    const flags = [
      '--laws',
      'pooling/same-is-explicit-max',
      'pooling/output-shape-max',
      '--seed',
      '1',
      '--time',
      '100s',
      '--workers',
      '2',
      '--plain',
    ];
    const child = spawn(process.execPath, [main, 'search', wrong, ...flags], { cwd: folder, stdio: 'ignore' });
    await until(() => stored(folder).some((name) => name.endsWith('.json')));
    const workers = childrenOf(child.pid!);
    expect(workers).to.not.be.empty;
    child.kill('SIGKILL');
    await until(() => !workers.some(isAlive));
    const [name] = stored(folder).filter((each) => each.endsWith('.json'));
    const entry = JSON.parse(readFileSync(join(folder, '.tensor-laws', name!), 'utf8')) as { schema: number; law: string };
    expect(entry.schema).to.equal(1);
    const again = run(folder, 'search', wrong, '--laws', entry.law, '--runs', '1', '--quiet');
    expect(again.status, again.err).to.equal(1);
  });

  it('Ctrl-C: the report of what is known so far; twice: at once', async () => {
    for (const times of [1, 2]) {
      const child = spawn(
        process.execPath,
        [
          main,
          'search',
          wrong,
          '--laws',
          'pooling/same-is-explicit-max',
          'pooling/output-shape-max',
          '--seed',
          '1',
          '--time',
          '100s',
          '--no-database',
          '--plain',
        ],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
      const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
      await until(() => out.includes('found: '));
      const workers = childrenOf(child.pid!);
      child.kill('SIGINT');
      await until(() => err.includes('stopping'));
      if (times === 2) child.kill('SIGINT');
      const status = await ended;
      if (times === 1) {
        expect(status).to.equal(1);
        expect(out).to.include('Finding 1 of ').and.to.include('2 laws: ');
      } else {
        // The first may have ended the search already, and left the second to the system.
        expect(status).to.be.oneOf([130, 1, 'SIGINT']);
      }
      await until(() => !workers.some(isAlive));
    }
  });

  const bad: readonly (readonly [string, readonly string[], string])[] = [
    ['a shard beyond the last', ['search', 'reference', '--shard', '3/2'], '3/2'],
    ['a shard that is none', ['search', 'reference', '--shard', 'two'], 'two'],
    ['more shards than laws', ['search', 'reference', '--laws', 'conv-algebra/zero', '--shard', '2/2'], '2/2'],
    ['no time', ['search', 'reference', '--time', '0s'], '0s'],
    ['no runs', ['search', 'reference', '--runs', '0'], '0'],
    ['no workers', ['search', 'reference', '--workers', '0'], '0'],
    ['workers without isolation', ['search', 'reference', '--no-isolate', '--workers', '2'], 'without isolation'],
    ['memory without isolation', ['search', 'reference', '--no-isolate', '--memory', '100'], 'without isolation'],
    ['workers of a check without isolation', ['check', 'reference', '--no-isolate', '--workers', '2'], 'without isolation'],
    ['an unknown flag', ['search', 'reference', '--quik'], '--quik'],
    ['an unknown law', ['search', 'reference', '--laws', 'no/law'], 'no/law'],
    ['a report that cannot be written', ['search', 'reference', '--html', 'no/such/folder/r.html'], '--html'],
    ['two reports in one place', ['search', 'reference', '--html', 'r', '--json', 'r'], 'another report'],
    ['a library that is none', ['search', './nowhere.mjs', '--no-database'], 'nowhere.mjs'],
    ['a missing report', ['merge', 'nowhere.json'], 'nowhere.json'],
    ['nothing to merge', ['merge'], 'reports'],
  ];
  it('says what is wrong with bad usage: status 2, no stack trace', async () => {
    const folder = newFolder();
    await Promise.all(
      bad.map(async ([what, args, words]) => {
        const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
        let err = '';
        child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
        const status = await new Promise((resolve) => child.on('close', resolve));
        expect(status, `${what}: ${err}`).to.equal(2);
        expect(err, what).to.include(words);
        expect(err, what).to.not.match(/\n\s+at /);
      }),
    );
  });
});
