/**
 * The built site in headless Chromium, from a folder of a file server: eleven pages at three widths, light and dark. Nothing fails or comes
 * from elsewhere, no page is wider than its window, axe-core sees no fault, formulas are drawn, the search finds; pages can be read
 * without scripts; and the laboratory finds what is planted.
 *
 * `npm run site && node scripts/site-browser.mjs [folder for screenshots]`
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { executablePath } from './chromium.mjs';
import { checkLaboratory } from './site/check-laboratory.mjs';
import { serve } from './site/serve.mjs';

const screenshots = process.argv[2];
const pages = [
  ...[
    'index',
    'start',
    'book/question',
    'laws/padding',
    'laws/conv-algebra',
    'laboratory',
    'conventions',
    'scoreboard/index',
    'scoreboard/tfjs-cpu',
  ],
  ...['codes/dilation-positive', 'api/tensor-laws/functions/checkLaws'],
].map((path) => `${path}.html`);
const widths = [360, 768, 1440];

/** What newcomers type, and a page that must be among the first answers. */
const questions = {
  with_space_to_batch: 'book/question.html',
  separable_conv2d: 'start.html#why-does-separable',
  'baseline known bugs': 'ci.html',
  'NaN maximum': 'conventions.html',
  'dilation-positive': 'codes/dilation-positive.html',
  inconclusive: 'verdicts.html',
  'float16 accumulation': 'precision.html',
  'ONNX model': 'model.html',
  'WebGL browser': 'browser.html',
  defineLibrary: 'api/tensor-laws/functions/defineLibrary.html',
};

const { address, close } = await serve(fileURLToPath(new URL('../build/site/', import.meta.url)), { under: '/some/where/' });
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const problems = [];

function watch(tab) {
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(`${tab.url()}: ${message.text()}`));
  tab.on('pageerror', (error) => problems.push(`${tab.url()}: ${error}`));
  tab.on('response', (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`));
  tab.on(
    'request',
    (request) => /^(?:data:|blob:|http:\/\/127\.0\.0\.1:)/.test(request.url()) || problems.push(`fetched ${request.url()}`),
  );
  return tab;
}

async function faults(tab) {
  await tab.evaluate(axe.source);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, help, nodes }) => `${tab.url()}: ${id}: ${help}: ${nodes.length} x ${nodes[0].html.slice(0, 160)}`);
}

try {
  let slowest = 0;
  for (const colorScheme of ['light', 'dark']) {
    for (const width of widths) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const tab = watch(await context.newPage());
      for (const page of pages) {
        // Scripts have settled before the window is looked at closely.
        await tab.goto(address + page, { waitUntil: width === 1440 ? 'networkidle' : 'load' });
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) problems.push(`${page} is ${wide} pixels wide in a window of ${width}`);
        slowest = Math.max(slowest, await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0));
        if (width === 1440 || (width === 360 && colorScheme === 'dark')) problems.push(...(await faults(tab)));
        if (screenshots === undefined) continue;
        mkdirSync(screenshots, { recursive: true });
        await tab.screenshot({ path: join(screenshots, `${page.replaceAll('/', '-')}-${width}-${colorScheme}.png`) });
      }
      await context.close();
    }
  }
  console.log(`${pages.length} pages, ${widths.length} widths, light and dark; the slowest first paint after ${slowest.toFixed(0)} ms`);

  const tab = watch(await browser.newPage());
  await tab.goto(`${address}book/question.html`, { waitUntil: 'networkidle' });
  const formula = await tab.locator('math').first().boundingBox();
  assert.ok(formula.width > 10 && formula.height > 5, 'a formula is drawn');
  await tab.goto(`${address}index.html`, { waitUntil: 'networkidle' });
  for (const [question, answer] of Object.entries(questions)) {
    await tab.keyboard.press('Control+k');
    await tab.getByRole('searchbox').fill(question);
    const results = tab.locator('.VPLocalSearchBox .results a');
    await results
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(() => undefined);
    await tab.waitForTimeout(400);
    const found = await results.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    if (!found.slice(0, 8).some((href) => href.includes(answer)))
      problems.push(`'${question}' finds ${found.slice(0, 5)}, and not ${answer}`);
    await tab.keyboard.press('Escape');
  }
  console.log(`${Object.keys(questions).length} questions asked of the search`);

  const plain = watch(await (await browser.newContext({ javaScriptEnabled: false })).newPage());
  for (const page of ['book/question.html', 'scoreboard/index.html']) {
    await plain.goto(address + page);
    assert.ok(await plain.locator('h1').first().isVisible(), `${page} without scripts`);
    await plain.locator('.vp-doc a').first().click();
    assert.ok(await plain.locator('h1').first().isVisible(), `a link of ${page} without scripts`);
  }
  const milliseconds = await checkLaboratory(watch(await browser.newPage()), address);
  console.log(
    `the laboratory finds the bug of a typed kernel after ${(milliseconds / 1000).toFixed(1)} s, and outlives code that means no good`,
  );
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  close();
}
