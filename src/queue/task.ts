/** What a campaign asks of its workers, and what they answer: JSON in which neither trusts the other. */
import { z } from 'zod';
import { laws } from '../../properties/index.js';
import type { Job, JobResult } from '../engine/executor.js';
import { toJson } from '../judge/json.js';
import { isOpName } from '../ops/index.js';
import { call, stray } from '../search/schema/counterexample.js';
import { cause, whatever } from '../search/schema/finding.js';
import { count } from '../search/schema/values.js';
import { counterexample } from '../search/schema/counterexample.js';
import { verdict } from '../search/schema/verdict.js';
import type { Requests } from '../search/pool/messages.js';
import { safeFromJson } from '../search/schema/safe-json.js';

/** Version of what is said. */
const schema = 1;

export interface Tasks extends Pick<Requests, 'explain' | 'shows' | 'say' | 'show' | 'whatever'> {
  readonly run: { readonly asked: { readonly job: Job }; readonly answer: readonly JobResult[] };
  /** The smallest case of a death: of the results of a job, run once more, the one at an index. */
  readonly smaller: { readonly asked: { readonly job: Job; readonly index: number }; readonly answer: JobResult };
}

export type TaskKind = keyof Tasks;

/** A task of any kind. */
export type Task = { [K in TaskKind]: { readonly kind: K; readonly asked: Tasks[K]['asked'] } }[TaskKind];

/** What cannot be read as a task or as an answer. */
export class BadPayload extends Error {
  override readonly name = 'BadPayload';
}

const known = new Set(laws.map(({ id }) => id));

/** Cases of one job, at most. */
const mostRuns = 10_000_000;

const law = z.string().refine((id) => known.has(id), 'there is no such law');
const own = stray.refine(({ op }) => isOpName(op), 'there is no such op');

const job = z.strictObject({
  law,
  seed: z.int(),
  from: count,
  runs: z.int().min(1).max(mostRuns),
  enumerate: z.strictObject({ size: z.int().min(1), index: z.int().min(1), count: z.int().min(1) }).exactOptional(),
  time: z.number().positive().exactOptional(),
  example: z.unknown().optional(),
  before: z.array(call).exactOptional(),
  token: z.string().exactOptional(),
  exclude: z.array(cause),
  deaths: z.array(z.string()).exactOptional(),
});

const asked: { readonly [K in TaskKind]: z.ZodType } = {
  run: z.strictObject({ job }),
  smaller: z.strictObject({ job, index: count }),
  explain: z.strictObject({ stray: own, known: z.array(cause), before: z.array(call), isLate: z.boolean() }),
  shows: z.strictObject({ cause }),
  say: z.strictObject({ cause }),
  show: z.strictObject({ stray: own, deadly: z.boolean() }),
  whatever: z.strictObject({ stray: own, cause }),
};

const result = z.strictObject({
  job: z.looseObject({ law, from: count, runs: z.int() }),
  verdict,
  calls: z.record(z.string(), z.strictObject({ returned: count, threw: count })),
  drawn: z.record(z.string(), z.record(z.string(), count)).exactOptional(),
  elapsed: z.number().nonnegative(),
  explained: counterexample.exactOptional(),
  death: z
    .strictObject({ kind: z.string(), op: z.string().refine(isOpName).exactOptional(), again: z.boolean(), survived: z.array(z.string()) })
    .exactOptional(),
});

const answers: { readonly [K in TaskKind]: z.ZodType } = {
  run: z.array(result),
  smaller: result,
  explain: z.strictObject({ cause, sentence: z.string() }),
  shows: z.strictObject({ shows: z.boolean().exactOptional() }),
  say: z.strictObject({ sentence: z.string() }),
  show: z.strictObject({ source: z.string().exactOptional() }),
  whatever: z.strictObject({ whatever: whatever.exactOptional() }),
};

const envelope = z.strictObject({ schema: z.literal(schema), kind: z.enum(Object.keys(asked) as [TaskKind]), asked: z.unknown() });
const reply = z.strictObject({ schema: z.literal(schema), answer: z.unknown(), notes: z.array(z.string()) });

/** Where a payload is not what it must be, in one line. */
function checked<T>(type: z.ZodType<T>, json: unknown): T {
  const { data, error } = type.safeParse(json);
  if (error === undefined) return data;
  const { path, message } = error.issues[0]!;
  throw new BadPayload(path.length === 0 ? message : `${path.join('.')}: ${message}`);
}

/** What a payload stands for, once it has the form that it must have. */
function read(type: z.ZodType, json: unknown): unknown {
  try {
    const value = safeFromJson(json);
    checked(type, json);
    return value;
  } catch (thrown) {
    if (thrown instanceof BadPayload) throw thrown;
    // Whatever it threw: the reader was never meant for what is not its own.
    throw new BadPayload(thrown instanceof Error ? thrown.message : 'it cannot be read', { cause: thrown });
  }
}

/** A task as it is written. */
export function taskJson<K extends TaskKind>(kind: K, what: Tasks[K]['asked']): object {
  return { schema, kind, asked: toJson(what) };
}

/**
 * The task that was written.
 *
 * @throws BadPayload on anything else
 */
export function parseTask(json: unknown): Task {
  const { kind, asked: what } = checked(envelope, json);
  return { kind, asked: read(asked[kind], what) } as Task;
}

/** An answer as it is written, with what was noted beside it. */
export function answerJson(answer: unknown, notes: readonly string[]): object {
  return { schema, answer: toJson(answer), notes: [...notes] };
}

/**
 * The answer that was written.
 *
 * @throws BadPayload on anything else
 */
export function parseAnswer<K extends TaskKind>(
  kind: K,
  json: unknown,
): { readonly answer: Tasks[K]['answer']; readonly notes: readonly string[] } {
  const { answer, notes } = checked(reply, json);
  return { answer: read(answers[kind], answer) as Tasks[K]['answer'], notes };
}
