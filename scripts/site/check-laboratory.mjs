/** The laboratory and a button "break it", clicked: what is found, and what code that means no good comes to. */
import assert from 'node:assert/strict';

const ended = '.tl-status.tl-done, .tl-status.tl-refused, .tl-status.tl-stopped';

const waitForEnd = (within) => within.locator(ended).waitFor({ timeout: 120_000 });

async function breakIt(tab, address) {
  await tab.goto(`${address}laws/conv-geometry.html`, { waitUntil: 'networkidle' });
  const broken = tab.locator('.tl-break', { has: tab.getByRole('button', { name: 'break it: conv-geometry/same-is-explicit' }) });
  await broken.getByRole('button', { name: 'break it' }).click();
  await waitForEnd(broken);
  assert.match(await broken.locator('.tl-status').innerText(), /^1 of 1 law is red/);
  const planted = (await broken.locator('p', { hasText: 'Planted:' }).innerText()).replace('Planted: ', '');
  assert.equal((await broken.locator('.tl-finding p').first().innerText()).replace('Finding: ', ''), planted, 'what is planted is found');
  assert.ok((await broken.locator('.tl-picture .cell').count()) > 0, 'the smallest case is drawn');
  const steps = broken.getByRole('slider');
  const last = Number(await steps.getAttribute('max'));
  assert.ok(last > 0, 'the case shrinks in steps');
  const smallest = await broken.locator('.tl-call').innerText();
  await steps.fill('0');
  assert.notEqual(await broken.locator('.tl-call').innerText(), smallest, 'the first step is shown');
}

const form = (tab) => ({
  run: () => tab.getByRole('button', { name: 'run the laws' }).click(),
  type: async (code, laws) => {
    await tab.getByLabel('what is checked').selectOption('kernel');
    await tab.getByLabel('code, that returns its ops').fill(code);
    await tab.getByLabel('laws: ids').fill(laws);
  },
  status: () => tab.locator('.tl-status').innerText(),
  ended: () => waitForEnd(tab),
});

async function deviation(tab, address) {
  await tab.goto(`${address}laboratory.html`, { waitUntil: 'networkidle' });
  await tab.getByLabel('deviation', { exact: true }).selectOption('same-pads-undilated');
  await tab.getByLabel('laws: ids').fill('conv-geometry/*');
  const { run, status, ended: end } = form(tab);
  await run();
  await end();
  assert.match(await status(), /^[1-9]\d* of \d+ laws are red/);
  assert.ok((await tab.locator('#red + ul li').count()) > 2, 'red laws are listed');
  assert.ok((await tab.locator('.tl-finding .tl-picture').count()) > 0, 'the smallest counterexample is drawn');
  return tab.url();
}

async function kernel(tab, address) {
  await tab.goto(`${address}laboratory.html`, { waitUntil: 'networkidle' });
  await tab.getByLabel('what is checked').selectOption('kernel');
  await tab.getByLabel('begin from').selectOption('a convolution on one axis, by hand');
  const { run, ended: end } = form(tab);
  const started = performance.now();
  await run();
  await end();
  assert.match(await tab.locator('.tl-finding p').first().innerText(), /conv ignores its dilations/);
  return performance.now() - started;
}

/** What code does that means no good, and what is said of it. */
const bad = {
  "throw new Error('no')": /^no$/,
  'return 5': /must return its ops/,
  'return {': /Unexpected token/,
  'return { maxPool: 1 }': /maxPool/,
  "return { maxPool: () => { throw new Error('mine'); } }": /is red/,
  "return { maxPool: () => 'rubbish' }": /is red/,
  'return { maxPool: () => new Promise(() => undefined) }': /is red/,
  // Nothing of the page is there, and no network.
  "return { maxPool: async () => { await fetch('http://192.0.2.1/'); } }": /is red/,
  'document.title = 1': /document is not defined/,
  // Forged messages: no answers, and markup that is shown as words.
  'postMessage(5)': /no answer/,
  "postMessage({ kind: 'refused', message: '<img src=x onerror=alert(1)>' })": /^<img src=x onerror=alert\(1\)>$/,
};

async function badCode(tab, address) {
  const { run, type, status, ended: end } = form(tab);
  for (const [code, said] of Object.entries(bad)) {
    await tab.goto(`${address}laboratory.html`, { waitUntil: 'networkidle' });
    await type(code, 'pooling/max-monotone');
    await run();
    await end();
    assert.match(await status(), said, code);
  }
  const svg =
    '<svg class="tl-picture"><script>alert(1)</script><image href="http://192.0.2.1/x"/><rect width="9" onclick="alert(1)"/></svg>';
  await type(`postMessage({ kind: 'smaller', law: '', text: 'forged', svg: ${JSON.stringify(svg)} }); return 5`, 'pooling/max-monotone');
  await run();
  await end();
  const drawn = await tab.locator('.tl-result .tl-picture').evaluate((each) => each.outerHTML);
  assert.match(drawn, /<rect width="9"/);
  assert.doesNotMatch(drawn, /script|image|onclick/);
  await type('return { maxPool: () => { for (;;); } }', 'pooling/max-monotone');
  await run();
  await tab.getByRole('button', { name: 'stop' }).click();
  assert.equal(await status(), 'stopped', 'the page lives while code loops for ever');
  assert.equal(await tab.locator('iframe').count(), 0, 'nothing runs any more');
}

async function addresses(tab, address, shared) {
  // Another page first: a change behind the # alone loads nothing.
  const open = async (url) => {
    await tab.goto(`${address}verdicts.html`);
    await tab.goto(url, { waitUntil: 'networkidle' });
  };
  await open(shared);
  assert.equal(await tab.getByLabel('laws: ids').inputValue(), 'conv-geometry/*');
  assert.equal(await tab.locator('.tl-result').count(), 0, 'nothing of an address runs before a click');
  const link = (form) => `${address}laboratory.html#run=${Buffer.from(JSON.stringify(form)).toString('base64url')}`;
  const cause = { kind: 'cause', deviation: 'none', op: 'conv', parameters: 'null', laws: 'conv-geometry/*', seed: 1, runs: 30 };
  for (const forged of [shared.slice(0, -9), link({ ...cause, seed: -1 }), link({ kind: 'kernel' }), `${address}laboratory.html#run=.`]) {
    await open(forged);
    assert.match(await tab.locator('.tl-status').innerText(), /the address was cut/);
  }
  await open(link(cause));
  await form(tab).run();
  await waitForEnd(tab);
  assert.match(await tab.locator('.tl-status').innerText(), /none is no deviation of conv/);
}

/** @throws AssertionError */
export async function checkLaboratory(tab, address) {
  tab.on('dialog', (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
  await breakIt(tab, address);
  const shared = await deviation(tab, address);
  const milliseconds = await kernel(tab, address);
  await badCode(tab, address);
  await addresses(tab, address, shared);
  return milliseconds;
}
