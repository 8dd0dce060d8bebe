import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../src/version.js';
import { run, snippetsOf, written } from '../snippets.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const snippets = snippetsOf('docs/moving.md');

describe('the page on moving from 0.1.0', function () {
  this.timeout(120_000);
  // Inside the package, so that 'tensor-laws' resolves to it.
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(root, 'dist/moving-'));
    writeFileSync(join(folder, 'known.json'), JSON.stringify({ schema: 1, tensorLaws: version, known: [] }));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('says what to write now in code that runs', () => {
    expect(snippets).to.have.length(8);
    const { status, err } = run(snippets, folder);
    expect(status, err).to.equal(0);
  });

  it('says it in code whose types hold', () => {
    const flags = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
    ];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, ...flags, ...written(snippets, folder)], { cwd: root, encoding: 'utf8' });
    expect(status, stdout).to.equal(0);
  });

  it('links to headings that are there', () => {
    const page = readFileSync(join(root, 'docs/moving.md'), 'utf8');
    const headings = new Set([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(' ', '-')));
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, name]) => name!);
    expect(links.length).to.be.greaterThan(0);
    for (const link of links) expect(headings).to.include(link);
  });
});
