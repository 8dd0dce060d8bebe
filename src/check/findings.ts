/** The distinct bugs behind red laws: by the op to blame and the condition under which it strays. */
import type { OpName } from '../ops.js';
import { describeCondition, type Condition } from './condition.js';
import type { Counterexample } from './counterexample.js';
import { explains, type Exclusion } from './exclusion.js';
import type { Stray } from './judge.js';

export interface Finding {
  /** `maxPool: wrong value: padding same, dilation > 1: always (31 of 31 calls)` */
  readonly title: string;
  readonly op?: OpName;
  readonly kind: Stray['kind'] | 'combination';
  readonly condition?: Condition;
  /** The smallest counterexample among the laws that the bug breaks. */
  readonly counterexample: Counterexample;
  /** Ids of the red laws that it breaks. */
  readonly laws: readonly string[];
  /** The straying call in the library's own API, where the library can show it. */
  readonly reproduction?: string;
}

/** What tells about a straying call: the library itself, here or in another process. */
export interface StrayExplainer {
  explain(stray: Stray, known: readonly Exclusion[]): Promise<Condition | undefined> | Condition | undefined;
  show(stray: Stray): Promise<string | undefined> | string | undefined;
}

const words: Readonly<Record<Stray['kind'], string>> = {
  value: 'wrong value',
  shape: 'wrong shape',
  threw: 'throws',
  accepted: 'accepts bad arguments',
  badResult: 'returns no tensor',
  mutated: 'writes to its input',
};

/** By which the smallest of several counterexamples is chosen. */
function cost({ case: c }: Counterexample): number {
  return JSON.stringify(c, (_, value: unknown) => (typeof value === 'function' ? undefined : value))?.length ?? 0;
}

interface Group {
  readonly stray: Stray | undefined;
  readonly condition: Condition | undefined;
  readonly members: Counterexample[];
  reproduction?: string | undefined;
}

function exclusionOf({ stray, condition }: Group): Exclusion | undefined {
  return stray === undefined ? undefined : { op: stray.op, kind: stray.kind, terms: condition?.terms ?? [] };
}

/** Most of the calls that the condition covers stray: it tells enough to take other groups in. */
function isSharp({ condition }: Group): boolean {
  if (condition === undefined) return true;
  return condition.calls === 0 || condition.straying >= 0.9 * condition.calls;
}

function findingOf({ stray, condition, members, reproduction }: Group): Finding {
  const [counterexample] = members;
  const what = stray === undefined ? `${counterexample!.law}: no op strays by itself` : `${stray.op}: ${words[stray.kind]}`;
  return {
    title: condition === undefined ? what : `${what}: ${describeCondition(condition)}`,
    kind: stray?.kind ?? 'combination',
    counterexample: counterexample!,
    laws: [...new Set(members.map(({ law }) => law))],
    ...(stray !== undefined && { op: stray.op }),
    ...(condition !== undefined && { condition }),
    ...(reproduction !== undefined && { reproduction }),
  };
}

/** Collects counterexamples into findings. The order in which a batch is listed makes no difference. */
export class Findings {
  private groups: Group[] = [];

  constructor(private readonly explainer: StrayExplainer) {}

  /** Takes counterexamples in, and says whether any was of a bug not known before. */
  async add(counterexamples: readonly Counterexample[]): Promise<boolean> {
    const ordered = [...counterexamples].sort((a, b) => cost(a) - cost(b) || (a.law < b.law ? -1 : 1));
    let news = false;
    for (const counterexample of ordered) {
      const { blame } = counterexample;
      const group = this.groups.find((each) => {
        const exclusion = exclusionOf(each);
        return exclusion !== undefined && blame !== undefined && explains(exclusion, blame);
      });
      if (group !== undefined) group.members.push(counterexample);
      else {
        const condition = blame === undefined ? undefined : await this.explainer.explain(blame, this.exclusions());
        this.groups.push({ stray: blame, condition, members: [counterexample] });
        news = true;
      }
    }
    this.merge();
    for (const group of this.groups) {
      group.members.sort((a, b) => cost(a) - cost(b) || (a.law < b.law ? -1 : 1));
      if (group.stray !== undefined) group.reproduction ??= await this.explainer.show(group.stray);
    }
    return news;
  }

  /** What is known of straying calls, for later runs to pass over. */
  exclusions(): Exclusion[] {
    return this.groups.flatMap((group) => exclusionOf(group) ?? []);
  }

  /** The findings, in the order in which they were made. */
  list(): Finding[] {
    return this.groups.map(findingOf);
  }

  /** A group whose straying call the sharp condition of another explains is part of that other. */
  private merge(): void {
    for (const part of [...this.groups]) {
      if (part.stray === undefined) continue;
      const whole = this.groups.find((each) => {
        const exclusion = exclusionOf(each);
        return each !== part && exclusion !== undefined && isSharp(each) && explains(exclusion, part.stray!);
      });
      if (whole === undefined) continue;
      whole.members.push(...part.members);
      this.groups = this.groups.filter((each) => each !== part);
    }
  }
}
