/** The distinct ways in which a library hangs or ends its process, as findings. */
import type { Counterexample } from '../judge/counterexample.js';
import type { Finding } from '../diagnosis/findings.js';
import type { Verdict } from '../judge/verdict.js';
import { opNames, type OpName } from '../ops/index.js';
import type { JobResult } from '../engine/executor.js';

/** The op that a message begins with. */
const opOf = (message: string): OpName | undefined => opNames.find((op) => message.startsWith(`${op} `));

/** A result that tells of a death. */
export interface DeathResult extends JobResult {
  readonly verdict: Extract<Verdict, { kind: 'crashed' | 'timedOut' }> & { readonly counterexample: Counterexample };
}

/** Whether a result is of a process that died or hung, or of a promise that never settled. */
export function isDeath(result: JobResult): result is DeathResult {
  const { verdict, death } = result;
  if (verdict.kind !== 'crashed' && verdict.kind !== 'timedOut') return false;
  return verdict.counterexample !== undefined && (death !== undefined || verdict.kind === 'timedOut');
}

/** What a death is, apart from the law that showed it. */
function kindOf({ job, death, verdict: { counterexample } }: DeathResult): string {
  if (death !== undefined) return death.op === undefined ? `${job.law} ${death.kind}` : death.kind;
  return counterexample.message;
}

interface Group {
  first: DeathResult;
  readonly laws: Set<string>;
  reproduction?: string | undefined;
}

function findingOf({ first, laws, reproduction }: Group): Finding {
  const { counterexample, kind } = first.verdict;
  const op = first.death === undefined ? opOf(counterexample.message) : first.death.op;
  return {
    title: op === undefined ? `${counterexample.law}: ${counterexample.message}` : counterexample.message.replace(`${op} `, `${op}: `),
    kind: kind === 'crashed' ? 'crash' : 'hang',
    counterexample,
    laws: [...laws],
    ...(op !== undefined && { op }),
    ...(reproduction !== undefined && { reproduction }),
  };
}

/** Laws that must die of an op before it is left alone. */
const mostLaws = 3;

export class DeathFindings {
  private readonly groups = new Map<string, Group>();
  private readonly survived = new Set<string>();
  private readonly deaths = new Map<OpName, Set<string>>();

  /** Takes in what a job tells of its ops, and its death where it died; true where that is a new one. */
  add(result: JobResult): boolean {
    for (const [op, { returned, threw }] of Object.entries(result.calls)) if (returned + threw > 0) this.survived.add(op);
    for (const op of result.death?.survived ?? []) this.survived.add(op);
    if (!isDeath(result)) return false;
    const { op } = result.death ?? {};
    const { law } = result.job;
    if (op !== undefined && result.death?.again === true) this.deaths.set(op, (this.deaths.get(op) ?? new Set<string>()).add(law));
    const kind = kindOf(result);
    const group = this.groups.get(kind);
    if (group === undefined) this.groups.set(kind, { first: result, laws: new Set([law]) });
    else group.laws.add(law);
    return group === undefined;
  }

  /** The case of a death, made smaller, in place of the one that was added; its call in the library's own API, where that is known. */
  settle(added: JobResult, smallest: JobResult, reproduction: string | undefined): void {
    if (!isDeath(smallest)) return;
    for (const group of this.groups.values()) if (group.first === added) Object.assign(group, { first: smallest, reproduction });
  }

  /** Deaths that jobs need not look into any more. */
  known(): readonly string[] {
    return [...this.groups.values()].flatMap(({ first: { death } }) => (death?.again === true ? [death.kind] : []));
  }

  /** Ops that have ended their process in several laws, and never returned. */
  deadOps(): OpName[] {
    return [...this.deaths].flatMap(([op, laws]) => (laws.size >= mostLaws && !this.survived.has(op) ? [op] : []));
  }

  /** The findings, in the order in which they were made. */
  list(): Finding[] {
    return [...this.groups.values()].map(findingOf);
  }
}
