import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const snippets = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

describe('README', function () {
  this.timeout(60_000);
  // Inside the package, so that 'tensor-laws' resolves to it.
  let folder: string;
  before(() => (folder = mkdtempSync(join(root, 'dist/readme-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('has its snippets', () => expect(snippets.length).to.equal(7));

  it('has snippets that run, told apart by their last lines', () => {
    // One process for all of them, as each would load the package anew.
    const last = snippets.map((code) => code.split('\n').at(-2)!.trim());
    snippets.forEach((code, i) => writeFileSync(join(folder, `snippet-${i}.mts`), code));
    const lines = last.map((line, i) => `console.error(${JSON.stringify(line)});\nawait import('./snippet-${i}.mts');`);
    writeFileSync(join(folder, 'all.mts'), `${lines.join('\n')}\n`);
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(folder, 'all.mts')], { cwd: root, encoding: 'utf8' });
    expect(status, stderr).to.equal(0);
    expect(stderr.split('\n')).to.include.members(last);
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
