/** Records turned wrong, each made once. */
import type { OpRecord } from '../../ops/index.js';
import type { DeviationCause } from './cause.js';
import { deviatedIn } from './cell-set.js';
import type { Deviation } from '../deviation.js';

const made = new WeakMap<OpRecord, Map<string, OpRecord>>();

/** What of a cause makes a record wrong. */
export type Named = Pick<DeviationCause, 'id' | 'parameters' | 'cells'>;

/** The record of an op as two deviations make it, one upon the other, in either order. */
export function deviatedByBoth(record: OpRecord, one: Named, other: Named, deviations: readonly Deviation[]): readonly OpRecord[] {
  return [
    [one, other],
    [other, one],
  ].flatMap(([first, second]) => {
    // What is wrong in some cells alone has a plan of its own, that no other deviation reads.
    if (first!.cells !== undefined) return [];
    const half = deviatedRecord(record, first!, deviations);
    return (half && deviatedRecord(half, second!, deviations)) ?? [];
  });
}

/** The record of an op as the deviation that a cause names makes it; `undefined` where there is no such deviation of it. */
export function deviatedRecord(record: OpRecord, { id, parameters, cells }: Named, deviations: readonly Deviation[]): OpRecord | undefined {
  const deviation = deviations.find((each) => each.id === id);
  if (deviation?.applies(record) !== true) return undefined;
  let ofRecord = made.get(record);
  if (ofRecord === undefined) made.set(record, (ofRecord = new Map<string, OpRecord>()));
  const key = `${id} ${JSON.stringify(parameters)} ${JSON.stringify(cells)}`;
  let found = ofRecord.get(key);
  if (found === undefined) {
    const everywhere = deviation.to(record, parameters);
    ofRecord.set(key, (found = cells === undefined ? everywhere : deviatedIn(record, everywhere, cells)));
  }
  return found;
}
