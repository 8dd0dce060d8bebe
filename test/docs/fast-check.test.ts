import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, snippetsOf } from '../snippets.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the page for users of fast-check', function () {
  this.timeout(60_000);
  // Inside the package, so that 'tensor-laws' resolves to it.
  let folder: string;
  before(() => (folder = mkdtempSync(join(root, 'dist/fast-check-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('shows code that runs', () => {
    const snippets = snippetsOf('docs/fast-check.md');
    expect(snippets).to.have.length(3);
    const { status, err } = run(snippets, folder);
    expect(status, err).to.equal(0);
  });
});
