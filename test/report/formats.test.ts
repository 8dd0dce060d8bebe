import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { laws } from '../../properties/index.js';
import type { LawResult, Report } from '../../src/report/report.js';
import { checkLaws, reference } from '../../src/index.js';
import { reportHtml } from '../../src/report/html.js';
import { reportJson } from '../../src/report/json.js';
import { reportJunit } from '../../src/report/junit.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { hostileReport } from './report-of.js';

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8')) as object;

describe('reports', function () {
  this.timeout(120_000);
  let report: Report;
  before(async () => {
    report = await hostileReport();
  });

  it('has what the other tests look at', () => {
    const kinds = new Set(report.results.map(({ verdict }) => verdict.kind));
    expect([...kinds]).to.include.members(['violated', 'known', 'unsupported', 'crashed', 'timedOut']);
    expect(report.findings.length).to.be.greaterThan(1);
  });

  describe('JSON', () => {
    const validate = new Ajv2020({ allErrors: true, strict: true, strictTuples: false, strictTypes: false }).compile(schema);

    it('obeys its schema', async () => {
      const held = await checkLaws(reference, { laws: ['conv-algebra/*'], runs: 5, seed: 1 });
      for (const each of [report, held]) expect(validate(JSON.parse(reportJson(each))), JSON.stringify(validate.errors)).to.equal(true);
    });

    it('is told from what does not', () => {
      const json = JSON.parse(reportJson(report)) as { results: { verdict: object }[] };
      json.results[0]!.verdict = { kind: 'splendid' };
      expect(validate(json)).to.equal(false);
      expect(validate({ ...(json as object), results: [], seed: 1.5 })).to.equal(false);
    });
  });

  it('JUnit: counts agree with the elements, and nothing hostile stays', () => {
    const xml = reportJunit(report, laws);
    const count = (pattern: RegExp): number => (xml.match(pattern) ?? []).length;
    const [, tests, failures, errors, skipped] = /<testsuites .*? tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)"/.exec(xml)!;
    expect(count(/<testcase /g))
      .to.equal(Number(tests))
      .and.equal(report.results.length);
    expect(count(/<failure /g))
      .to.equal(Number(failures))
      .and.be.greaterThan(0);
    expect(count(/<error /g))
      .to.equal(Number(errors))
      .and.equal(2);
    expect(count(/<skipped /g))
      .to.equal(Number(skipped))
      .and.be.greaterThan(0);
    expect(xml).to.include('<skipped message="known: ');
    expect(xml).to.not.include('<script').and.to.not.include('\u0001');
  });

  it('Markdown: hostile text is plain text', () => {
    const markdown = reportMarkdown(report, laws);
    const outside = markdown.replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, '');
    expect(outside)
      .to.include('## tensor-laws: ')
      .and.match(/\\<script\\>/);
    expect(outside.replaceAll('\\<', '')).to.not.include('<script');
  });

  it('tells findings beyond the last whole sweep apart', () => {
    const { length } = report.findings;
    for (const text of [reportMarkdown(report, laws).replaceAll('\\', ''), reportHtml(report, laws)]) {
      expect(text).to.include(`${length} distinct findings, and 1 beyond run 20; 1 known bug.`);
      expect(text.indexOf('Found beyond run 20 of some laws')).to.be.greaterThan(0);
      expect(text.lastIndexOf('maxPool: ends its process')).to.be.greaterThan(text.indexOf('Found beyond run 20 of some laws'));
    }
  });

  describe('HTML', () => {
    let page: string;
    before(() => {
      page = reportHtml(report, laws, { library: './evil"><script>.ts' });
    });

    it('escapes whatever a library or a user named', () => {
      expect(page.match(/<script/g)).to.have.length(1);
      expect(page).to.include('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(page).to.not.match(/alert\(1\)<\/script>/);
    });

    it('fetches nothing', () => {
      expect(page).to.include('default-src &#39;none&#39;');
      expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).to.not.match(/(?:src|href)="(?:https?:)?\/\//);
    });

    it('has a picture, a reproduction and a token, and every law in a row', () => {
      expect(page).to.include('<svg').and.include('id="finding-1-source"').and.include('npx tensor-laws replay');
      const unsupported = report.results.filter(({ verdict }) => verdict.kind === 'unsupported');
      expect(
        page.slice(page.indexOf('<table id="laws"'), page.indexOf('</tbody>', page.indexOf('<table id="laws"'))).match(/<tr><th>/g),
      ).to.have.length(report.results.length - unsupported.length);
      for (const { law } of unsupported) expect(page.slice(page.indexOf('<details><summary>Unsupported: '))).to.include(law.split('/')[1]);
      const ids = [...page.matchAll(/ id=("[^"]+"|[\w-]+)/g)].map(([, id]) => id!.replaceAll('"', ''));
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('tells marks and letters once, and every link into the page leads somewhere', () => {
      expect(page.match(/feeds the cell, ×weight/g)).to.have.length(1);
      expect(page.match(/C = conv/g)).to.have.length(1);
      for (const [, id] of page.matchAll(/href="?#([\w-]+)/g)) expect(page, id).to.match(new RegExp(` id="?${id}[" >]`));
    });

    it('shows what was drawn, in the order of the numbers', () => {
      const text = reportHtml({ ...report, drawn: { stride: { 2: 1, '5 to 8': 1, 1: 2 } } }, laws);
      const rows = /<caption>stride \(4\)<\/caption>.*?<\/table>/.exec(text)![0];
      expect([...rows.matchAll(/<th>(.*?)<td>.*?<\/b> (\d+ %)/g)].map(([, value, share]) => [value, share])).to.deep.equal([
        ['1', '50 %'],
        ['2', '25 %'],
        ['5 to 8', '25 %'],
      ]);
    });

    it('has known bugs among the findings, told apart', () => {
      expect(page.match(/data-standing="new"/g)).to.have.length(report.findings.length + 1);
      expect(page.match(/data-standing="known"/g)).to.have.length(1);
    });

    it('is under 350 kB for 33 findings and a catalogue of laws', () => {
      const [found] = report.findings;
      const many = laws.map(({ id, statement }, i): LawResult => {
        const coverage = { hit: 100 + i, possible: 2000 };
        return { law: id, statement, verdict: { kind: 'holds', runs: 50, discards: {}, coverage }, runs: 50, elapsed: 1 };
      });
      const findings = Array.from({ length: 33 }, (_, i) => ({
        ...found!,
        title: `convTranspose, as well as convInputGradient, does not clamp 'same' pads at 0 where dilation > ${i}`,
        counterexample: { ...found!.counterexample, library: 'mine' },
        laws: laws.slice(i, i + 12).map(({ id }) => id),
      }));
      const text = reportHtml({ ...report, results: many, findings, beyond: [], known: [] }, laws);
      expect(text.match(/<details class="finding"/g)).to.have.length(33);
      expect(Buffer.byteLength(text)).to.be.below(350_000);
    });
  });
});
