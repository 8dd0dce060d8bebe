/** One small call of each deviation: by hand where the tests have one, else the smallest that is drawn and shows it. */
import * as fc from 'fast-check';
import type { DeviationCause } from '../../src/diagnosis/cause/cause.js';
import type { Deviation, Json } from '../../src/diagnosis/deviation.js';
import { predict, withCause } from '../../src/diagnosis/cause/predict.js';
import { sentenceOf } from '../../src/diagnosis/cause/sentence.js';
import { defineDomain } from '../../src/domain.js';
import { casesOf } from '../../src/draw/case-arbitrary.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import { withoutDefaults } from '../../src/ops/complete.js';
import { argumentsOf, callsOf } from '../../src/ops/drawn-call.js';
import { isTensorOp, opNames, tensorRecord, type OpRecord, type TensorOp } from '../../src/ops/index.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { describe } from '../../src/report/words/text.js';
import { isTensor, sizeOf, tensor, toArray, type Tensor } from '../../src/tensor.js';
import { worked } from '../../test/diagnosis/deviations/worked/index.js';

export interface Example {
  readonly sentence: string;
  /** The call, what it comes to, and what it comes to by the deviation. */
  readonly lines: readonly string[];
}

export interface Call {
  readonly op: TensorOp;
  readonly args: readonly unknown[];
  readonly parameters: Json;
}

/** A call that no draw makes: it must be refused. */
const refused: Readonly<Record<string, Call>> = {
  'no-window-is-empty': { op: 'maxPool', args: [tensor([1, 2], [1, 2, 1]), { window: [3] }], parameters: null },
};

const drawn = 200;

/** How much there is to read in a call; large numbers are hard to follow. */
const reading = (args: readonly unknown[]): number =>
  args.reduce<number>((sum, arg) => {
    if (!isTensor(arg)) return sum + JSON.stringify(arg).length / 8;
    return sum + sizeOf(arg.shape) + (toArray(arg).some((value) => Math.abs(value) > 99) ? 1000 : 0);
  }, 0);

const calls = new Map<TensorOp, readonly (readonly unknown[])[]>();

/** Drawn calls of an op, the smallest first. */
function callsFor(op: TensorOp): readonly (readonly unknown[])[] {
  let found = calls.get(op);
  if (found === undefined) {
    const record = tensorRecord(op);
    const domain = { ...defineDomain({ precision: float64 }), regimes: ['exact'] as const };
    const cases = casesOf(domain, [op], callsOf(record), { regimes: ['exact'], wide: false });
    found = fc.sample(cases, { numRuns: drawn, seed: 1 }).map((call) => argumentsOf(record, call));
    calls.set(op, (found = [...found].sort((a, b) => reading(a) - reading(b))));
  }
  return found;
}

/** What deviations of attributes and geometry may take. */
function* parametersOf({ attributes }: OpRecord): Generator<Json> {
  yield null;
  for (const sizes of ['follow', 'kept']) {
    yield { sizes };
    for (const attribute of Object.keys(attributes)) {
      yield { attribute, sizes };
      yield { attribute, sizes, axis: -1, from: null };
    }
  }
}

export const causeOf = ({ id, kind }: Deviation, op: TensorOp, parameters: Json): DeviationCause => ({
  kind: kind === 'convention' ? 'convention' : 'deviation',
  id,
  parameters,
  ops: [op],
  guards: [],
});

function shows(deviation: Deviation, { op, args, parameters }: Call): boolean {
  try {
    if (typeof deviation.sentence === 'function' && deviation.sentence(parameters).includes('undefined')) return false;
    return predict(causeOf(deviation, op, parameters), { op, arguments: args }).result !== undefined;
  } catch {
    // Parameters that it does not take.
    return false;
  }
}

/** The call that shows it. */
export function callOf(deviation: Deviation): Call | undefined {
  const byHand = worked.find(({ id }) => id === deviation.id);
  if (byHand !== undefined) return byHand;
  if (refused[deviation.id] !== undefined) return refused[deviation.id];
  for (const op of opNames.filter(isTensorOp)) {
    const record = tensorRecord(op);
    if (!deviation.applies(record)) continue;
    for (const args of callsFor(op)) {
      for (const parameters of parametersOf(record)) {
        const call = { op, args, parameters };
        if (shows(deviation, call)) return call;
      }
    }
  }
  return undefined;
}

const plain = (value: unknown): string => describe(value).replaceAll('float64 [', '[');

function argumentText(record: OpRecord, arg: unknown, args: readonly unknown[]): string {
  if (typeof arg !== 'object' || arg === null || Array.isArray(arg) || isTensor(arg)) return plain(arg);
  const told = withoutDefaults(record.attributes, args[0], arg);
  return Object.keys(told).length === 0 ? '{}' : plain(told);
}

async function outcome(op: unknown, args: readonly unknown[]): Promise<string> {
  try {
    return plain(await (op as (...given: readonly unknown[]) => Promise<Tensor>)(...args));
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return `refused: ${thrown.message}`;
    throw thrown;
  }
}

/** `undefined` where no call of an op shows it: one of what a library declares. */
export async function exampleOf(deviation: Deviation): Promise<Example | undefined> {
  const call = callOf(deviation);
  if (call === undefined) return undefined;
  const { op, args, parameters } = call;
  const cause = causeOf(deviation, op, parameters);
  const record = tensorRecord(op);
  return {
    sentence: sentenceOf(cause, [deviation]),
    lines: [
      `${op}(${args.map((arg) => argumentText(record, arg, args)).join(', ')})`,
      `  expected  ${await outcome(reference.ops[op], args)}`,
      `  deviated  ${await outcome(withCause(reference, cause).ops[op], args)}`,
    ],
  };
}
