import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, snippetsOf } from './snippets.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const snippets = snippetsOf('README.md');

describe('README', function () {
  this.timeout(60_000);
  // Inside the package, so that 'tensor-laws' resolves to it.
  let folder: string;
  before(() => (folder = mkdtempSync(join(root, 'dist/readme-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('has its snippets', () => expect(snippets.length).to.equal(7));

  it('has snippets that run, told apart by their last lines', () => {
    const { status, err } = run(snippets, folder);
    expect(status, err).to.equal(0);
    expect(err.split('\n')).to.include.members(snippets.map((code) => code.trim().split('\n').at(-1)!));
  });

  it('the adapter passes its laws', () => {
    const path = join(folder, 'adapter.mts');
    writeFileSync(path, snippets[0]!);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'dist/src/cli/main.js'), 'check', path, '--laws', 'patches-and-matmul/*', '--runs', '20', '--no-isolate'],
      { encoding: 'utf8' },
    );
    expect(status, stdout + stderr).to.equal(0);
  });
});
