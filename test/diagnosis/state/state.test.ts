import { expect } from 'chai';
import type { StateCause } from '../../../src/diagnosis/cause.js';
import type { Finding } from '../../../src/diagnosis/finding.js';
import { checkLaws } from '../../../src/engine/check-laws.js';
import type { TensorLibrary } from '../../../src/library.js';
import * as bugs from './planted.js';

const laws = ['agreement/conv', 'layout/*-conv', 'conv-algebra/zero', 'conv-algebra/negation'];

async function findingsOf(library: TensorLibrary): Promise<readonly Finding[]> {
  return (await checkLaws(library, { laws, seed: 1 })).findings;
}

/** What is expected of a library with one bug: the id of the cause, its sentence, and how many calls show it. */
interface Expected {
  readonly bug: keyof typeof bugs & string;
  readonly id: string;
  readonly sentence: string;
  readonly calls: number;
}

const expected: readonly Expected[] = [
  {
    bug: 'packedOnce',
    id: 'since-other-data:filter',
    sentence: 'conv keeps filter of an earlier call in the same shapes',
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

  for (const { bug, id, sentence, calls } of expected) {
    it(`are one, with the calls that lead to it: ${bug}`, async () => {
      const findings = await findingsOf(plantedBug(bug));
      expect(findings.map((each) => each.sentence)).to.deep.equal([sentence]);
      const cause = findings[0]!.cause as StateCause;
      expect(cause.id).to.equal(id);
      expect(cause.calls.length).to.equal(calls);
      expect(findings[0]!.severity).to.equal('state');
    });
  }
});
