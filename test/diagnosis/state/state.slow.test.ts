import { expect } from 'chai';
import { laws as catalogue } from '../../../properties/index.js';
import type { StateCause } from '../../../src/diagnosis/cause/cause.js';
import type { Finding } from '../../../src/diagnosis/findings/finding.js';
import { checkLaws } from '../../../src/engine/check-laws.js';
import { replay } from '../../../src/engine/replay.js';
import { toJson } from '../../../src/judge/json.js';
import type { TensorLibrary } from '../../../src/library.js';
import { reproductionOf } from '../../../src/report/reproduction.js';
import { describeCounterexample } from '../../../src/report/failure.js';
import { finding as schema } from '../../../src/search/schema/finding.js';
import * as bugs from './planted.js';

const laws = [
  'agreement/conv',
  'layout/{own-data,order-independent,result-not-aliased,concurrent-calls,inputs-untouched}-conv',
  'conv-algebra/additive-in-w',
];

async function findingsOf(library: TensorLibrary, runs = 40): Promise<readonly Finding[]> {
  return (await checkLaws(library, { laws, seed: 1, runs })).findings;
}

/** What is expected of a library with one bug: the id of the cause, its sentence, and how many calls show it. */
interface Expected {
  readonly bug: keyof typeof bugs & string;
  readonly id: string;
  readonly sentence: string;
  readonly calls: number;
  /** Runs that it takes. Default: 40. */
  readonly runs?: number;
}

const expected: readonly Expected[] = [
  {
    bug: 'packedOnce',
    id: 'since-other-data:filter',
    sentence: 'conv keeps the filter of an earlier call in the same shapes',
    calls: 2,
  },
  { bug: 'dirtyScratch', id: 'after-same-shapes', sentence: 'conv answers otherwise right after a call in the same shapes', calls: 2 },
  { bug: 'staleProgram', id: 'after-other-shapes', sentence: 'conv answers otherwise right after a call in other shapes', calls: 2 },
  { bug: 'sharedBuffer', id: 'writes-over-results', sentence: 'conv writes over results that were returned before', calls: 2 },
  { bug: 'cachedEntry', id: 'returns-one-result', sentence: 'conv returns one tensor twice, and not a copy', calls: 2 },
  { bug: 'oneSlot', id: 'in-flight', sentence: 'conv answers otherwise while another call is under way', calls: 2 },
  {
    bug: 'planByShapes',
    id: 'since-other-attributes',
    sentence: 'conv answers otherwise once there was a call with other attributes in the same shapes',
    calls: 2,
    runs: 100,
  },
  {
    bug: 'rememberedResult',
    id: 'after-other-data',
    sentence: 'conv answers otherwise right after a call on other data in the same shapes',
    calls: 2,
  },
  { bug: 'writesArgument', id: 'writes-argument', sentence: 'conv writes to its arguments', calls: 1 },
  { bug: 'everySeventh', id: 'equal-calls', sentence: 'conv answers equal calls differently: 4 of 21 went wrong', calls: 1 },
];

function plantedBug(bug: Expected['bug']): TensorLibrary {
  return bugs.planted(bug, ['conv'], bugs[bug] as Parameters<typeof bugs.planted>[2]);
}

describe('findings of state', function () {
  this.timeout(120_000);

  for (const { bug, id, sentence, calls, runs } of expected) {
    it(`are one, with the calls that lead to it, and replay by them: ${bug}`, async () => {
      const findings = await findingsOf(plantedBug(bug), runs);
      expect(findings.map((each) => each.sentence)).to.deep.equal([sentence]);
      const [{ cause, severity, counterexample }] = findings as [Finding];
      expect((cause as StateCause).id).to.equal(id);
      expect((cause as StateCause).calls.length).to.equal(calls);
      expect(severity).to.equal('state');
      // What comes and goes by itself need not come back.
      if (cause.kind !== 'chance') expect((await replay(counterexample, plantedBug(bug))).kind).to.equal('violated');
    });
  }

  it('are none of honest libraries: one that caches whole calls, one that answers later', async () => {
    for (const bug of ['rightCache', 'later'] as const) expect(await findingsOf(plantedBug(bug), 50)).to.deep.equal([]);
  });

  it('are one over all ops that have the bug', async () => {
    const library = bugs.planted('stale', ['conv', 'maxPool', 'pad'], bugs.staleProgram);
    const { findings } = await checkLaws(library, { laws: ['agreement/{conv,max-pool,pad}'], seed: 1, runs: 30 });
    expect(findings.map(({ ops }) => [...ops].sort())).to.deep.equal([['conv', 'maxPool', 'pad']]);
  });

  it('show the calls in every text, and a file that makes them', async () => {
    const [finding] = await findingsOf(plantedBug('dirtyScratch'));
    const text = describeCounterexample(
      catalogue.find(({ id }) => id === finding!.counterexample.law)!,
      finding!.counterexample,
    );
    expect(text).to.match(/After, or beside,\n +conv\(.*\)\n +this call:\n +conv\(/);
    expect(reproductionOf(finding!)!.match(/await library\.ops\.conv\(/g)).to.have.length(2);
    const json: unknown = JSON.parse(JSON.stringify(toJson(finding)));
    expect(toJson(schema.parse(json))).to.deep.equal(json);
  });
});

describe('a library that cannot be pinned down', function () {
  this.timeout(120_000);

  it('has one finding for errors that differ in every message', async () => {
    let calls = 0;
    const library = bugs.planted('wordy', ['conv'], () => () => {
      throw new Error(`no kernel ${(++calls * 7919).toString(36)} for this call`);
    });
    const findings = await findingsOf(library, 20);
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['conv throws "Error: no kernel … for this call"']);
  });

  it('has one finding where it answers at random', async () => {
    // mulberry32: the same numbers in each run of the test.
    let state = 1;
    const random = (): number => {
      state = (state + 0x6d2b79f5) | 0;
      const t = Math.imul(state ^ (state >>> 15), 1 | state);
      const u = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((u ^ (u >>> 14)) >>> 0) / 2 ** 32;
    };
    const library = bugs.planted(
      'dice',
      ['conv'],
      (op) =>
        (...args) =>
          random() < 0.2 ? bugs.plusOne(op(...args)) : op(...args),
    );
    const findings = await findingsOf(library, 30);
    expect(findings.map(({ cause }) => [cause.kind, (cause as StateCause).id])).to.deep.equal([['chance', 'equal-calls']]);
  });

  it('has a finding where it answers otherwise once it is probed, and the other bugs are found too', async () => {
    const seen = new Map<string, number>();
    const library = bugs.planted('shy', ['conv', 'maxPool'], (op) => (...args) => {
      const key = JSON.stringify(toJson(args));
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      const y = op(...args);
      return times === 1 && y.shape.length > 3 ? bugs.plusOne(y) : y;
    });
    const { findings } = await checkLaws(library, { laws: ['agreement/{conv,max-pool}'], seed: 1, runs: 30 });
    expect(findings.flatMap(({ ops }) => ops)).to.include.members(['conv', 'maxPool']);
    expect(findings.length).to.be.at.most(2);
  });
});
