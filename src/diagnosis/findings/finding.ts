/** A finding: a distinct cause, with the laws that it breaks and its smallest call. */
import type { Counterexample } from '../../judge/counterexample.js';
import type { Stray } from '../../judge/judge.js';
import type { OpName } from '../../ops/index.js';
import type { Cause } from '../cause/cause.js';
import { causeId } from '../cause/cause-id.js';
import type { Whatever } from '../probe/no-matter.js';

/** How grave a finding is, the gravest first. */
export const severities = ['wrong-value', 'wrong-shape', 'death', 'throws', 'state', 'special-value', 'unchecked'] as const;

export type Severity = (typeof severities)[number];

export interface Finding {
  /** 16 hex digits of its cause: the same in every report, database and machine. */
  readonly id: string;
  /** `conv computes 'same' pads for the undilated window, where dilation > 1` */
  readonly sentence: string;
  /** The sentence. */
  readonly title: string;
  readonly cause: Cause;
  /** How the call that is shown strays. `crash` and `hang`: the process ends or hangs, which only a search can tell. */
  readonly kind: Stray['kind'] | 'combination' | 'crash' | 'hang';
  readonly severity: Severity;
  /** The op of the call that is shown. */
  readonly op?: OpName;
  /** Every op that has the cause. */
  readonly ops: readonly OpName[];
  /** The one with the smallest blamed call among the laws that the bug breaks. */
  readonly counterexample: Counterexample;
  /** Ids of the red laws that it breaks. */
  readonly laws: readonly string[];
  /** The straying call in the library's own API, where the library can show it. */
  readonly reproduction?: string;
  /** What may be anything in the call that is shown: it strays all the same. */
  readonly whatever?: Whatever;
  /** Why it is no news, where it is a known bug of the library. */
  readonly known?: KnownAs;
}

/** Why a bug that is known is not fixed yet, and the address of the library's own issue. */
export interface KnownAs {
  readonly reason: string;
  readonly issue?: string;
}

/** Why a finding makes no law red: it is a known bug, or another meaning that somebody documents. */
export type Standing = ({ readonly kind: 'known' } & KnownAs) | { readonly kind: 'convention'; readonly sentence: string };

/** `undefined` for a bug that is news. */
export function standingOf({ known, cause, sentence }: Finding): Standing | undefined {
  if (known !== undefined) return { kind: 'known', ...known };
  return cause.kind === 'convention' ? { kind: 'convention', sentence } : undefined;
}

const byKind: Readonly<Record<Finding['kind'], Severity>> = {
  value: 'wrong-value',
  shape: 'wrong-shape',
  crash: 'death',
  hang: 'death',
  threw: 'throws',
  badResult: 'throws',
  mutated: 'state',
  rewritten: 'state',
  aliased: 'state',
  combination: 'state',
  accepted: 'unchecked',
};

function severityOf(cause: Cause, kind: Finding['kind']): Severity {
  if (cause.kind === 'state' || cause.kind === 'chance' || cause.kind === 'interference') return 'state';
  if (cause.kind === 'unchecked') return 'unchecked';
  if (kind === 'value' && cause.guards.some(({ feature, value }) => /^(NaN|infinities|-0) in /.test(feature) && value === true))
    return 'special-value';
  return byKind[kind];
}

/** A finding of its cause and all else that is known of it. */
export function makeFinding(
  cause: Cause,
  sentence: string,
  rest: Pick<Finding, 'kind' | 'counterexample' | 'laws'> & {
    readonly op?: OpName | undefined;
    readonly reproduction?: string | undefined;
    readonly whatever?: Whatever | undefined;
  },
): Finding {
  const { kind, counterexample, laws, op, reproduction, whatever } = rest;
  return {
    id: causeId(cause),
    sentence,
    title: sentence,
    cause,
    ...(op !== undefined && { op }),
    kind,
    severity: severityOf(cause, kind),
    ops: cause.ops,
    counterexample,
    laws,
    ...(reproduction !== undefined && { reproduction }),
    ...(whatever !== undefined && { whatever }),
  };
}

/** Gravest first, then those that break the most laws. */
export function ranked(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding): number => severities.indexOf(severity);
  return [...findings].sort((a, b) => rank(a) - rank(b) || b.laws.length - a.laws.length);
}
