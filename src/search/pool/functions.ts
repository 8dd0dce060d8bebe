import type { Verdict } from '../../judge/verdict.js';
import { recordOf } from '../../ops/index.js';
import type { JobResult } from '../../engine/executor.js';

/** Stands for the op that a call wrapped, which is in another process. */
function wrappedOp(): never {
  throw new Error('the wrapped op is in the process that made this call');
}

/** A result whose straying call has a function again where it had one. */
export function withFunctions(result: JobResult): JobResult {
  const { verdict } = result;
  if (!('counterexample' in verdict)) return result;
  const { counterexample } = verdict;
  const blame = counterexample?.blame;
  if (blame === undefined || recordOf(blame.op).kind !== 'wrapping') return result;
  const args = blame!.args.map((arg) => arg ?? wrappedOp);
  return { ...result, verdict: { ...verdict, counterexample: { ...counterexample, blame: { ...blame!, args } } } as Verdict };
}
