/**
 * What is the same bug: of two strays, of a stray and a bug that is known, of two findings. Nothing else decides it.
 *
 * Until a finding has a cause, a bug is told by the op, by how it goes wrong, and by the condition under which it does.
 */
import type { Stray } from '../judge/judge.js';
import type { OpName } from '../ops/index.js';
import { callFeatures, type CallFeatures } from './call-features.js';
import { matches, type Condition } from './condition.js';
import type { Finding } from './findings.js';

/** A bug that is known already: calls that it explains are no news. */
export interface Exclusion {
  readonly op: OpName;
  readonly kind: Stray['kind'];
  /** The condition of the finding, as its terms. */
  readonly terms: Condition['terms'];
}

/** Ways in which one wrong computation shows. */
const wrongResult: ReadonlySet<string> = new Set<Stray['kind']>(['value', 'shape', 'threw']);

/** Whether a call went wrong by what it computed, and not by what it took or wrote to. */
export function isWrongResult(kind: Stray['kind']): boolean {
  return wrongResult.has(kind);
}

/** Whether two kinds may be the same bug: a wrong size shows as a shape, as values beyond the edge, or as an error. */
export function sameKind(a: Finding['kind'], b: Finding['kind']): boolean {
  return a === b || (wrongResult.has(a) && wrongResult.has(b));
}

/** Errors by their words, whatever numbers they name. */
const wordsOf = (message: string): string => message.replace(/[-\s\d.,[\]]+/g, ' ');

/** Whether two calls of one op go wrong in the same way. */
export function goesSo(a: Stray, b: Stray): boolean {
  if (a.kind === 'threw' && b.kind === 'threw') return wordsOf(a.message) === wordsOf(b.message);
  return a.kind !== 'threw' && b.kind !== 'threw' && sameKind(a.kind, b.kind);
}

/** The features of a straying call; of one that must be refused, the rule that it breaks. */
export function strayFeatures({ op, args, spelling, rule }: Stray): CallFeatures {
  return rule === undefined ? callFeatures(op, args, spelling) : new Map([['rule', rule]]);
}

/** Whether a known bug explains that a call strays. */
function explains({ op, kind, terms }: Exclusion, stray: Stray): boolean {
  return op === stray.op && sameKind(kind, stray.kind) && (terms.length === 0 || matches(terms, strayFeatures(stray)));
}

/** Whether any of the known bugs does. */
export function isExplained(known: readonly Exclusion[], stray: Stray): boolean {
  return known.some((exclusion) => explains(exclusion, stray));
}

/** What later runs pass over once a stray is known. Without a sharp condition to go by, no more than calls just like this one. */
export function exclusionOf(stray: Stray, condition: Condition | undefined): Exclusion {
  const { op, kind } = stray;
  return { op, kind, terms: isSharp(kind, condition) ? (condition?.terms ?? []) : [...strayFeatures(stray)] };
}

/** A stray, and what is said of when its op strays so. */
export interface Described {
  readonly stray: Stray | undefined;
  readonly condition: Condition | undefined;
}

/** Calls that a condition was seen in before it is believed. */
const fewCalls = 5;

/** Whether the condition, or else the kind alone, tells this bug from others of the op. */
function isSharp(kind: Stray['kind'], condition: Condition | undefined): boolean {
  if (condition === undefined) return !isWrongResult(kind);
  if (condition.terms.some(([feature]) => feature === 'rule')) return true;
  return condition.calls >= fewCalls && condition.straying >= 0.3 * condition.calls;
}

function isSharplyDescribed({ stray, condition }: Described): boolean {
  return stray !== undefined && isSharp(stray.kind, condition);
}

/** Whether a stray goes to a bug that no condition pins down: neither is described sharply, and their op goes wrong alike. */
export function isVaguely(bug: Described, one: Described): boolean {
  if (bug.stray === undefined || one.stray === undefined || isSharplyDescribed(bug) || isSharplyDescribed(one)) return false;
  return bug.stray.op === one.stray.op && sameKind(bug.stray.kind, one.stray.kind);
}

/**
 * Whether two bugs are one, the first of which explains the stray of the other: the first is said more widely. Both conditions tell
 * their bug apart, or that of the first is part of the other's.
 */
export function takesIn(whole: Described, part: Described): boolean {
  if (isSharplyDescribed(whole) && isSharplyDescribed(part)) return true;
  const [wide, narrow] = [whole.condition, part.condition];
  if (wide === undefined || narrow === undefined || wide.terms.length === 0) return false;
  return wide.terms.every(([feature, value]) => narrow.terms.some(([f, v]) => f === feature && v === value));
}

/**
 * What tells a finding from others of its library, whichever law showed it: the op, how it goes wrong, and where. The same in every
 * report, database and process.
 */
export function bugOf({ op, kind, condition, counterexample, title }: Finding): readonly unknown[] {
  const isUnanswered = kind === 'crash' || kind === 'hang';
  return [op ?? counterexample.law, kind, isUnanswered ? title : (condition?.terms ?? null)];
}

/** The same as one text. */
export const bugKey = (finding: Finding): string => JSON.stringify(bugOf(finding));

/** The findings that are in no way among others. */
export function newIn(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const known = new Set(others.map(bugKey));
  return findings.filter((finding) => !known.has(bugKey(finding)));
}

/**
 * Whether two findings may be one bug, seen from two cases: the same op strays in the same way, and their conditions share a term.
 * A condition is drawn from samples, so that one bug may get several.
 */
export function isAkin(a: Finding, b: Finding): boolean {
  if (bugKey(a) === bugKey(b)) return true;
  if (a.op === undefined || a.op !== b.op || a.kind === 'crash' || a.kind === 'hang' || !sameKind(a.kind, b.kind)) return false;
  const [terms, others] = [a.condition?.terms ?? [], b.condition?.terms ?? []];
  if (terms.length === 0 || others.length === 0) return true;
  return terms.some(([feature, value]) => others.some(([f, v]) => f === feature && v === value));
}
