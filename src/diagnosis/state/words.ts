/** Causes of state, chance and interference in words, as they follow the op. */
import type { StateCause } from '../cause/cause.js';
import { listed } from '../cause/words.js';
import { parseStateId, type StateId, type Touching } from './relations.js';

const ofMemory: Readonly<Record<string, string | undefined>> = {
  'writes-argument': 'writes to its arguments',
  'writes-over-results': 'writes over results that were returned before',
  'returns-its-argument': 'returns a view of its argument',
  'returns-one-result': 'returns one tensor twice, and not a copy',
};

const calls = {
  'equal-call': 'an equal call',
  'other-data': 'a call on other data in the same shapes',
  'other-attributes': 'a call with other attributes in the same shapes',
  'same-shapes': 'a call in the same shapes',
  'other-shapes': 'a call in other shapes',
  'another-call': 'another call',
  'any-call': 'any other call',
  'another-op': '',
} as const satisfies Record<Touching, string>;

function ledWords({ when, touching, keeps }: StateId, lead: string | undefined): string {
  const call = touching === 'another-op' ? `a call of ${lead ?? 'another op'}` : calls[touching];
  if (keeps.length === 0) return when === 'after' ? `answers otherwise right after ${call}` : `answers otherwise once there was ${call}`;
  return `keeps ${listed(keeps.map((name) => `the ${name}`))} of ${when === 'after' ? 'the last' : 'an earlier'} call in the same shapes`;
}

export function stateWords({ kind, id, calls: sequence, rate }: StateCause): string {
  if (kind === 'interference') return 'answers otherwise while another call is under way';
  if (kind === 'chance') {
    if (rate === undefined) return 'answers equal calls differently';
    if (rate.strays === rate.of) return `answers equal calls differently: all of ${rate.of} went wrong, and not alike`;
    return `answers equal calls differently: ${rate.strays} of ${rate.of} went wrong`;
  }
  const led = parseStateId(id);
  if (led !== undefined) return ledWords(led, sequence[0]?.op);
  const before = sequence.length - 1;
  return ofMemory[id] ?? `answers otherwise after ${before > 1 ? `${before} ` : ''}other calls`;
}
