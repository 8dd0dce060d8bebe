import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');

const blocksOf = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text!);

const [writeKnown, ignore, check, searchAll, merge] = blocksOf('sh') as [string, string, string, string, string];

/** What the workflow runs of this package, with what it would be given; its times are for a night. */
const ofWorkflow = [...blocksOf('yaml')[0]!.matchAll(/- run: (npx tensor-laws .*)/g)].map(([, line]) =>
  line!.replaceAll('${{ matrix.shard }}', '1').replace(/--time \d+m/, '--time 10s'),
);

/** A library whose `pad` forgets its value, and may forget more. */
const library = (attributes: string): string => `import { defineLibrary, reference } from 'tensor-laws';
const { pad, spaceToDepth } = reference.ops;
export default defineLibrary({ name: 'my-library', ops: { spaceToDepth, pad: (x, a) => pad(x, { ...a, ${attributes} }) } });
`;

const oldBug = library('value: 0');
const newBug = library("value: 0, mode: a.mode === 'reflect' ? 'symmetric' : a.mode");

describe('the steps of the page on CI', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
    const bin = join(folder, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(root, join(folder, 'node_modules/tensor-laws'));
    writeFileSync(join(bin, 'tensor-laws'), `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/src/cli/main.js')}' "$@"\n`);
    chmodSync(join(bin, 'tensor-laws'), 0o755);
    writeFileSync(join(folder, 'package.json'), '{ "name": "project", "private": true }');
    writeFileSync(join(folder, 'tensor-laws.config.mjs'), blocksOf('js')[0]!);
    writeFileSync(join(folder, 'my-library.mjs'), oldBug);
  });
  after(() => rmSync(folder, { recursive: true }));

  function run(step: string): { readonly status: number | null; readonly out: string } {
    const env = { ...process.env, CHECK_TIME: '30s', SEARCH_TIME: '6s', GITHUB_STEP_SUMMARY: join(folder, 'step-summary.md') };
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', step], { cwd: folder, env, encoding: 'utf8' });
    return { status, out: stdout + stderr };
  }
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  it('make a baseline', () => {
    const { status, out } = run(writeKnown);
    expect(status, out).to.equal(0);
    expect(out).to.match(/wrote known\.json: 1 known bug/);
    expect(run(ignore).status).to.equal(0);
    expect(read('.gitignore')).to.equal('.tensor-laws/\n');
  });

  it('are green with it', () => {
    const { status, out } = run(check);
    expect(status, out).to.equal(0);
    expect(read('laws.xml')).to.include('failures="0"');
    expect(read('summary.md')).to.include('### Known bugs');
  });

  it('are red at a new bug, in a check', () => {
    writeFileSync(join(folder, 'my-library.mjs'), newBug);
    const { status, out } = run(check);
    expect(status, out).to.equal(1);
    expect(out).to.include('Finding 1 of 1: pad').and.to.include('1 known bug');
    expect(read('laws.xml')).to.not.include('<testsuites name="tensor-laws: my-library" failures="0"');
  });

  it('are red at a new bug, in a search of several parts, and keep what failed', () => {
    const parts = run(searchAll);
    expect(parts.status, parts.out).to.equal(0);
    expect(existsSync(join(folder, '.tensor-laws'))).to.equal(true);
    const night = run(merge);
    expect(night.status, night.out).to.equal(1);
    expect(night.out).to.match(/Finding 1 of 1: pad [^\n]*symmetric/);
    expect(read('report.html')).to.include('<!doctype html>');
    expect(read('summary.md')).to.include('### Known bugs');
  });

  it('are those of the workflow', () => {
    expect(ofWorkflow).to.have.length(3);
    const [checked, searched, merged] = ofWorkflow.map(run) as [ReturnType<typeof run>, ReturnType<typeof run>, ReturnType<typeof run>];
    expect([checked.status, searched.status, merged.status], checked.out + searched.out + merged.out).to.deep.equal([1, 0, 1]);
    expect(read('step-summary.md')).to.match(/^## tensor-laws: my/);
  });

  it('take out what is fixed', () => {
    const [, update] = /`(npx tensor-laws check --update-known [^`]*)`/.exec(page) as unknown as [string, string];
    writeFileSync(join(folder, 'my-library.mjs'), library(''));
    const { status, out } = run(update);
    expect(status, out).to.equal(0);
    expect(out).to.include('wrote known.json: 0 known bugs, 0 of them new; 1 fixed and taken out');
  });
});
