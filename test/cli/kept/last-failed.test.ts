import { expect } from 'chai';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFailed, lastFailed } from '../../../src/cli/kept/last-failed.js';
import type { Verdict } from '../../../src/judge/verdict.js';
import { FolderDatabase } from '../../../src/search/folder-database.js';
import { holds, late } from '../../report/reports.js';

const red: Verdict = { kind: 'fixed', reason: 'old', runs: 1 };

const of = (verdicts: Readonly<Record<string, Verdict>>) => ({
  results: Object.entries(verdicts).map(([law, verdict]) => ({ law, statement: '1 = 1', verdict, runs: 1, elapsed: 1 })),
});

describe('the laws that failed the last time', () => {
  it('are those that were red, by library; what was not decided stays as it was', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'tensor-laws-')), 'kept');
    expect([...lastFailed(folder, './mine.js')]).to.deep.equal([]);
    keepFailed(folder, './mine.js', of({ a: red, b: holds, c: red }));
    keepFailed(folder, './other.js', of({ b: red }));
    expect([...lastFailed(folder, './mine.js')]).to.deep.equal(['a', 'c']);
    keepFailed(folder, './mine.js', of({ a: holds, c: late }));
    expect([...lastFailed(folder, './mine.js')]).to.deep.equal(['c']);
    expect([...lastFailed(folder, './other.js')]).to.deep.equal(['b']);
  });

  it('leave no trace where all hold', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'tensor-laws-')), 'kept');
    keepFailed(folder, './mine.js', of({ a: holds }));
    expect(existsSync(folder)).to.equal(false);
  });

  it('are none where the file is no such file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
    for (const text of ['{', 'null', '{"./mine.js": 3}']) {
      writeFileSync(join(folder, 'last-failed'), text);
      expect([...lastFailed(folder, './mine.js')]).to.deep.equal([]);
    }
  });

  it('lie beside the failures that a search keeps', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
    const warnings: string[] = [];
    keepFailed(folder, 'reference', of({ a: red }));
    expect(await new FolderDatabase(folder, (line) => warnings.push(line)).load('reference')).to.deep.equal([]);
    expect(warnings).to.deep.equal([]);
    expect([...lastFailed(folder, 'reference')]).to.deep.equal(['a']);
  });
});
