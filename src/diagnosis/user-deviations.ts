/** Deviations that somebody else wrote: checked when they are given, and left aside once they fail by themselves. */
import { InvalidArgument } from '../invalid-argument.js';
import { describeThrown, describeValue } from '../judge/failures.js';
import type { OpRecord } from '../ops/index.js';
import { fromData, type Tensor } from '../tensor.js';
import type { Deviation, Json } from './deviation.js';
import { deviations as listed } from './deviations/index.js';

/** Whether a value may be a deviation: what else it lacks is told by `checkedDeviations`. */
export const looksLikeDeviation = (value: unknown): value is Deviation =>
  typeof value === 'object' && value !== null && 'id' in value && 'applies' in value && 'to' in value;

/** What a value lacks to be a deviation; `undefined` for nothing. */
function lackOf(value: unknown, others: readonly unknown[]): string | undefined {
  if (typeof value !== 'object' || value === null) return `it is ${describeValue(value)}, and not what defineDeviation returns`;
  const { id, kind, sentence, applies, infer, to } = value as Partial<Record<keyof Deviation, unknown>>;
  if (typeof id !== 'string' || id === '') return 'its id is a string';
  if (others.some((other) => other !== value && (other as Partial<Deviation>).id === id)) return `another deviation has the id ${id} too`;
  if (kind !== 'fault' && kind !== 'convention') return `the kind of ${id} is 'fault' or 'convention'`;
  if (typeof sentence !== 'string' && typeof sentence !== 'function')
    return `the sentence of ${id} is a string, or a function of its parameters`;
  for (const [name, part] of Object.entries({ applies, to })) if (typeof part !== 'function') return `${name} of ${id} is a function`;
  return infer === undefined || typeof infer === 'function' ? undefined : `infer of ${id} is a function`;
}

/**
 * @param by what takes them, for the error
 * @throws InvalidArgument on what is no list of deviations with ids of their own
 */
export function checkedDeviations(by: string, given: unknown): readonly Deviation[] {
  if (!Array.isArray(given)) throw new InvalidArgument(by, 'deviations', given, 'it must be a list of deviations');
  for (const [i, each] of (given as readonly unknown[]).entries()) {
    const lack = lackOf(each, [...listed, ...(given as readonly unknown[])]);
    if (lack !== undefined) throw new InvalidArgument(by, `deviations[${i}]`, each, lack);
  }
  return given as readonly Deviation[];
}

const failures = new WeakMap<Deviation, string>();
const guards = new WeakMap<Deviation, Deviation>();

/** Like no result of an op: what fails predicts nothing. */
const nothing = (): Tensor => fromData(new Float64Array(0), [0]);

/** Parameters of one stray that are taken from what may be endless. */
const mostParameters = 50;

function firstOf(all: Iterable<Json>): Json[] {
  const taken: Json[] = [];
  for (const each of all) if (taken.push(each) === mostParameters) break;
  return taken;
}

/** A deviation that does not throw: where it would, it is left aside from then on. Bad arguments may be refused. */
export function guarded(deviation: Deviation): Deviation {
  let found = guards.get(deviation);
  if (found === undefined) guards.set(deviation, (found = guard(deviation)));
  return found;
}

function guard(deviation: Deviation): Deviation {
  const { id } = deviation;
  const isBroken = (): boolean => failures.has(deviation);
  const or = <T>(op: string, otherwise: () => T, work: () => T): T => {
    if (isBroken()) return otherwise();
    try {
      return work();
    } catch (thrown) {
      if (thrown instanceof InvalidArgument) throw thrown;
      failures.set(deviation, `the deviation ${id} failed on ${op}, and is left aside: ${describeThrown(thrown)}`);
      return otherwise();
    }
  };
  const turned = (op: OpRecord, wrong: OpRecord): OpRecord => ({
    ...wrong,
    plan: (shapes, given) =>
      or(
        op.name,
        () => op.plan(shapes, given),
        () => wrong.plan(shapes, given),
      ),
    evaluate: (plan, tensors, out) => or(op.name, nothing, () => wrong.evaluate(plan, tensors, out) as Tensor),
    error: (plan, precision, bounded) => or(op.name, nothing, () => wrong.error(plan, precision, bounded) as Tensor),
  });
  const { infer, sentence } = deviation;
  return {
    ...deviation,
    sentence:
      typeof sentence === 'function'
        ? (parameters) =>
            or(
              'a cause',
              () => id,
              () => sentence(parameters),
            )
        : sentence,
    applies: (op) =>
      or(
        op.name,
        () => false,
        () => deviation.applies(op),
      ),
    ...(infer && {
      infer: (op, strays) =>
        or(
          op.name,
          () => [],
          () => firstOf(infer.call(deviation, op, strays)),
        ),
    }),
    to: (op, parameters) =>
      or(
        op.name,
        () => op,
        () => turned(op, deviation.to(op, parameters)),
      ),
  };
}

/** What is said of those that failed, a line each. */
export function failuresOf(given: readonly Deviation[]): string[] {
  return given.flatMap((deviation) => failures.get(deviation) ?? []);
}
