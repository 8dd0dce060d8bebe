/** The distinct causes behind red laws. */
import type { Counterexample } from '../../judge/counterexample.js';
import type { Stray } from '../../judge/judge.js';
import { isTensorOp, opNames, type OpName } from '../../ops/index.js';
import { isRuntimeError } from '../../runtime-error.js';
import { bySize } from './call-size.js';
import type { Cause, CauseCall } from '../cause/cause.js';
import { causeId, faultOf, guardsOf, isDeviation, isDeviationOf, isSameFault } from '../cause/cause-id.js';
import { makeFinding, ranked, type Finding } from './finding.js';
import type { Whatever } from '../probe/no-matter.js';
import { isWithoutRule } from '../cause/sentence.js';
import { listed } from '../cause/words.js';
import { withSequence } from '../state/shown.js';

export type { Finding } from './finding.js';

/** A cause with its sentence. */
export interface Explained {
  readonly cause: Cause;
  readonly sentence: string;
}

/** What tells about a straying call: the library itself, here or in another process. */
export interface StrayExplainer {
  /**
   * The cause of a stray: the known one that explains it, or another.
   *
   * @param before the calls that lead to it, where it holds by itself
   * @param isLate whether no other is looked for: what is said then holds of this call alone
   */
  explain(stray: Stray, known: readonly Cause[], before?: readonly CauseCall[], isLate?: boolean): Promise<Explained>;
  /** A cause in words. */
  say(cause: Cause): Promise<string> | string;
  show(stray: Stray): Promise<string | undefined> | string | undefined;
  /** What of a straying call is of no matter to its cause. Default: it is not told. */
  whatever?(stray: Stray, cause: Cause): Promise<Whatever | undefined>;
}

interface Group extends Explained {
  /** A cause that was known before: it stays as it is. */
  readonly isKnown?: true;
  readonly members: Counterexample[];
  /** What is passed over for it beside its cause: calls without a rule, the same in other regions, or gone wrong in other ways. */
  beside: readonly Cause[];
  cause: Cause;
  sentence: string;
  shown?: {
    readonly counterexample: Counterexample;
    readonly reproduction: string | undefined;
    readonly whatever: Whatever | undefined;
  };
}

/** Calls of an op for which no rule was found: after so many, all that go wrong in this way are passed over. */
const mostCalls = 5;

function findingOf(group: Group): Finding {
  const { cause: told, members, shown } = group;
  const sentence = group.sentence + elsewhereText(group);
  const { cause, counterexample } = withSequence(told, members[0]!);
  const { blame } = counterexample;
  return makeFinding(cause, sentence, {
    kind: blame?.kind ?? 'combination',
    counterexample,
    laws: [...new Set(members.map(({ law }) => law))],
    op: blame?.op,
    reproduction: shown?.reproduction,
    whatever: shown?.whatever,
  });
}

/** Where no op strays by itself: one cause for all cases that hold when they are made again, one a law for the others. */
function combinationOf({ law, reproduced }: Counterexample): Explained {
  const scope = { calls: [], ops: [], guards: [] } as const;
  if (!reproduced)
    return {
      cause: { kind: 'chance', id: 'held-again', ...scope },
      sentence: 'the library keeps state, or is not deterministic: what failed held when it was run again',
    };
  return { cause: { kind: 'state', id: `combination:${law}`, ...scope }, sentence: `${law}: no op strays by itself` };
}

/** What later runs pass over. A rule that is not checked is one finding over all ops, but where it is known of some. */
function passedOverFor({ cause, isKnown, beside }: Group): readonly Cause[] {
  if (cause.kind === 'unchecked' && isKnown === undefined) return [{ ...cause, ops: opNames }];
  return cause.ops.length === 0 ? beside : [cause, ...beside];
}

/** Passes over what is of a group besides its cause; of an op's calls without a rule all that go wrong in that way, after a few. */
function passOver(group: Group, cause: Cause): void {
  const alone = group.beside.filter((each) => isWithoutRule(each) && each.ops[0] === cause.ops[0]).length;
  const isMany = isWithoutRule(cause) && alone >= mostCalls - 1;
  group.beside = [...group.beside, isMany ? { ...cause, guards: [] } : cause];
}

/** Whether two conditions are under one guard of one op: it goes wrong there in several ways. */
function isOneCondition(a: Cause, b: Cause): boolean {
  if (a.kind !== 'condition' || b.kind !== 'condition' || a.guards.length === 0 || isWithoutRule(a)) return false;
  return JSON.stringify([a.ops, a.spellings, a.guards]) === JSON.stringify([b.ops, b.spellings, b.guards]);
}

/** Whether a call without a rule is at the edge of a condition: the same op goes wrong in the same way, in a spelling that the condition is of. */
function isBeside(condition: Cause, alone: Cause, stray: Stray | undefined): boolean {
  if (condition.kind !== 'condition' || alone.kind !== 'condition' || isWithoutRule(condition)) return false;
  if (condition.how === 'throws' || alone.how === 'throws' || !condition.ops.includes(alone.ops[0]!)) return false;
  return condition.spellings?.includes(stray?.spelling ?? '') ?? true;
}

/** Whether two calls without a rule are one op that goes wrong in one way. Of an op around another no rule is looked for: all ways are one. */
function isAlike(a: Cause, b: Cause): boolean {
  const [op] = a.ops;
  if (op === undefined || op !== b.ops[0]) return false;
  return !isTensorOp(op) || faultOf(a, 'guards') === faultOf(b, 'guards');
}

/** The words of an error that an op throws, where they are of its own: those of the runtime stand for any fault. */
function wordsOf(cause: Cause): string | undefined {
  if (cause.kind !== 'condition' || cause.how !== 'throws' || cause.message === undefined) return undefined;
  const [, name = '', message = cause.message] = /^(\w+): (.*)$/s.exec(cause.message) ?? [];
  const isOwn = message.split(/[\s#…]+/).filter((word) => /\w/.test(word)).length > 1 && !isRuntimeError({ name, message });
  // Many name the op, in one case or another.
  return isOwn ? cause.message.replaceAll(new RegExp(`\\b(?:${cause.ops.join('|')})\\b`, 'gi'), '…') : undefined;
}

/** Where else an op throws the same, and what else does, as a sentence ends. */
function elsewhereText({ cause, beside }: Group): string {
  const words = wordsOf(cause);
  if (words === undefined) return '';
  const others = beside.filter((each) => wordsOf(each) === words);
  const ops = [...new Set(others.flatMap((each) => each.ops))].filter((op) => !cause.ops.includes(op));
  const isElsewhere = !isWithoutRule(cause) && others.some((each) => each.ops.some((op) => cause.ops.includes(op)));
  return `${isElsewhere ? ', and elsewhere' : ''}${ops.length === 0 ? '' : `; ${listed(ops)} ${ops.length === 1 ? 'throws' : 'throw'} it too`}`;
}

/** Whether a cause that was found before may be no more than a part of a new one. */
function mayBeOf(part: Cause, whole: Cause): boolean {
  if (isWithoutRule(part) || isSameFault(part, whole)) return true;
  // A bad argument that is never read is accepted, and one that breaks off as good ones do is not refused.
  if (part.kind === 'unchecked') return isDeviation(whole) || (whole.kind === 'condition' && whole.how === 'throws');
  // What was told of a few calls first may be a fault of all of them.
  if (part.kind === 'deviation' && whole.kind === 'deviation' && part.ops.some((op) => whole.ops.includes(op)))
    return guardsOf(part) > guardsOf(whole);
  if (part.kind !== 'condition' || !part.ops.every((op) => whole.ops.includes(op))) return false;
  if (whole.kind === 'deviation') return true;
  return whole.kind === 'condition' && whole.how === part.how && whole.message === part.message;
}

/** Collects counterexamples into findings. The order in which a batch is listed makes no difference. */
export class Findings {
  private readonly groups: Group[] = [];
  private readonly known: Cause[];
  /** Failures whose cause was not looked for, as it was late. */
  late = 0;

  /** @param known causes that were known before */
  constructor(
    private readonly explainer: StrayExplainer,
    known: readonly Cause[] = [],
  ) {
    this.known = [...known];
  }

  /**
   * Takes counterexamples in.
   *
   * @param isLate whether there is no time to look for causes
   */
  async add(counterexamples: readonly Counterexample[], isLate = false): Promise<void> {
    for (const cause of this.known.splice(0))
      this.groups.push({ isKnown: true, cause, sentence: await this.explainer.say(cause), members: [], beside: [] });
    const isError = ({ blame }: Counterexample): number => Number(blame?.kind === 'threw');
    // What an op returns says more than an error that may follow from it.
    for (const counterexample of [...counterexamples].sort((a, b) => isError(a) - isError(b) || bySize(a, b))) {
      const { blame, before } = counterexample;
      const explained =
        blame === undefined ? combinationOf(counterexample) : await this.explainer.explain(blame, this.passedOver(), before, isLate);
      if (isLate && isWithoutRule(explained.cause)) this.late++;
      const group = await this.groupOf(explained, blame);
      group.members.push(counterexample);
      if (group.members.length === 1 && !isLate) await this.gather(group);
    }
    for (const group of this.groups) {
      group.members.sort(bySize);
      const [smallest] = group.members;
      if (group.shown?.counterexample === smallest || smallest?.blame === undefined) continue;
      const { blame, before = [] } = smallest;
      group.shown = {
        counterexample: smallest,
        reproduction: await this.explainer.show(blame),
        whatever: isLate || before.length > 0 ? undefined : await this.explainer.whatever?.(blame, group.cause),
      };
    }
  }

  /**
   * Calls without a rule that a new cause explains are its own, those of the same fault in a region that its own takes in, errors that
   * follow from it, and what was met under a condition together with another bug.
   */
  private async gather(whole: Group): Promise<void> {
    if (isWithoutRule(whole.cause) || whole.cause.ops.length === 0) return;
    for (const part of [...this.groups]) {
      if (part === whole || part.isKnown || !mayBeOf(part.cause, whole.cause)) continue;
      const others = this.groups.filter((group) => group !== part && group !== whole && isDeviation(group.cause));
      const known = [whole, ...others, part].flatMap(passedOverFor);
      for (const member of [...part.members]) {
        const { blame, before } = member;
        if (blame === undefined) continue;
        const id = causeId((await this.explainer.explain(blame, known, before)).cause);
        const own = [whole, ...others].find((group) => passedOverFor(group).some((each) => causeId(each) === id));
        if (own === undefined) continue;
        part.members.splice(part.members.indexOf(member), 1);
        own.members.push(member);
      }
      if (part.members.length === 0) this.groups.splice(this.groups.indexOf(part), 1);
    }
  }

  /** The group of a cause: its own, that of the same fault in other ops, or a new one. */
  private async groupOf(explained: Explained, stray: Stray | undefined): Promise<Group> {
    const { cause } = explained;
    const id = causeId(cause);
    const own = this.groups.find((group) => [group.cause, ...passedOverFor(group)].some((each) => causeId(each) === id));
    if (own?.isKnown) return own;
    // An error is told of the ops that throw it under its own guards.
    if (own !== undefined && causeId(own.cause) !== id && wordsOf(own.cause) !== undefined) return own;
    // What is known of some ops is news of others.
    const shared = own ?? this.groups.find((group) => !group.isKnown && faultOf(group.cause) === faultOf(cause) && cause.ops.length > 0);
    if (shared !== undefined) {
      // What is passed over of a rule is all ops.
      const others = cause.kind === 'unchecked' ? [] : cause.ops;
      await this.widen(shared, [...others, ...(stray === undefined ? [] : [stray.op])]);
      return shared;
    }
    // What goes wrong in one way here and there is one bug: the region of each stays what is passed over.
    const elsewhere = this.groups.find((group) => !group.isKnown && isDeviationOf(group.cause, cause));
    if (elsewhere !== undefined) {
      await this.widen(elsewhere, cause.ops);
      passOver(elsewhere, cause);
      return elsewhere;
    }
    const words = wordsOf(cause);
    const sameWords = this.groups.find((group) => words !== undefined && !group.isKnown && wordsOf(group.cause) === words);
    if (sameWords !== undefined) {
      // Of one with a rule and one without, that with a rule is told.
      const isTold = isWithoutRule(sameWords.cause) && !isWithoutRule(cause);
      passOver(sameWords, isTold ? sameWords.cause : cause);
      if (isTold) [sameWords.cause, sameWords.sentence] = [cause, explained.sentence];
      return sameWords;
    }
    if (isWithoutRule(cause)) {
      const near = this.groups.find((group) => isBeside(group.cause, cause, stray));
      if (near !== undefined) {
        passOver(near, cause);
        return near;
      }
      const alike = this.groups.find(({ cause: each }) => isWithoutRule(each) && isAlike(each, cause));
      if (alike !== undefined) {
        passOver(alike, cause);
        return alike;
      }
    }
    // One fault shows as a wrong shape in one call and as an error in another.
    const elsewise = this.groups.find((group) => isOneCondition(group.cause, cause));
    if (elsewise !== undefined) {
      passOver(elsewise, cause);
      return elsewise;
    }
    const group: Group = { ...explained, members: [], beside: [] };
    this.groups.push(group);
    return group;
  }

  /** A group whose cause is that of more ops. */
  private async widen(group: Group, more: readonly OpName[]): Promise<void> {
    const { cause } = group;
    const ops = [...new Set([...cause.ops, ...more])];
    if (ops.length === cause.ops.length) return;
    group.cause = { ...cause, ops };
    group.sentence = await this.explainer.say(group.cause);
  }

  /** What later runs pass over. */
  passedOver(): Cause[] {
    return [...this.known, ...this.groups.flatMap(passedOverFor)];
  }

  /** The finding that a counterexample was added to. */
  of(counterexample: Counterexample): Finding | undefined {
    const group = this.groups.find(({ members }) => members.includes(counterexample));
    return group && findingOf(group);
  }

  /** The findings, the gravest first. */
  list(): Finding[] {
    return ranked(this.groups.filter(({ members }) => members.length > 0).map(findingOf));
  }
}
