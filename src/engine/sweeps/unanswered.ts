/** The distinct ways in which laws get no answer: a process that ends or hangs, a promise that never settles, a law that breaks off. */
import type { Cause } from '../../diagnosis/cause/cause.js';
import { makeFinding, type Finding } from '../../diagnosis/findings/finding.js';
import { messageTemplate } from '../../diagnosis/cause/same-bug.js';
import type { Counterexample } from '../../judge/counterexample.js';
import type { Verdict } from '../../judge/verdict.js';
import { opNames, type OpName } from '../../ops/index.js';
import type { JobResult } from '../executor.js';

/** The op that a message begins with. */
const opOf = (message: string): OpName | undefined => opNames.find((op) => message.startsWith(`${op} `));

/** A result without an answer. */
interface UnansweredResult extends JobResult {
  readonly verdict: Extract<Verdict, { kind: 'crashed' | 'timedOut' }> & { readonly counterexample: Counterexample };
}

/** Whether a law got no answer. An op that returns no tensor gave one: it strays. */
function isUnanswered(result: JobResult): result is UnansweredResult {
  const { verdict, death } = result;
  if (verdict.kind !== 'crashed' && verdict.kind !== 'timedOut') return false;
  const { counterexample } = verdict;
  return counterexample !== undefined && (death !== undefined || verdict.kind === 'timedOut' || counterexample.blame === undefined);
}

/** What went wrong, apart from the law that showed it. */
function kindOf({ job, death, verdict: { kind, counterexample } }: UnansweredResult): string {
  if (death !== undefined) return death.op === undefined ? `${job.law} ${death.kind}` : death.kind;
  return `${kind} ${counterexample.message}`;
}

interface Group {
  first: UnansweredResult;
  readonly counterexamples: Counterexample[];
  readonly laws: Set<string>;
  reproduction?: string | undefined;
}

/** Where no op is to blame, the words are what tells it from others. */
function causeOf(op: OpName | undefined, kind: 'crashed' | 'timedOut', sentence: string, message: string): Cause {
  if (op === undefined) return { kind: 'condition', how: 'throws', message: messageTemplate(sentence), ops: [], guards: [] };
  const how = kind === 'timedOut' ? 'hang' : /signal|abort|trap|unreachable/i.test(message) ? 'trap' : 'exit';
  return { kind: 'death', how, ops: [op], guards: [] };
}

function findingOf({ first, laws, reproduction }: Group): Finding {
  const { counterexample, kind } = first.verdict;
  const { law, message } = counterexample;
  const op = first.death === undefined ? opOf(message) : first.death.op;
  const broke = kind === 'crashed' && first.death === undefined ? 'could not be evaluated: ' : '';
  const sentence = op === undefined ? `${law}: ${broke}${message}` : message;
  return makeFinding(causeOf(op, kind, sentence, message), sentence, {
    kind: kind === 'crashed' ? 'crash' : 'hang',
    counterexample,
    laws: [...laws],
    op,
    reproduction,
  });
}

/** Laws that must die of an op before it is left alone. */
const mostLaws = 3;

export class Unanswered {
  private readonly groups = new Map<string, Group>();
  private readonly survived = new Set<string>();
  private readonly deaths = new Map<OpName, Set<string>>();

  /** Takes in what a job tells of its ops, and that it got no answer where it got none; true where the reason is a new one. */
  add(result: JobResult): boolean {
    for (const [op, { returned, threw }] of Object.entries(result.calls)) if (returned + threw > 0) this.survived.add(op);
    for (const op of result.death?.survived ?? []) this.survived.add(op);
    if (!isUnanswered(result)) return false;
    const { op } = result.death ?? {};
    const { law } = result.job;
    const { counterexample } = result.verdict;
    if (op !== undefined && result.death?.again === true) this.deaths.set(op, (this.deaths.get(op) ?? new Set<string>()).add(law));
    const kind = kindOf(result);
    const group = this.groups.get(kind);
    if (group === undefined) this.groups.set(kind, { first: result, counterexamples: [counterexample], laws: new Set([law]) });
    else {
      group.laws.add(law);
      group.counterexamples.push(counterexample);
    }
    return group === undefined;
  }

  /** A case without an answer, made smaller, in place of the one that was added; its call in the library's own API, where that is known. */
  settle(added: JobResult, smallest: JobResult, reproduction: string | undefined): void {
    if (!isUnanswered(smallest)) return;
    for (const group of this.groups.values()) if (group.first === added) Object.assign(group, { first: smallest, reproduction });
  }

  /** The finding that a counterexample was added to. */
  of(counterexample: Counterexample): Finding | undefined {
    const group = [...this.groups.values()].find(({ counterexamples }) => counterexamples.includes(counterexample));
    return group && findingOf(group);
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
