import { expect } from 'chai';
import { Writable } from 'node:stream';
import { reportLines } from '../../../src/cli/output/print-report.js';
import { styled, wrapped } from '../../../src/cli/output/terminal.js';
import { checkLaws, defineLibrary, reference, type Report } from '../../../src/index.js';

const stream = new Writable({ write: (_chunk, _encoding, done) => done() });

describe('wrapped', () => {
  it('breaks between words and indents what follows', () => {
    expect(wrapped('conv pads the wrong side', { stream, columns: 12 })).to.equal('conv pads\n  the wrong\n  side');
  });

  it('leaves a file, and what fits, as they are', () => {
    expect(wrapped('conv pads the wrong side', { stream })).to.equal('conv pads the wrong side');
    expect(wrapped('conv pads', { stream, columns: 9 })).to.equal('conv pads');
  });

  it('keeps a word whole that is longer than a line', () => {
    expect(wrapped('a conv-geometry/same-is-explicit b', { stream, columns: 10 })).to.include('conv-geometry/same-is-explicit');
  });
});

describe('styled', () => {
  it('colours nothing in a file', () => {
    expect(styled('heading', 'Finding', { stream })).to.equal('Finding');
  });

  it('colours a terminal, and heeds NO_COLOR', () => {
    const terminal = { stream: Object.assign(new Writable(), { isTTY: true, getColorDepth: () => (process.env['NO_COLOR'] ? 1 : 8) }) };
    const { FORCE_COLOR, NO_COLOR } = process.env;
    delete process.env['FORCE_COLOR'];
    try {
      process.env['NO_COLOR'] = '1';
      expect(styled('bad', 'red', terminal)).to.equal('red');
      delete process.env['NO_COLOR'];
      expect(styled('bad', 'red', terminal)).to.equal('\u001b[31mred\u001b[39m');
    } finally {
      if (FORCE_COLOR !== undefined) process.env['FORCE_COLOR'] = FORCE_COLOR;
      if (NO_COLOR !== undefined) process.env['NO_COLOR'] = NO_COLOR;
    }
  });
});

describe('reportLines', () => {
  let report: Report;
  before(async () => {
    const { matmul, pad } = reference.ops;
    const library = defineLibrary({ name: 'two-ops', ops: { matmul: matmul!, pad: (x, a) => pad!(x, { ...a, mode: 'constant' }) } });
    report = await checkLaws(library, { laws: ['patches-and-matmul/*', 'agreement/*'], runs: 10, seed: 1 });
  });

  it('counts the laws that hold, and names an op that is missing once', () => {
    const lines = reportLines(report, { terminal: { stream } }).join('\n').split('\n');
    const begun = lines.findIndex((line) => line.startsWith('unsupported: '));
    const unsupported = lines.slice(begun, lines.indexOf('', begun)).join(' ');
    expect(unsupported.split(/: \d+ laws?(?:; )?/).filter((what) => /^(unsupported: )?extractPatches$/.test(what.trim()))).to.have.length(
      1,
    );
    // What became of the laws comes last.
    expect(lines.findIndex((line) => line.startsWith('two-ops: '))).to.be.above(begun);
    expect(lines.filter((line) => line.includes(': holds'))).to.deep.equal([]);
    expect(lines.some((line) => /^Finding 1 of \d+: pad/.test(line))).to.equal(true);
  });

  it('lists every law with --all', () => {
    const text = reportLines(report, { terminal: { stream }, all: true }).join('\n');
    for (const { law } of report.results) expect(text).to.match(new RegExp(`^${law}: `, 'm'));
  });

  it('tells ten findings in full, and the others in a line each', () => {
    const [first] = report.findings;
    const many = { ...report, findings: Array.from({ length: 12 }, () => first!) };
    const text = reportLines(many, { terminal: { stream } }).join('\n');
    expect(text.match(/^Finding \d+ of 12/gm)).to.have.length(10);
    expect(text).to.include('2 more, which --all tells in full:').and.to.include('  12 of 12: pad');
    expect(
      reportLines(many, { terminal: { stream }, all: true })
        .join('\n')
        .match(/^Finding \d+ of 12/gm),
    ).to.have.length(12);
  });

  it('breaks prose between words at 40 columns', () => {
    const prose = reportLines(report, { terminal: { stream, columns: 40 } }).filter((line) => /^(Finding|unsupported|two-ops)/.test(line));
    for (const line of prose.flatMap((each) => each.split('\n'))) if (/\s/.test(line.trim())) expect(line.length).to.be.at.most(40);
  });
});
