import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { KnownBug } from '../../../src/library.js';
import { version } from '../../../src/version.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = join(root, 'dist/src/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));

const deviation = (id: string, parameters: unknown, op: string) => ({ kind: 'deviation', id, parameters, ops: [op], guards: [] });
const oddCell = deviation('same-pads-odd-cell-before', { sizes: 'kept' }, 'conv');
const fromZero = deviation('start-of-an-extreme', { value: 0 }, 'maxPool');
const noRoot = deviation('no-root', null, 'lpPool');

/** A library with bugs. */
function libraryWith(...causes: object[]): string {
  const path = join(folder, 'library.mjs');
  const face = pathToFileURL(join(root, 'dist/src/index.js')).href;
  writeFileSync(
    path,
    `import { reference, withCause } from '${face}';
    export default { ...${JSON.stringify(causes)}.reduce((library, cause) => withCause(library, cause), reference), name: 'mine' };`,
  );
  return path;
}

const laws = ['agreement/conv', 'agreement/max-pool', 'agreement/lp-pool'];

function check(library: string, ...more: string[]): { status: number | null; out: string; err: string } {
  const args = [main, 'check', library, '--no-database', '--runs', '60', '--seed', '1', '--laws', ...laws, ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder });
  return { status, out: stdout, err: stderr };
}

const written = (): KnownBug[] => (JSON.parse(readFileSync(join(folder, 'known.json'), 'utf8')) as { known: KnownBug[] }).known;

describe('a file of known bugs', function () {
  this.timeout(120_000);

  it('is written by a check, makes the next one green, and leaves the next bug red', () => {
    const first = check(libraryWith(oddCell, fromZero), '--no-isolate', '--write-known', 'known.json');
    expect(first.status, first.err).to.equal(0);
    expect(first.out).to.include('wrote known.json: 2 known bugs, 2 of them new');
    expect(written().map(({ cause }) => cause)).to.have.deep.members([oddCell, fromZero]);

    const second = check(libraryWith(oddCell, fromZero), '--workers', '1', '--known', 'known.json');
    expect(second.status, second.err).to.equal(0);
    expect(second.out)
      .to.include('3 laws: 2 known, 1 holds')
      .and.to.match(/^2 known bugs$/m);

    const before = written();
    const again = check(libraryWith(oddCell, fromZero), '--workers', '1', '--known', 'known.json', '--write-known', 'known.json');
    expect(again.out).to.include('wrote known.json: 2 known bugs, 0 of them new');
    expect(written()).to.have.deep.members(before);

    const third = check(libraryWith(oddCell, fromZero, noRoot), '--no-isolate', '--known', 'known.json');
    expect(third.status, third.err).to.equal(1);
    expect(third.out).to.include('Finding 1 of 1: lpPool takes no root of its sum');
  });

  it('is brought up to date: reasons stay, what is fixed goes, what is new comes', () => {
    const place = join(folder, 'known.json');
    const before = readFileSync(place, 'utf8').replaceAll(/"reason": "[^"]*"/g, '"reason": "as our users want it"');
    writeFileSync(place, before);
    const healed = check(libraryWith(fromZero), '--workers', '1', '--known', 'known.json');
    expect(healed.status, healed.err).to.equal(1);
    expect(healed.out.replaceAll('\n', ' ')).to.include(
      "fixed, take it out of the known: conv puts the odd cell of 'same' pads before: as our users want it",
    );

    const update = check(libraryWith(fromZero, noRoot), '--no-isolate', '--update-known', 'known.json');
    expect(update.status, update.err).to.equal(0);
    expect(update.out).to.include('wrote known.json: 2 known bugs, 1 of them new; 1 fixed and taken out');
    expect(written().map(({ cause, reason }) => [cause, reason])).to.deep.equal([
      [fromZero, 'as our users want it'],
      [noRoot, `found by tensor-laws ${version}, not fixed yet`],
    ]);
  });

  it('goes on from what it has written: a rule that is passed over in one op may be missing in another', () => {
    const codes = ['strides-length', 'dilations-length', 'stride-positive', 'dilation-positive'];
    const ops = ['conv', 'depthwiseConv', 'maxPool'];
    const library = libraryWith(...codes.flatMap((code) => ops.map((op) => ({ kind: 'unchecked', code, ops: [op], guards: [] }))));
    const alone = ['--no-isolate', '--laws', '*/*rejects-bad-arguments*'];
    const first = check(library, ...alone, '--write-known', 'known.json');
    expect(first.status, first.err).to.equal(0);
    const wrote = [...first.out.matchAll(/^wrote known.json: (\d+) known bugs, (\d+) of them new$/gm)].map(([, all, added]) => [
      all,
      added,
    ]);
    expect(wrote.length, first.out).to.be.at.least(3);
    expect(wrote.at(-1)).to.deep.equal([wrote.at(-2)![0], '0']);
    expect(first.out.match(/^checked again with what is known from known.json:$/gm)).to.have.length(wrote.length - 1);
    for (const code of codes) {
      const found = written().flatMap(({ cause }) => ((cause as { code?: string }).code === code ? (cause as { ops: string[] }).ops : []));
      expect(new Set(found), code).to.deep.equal(new Set(ops));
    }
    expect(check(library, ...alone, '--known', 'known.json').status).to.equal(0);
  });

  const bad: [string, string[], string][] = [
    ['two ways to write', ['--write-known', 'a.json', '--update-known', 'b.json'], '--write-known writes the whole file'],
    ['a second file to read', ['--known', 'a.json', '--update-known', 'b.json'], '--update-known reads its file too'],
    ['a check that ends early', ['--write-known', 'a.json', '--bail'], 'with --bail a check ends before all is found'],
    ['a folder that is not there', ['--write-known', 'nowhere/known.json'], 'it cannot be written: Error: ENOENT'],
    ['a file that is not there', ['--known', 'nowhere.json', '--no-isolate'], 'nowhere.json cannot be read: ENOENT'],
    ['a file that is not there, in a worker', ['--known', 'nowhere.json', '--workers', '1'], 'nowhere.json cannot be read: ENOENT'],
    ['a file of something else', ['--update-known', 'library.mjs', '--no-isolate'], 'library.mjs is no JSON'],
  ];
  for (const [what, flags, words] of bad) {
    it(`is refused in one line, with status 2: ${what}`, () => {
      const { status, err } = check(libraryWith(), ...flags);
      expect(status).to.equal(2);
      expect(err.trim().split('\n')).to.have.length(1);
      expect(err).to.include(words);
    });
  }
});
