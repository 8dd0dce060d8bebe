/** Conventions as the deviations that they are: the reference with another documented meaning. */
import { conventions } from '../../conventions/index.js';
import { isOpName, isTensorOp, tensorRecord, type OpRecord } from '../../ops/index.js';
import { defineDeviation, type Deviation } from '../deviation.js';

/** The reference's own record of an op that conventions have turned; `undefined` where they have not. */
function unturned(op: OpRecord): OpRecord | undefined {
  if (!isOpName(op.name) || !isTensorOp(op.name)) return undefined;
  const own = tensorRecord(op.name);
  return own === op ? undefined : own;
}

/** Of a library that declares one. */
const notKept = defineDeviation({
  id: 'convention-not-kept',
  kind: 'fault',
  sentence: 'does not keep the convention that the library declares',
  applies: (op) => unturned(op) !== undefined,
  to: (op) => unturned(op) ?? op,
});

export const conventionDeviations: readonly Deviation[] = [
  ...conventions.map(({ id, sentence, documented, applies, to }) =>
    defineDeviation({ id, kind: 'convention', sentence, documented, applies, to }),
  ),
  notKept,
];
