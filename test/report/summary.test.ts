import { expect } from 'chai';
import { isGreen, isUndecided } from '../../src/report/outcome.js';
import { summary, unsupportedLines } from '../../src/report/summary.js';
import type { Verdict } from '../../src/judge/verdict.js';
import { holds, late, reportOf, resultsOf } from './reports.js';

const without = (...missing: string[]): Verdict => ({ kind: 'unsupported', missing });

describe('summary', () => {
  it('counts verdicts, and says how far the laws came', () => {
    expect(
      summary(reportOf([holds, { kind: 'holds', runs: 400, discards: {} }, without('conv')], { elapsed: 2340 })).split('\n'),
    ).to.deep.equal(['mine: 3 laws: 2 holds, 1 unsupported', 'seed 1, 20 to 400 runs a law, 2.3 s']);
    expect(summary(reportOf([holds])))
      .to.include('mine: 1 law: 1 holds')
      .and.to.include('seed 1, 20 runs a law');
  });

  it('says which laws were not reached, and what held them up', () => {
    const waits = [
      { what: 'conv hangs', elapsed: 24_300 },
      { what: 'pad did not settle within 5 ms', elapsed: 50 },
    ];
    const lines = summary(reportOf([holds, late, late], { waits })).split('\n');
    expect(lines).to.include('inconclusive: 2 laws: the time ran out before its first run');
    expect(lines).to.include('held up by: conv hangs (24.3 s), pad did not settle within 5 ms (0.1 s)');
    expect(lines.at(-1)).to.equal('not green: more than a tenth of the 3 laws that the ops allow stayed inconclusive');
  });

  it('names what is missing once, with the number of laws that want it', () => {
    const lines = unsupportedLines(reportOf([without('pad'), without('conv', 'pad'), holds, without('no case')]));
    expect(lines).to.deep.equal(['unsupported: pad: 2 laws; conv: 1 law; no case: 1 law']);
    const ops = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    expect(unsupportedLines(reportOf(ops.map((op) => without(op))))[0]).to.match(/h: 1 law; i: 1 law$/);
    expect(unsupportedLines(reportOf([...ops, 'j'].map((op) => without(op))))[0]).to.match(
      /h: 1 law; and for want of 2 more, which --all names$/,
    );
  });
});

describe('isGreen', () => {
  const hold = (count: number): Verdict[] => Array.from({ length: count }, () => holds);

  it('allows a tenth of the laws that were asked to be inconclusive', () => {
    expect(isGreen(resultsOf([...hold(9), late]))).to.equal(true);
    expect(isGreen(resultsOf([...hold(8), late]))).to.equal(false);
  });

  it('does not count what the library has no ops for', () => {
    const unsupported = Array.from({ length: 90 }, () => without('conv'));
    expect(isUndecided(resultsOf([...unsupported, ...hold(8), late]))).to.equal(true);
    expect(isGreen(resultsOf(unsupported))).to.equal(true);
  });

  it('is red for one red law', () => {
    expect(isGreen(resultsOf([...hold(99), { kind: 'crashed', message: 'm' }]))).to.equal(false);
  });
});
