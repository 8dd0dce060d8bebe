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

  it('has its snippets', () => expect(snippets.length).to.equal(6));

  snippets.forEach((code, i) => {
    it(`snippet ${i + 1} runs: ${code.split('\n').at(-2)!.trim().slice(0, 60)}`, () => {
      const path = join(folder, `snippet-${i}.mts`);
      writeFileSync(path, code);
      const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', path], { cwd: root, encoding: 'utf8' });
      expect(status, stderr).to.equal(0);
    });
  });

  it('the adapter passes its laws', () => {
    const path = join(folder, 'adapter.mts');
    writeFileSync(path, snippets[0]!);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'dist/src/cli/main.js'), 'check', path, '--laws', 'patches-and-matmul/*', '--runs', '20'],
      {
        encoding: 'utf8',
      },
    );
    expect(status, stdout + stderr).to.equal(0);
  });
});
