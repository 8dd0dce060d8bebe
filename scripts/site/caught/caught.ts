/** Which law is the first to catch each deviation, and what breaks each law: the text of `site/caught.json`. */
import { laws } from '../../../properties/index.js';
import { argumentCodes } from '../../../src/argument-codes.js';
import type { Cause } from '../../../src/diagnosis/cause/cause.js';
import { withCause } from '../../../src/diagnosis/cause/predict.js';
import { deviations } from '../../../src/diagnosis/deviations/index.js';
import type { AnyLaw } from '../../../src/law.js';
import { isTensorOp, tensorRecord } from '../../../src/ops/index.js';
import { reference } from '../../../src/reference.js';
import { callOf, causeOf, type Call } from '../../docs/deviation-example.js';
import { familyOf } from '../../docs/families.js';
import { bookOrder } from '../navigation.js';
import { firstFailure } from './first-failure.js';

/** What becomes of a law on the reference with a cause. */
export interface Catch {
  readonly law: string;
  /** The run in which it fails, counted from 0. */
  readonly run: number;
}

/** A deviation, and the first law of the book that fails on it. */
export interface Caught extends Catch {
  readonly cause: Cause;
  /** Laws that fail on it, of those that ask for its op. */
  readonly laws: number;
  readonly of: number;
}

export interface CaughtData {
  readonly caught: readonly Caught[];
  /** For each law something that breaks it; a law that is not here is broken by nothing that was tried. */
  readonly breaks: readonly (Catch & { readonly cause: Cause })[];
}

const inBook = [...laws].sort((a, b) => bookOrder.indexOf(familyOf(a)) - bookOrder.indexOf(familyOf(b)));

async function catchesOf(cause: Cause): Promise<{ readonly catches: readonly Catch[]; readonly of: number }> {
  const asking = inBook.filter(({ requires }) => requires.some((op) => cause.ops.includes(op)));
  const library = withCause(reference, cause);
  const catches: Catch[] = [];
  for (const law of asking) {
    const run = await firstFailure(law, library);
    if (run !== undefined) catches.push({ law: law.id, run });
  }
  return { catches, of: asking.length };
}

/** What a law may be broken by, the likeliest first. */
function* causesFor(law: AnyLaw, calls: ReadonlyMap<string, Call>): Generator<Cause> {
  const guards: Cause['guards'] = [];
  for (const op of law.requires.filter(isTensorOp)) {
    for (const deviation of deviations) {
      const call = calls.get(deviation.id);
      if (call !== undefined && deviation.kind === 'fault' && deviation.applies(tensorRecord(op)))
        yield causeOf(deviation, op, call.parameters);
    }
  }
  for (const op of law.requires) {
    for (const code of Object.keys(argumentCodes)) yield { kind: 'unchecked', code, ops: [op], guards };
    for (const how of ['value', 'shape'] as const) yield { kind: 'condition', how, ops: [op], guards };
  }
}

async function breakOf(law: AnyLaw, calls: ReadonlyMap<string, Call>): Promise<(Catch & { readonly cause: Cause }) | undefined> {
  for (const cause of causesFor(law, calls)) {
    const run = await firstFailure(law, withCause(reference, cause)).catch(() => undefined);
    if (run !== undefined) return { law: law.id, run, cause };
  }
  return undefined;
}

export async function computeCaught(say: (line: string) => void): Promise<CaughtData> {
  const calls = new Map(
    deviations.flatMap((each) => [[each.id, callOf(each)] as const]).filter((each): each is [string, Call] => !!each[1]),
  );
  const caught: Caught[] = [];
  const breaks = new Map<string, Catch & { readonly cause: Cause }>();
  for (const deviation of deviations.filter(({ kind }) => kind === 'fault')) {
    const call = calls.get(deviation.id);
    if (call === undefined) continue;
    const cause = causeOf(deviation, call.op, call.parameters);
    const { catches, of } = await catchesOf(cause);
    const [first] = catches;
    say(`${deviation.id} of ${call.op}: ${catches.length} of ${of}, first ${first?.law ?? 'none'} in run ${first?.run ?? '-'}`);
    if (first === undefined) continue;
    caught.push({ cause, ...first, laws: catches.length, of });
    breaks.set(first.law, breaks.get(first.law) ?? { ...first, cause });
    for (const each of catches) {
      const other = breaks.get(each.law);
      if (other === undefined) breaks.set(each.law, { ...each, cause });
    }
  }
  for (const law of inBook) {
    if (breaks.has(law.id)) continue;
    const found = await breakOf(law, calls);
    say(`${law.id}: ${found === undefined ? 'nothing breaks it' : JSON.stringify(found.cause)}`);
    if (found !== undefined) breaks.set(law.id, found);
  }
  return { caught, breaks: inBook.flatMap(({ id }) => breaks.get(id) ?? []) };
}
