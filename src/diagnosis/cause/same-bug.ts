/** What is the same bug: of two strays, of a stray and a cause that is known, of two findings. Nothing else decides it. */
import { OpThrew } from '../../judge/failures.js';
import type { Stray } from '../../judge/judge.js';
import type { TensorLibrary } from '../../library.js';
import { recordHeld } from '../../library/conventions.js';
import { isTensorOp, type OpRecord } from '../../ops/index.js';
import type { Precision } from '../../precision.js';
import type { Cause, DeviationCause, StateCause } from './cause.js';
import type { Deviation } from '../deviation.js';
import { deviatedByBoth, deviatedRecord } from './deviated.js';
import { uncheckedOf } from '../deviations/edits/attributes.js';
import { deviations as listed } from '../deviations/index.js';
import { featuresOf, type Features } from '../features.js';
import type { Finding } from '../findings/finding.js';
import { holds } from './guard.js';
import { likeness } from './likeness.js';
import { isWhole } from './region.js';
import { isWithoutRule } from './sentence.js';
import { guarded } from '../user-deviations.js';
import { memoryIds } from '../state/memory.js';
import { parseStateId } from '../state/relations.js';

/** What a cause's words are decided by. */
export interface Ground {
  readonly precision: Precision;
  readonly deviations: readonly Deviation[];
  /** Of the library: what deviates, deviates from the reference so turned. */
  readonly conventions?: readonly string[];
}

/** @param options the deviations beside the package's own */
export function groundOf(
  { precision, conventions }: TensorLibrary,
  { deviations = [] }: { readonly deviations?: readonly Deviation[] },
): Ground {
  return { precision, deviations: [...listed, ...deviations.map(guarded)], ...(conventions && { conventions }) };
}

/** Ways in which one wrong computation shows. */
const wrongResult: ReadonlySet<string> = new Set<Stray['kind']>(['value', 'shape', 'threw']);

/** Whether two kinds may be the same bug: a wrong size shows as a shape, as values beyond the edge, or as an error. */
function sameKind(a: Finding['kind'], b: Finding['kind']): boolean {
  return a === b || (wrongResult.has(a) && wrongResult.has(b));
}

/** The name of a function of a library: where an error arose, not why. */
const functionName = /\b[a-z]+(?:[A-Z][a-z]*|\d+d)+(?=[:(])/g;

/** The words of an error, with its numbers, lists of them, and names of functions left open. */
export function messageTemplate(message: string): string {
  return message
    .replace(/[[\]\d.,\s-]*\d[[\]\d.,\s-]*/g, ' # ')
    .replace(functionName, '…')
    .trim();
}

/** The words that messages begin and end with alike; what differs between them stands as `…`. */
export function commonMessage(messages: readonly string[]): string {
  const [first = [], ...rest] = messages.map((message) => message.split(/\s+/));
  const isCommon = (at: number, word: string): boolean => rest.every((words) => words.at(at) === word);
  const least = Math.min(first.length, ...rest.map(({ length }) => length));
  let begin = 0;
  while (begin < least && isCommon(begin, first[begin]!)) begin++;
  let end = 0;
  while (end < least - begin && isCommon(-end - 1, first.at(-end - 1)!)) end++;
  const common = [...first.slice(0, begin), '…', ...first.slice(first.length - end)].join(' ');
  return common.replace(/[…#](?: […#])*/g, (gap) => (gap.includes('…') ? '…' : gap));
}

/** Whether a message has the words of another, whatever stands in its gaps. */
function saysSo(template: string | undefined, message: string | undefined): boolean {
  if (template === message || template === undefined || message === undefined) return template === message;
  if (!template.includes('…')) return false;
  const [first = '', ...parts] = template.split('…');
  if (!message.startsWith(first)) return false;
  let at = first.length;
  for (const [i, part] of parts.entries()) {
    const found = i === parts.length - 1 ? message.lastIndexOf(part) : message.indexOf(part, at);
    if (found < at || (i === parts.length - 1 && found + part.length !== message.length)) return false;
    at = found + part.length;
  }
  return true;
}

/** What a condition says of how a call goes wrong. */
export function howOf(stray: Stray): { readonly how: 'value' | 'shape' | 'throws'; readonly message?: string } {
  if (stray.misuse !== undefined) return { how: 'value', message: stray.misuse };
  if (stray.kind === 'threw') return { how: 'throws', message: messageTemplate(stray.message.replace(`${stray.op} threw `, '')) };
  if (stray.kind === 'badResult') return { how: 'value', message: messageTemplate(stray.message.replace(`${stray.op} `, '')) };
  return { how: stray.kind === 'shape' ? 'shape' : 'value' };
}

/** Whether two calls of one op go wrong in the same way. */
export function goesSo(a: Stray, b: Stray): boolean {
  const [one, other] = [howOf(a), howOf(b)];
  if (one.how === 'throws' || other.how === 'throws') return one.how === other.how && one.message === other.message;
  return sameKind(a.kind, b.kind);
}

/** Whether two calls end in errors of other words. */
export function isSaidOtherwise(a: Stray, b: Stray): boolean {
  return a.kind === 'threw' && b.kind === 'threw' && !goesSo(a, b);
}

/** The call of a stray, as it was judged. */
export function callOf(stray: Stray): { op: Stray['op']; args: readonly unknown[]; result: unknown } {
  const { op, args, kind, message } = stray;
  return { op, args, result: kind === 'threw' ? new OpThrew(op, message) : stray.result };
}

/** Whether an op broke off by accident where it had to refuse: no other meaning of the op explains that. */
export const isBrokenRefusal = ({ kind, expected }: Stray): boolean => kind === 'threw' && typeof expected === 'string';

/** Whether the deviated reference does what the library did. */
function deviatesSo(cause: DeviationCause, stray: Stray, { precision, deviations, conventions }: Ground): boolean {
  if (!isTensorOp(stray.op) || ofMemory.has(stray.kind) || stray.kind === 'badResult') return false;
  const right = recordHeld(stray.op, conventions) as OpRecord;
  const record = deviatedRecord(right, cause, deviations);
  // Of several results one alone was kept.
  if (record === undefined || record.results > 1) return false;
  return likeness(callOf(stray), precision, stray.kind === 'accepted' ? uncheckedOf(record) : record, right) !== undefined;
}

const known = new WeakMap<readonly unknown[], Features>();

/** The features of a straying call: each known cause asks for them. */
function featuresOfStray({ op, args, spelling }: Stray): Features {
  let features = known.get(args);
  if (features === undefined) known.set(args, (features = featuresOf(op, args, spelling)));
  return features;
}

/** What goes wrong with memory: an argument, or a result of before. */
export const ofMemory: ReadonlySet<string> = new Set<Stray['kind']>(['mutated', 'rewritten', 'aliased']);

/** Whether a cause of state, chance or interference explains that a call strays. */
function isOfState(cause: StateCause, stray: Stray, isLed: boolean): boolean {
  const memory = memoryIds[cause.id];
  if (memory !== undefined || ofMemory.has(stray.kind)) return memory === stray.kind;
  // What is kept for good shows in the call by itself; so does what is never right.
  const { rate } = cause;
  return isLed || (cause.kind === 'state' && parseStateId(cause.id)?.when === 'since') || (rate !== undefined && rate.strays === rate.of);
}

/** Whether a cause is one whose calls hold by themselves. */
export function isLedCause(cause: Cause): boolean {
  return isStateCause(cause) && memoryIds[cause.id] === undefined;
}

/** Whether a cause is one of results that do not stay. */
export function isMemoryCause(cause: Cause): boolean {
  return isStateCause(cause) && memoryIds[cause.id] !== undefined && memoryIds[cause.id] !== 'mutated';
}

function isStateCause(cause: Cause): cause is StateCause {
  return cause.kind === 'state' || cause.kind === 'chance' || cause.kind === 'interference';
}

/**
 * Whether a cause explains that a call strays.
 *
 * @param isLed whether the call holds by itself: calls before it, or chance, lead to the stray
 */
export function explains(cause: Cause, stray: Stray, ground: Ground, isLed = false): boolean {
  const { ops, spellings } = cause;
  if (!ops.includes(stray.op)) return false;
  if (cause.kind === 'unchecked') return stray.rule === cause.code;
  if (spellings !== undefined && (stray.spelling === undefined || !spellings.includes(stray.spelling))) return false;
  if (isStateCause(cause)) return isOfState(cause, stray, isLed);
  if (isLed) return false;
  if (cause.kind === 'condition') {
    if (ofMemory.has(stray.kind) || stray.kind === 'accepted') return false;
    const { how, message } = howOf(stray);
    if (how === 'throws' || cause.how === 'throws' || message !== undefined || cause.message !== undefined) {
      const isWhatever = cause.how === 'throws' && cause.message === undefined;
      if (how !== cause.how || !(isWhatever || saysSo(cause.message, message))) return false;
    }
  }
  if (!isWhole(cause) && !holds(cause, featuresOfStray(stray))) return false;
  return (cause.kind !== 'deviation' && cause.kind !== 'convention') || deviatesSo(cause, stray, ground);
}

/** Pairs of known deviations that a call is held against. */
const mostPairs = 6;

/**
 * One of two deviations that make of a call together what the library made of it, where neither does alone: the one that is news of the two,
 * a fault before a convention.
 */
function together(causes: readonly Cause[], stray: Stray, ground: Ground): Cause | undefined {
  const { op, spelling, kind } = stray;
  if (!isTensorOp(op) || ofMemory.has(kind) || kind === 'badResult' || kind === 'accepted' || isBrokenRefusal(stray)) return undefined;
  const isMet = (cause: Cause): cause is DeviationCause =>
    (cause.kind === 'deviation' || cause.kind === 'convention') &&
    cause.ops.includes(op) &&
    (cause.spellings?.includes(spelling ?? '') ?? true) &&
    (isWhole(cause) || holds(cause, featuresOfStray(stray)));
  const met = causes.filter(isMet);
  const right = recordHeld(op, ground.conventions) as OpRecord;
  if (right.results > 1) return undefined;
  const isSo = (record: OpRecord): boolean => likeness(callOf(stray), ground.precision, record, right) === 'exact';
  const pairs = met.flatMap((first, i) => met.slice(i + 1).map((second) => [first, second] as const)).slice(0, mostPairs);
  const found = pairs.find(([first, second]) => deviatedByBoth(right, first, second, ground.deviations).some(isSo));
  if (found === undefined) return undefined;
  // What was known before stands first.
  const [first, second] = found;
  return second.kind === 'convention' ? first : second;
}

/** The known cause that explains a stray: by itself, or, of two deviations that one call meets, one. */
export function explanationOf(causes: readonly Cause[], stray: Stray, ground: Ground, isLed = false): Cause | undefined {
  return causes.find((cause) => explains(cause, stray, ground, isLed)) ?? (isLed ? undefined : together(causes, stray, ground));
}

/** Whether known causes explain a stray. */
export function isExplained(causes: readonly Cause[], stray: Stray, ground: Ground): boolean {
  return explanationOf(causes, stray, ground) !== undefined;
}

/** The same bug has the same key, whichever law showed it. */
export const bugKey = (finding: Finding): string => finding.id;

/** Whether two findings are one bug as far as can be told: one cause, or both of an op that goes wrong in one way, without a rule. */
export function isAkin(a: Finding, b: Finding): boolean {
  if (a.id === b.id) return true;
  return isWithoutRule(a.cause) && isWithoutRule(b.cause) && a.op === b.op && sameKind(a.kind, b.kind);
}

/** The findings that are in no way among others. */
export function newIn(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const known = new Set(others.map(bugKey));
  return findings.filter((finding) => !known.has(bugKey(finding)));
}
