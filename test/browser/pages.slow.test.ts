/** Laws in a page of a real browser, and what becomes of a page that dies. */
import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { laws } from '../../properties/index.js';
import { Chromium } from '../../src/browser/chromium.js';
import { startPages, type PagesOptions } from '../../src/browser/pages.js';
import { Site } from '../../src/browser/site.js';
import type { NotedExecutor } from '../../src/engine/executor.js';
import { selectLaws } from '../../src/engine/select.js';
import { search } from '../../src/search/search.js';
import type { Report } from '../../src/report/report.js';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const library = (name: string): string => fileURLToPath(new URL(`libraries/${name}.mjs`, import.meta.url));

const start = (name: string, options: Partial<PagesOptions> = {}): Promise<NotedExecutor> =>
  startPages({ modules: { name, library: library(name) }, timeout: 1000, shrinks: 2, ...options });

async function searched(name: string, ids: readonly string[]): Promise<Report> {
  const executor = await start(name);
  try {
    return await search(executor, selectLaws(laws, ids), { seed: 1, runs: 25 });
  } finally {
    await executor.close();
  }
}

/** The processes that draw pages for a process, as Linux tells them. */
function renderersOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map<number, number>();
  const renderers: number[] = [];
  for (const id of all) {
    try {
      parents.set(
        Number(id),
        Number(
          readFileSync(`/proc/${id}/stat`, 'utf8')
            .replace(/^.*\) \S+ /, '')
            .split(' ')[0],
        ),
      );
      if (readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--type=renderer')) renderers.push(Number(id));
    } catch (thrown) {
      // It ended meanwhile.
      if (!['ENOENT', 'ESRCH'].includes((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown;
    }
  }
  const isOurs = (id: number | undefined): boolean => id !== undefined && id > 1 && (id === pid || isOurs(parents.get(id)));
  return renderers.filter((id) => isOurs(id));
}

describe('laws in a page', function () {
  this.timeout(240_000);

  it('find a wrong shader, make its case small, and say why', async () => {
    const { findings } = await searched('wrong-shader', ['agreement/max-pool', 'pooling/flip-max']);
    expect(findings.map(({ title }) => title)).to.deep.equal([
      'maxPool takes one less than is given for its window, and keeps the sizes, where window > 2',
    ]);
    const { args } = findings[0]!.counterexample.blame!;
    expect((args[0] as { shape: number[] }).shape).to.deep.equal([1, 3, 1]);
    expect(findings[0]!.laws).to.have.members(['agreement/max-pool', 'pooling/flip-max']);
  });

  it('tell a device that is lost, and a page that hangs, as what the op does', async () => {
    for (const [name, title, kind] of [
      ['loses-context', 'maxPool ends its process: the WebGL context was lost', 'crash'],
      ['loops', 'maxPool hangs its process: no sign of life for 2000 ms', 'hang'],
    ] as const) {
      const { findings, results } = await searched(name, ['agreement/max-pool', 'padding/zero-pads-are-identity']);
      expect(findings.map((each) => [each.title, each.kind])).to.deep.equal([[title, kind]]);
      // The others go on.
      expect(results.find(({ law }) => law === 'padding/zero-pads-are-identity')?.verdict.kind).to.equal('holds');
    }
  });

  it('are run again where their tab is killed from outside', async () => {
    const executor = await start('slow-to-end');
    try {
      const job = { law: 'agreement/max-pool', seed: 1, from: 0, runs: 25, exclude: [] };
      const running = executor.run(job);
      const before = renderersOf(process.pid);
      expect(before).to.not.deep.equal([]);
      setTimeout(() => before.forEach((pid) => process.kill(pid, 'SIGKILL')), 600);
      const results = await running;
      expect(results.map(({ verdict }) => ('message' in verdict ? verdict.message : verdict.kind))).to.deep.equal(['holds']);
    } finally {
      await executor.close();
    }
    expect(renderersOf(process.pid)).to.deep.equal([]);
  });

  it('end at Ctrl-C with what is known so far, and leave no browser behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
    const child = spawn(
      process.execPath,
      [main, 'search', library('slow-to-end'), '--browser', '--time', '60s', '--json', 'report.json', '--plain'],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let out = '';
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    await new Promise<void>((done) =>
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        if (/checks\/s/.test(out)) done();
      }),
    );
    child.kill('SIGINT');
    const status = await new Promise((done) => child.on('close', done));
    expect(status).to.equal(130);
    expect(err).to.include('stopping');
    expect((JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report).library.name).to.equal('slow-to-end');
    expect(renderersOf(child.pid!)).to.deep.equal([]);
  });

  it('run by hand too, with each shown as it ends', async () => {
    const example = fileURLToPath(new URL('../../examples/laws-in-a-page.ts', import.meta.url));
    const { outputFiles } = await build({ entryPoints: [example], bundle: true, write: false, format: 'esm', platform: 'browser' });
    const chromium = await Chromium.start({});
    const site = await Site.start({ code: outputFiles[0]!.contents, folders: [] });
    try {
      const { page } = await chromium.open();
      await page.goto(site.url);
      await page.setContent('<div id="laws"></div>');
      await page.addScriptTag({ url: site.module, type: 'module' });
      await page.getByText(/^1 of \d+: pooling/).waitFor();
      await page.getByText('found: maxPool ignores its dilations').waitFor();
    } finally {
      await chromium.close();
      await site.close();
    }
  });

  it('say in one line what keeps them from running', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
    const said = (source: string, ...flags: string[]): string => {
      writeFileSync(join(folder, 'mine.mjs'), source);
      const args = ['check', 'mine.mjs', '--laws', 'pooling/flip-max', '--no-database', ...flags];
      const { status, stderr } = spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8' });
      expect(status, stderr).to.equal(2);
      return stderr;
    };
    const asks = "document.title = 'x';\nexport default {};\n";
    expect(said(asks)).to.equal(
      'tensor-laws: mine.mjs does not load: ReferenceError: document is not defined in Node; --browser runs it in a page\n',
    );
    expect(said(asks, '--browser')).to.equal(
      'tensor-laws: mine.mjs exports no library: its default export must be what defineLibrary returns\n',
    );
    expect(said("throw new Error('no\\nway');\n", '--browser')).to.equal('tensor-laws: mine.mjs does not load: Error: no\n');
    expect(said('export default {};\n', '--browser-path', '/nowhere/chromium')).to.equal(
      'tensor-laws: there is no browser at /nowhere/chromium\n',
    );
    expect(said('export default {};\n', '--browser-path', '/bin/false')).to.equal(
      'tensor-laws: /bin/false does not start: it ended at once\n',
    );
    expect(said('export default {};\n', '--browser', '--no-isolate')).to.equal(
      'tensor-laws: check: --no-isolate is true, but mine.mjs runs in a page of a browser, not in this process\n',
    );
  });
});
