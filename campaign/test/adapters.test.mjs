// Every ready library starts, and each of its ops gives a result that the laws can judge.
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needsPage, readyLibraryNames } from 'tensor-laws/libraries/index';
import { campaign, command } from '../src/paths.mjs';

describe('ready libraries', () => {
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'tensor-laws-adapters-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  // Those of pages have tests of their own.
  for (const name of readyLibraryNames.filter((each) => !needsPage(each))) {
    it(`${name}: every op returns`, () => {
      const json = join(folder, `${name}.json`);
      const args = [command, 'check', name, '--laws', 'agreement/*', '--runs', '12', '--seed', '1', '--json', json];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: campaign, encoding: 'utf8', timeout: 400_000 });
      // 1: laws are broken, which is what the campaign is for. 2 and 3: the library, or the check, cannot be used.
      expect(status, stderr).to.be.oneOf([0, 1]);
      const { calls, results } = JSON.parse(readFileSync(json, 'utf8'));
      expect(results.filter(({ verdict }) => verdict.kind === 'crashed')).to.deep.equal([]);
      expect(Object.keys(calls).length).to.be.greaterThan(0);
      for (const [op, { returned }] of Object.entries(calls)) expect(returned, op).to.be.greaterThan(0);
    });
  }
});
