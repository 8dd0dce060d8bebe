// Every ready library of a page starts there, on WebGL 2 and WebGPU without a GPU, and ten laws can be judged on it.
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needsPage, readyLibraryNames } from 'tensor-laws/libraries/index';
import { campaign, command } from '../src/paths.mjs';

const laws = [
  'agreement/conv',
  'agreement/max-pool',
  'agreement/average-pool',
  'agreement/matmul',
  'agreement/pad',
  'conv-geometry/same-is-explicit',
  'conv-algebra/zero',
  'pooling/same-is-explicit-max',
  'pooling/flip-max',
  'padding/zero-pads-are-identity',
];

describe('ready libraries of a page', () => {
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'tensor-laws-pages-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const name of readyLibraryNames.filter(needsPage)) {
    it(`${name}: ten laws`, () => {
      const json = join(folder, `${name}.json`);
      const flags = ['--runs', '3', '--seed', '1', '--time', '60s', '--timeout', '20s', '--no-database', '--json', json];
      const args = [command, 'check', name, '--laws', ...laws, ...flags];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: campaign, encoding: 'utf8', timeout: 400_000 });
      // 1: laws are broken, which is what the campaign is for. 2 and 3: the library, or the check, cannot be used.
      expect(status, stderr).to.be.oneOf([0, 1]);
      const { calls, results } = JSON.parse(readFileSync(json, 'utf8'));
      expect(results.length).to.equal(laws.length);
      expect(results.filter(({ verdict }) => ['crashed', 'timedOut'].includes(verdict.kind))).to.deep.equal([]);
      expect(calls.conv.returned).to.be.greaterThan(0);
    });
  }
});
