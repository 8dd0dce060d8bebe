/**
 * The HTML report of a real search, opened from disk in headless Chromium: filters, a finding, its copied reproduction run with Node,
 * no error on the console, nothing fetched, and no fault that axe-core sees, in light and dark.
 *
 * `node scripts/browser-smoke.mjs [folder for screenshots]`
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { executablePath } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const screenshots = process.argv[2];

function run(command, args, options = {}) {
  return spawnSync(command, args, { encoding: 'utf8', cwd: root, maxBuffer: 2 ** 28, ...options });
}

// Inside the package: the reproduction imports what is installed here.
const folder = mkdtempSync(join(root, '.browser-smoke-'));
let browser;
try {
  const page = join(folder, 'report.html');
  const flags = ['--runs', '10', '--seed', '1', '--no-database', '--plain', '--html', page];
  const search = run(process.execPath, ['dist/src/cli/main.js', 'search', 'tfjs-cpu', ...flags]);
  assert.ok(existsSync(page), `no report: ${search.stderr}`);

  const args =
    '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
  browser = await chromium.launch({ executablePath, headless: true, args: args.split(' ') });
  const problems = [];

  async function open(colorScheme, withClipboard) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 1400 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const tab = await context.newPage();
    tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
    tab.on('pageerror', (error) => problems.push(String(error)));
    tab.on('request', (request) => request.url().startsWith('file:') || problems.push(`fetched ${request.url()}`));
    if (!withClipboard) {
      await tab.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
      });
    }
    await tab.goto(pathToFileURL(page).href);
    return tab;
  }

  for (const colorScheme of ['light', 'dark']) {
    const tab = await open(colorScheme, colorScheme === 'light');

    const rows = tab.locator('#laws tbody tr:visible');
    const all = await rows.count();
    await tab.getByRole('radio', { name: /^violated/ }).check();
    const violated = await rows.count();
    assert.ok(violated > 0 && violated < all, `${violated} of ${all} laws after a filter`);
    await tab.locator('#filters').getByRole('searchbox', { name: 'Text' }).fill('pooling/');
    const pooling = await rows.count();
    assert.ok(pooling > 0 && pooling < violated, `${pooling} of ${violated} laws after a search`);
    assert.match(await tab.locator('#count').textContent(), new RegExp(`^${pooling} of ${all} laws$`));
    await tab.locator('#filters').getByRole('button', { name: 'Show all' }).click();
    await tab.waitForFunction((count) => document.querySelectorAll('#laws tbody tr:not([hidden])').length === count, all);

    const findings = tab.locator('details.finding:visible');
    const told = await findings.count();
    const ofFindings = tab.getByRole('search', { name: 'Filter the findings' });
    await ofFindings.getByLabel('Op').selectOption('pad');
    const ofPad = await findings.count();
    assert.ok(ofPad > 0 && ofPad < told, `${ofPad} of ${told} findings are of pad`);
    await ofFindings.getByRole('button', { name: 'Show all' }).click();
    await tab.waitForFunction((count) => document.querySelectorAll('details.finding:not([hidden])').length === count, told);

    // The last finding with two results to compare: opened by keyboard, its reproduction copied.
    const compared = 'details.finding:has(svg):has-text("difference:")';
    const id = await tab.locator(compared).last().getAttribute('id');
    const finding = tab.locator(`#${id}`);
    await finding.locator('summary').first().focus();
    await tab.keyboard.press('Enter');
    await finding.locator('svg').waitFor({ state: 'visible' });
    await finding.getByRole('button', { name: 'Copy reproduction' }).click();
    await finding.getByRole('status').first().filter({ hasText: 'copied' }).waitFor();
    const source = await tab.evaluate(() => navigator.clipboard.readText());
    // A copied selection ends without its last line end.
    assert.equal(source.trimEnd(), (await finding.locator(`#${id}-source`).textContent()).trimEnd());
    const file = join(folder, 'reproduction.mjs');
    writeFileSync(file, source);
    const reproduced = run(process.execPath, [file]);
    assert.equal(reproduced.status, 0, reproduced.stderr);
    assert.match(reproduced.stdout, /^expected:[^]*^got:/m);
    console.log(`${colorScheme}: ${all} laws, ${violated} violated; ${id} reproduced:\n${reproduced.stdout.trim()}`);

    if (screenshots !== undefined) {
      mkdirSync(screenshots, { recursive: true });
      await finding.scrollIntoViewIfNeeded();
      await tab.evaluate((at) => document.getElementById(at).scrollIntoView(), id);
      await tab.screenshot({ path: join(screenshots, `finding-${colorScheme}.png`) });
      await tab.evaluate(() => document.getElementById('verdicts').scrollIntoView());
      await tab.screenshot({ path: join(screenshots, `laws-${colorScheme}.png`) });
    }

    await tab.evaluate(axe.source);
    for (const width of [1440, 360]) {
      await tab.setViewportSize({ width, height: 800 });
      // Nothing but what scrolls by itself is wider than the page, on a telephone neither.
      assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth), width);
      assert.equal(await tab.locator('#finding-index').isVisible(), width === 1440);

      // All findings that differ in kind are open for the accessibility check.
      await tab.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
      const { violations, passes } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      const faults = violations.map(({ id: rule, help, nodes }) => `${rule}: ${help}: ${nodes.length} x ${nodes[0].html.slice(0, 200)}`);
      assert.deepEqual(faults, []);
      console.log(`${colorScheme}, ${width} pixels: axe-core passes ${passes.length} rules`);
    }
  }
  assert.deepEqual(problems, []);
} finally {
  await browser?.close();
  rmSync(folder, { recursive: true });
}
