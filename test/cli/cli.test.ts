import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runCommand } from '../../src/cli/program.js';
import { readyLibraryNames } from '../../src/libraries/names.js';
import { version } from '../../src/version.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist/src/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));

/** Libraries of this process import the package as the tests do. */
const source = 'src/index.ts';

/** For what no worker process has a part in: they cost as much as all else. */
const here = '--no-isolate';

function run(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', cwd: folder });
  return { status, out: stdout, err: stderr };
}

/** What a process of its own costs a second for, without one. */
async function runHere(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const [cwd, { log, error }] = [process.cwd(), console];
  const [toOut, toErr] = [process.stdout.write.bind(process.stdout), process.stderr.write.bind(process.stderr)];
  const said = { out: '', err: '' };
  const to = (stream: 'out' | 'err') => (text: unknown) => {
    said[stream] += String(text);
    return true;
  };
  process.chdir(folder);
  process.stdout.write = to('out');
  process.stderr.write = to('err');
  console.log = (line) => void process.stdout.write(`${line}\n`);
  console.error = (line) => void process.stderr.write(`${line}\n`);
  try {
    await runCommand(args);
    return { status: Number(process.exitCode ?? 0), ...said };
  } finally {
    process.exitCode = undefined;
    process.chdir(cwd);
    Object.assign(console, { log, error });
    process.stdout.write = toOut;
    process.stderr.write = toErr;
  }
}

/** A finding of a report. */
interface Found {
  readonly id: string;
  readonly counterexample: { readonly token: string; readonly law: string; readonly case: object };
}

/** A library module with `body` after its imports; returns its path. */
function moduleOf(name: string, body: string, index = 'dist/src/index.js'): string {
  const path = join(folder, name);
  const face = pathToFileURL(join(root, index)).href;
  writeFileSync(path, `import { defineLibrary, reference, tensor } from '${face}';\n${body}\n`);
  return path;
}

describe('tensor-laws', function () {
  this.timeout(60_000);

  it('prints help and its version', () => {
    const { out } = run('--help');
    for (const words of ['check', 'replay', 'explain', 'Examples:', 'Exit status:', ...readyLibraryNames]) expect(out).to.include(words);
    expect(Math.max(...out.split('\n').map((line) => line.length))).to.be.at.most(80);
    expect(run('--version').out.trim()).to.equal(version);
  });

  it('shows with --debug where a library throws that does not load', () => {
    const path = moduleOf('broken-inside.mjs', 'function setUp() { throw new Error("broken inside"); }\nsetUp();');
    expect(run('check', here, path).err.trim().split('\n')).to.have.length(1);
    expect(run('check', here, path, '--debug').err).to.match(/broken inside[^]*at setUp .*broken-inside\.mjs:2:/);
  });

  it("shows where an adapter's error arose, from a worker process", () => {
    const path = moduleOf(
      'throws.mjs',
      `function looksUp() { return undefined.buffer; }
       export default defineLibrary({ ...reference, name: 'throws', ops: { pad: async (x) => looksUp(await x) } });`,
    );
    const { out } = run('check', path, '-t', 'padding/constant', '--runs', '1', '--seed', '1', '--workers', '1', '--no-database');
    expect(out).to.match(/stack of its error:\n +at looksUp \(throws\.mjs:2:\d+\)\n +at .*pad.* \(throws\.mjs:3:\d+\)\n\n +law /);
  });

  it('ends quietly, as a broken pipe ends a command, where its reader has had enough', () => {
    const html = join(folder, 'beside.html');
    const all = ['check', 'reference', '--runs', '1', '--seed', '1', here, '--no-database', '--json', '-', '--html', html];
    for (const args of [['laws', '--json'], all]) {
      const piped = spawnSync('bash', ['-o', 'pipefail', '-c', '"$0" "$@" | head -n 1', process.execPath, main, ...args], {
        encoding: 'utf8',
      });
      expect(piped.status, args[0]).to.equal(141);
      expect(piped.stdout).to.match(/^[[{]\n$/);
      expect(piped.stderr).to.not.include('EPIPE');
    }
    // The other report is written.
    expect(existsSync(html)).to.equal(true);
  });

  it('waits for a reader who is slow', () => {
    // More than a pipe holds.
    const args = ['check', 'reference', '--runs', '1', '--seed', '1', here, '--no-database', '--json', '-'];
    const piped = spawnSync('bash', ['-o', 'pipefail', '-c', '"$0" "$@" | (sleep 1; cat)', process.execPath, main, ...args], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(piped.status, piped.stderr).to.equal(0);
    expect((JSON.parse(piped.stdout) as { results: unknown[] }).results.length).to.be.greaterThan(600);
  });

  it('checks the reference: status 0', () => {
    const { status, out } = run('check', 'reference', '--laws', 'conv-algebra/zero', '--runs', '5', '--workers', '1');
    expect(status).to.equal(0);
    expect(out).to.include('1 law: 1 holds').and.to.include('5 runs a law');
  });

  it('compares libraries: status 0 where nothing strays', () => {
    const { status, out } = run('compare', 'reference', 'reference', '-t', 'agreement/pad', '--runs', '5', '--seed', '1', here);
    expect(out).to.equal(
      'reference: 1 holds\nreference: 1 holds\nseed 1, 5 runs a law\n\nfindings  reference  reference\npad       0          0\n',
    );
    expect(status).to.equal(0);
  });

  it('reads a configuration of TypeScript, ends with the first finding, checks again what failed', () => {
    const place = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
    writeFileSync(join(place, 'package.json'), '{}');
    const face = pathToFileURL(join(root, 'dist/src/index.js')).href;
    writeFileSync(
      join(place, 'mine.mjs'),
      `import { defineLibrary, reference } from '${face}';
       const { pad } = reference.ops;
       export default defineLibrary({ ...reference, name: 'mine', ops: { pad: (x, a) => pad(x, { ...a, value: 0 }) } });`,
    );
    writeFileSync(
      join(place, 'tensor-laws.config.ts'),
      "export default { library: './mine.mjs', laws: ['padding/*'], runs: 20, seed: 1, isolate: false };",
    );
    const there = (...args: string[]): { status: number | null; out: string; err: string } => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', cwd: place });
      return { status, out: stdout, err: stderr };
    };
    const first = there('check', '--bail', '--all');
    expect(first.err).to.equal('');
    expect(first.status).to.equal(1);
    expect(first.out).to.include('1 distinct finding').and.to.include('inconclusive: the run was stopped before its first run');
    const again = there('check', '--last-failed', '--runs', '10');
    expect(again.status).to.equal(1);
    expect(again.out).to.match(/mine: 1 law: 1 violated\nseed 1, 10 runs a law/);
    expect(there('check', '--laws', 'nothing').err.trim().split('\n')).to.have.length(1);
  });

  it('checks a TypeScript module, writes reports, replays its finding by token, id and file: status 1', async () => {
    const path = moduleOf(
      'wrong.mts',
      "export default defineLibrary({ ...reference, name: '<wrong>', ops: { ...reference.ops, conv: (x, w, a) => reference.ops.conv!(x, w, { ...a, dilations: a.dilations.map((_: number) => 1) }) } });",
    );
    const { status, out } = run(
      'check',
      path,
      '--laws',
      'conv-geometry/dilation-is-upsampled-filter',
      '--seed',
      '1',
      '--html',
      'r.html',
      '--json',
      'r.json',
    );
    expect(status).to.equal(1);
    expect(out).to.match(/Finding 1 of 1: conv .*\n {2}conv\(x, filter/);
    expect(readFileSync(join(folder, 'r.html'), 'utf8'))
      .to.include('&lt;wrong&gt;')
      .and.to.not.include('<wrong>');
    const { findings } = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as { findings: Found[] };
    const { id, counterexample } = findings[0]!;
    const again = await runHere('replay', path, counterexample.token);
    expect(again.status).to.equal(1);
    expect(again.out).to.match(/\n {2}conv\(x, filter/);
    // The order of 0.1.0.
    expect(await runHere('replay', counterexample.token, path)).to.deep.equal(again);

    const byId = await runHere('replay', path, id, '--report', 'r.json');
    expect(byId.status, byId.err).to.equal(1);
    expect(byId.out)
      .to.match(/^conv ignores its dilations[^]*\n {2}conv\(x, filter/)
      .and.match(/cause: it shows\n$/);
    writeFileSync(join(folder, 'case.json'), JSON.stringify({ law: counterexample.law, case: counterexample.case }));
    expect((await runHere('replay', path, 'case.json')).out).to.include('VIOLATED');
    // Where the bug is gone, its cause does not show either.
    const fixed = await runHere('replay', 'reference', id, '--report', 'r.json');
    expect([fixed.status, fixed.out.split('\n').slice(-3, -1)]).to.deep.equal([
      0,
      [`${counterexample.law}: holds (1 runs)`, 'cause: it does not show'],
    ]);

    const same = await runHere('diff', 'r.json', 'r.json');
    expect(same.status).to.equal(0);
    expect(same.out.trim().split('\n').at(-1)).to.equal('0 came, 0 went, 0 changed');
    const { status: reported, out: text } = await runHere('report', 'r.json', '1', '--library', path);
    expect(reported).to.equal(0);
    expect(text)
      .to.match(/^# conv ignores its dilations/)
      .and.to.include('### A file that shows it')
      .and.to.include('wrong.mts');
    expect((await runHere('report', 'r.json', id, '--library', path)).out).to.equal(text);
  });

  it('takes a library behind the laws, and says where there is none', async () => {
    const { status, out } = await runHere('check', here, '--runs', '2', '--laws', 'conv-algebra/zero', 'reference');
    expect(status).to.equal(0);
    expect(out).to.include('1 law: 1 holds').and.to.include('2 runs a law');
    const none = await runHere('check', '--laws', 'conv-algebra/zero');
    expect(none.status).to.equal(2);
    expect(none.err).to.include("missing argument 'library'");
  });

  it('shows what would command the terminal', () => {
    const path = moduleOf(
      'title.mjs',
      "export default defineLibrary({ ...reference, name: 'l\\x1b[2J', ops: { matmul: () => { throw new Error('\\x1b]0;owned\\x07'); } } });",
    );
    const { status, out, err } = run('check', here, path, '--laws', 'agreement/matmul', '--runs', '1', '--seed', '1');
    expect(status, err).to.equal(1);
    expect(out).to.include('\\u001b]0;owned\\u0007').and.to.include('l\\u001b[2J');
    expect(out + err).to.not.include('\x1b');
  });

  it('lists and explains laws', async () => {
    expect((await runHere('laws')).out).to.include('with-space-to-batch/dilation-one-is-identity');
    expect(JSON.parse((await runHere('laws', '--json')).out))
      .to.be.an('array')
      .with.length.greaterThan(183);
    expect((await runHere('explain', 'with-space-to-batch/dilation-one-is-identity')).out).to.include('needs: ');
  });

  it('takes an op that threw in each of few runs for a violation: status 1', async () => {
    const path = moduleOf(
      'fragile.mjs',
      "export default defineLibrary({ ...reference, name: 'fragile', ops: { ...reference.ops, matmul: () => { throw new Error('no'); } } });",
      source,
    );
    const { status, err } = await runHere('check', here, path, '--laws', 'agreement/matmul', '--runs', '1', '--seed', '1');
    expect(status, err).to.equal(1);
  });

  it('names a known bug of which this version makes nothing', () => {
    const path = moduleOf(
      'pinned.mjs',
      "const cause = { kind: 'deviation', id: 'of-another-time', parameters: null, ops: ['conv'], guards: [] };\n" +
        "export default defineLibrary({ ...reference, name: 'pinned', known: [{ reason: 'r', cause, case: {} }] });",
    );
    for (const command of [
      ['check', '--workers', '1'],
      ['search', '--no-database', '--workers', '1'],
      ['search', '--no-database', here],
    ]) {
      const { status, err } = run(...command, path, '--laws', 'conv-algebra/zero', '--runs', '1');
      expect(status, err).to.equal(0);
      expect(err).to.include('library pinned: known: "r" is told again as new: there is no deviation of-another-time');
    }
  });

  const bad: [string, () => string[], string][] = [
    [
      'a module that does not load',
      () => ['check', here, moduleOf('broken.mjs', 'throw new Error("broken on purpose")', source)],
      'broken on purpose',
    ],
    ['a missing file', () => ['check', here, './nowhere.ts'], 'nowhere.ts'],
    ['a module without a library', () => ['check', here, moduleOf('none.mjs', 'export const three = 3;', source)], 'default export'],
    [
      'an unknown op',
      () => ['check', here, moduleOf('op.mjs', "export default defineLibrary({ name: 'l', ops: { convolve: () => 1 } });", source)],
      'ops.convolve',
    ],
    [
      'an op that returns no tensor',
      () => [
        'check',
        here,
        moduleOf('array.mjs', "export default defineLibrary({ name: 'l', ops: { matmul: () => [1] } });", source),
        '--laws',
        'patches-and-matmul/*',
        '--runs',
        '2',
      ],
      'an array of 1',
    ],
    [
      'a wrong dtype',
      () => [
        'check',
        here,
        moduleOf('dtype.mjs', "export default defineLibrary({ name: 'l', ops: { matmul: () => tensor([1]) } });", source),
        '--laws',
        'patches-and-matmul/*',
        '--runs',
        '2',
      ],
      'float64',
    ],
    [
      'a promise that always rejects',
      () => [
        'check',
        here,
        moduleOf(
          'rejects.mjs',
          "export default defineLibrary({ name: 'l', ops: { matmul: () => Promise.reject(new Error('no device')) } });",
          source,
        ),
        '--laws',
        'patches-and-matmul/*',
        '--runs',
        '2',
      ],
      'no device',
    ],
    ['an unknown law', () => ['check', here, 'reference', '--laws', 'conv/nothing'], 'conv/nothing'],
    ['a misspelt law', () => ['check', here, 'reference', '--laws', 'conv-algebra/zeros'], "did you mean 'conv-algebra/zero'?"],
    ['a misspelt library', () => ['check', here, 'tfjs-cpus'], "did you mean 'tfjs-cpu'?"],
    ['a glob without laws', () => ['check', here, 'reference', '--laws', 'nothing/*'], 'nothing/*'],
    ['a malformed token', () => ['replay', 'reference', 'abc'], 'abc'],
    ['a finding that nothing has', () => ['replay', 'reference', '0123456789abcdef'], '.tensor-laws has no such finding of reference'],
    ['a file that is no case', () => ['replay', 'reference', join(root, 'package.json')], 'it must hold a law and a case'],
    ['no runs', () => ['check', here, 'reference', '--runs', '0'], '0'],
    ['negative runs', () => ['check', here, 'reference', '--runs', '-1'], '-1'],
    [
      'a ready library that is watched',
      () => ['check', 'reference', '--watch'],
      "--watch is 'reference', but it watches the file of a module",
    ],
    ['a watch in this process', () => ['check', here, main, '--watch'], '--no-isolate is true, but'],
    [
      'a TypeScript module with a syntax error',
      () => ['check', here, moduleOf('syntax.ts', 'let x = ;', source)],
      'syntax.ts:2:8: ERROR: Unexpected',
    ],
    ['an unknown flag', () => ['check', here, 'reference', '--nonsense'], '--nonsense'],
    [
      'an unwritable report',
      () => ['check', here, 'reference', '--laws', 'conv-algebra/zero', '--runs', '1', '--html', join(folder, 'no', 'r.html')],
      'r.html',
    ],
  ];
  for (const [what, args, words] of bad) {
    it(`says what is wrong with ${what}: status 2, no stack trace`, async () => {
      const { status, err } = await runHere(...args());
      expect(status, err).to.equal(2);
      expect(err)
        .to.include(words)
        .and.to.not.match(/\n\s+at /);
    });
  }
});
