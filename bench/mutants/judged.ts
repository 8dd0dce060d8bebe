/** Causes held against fresh calls. */
import type { Cause } from '../../src/diagnosis/cause/cause.js';
import { deviatedRecord } from '../../src/diagnosis/cause/deviated.js';
import { holds } from '../../src/diagnosis/cause/guard.js';
import { Probes, type Probe } from '../../src/diagnosis/probe/probes.js';
import { groundOf } from '../../src/diagnosis/cause/same-bug.js';
import { judge } from '../../src/judge/judge.js';
import type { TensorLibrary } from '../../src/library.js';
import { isTensorOp, tensorRecord, type TensorOp } from '../../src/ops/index.js';

export interface Judged {
  /** Calls that stray. */
  readonly straying: number;
  /** Calls that the cause says do. */
  readonly held: number;
  readonly both: number;
  /** Straying calls whose result the cause gives too. */
  readonly exact: number;
}

/** Whether a call strays as a cause says, and with which result. */
function predicted(cause: Cause, { call, features }: Probe, library: TensorLibrary): { readonly strays: boolean; readonly exact: boolean } {
  const ground = groundOf(library, {});
  const { ops, spellings } = cause;
  const isInside = ops.includes(call.op) && (spellings?.includes(call.spelling ?? '') ?? true) && holds(cause, features);
  if (!isInside) return { strays: false, exact: false };
  if (cause.kind !== 'deviation' && cause.kind !== 'convention') return { strays: true, exact: false };
  const deviated = deviatedRecord(tensorRecord(call.op as TensorOp), cause, ground.deviations);
  if (deviated === undefined) return { strays: false, exact: false };
  const exact = judge(call, library.precision, deviated) === undefined;
  // What agrees with the deviation and with the reference is no stray.
  return { strays: exact ? judge(call, library.precision) !== undefined : true, exact };
}

/** A cause against calls at random of one of its ops. */
export async function judgedOn(cause: Cause, library: TensorLibrary, count: number, seed: number): Promise<Judged | undefined> {
  const [op] = cause.ops;
  if (op === undefined || !isTensorOp(op) || cause.kind === 'unchecked') return undefined;
  const probes = await new Probes(op, library, {}).atRandom(count, seed);
  const judged = { straying: 0, held: 0, both: 0, exact: 0 };
  for (const probe of probes) {
    const { strays, exact } = predicted(cause, probe, library);
    const isStray = probe.stray !== undefined && probe.stray.kind !== 'accepted';
    if (isStray) judged.straying++;
    if (strays) judged.held++;
    if (strays && isStray) judged.both++;
    if (isStray && exact) judged.exact++;
  }
  return judged;
}
