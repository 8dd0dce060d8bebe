/** A library with forty bugs: green where all are known, red at the forty-first. */
import { expect } from 'chai';
import type { Cause } from '../../src/diagnosis/cause/cause.js';
import { causeId } from '../../src/diagnosis/cause/cause-id.js';
import { deviations } from '../../src/diagnosis/deviations/index.js';
import { withCause } from '../../src/diagnosis/cause/predict.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import type { KnownBug, TensorLibrary } from '../../src/library.js';
import { isTensorOp, opNames, tensorRecord } from '../../src/ops/index.js';
import { reference } from '../../src/reference.js';
import type { Report } from '../../src/report/report.js';
import { worked } from '../diagnosis/deviations/worked/index.js';

const ops = opNames.filter(isTensorOp);

/** Each fault once, in the op that has the fewest so far. */
function faults(): Cause[] {
  const counts = new Map<string, number>();
  const made = new Map<string, Cause>();
  for (const { id, parameters, shownBy } of worked) {
    const deviation = deviations.find((each) => each.id === id)!;
    if (deviation.kind !== 'fault' || made.has(id)) continue;
    const able = (shownBy ?? ops).filter((each) => tensorRecord(each).results === 1 && deviation.applies(tensorRecord(each)));
    const [op] = [...able].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
    if (op === undefined) continue;
    counts.set(op, (counts.get(op) ?? 0) + 1);
    made.set(id, { kind: 'deviation', id, parameters, ops: [op], guards: [] });
  }
  return [...made.values()];
}

const fortyFirst: Cause = {
  kind: 'deviation',
  id: 'same-pads-odd-cell-before',
  parameters: { sizes: 'kept' },
  ops: ['conv'],
  guards: [],
};

const forty = faults()
  .filter(({ ops: [op] }) => op !== 'conv')
  .slice(0, 40);
const known = forty.map((cause): KnownBug => ({ reason: 'old', cause, case: {} }));

const withAll = (causes: readonly Cause[]): TensorLibrary => ({
  ...causes.reduce((library, each) => withCause(library, each), reference),
  known,
});

const check = (causes: readonly Cause[]): Promise<Report> =>
  checkLaws(withAll(causes), { laws: ['agreement/*', 'conv-geometry/*', 'pooling/*', 'padding/*'], runs: 20, seed: 1 });

describe('forty known bugs', function () {
  this.timeout(600_000);

  it('are forty', () => expect(new Set(forty.map(causeId)).size).to.equal(40));

  it('make no law red', async () => {
    const report = await check(forty);
    expect(report.findings.map(({ sentence }) => sentence)).to.deep.equal([]);
    expect(report.fixed).to.equal(undefined);
    expect(report.ok).to.equal(true);
    expect(report.known.length).to.be.greaterThan(20);
    expect(report.results.filter(({ verdict }) => verdict.kind === 'known').length).to.be.greaterThan(40);
  });

  it('leave the forty-first as the one finding', async () => {
    const report = await check([...forty, fortyFirst]);
    expect(report.findings.map(({ id }) => id)).to.deep.equal([causeId(fortyFirst)]);
    const red = report.results.filter(({ verdict }) => verdict.kind === 'violated').map(({ law }) => law);
    expect(red).to.have.members(report.findings[0]!.laws);
  });
});
