import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printedIn, run, snippetsOf } from '../snippets.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guides = readdirSync(join(root, 'docs/guides')).map((name) => `docs/guides/${name}`);

describe('the guides', function () {
  this.timeout(240_000);
  // Inside the package, so that 'tensor-laws' resolves to it.
  let folder: string;
  before(() => (folder = mkdtempSync(join(root, 'dist/guides-'))));
  after(() => rmSync(folder, { recursive: true }));

  const holds = (pages: readonly string[]): void => {
    const { status, out, err } = run(pages.flatMap(snippetsOf), folder);
    expect(status, err).to.equal(0);
    for (const page of pages) {
      expect(snippetsOf(page), page).to.not.deep.equal([]);
      for (const printed of printedIn(page)) expect(out, page).to.include(printed);
    }
  };

  it('show code that runs, and what it prints', () => {
    expect(guides.length).to.be.greaterThan(6);
    holds(guides);
  });

  it('of models show what their program prints', () => {
    holds(['docs/model.md']);
  });
});
