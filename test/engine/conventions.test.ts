import { expect } from 'chai';
import * as fc from 'fast-check';
import { nanStaysInItsFieldMaxPool } from '../../properties/special-values.js';
import { maxPool as agreesMaxPool } from '../../properties/agreement.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { property } from '../../src/engine/property.js';
import type { LibraryOps } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { reportHtml } from '../../src/report/html.js';
import { reportJunit } from '../../src/report/junit.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { summary } from '../../src/report/summary.js';
import { exitStatus } from '../../src/cli/exit-status.js';
import { reportLines } from '../../src/cli/output/print-report.js';
import { parseReport } from '../../src/search/merge.js';
import { reportJson } from '../../src/report/json.js';
import { planted, poolOf } from '../conventions/planted.js';

const maximum = (cells: readonly number[]): number => cells.reduce((most, value) => (value > most ? value : most), -Infinity);
const ignoring = poolOf(maximum);
const never = new AbortController().signal;
const options = { laws: [agreesMaxPool, nanStaysInItsFieldMaxPool], runs: 60, seed: 3 };

describe('a law that conventions alone break', () => {
  const library = planted({ maxPool: ignoring });

  it('has the verdict convention, and makes no check red but a strict one', async () => {
    const report = await checkLaws(library, options);
    expect(report.results.map(({ verdict }) => verdict.kind)).to.deep.equal(['convention', 'convention']);
    expect(report.findings).to.deep.equal([]);
    expect(report.conventions.map(({ sentence }) => sentence)).to.deep.equal([
      'maxPool differs by convention: it ignores NaN in its maximum or minimum',
    ]);
    expect(report.conventions[0]!.laws).to.have.members(report.results.map(({ law }) => law));
    expect(report.ok).to.equal(true);
    expect([exitStatus(report, never), exitStatus(report, never, true)]).to.deep.equal([0, 1]);

    const told = /maxPool differs by convention: it ignores NaN in its maximum or minimum \(as Direct3D, max; NumPy, fmax\)/;
    expect(reportLines(report, { terminal: { stream: process.stdout } }).join('\n')).to.match(told);
    expect(reportMarkdown(report, options.laws)).to.include('### Conventions').and.include('maxPool differs by convention');
    expect(reportHtml(report, options.laws)).to.match(told);
    expect(reportJunit(report, options.laws)).to.include('failures="0"').and.include('skipped="2"');
    expect(summary(report)).to.include('2 convention');
    const read = parseReport('report.json', reportJson(report));
    expect([read.conventions[0]!.id, read.results[0]!.verdict.kind]).to.deep.equal([report.conventions[0]!.id, 'convention']);
  });

  it('is violated by a bug beside them', async () => {
    // In ceil mode, the first cell of a whole batch is one more.
    const both: LibraryOps['maxPool'] = async (x, a) => {
      const y = await ignoring(x, a);
      if (x.shape[0]! > 1 && a.ceilMode) y.data[0]! += 1;
      return y;
    };
    const report = await checkLaws(planted({ maxPool: both }), { ...options, laws: [agreesMaxPool] });
    expect(report.results[0]!.verdict.kind).to.equal('violated');
    expect(report.findings.length).to.be.greaterThan(0);
    expect(report.conventions.map(({ cause }) => ('id' in cause ? cause.id : cause.kind))).to.deep.equal(['max-ignores-nan']);
    expect(exitStatus(report, never)).to.equal(1);
  });

  it('passes as a property, where a fault like it fails', async () => {
    const fails = async (maxPool: NonNullable<LibraryOps['maxPool']>) =>
      (await fc.check(property(agreesMaxPool, planted({ maxPool })), { numRuns: 30, seed: 3 })).failed;
    expect(await fails(ignoring)).to.equal(false);
    expect(await fails(poolOf((cells) => maximum(cells.map((value) => (Number.isNaN(value) ? 0 : value)))))).to.equal(true);
    expect(await fails((x, a) => (x.shape.length === 4 ? ignoring(x, a) : kernels.maxPool(x, a)))).to.equal(true);
  });
});
