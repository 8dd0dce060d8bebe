import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = `${import.meta.dirname}/../..`;

describe('the page of findings', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tensor-laws-page-'));
    for (const part of ['campaign/page.mjs', 'campaign/src', 'campaign/scripted', 'campaign/findings', 'docs/findings.md'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    for (const file of ['readings', 'bisected', 'withdrawn'])
      cpSync(join(root, `campaign/${file}.json`), join(folder, `campaign/${file}.json`));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const page = (...args: string[]) => spawnSync(process.execPath, ['campaign/page.mjs', ...args], { cwd: folder, encoding: 'utf8' });

  function edit(file: string, from: string, to: string): void {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).to.include(from);
    writeFileSync(join(folder, file), text.replace(from, to));
  }

  it('is up to date', () => {
    expect(page('--check')).to.include({ status: 0, stderr: '' });
  });

  it('is out of date once a reading or a finding is another', () => {
    edit('campaign/findings/convnetjs.json', '"got": "Float64Array(1) [ 0 ]"', '"got": "Float64Array(1) [ 1 ]"');
    expect(page('--check')).to.include({ status: 1, stderr: 'docs/findings.md is not up to date: npm run findings\n' });
    page();
    expect(page('--check').status).to.equal(0);
    expect(readFileSync(join(folder, 'docs/findings.md'), 'utf8')).to.include('- got: Float64Array(1) [ 1 ]');
  });

  it('is not written where a finding has a cause that nobody read', () => {
    edit('campaign/findings/convnetjs.json', '"cause": "convnetjs-max-start"', '"cause": "nobody-knows"');
    expect(page().stderr).to.include('convnetjs 1 has the cause nobody-knows, and no reading has');
  });

  it('is not written where two readings say different things of a cause', () => {
    edit('campaign/readings.json', 'MaxPool starts from -2^53', 'MaxPool starts from -2^52');
    expect(page().stderr).to.include('two readings say different things of the cause onnxjs-max-start');
  });
});
