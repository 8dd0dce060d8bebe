/** Deaths of workers, made into verdicts. */
import type { Counterexample } from '../../judge/counterexample.js';
import { OpThrew } from '../../judge/failures.js';
import { judge, type Stray } from '../../judge/judge.js';
import { formatToken } from '../../engine/token.js';
import type { Verdict } from '../../judge/verdict.js';
import { recordOf, type OpName } from '../../ops/index.js';
import { float64 } from '../../precision.js';
import type { Job, JobResult } from '../../engine/executor.js';
import type { Lane } from './lane.js';
import type { Place } from './messages.js';
import type { Death } from './pool-worker.js';

/** A case that ends its process. */
export interface Deadly {
  readonly job: Job;
  readonly place: Place;
  readonly death: Death;
  /** Whether the case alone did it again, in a process of its own. */
  readonly again: boolean;
  readonly shrinks: number;
  readonly elapsed: number;
}

/** Deaths of one kind are one bug, as far as can be told from outside. */
export function kindOf({ death }: Pick<Deadly, 'death'>): string {
  return `${death.position.op ?? ''} ${death.hung ? 'hangs' : death.manner}`;
}

/** What happened, in words. */
function messageOf({ death, again, place }: Deadly): string {
  const { op } = death.position;
  const who = op === undefined ? place.law : op;
  const what = death.hung ? `${who} hangs its process` : `${who} ends its process`;
  const alone = again ? '' : '; the case alone does not: it takes what ran before it';
  return `${what}: ${death.manner}${alone}`;
}

/** What the reference makes of a call. */
function expectedOf(op: OpName, args: readonly unknown[]): unknown {
  // What it wraps is in another process.
  if (recordOf(op).kind === 'wrapping') return 'a tensor';
  const stray = judge({ op, args, result: new OpThrew(op, undefined) }, float64);
  return stray === undefined ? 'an error' : stray.expected;
}

/** The call that ended the process: what comes before it runs once more, the call itself does not. */
async function callOf({ place, death, again }: Deadly, lane: Lane): Promise<Stray | undefined> {
  const { op, calls } = death.position;
  if (!again || op === undefined) return undefined;
  const answer = await lane.request('call', { place, number: calls });
  if (!('value' in answer) || answer.value?.op !== op) return undefined;
  const { args, spelling } = answer.value;
  const spelled = spelling !== undefined && { spelling };
  const result = `nothing: ${death.hung ? 'it hangs its process' : 'it ends its process'}: ${death.manner}`;
  return { kind: 'threw', op, args, ...spelled, result, expected: expectedOf(op, args), message: `${op} returned ${result}` };
}

/** The result of a job whose case ends its process. */
export async function resultOf(deadly: Deadly, lane: Lane, library: string, withCall: boolean): Promise<JobResult> {
  const { job, place, death, again, shrinks, elapsed } = deadly;
  const message = messageOf(deadly);
  const answer = await lane.request('case', { place });
  const call = withCall ? await callOf(deadly, lane) : undefined;
  const found = 'value' in answer && answer.value !== null ? answer.value.case : undefined;
  const counterexample: Counterexample = {
    law: job.law,
    library,
    case: found,
    kind: death.hung ? 'timedOut' : 'broke',
    message,
    reproduced: again,
    shrinks,
    ...(call !== undefined && { blame: call }),
    ...(place.enumerate === undefined &&
      place.example === undefined &&
      place.path.length > 0 && { token: formatToken({ law: place.law, seed: place.seed, path: place.path.join(':') }) }),
  };
  const verdict: Verdict = { kind: death.hung ? 'timedOut' : 'crashed', message: `${job.law}: ${message}`, counterexample };
  const { op, survived } = death.position;
  return { job, verdict, calls: {}, elapsed, death: { kind: kindOf(deadly), again, survived, ...(op !== undefined && { op }) } };
}

export interface ShrinkLimits {
  /** Processes that may be spent. */
  readonly deaths: number;
  /** Milliseconds. */
  readonly time: number;
  /** Milliseconds without a sign of life after which a case hangs. */
  readonly hang: number;
}

/**
 * A smaller case that ends its process in the same way: walks the law's own shrinks, each death a step down, each a process.
 *
 * @returns the smallest that was found within the limits
 */
export async function shrinkDeath(deadly: Deadly, lane: Lane, limits: ShrinkLimits, signal: AbortSignal | undefined): Promise<Deadly> {
  const started = performance.now();
  const kind = kindOf(deadly);
  let best = deadly;
  let from = 0;
  for (let deaths = 0; deaths < limits.deaths; deaths++) {
    if (signal?.aborted === true || performance.now() - started > limits.time) break;
    const answer = await lane.request('shrinks', { place: best.place, from }, best.death.hung ? limits.hang : undefined);
    if ('value' in answer) break;
    const { death } = answer;
    const { path } = death.position;
    // Not by a shrink of this case: nothing is known of it.
    if (death.ended || death.outside !== best.death.outside || path.length !== best.place.path.length + 1) break;
    const next = { ...best, place: { ...best.place, path }, death: { ...death, manner: best.death.manner } };
    if (kindOf({ ...next, death }) === kind) {
      best = { ...next, shrinks: best.shrinks + 1 };
      from = 0;
    } else from = path.at(-1)! + 1;
  }
  return best;
}
