import { expect } from 'chai';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { laws } from '../../../properties/index.js';
import { SearchDatabase } from '../../../src/cli/kept/search-database.js';
import { defineLibrary, inProcess, reference, search, type Report } from '../../../src/index.js';
import { FolderDatabase } from '../../../src/search/folder-database.js';

const some = laws.filter(({ id }) => id === 'padding/zero-pads-are-identity');

/** Pads by one cell before, whatever it is told. */
const library = defineLibrary({
  name: 'shifts',
  ops: { pad: (x, a) => reference.ops.pad!(x, { ...a, paddings: a.paddings.map(() => [1, 0]) }) },
});

async function searchWith(folder: string, runs: number): Promise<Report> {
  const stored = await SearchDatabase.open(new FolderDatabase(folder, () => undefined), library.name, new Set(some.map(({ id }) => id)));
  const executor = await inProcess(library, some);
  const report = await search(executor, some, { runs, seed: 1, first: stored.jobs() });
  await stored.finish(report);
  await executor.close();
  return report;
}

describe('a search and its database', () => {
  it('a finding that is replayed has the token with which it was found', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
    const first = await searchWith(folder, 20);
    const { token } = first.findings[0]!.counterexample;
    expect(token).to.match(/^padding\/zero-pads-are-identity:1:/);
    const second = await searchWith(folder, 1);
    expect(second.findings.map(({ counterexample }) => counterexample.token)).to.include(token);
  });
});
