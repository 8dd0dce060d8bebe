/** What tells causes apart. */
import { toJson } from '../../judge/json.js';
import type { Cause, DeviationCause } from './cause.js';
import { fingerprint } from './fingerprint.js';

/** JSON whose members stand in one order. */
function canonical(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join()}]`;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json) ?? 'null';
  const members = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join()}}`;
}

/** A cause without the calls that show it: others show the same. */
function withoutCalls(cause: Cause): Cause {
  if (!('calls' in cause)) return cause;
  const { rate: _, ...own } = cause;
  return { ...own, calls: [] };
}

/** The id of a finding: 16 hex digits of its cause, the same in every report, database and machine. */
export function causeId(cause: Cause): string {
  return fingerprint(canonical(toJson({ ...withoutCalls(cause), ops: [...cause.ops].sort() })));
}

/**
 * The same for causes that are one but for their ops: one fault in ops that share it.
 *
 * @param apart what else of them may differ
 */
export function faultOf(cause: Cause, ...apart: readonly ('spellings' | 'guards')[]): string {
  return canonical(
    toJson({
      ...withoutCalls(cause),
      ops: [],
      ...Object.fromEntries(apart.map((name) => [name, []])),
      ...(apart.includes('guards') && { except: [] }),
    }),
  );
}

/** How many guards a cause has. */
export const guardsOf = ({ guards, except = [] }: Pick<Cause, 'guards' | 'except'>): number => guards.length + except.length;

/** Whether a cause is a deviation, or a convention. */
export const isDeviation = (cause: Cause): cause is DeviationCause => cause.kind === 'deviation' || cause.kind === 'convention';

/**
 * Whether a cause is that of a finding too: the same deviation of an op that both have, each in a region of its own, or of another op under
 * the same guards, in each of the finding's spellings at least.
 */
export function isDeviationOf(finding: Cause, cause: Cause): boolean {
  if (!isDeviation(finding) || !isDeviation(cause) || finding.kind !== cause.kind) return false;
  if (finding.ops.some((op) => cause.ops.includes(op)))
    return faultOf(finding, 'spellings', 'guards') === faultOf(cause, 'spellings', 'guards');
  const { spellings } = cause;
  const isSpelledSo = spellings === undefined || (finding.spellings?.every((each) => spellings.includes(each)) ?? false);
  return isSpelledSo && faultOf(finding, 'spellings') === faultOf(cause, 'spellings');
}

/** Whether two causes are one fault of one op, each in a region of its own. */
export function isSameFault(a: Cause, b: Cause): boolean {
  if (!isDeviation(a) || !isDeviation(b) || a.ops.length > 1 || b.ops.length > 1 || a.ops[0] !== b.ops[0]) return false;
  // A convention that an op keeps in some of its calls alone is a deviation.
  const fault = (cause: DeviationCause): string => faultOf({ ...cause, kind: 'deviation' }, 'spellings', 'guards');
  return fault(a) === fault(b);
}
