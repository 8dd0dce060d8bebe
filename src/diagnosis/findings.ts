/** The distinct bugs behind red laws: by the op to blame and the condition under which it strays. */
import type { OpName } from '../ops/index.js';
import { isTensor } from '../tensor.js';
import { describeCondition, type Condition } from './condition.js';
import type { Counterexample } from '../judge/counterexample.js';
import { exclusionOf, isExplained, isVaguely, takesIn, type Described, type Exclusion } from './same-bug.js';
import type { Stray } from '../judge/judge.js';

export interface Finding {
  /** `maxPool: wrong value: padding same, dilation > 1: always (31 of 31 calls)` */
  readonly title: string;
  readonly op?: OpName;
  /** `crash` and `hang`: the process ends or hangs, which only a search can tell. */
  readonly kind: Stray['kind'] | 'combination' | 'crash' | 'hang';
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

const costs = new WeakMap<Counterexample, number>();

/** By which the smallest of several counterexamples is chosen. */
function cost(counterexample: Counterexample): number {
  let known = costs.get(counterexample);
  if (known === undefined) {
    known = JSON.stringify(counterexample.case, (_, value: unknown) => (typeof value === 'function' ? undefined : value))?.length ?? 0;
    costs.set(counterexample, known);
  }
  return known;
}

interface Group extends Described {
  readonly members: Counterexample[];
  /** What later runs pass over. */
  readonly exclusions: Exclusion[];
  shown?: { readonly counterexample: Counterexample; readonly reproduction: string | undefined };
}

/** A bug that no condition pins down: after so many tries, all that the op does in this way is passed over. */
const mostTries = 6;

/** Whether a call has nothing in it: the least telling of small cases. */
const isEmpty = ({ blame }: Counterexample): boolean => blame?.args.some((arg) => isTensor(arg) && arg.shape.includes(0)) ?? false;

const bySize = (a: Counterexample, b: Counterexample): number =>
  Number(isEmpty(a)) - Number(isEmpty(b)) || cost(a) - cost(b) || (a.law < b.law ? -1 : 1);

function findingOf({ condition, members, shown }: Group): Finding {
  const counterexample = members[0]!;
  // One wrong computation may show as a wrong shape in one case and as an error in another: it is named as in the case that is shown.
  const { blame } = counterexample;
  const reproduction = shown?.reproduction;
  const what = blame === undefined ? `${counterexample.law}: no op strays by itself` : `${blame.op}: ${words[blame.kind]}`;
  return {
    title: condition === undefined ? what : `${what}: ${describeCondition(condition)}`,
    kind: blame?.kind ?? 'combination',
    counterexample,
    laws: [...new Set(members.map(({ law }) => law))],
    ...(blame !== undefined && { op: blame.op }),
    ...(condition !== undefined && { condition }),
    ...(reproduction !== undefined && { reproduction }),
  };
}

/** Collects counterexamples into findings. The order in which a batch is listed makes no difference. */
export class Findings {
  private groups: Group[] = [];

  constructor(private readonly explainer: StrayExplainer) {}

  /** Takes counterexamples in. */
  async add(counterexamples: readonly Counterexample[]): Promise<void> {
    for (const counterexample of [...counterexamples].sort(bySize)) {
      const { blame } = counterexample;
      const group = this.groups.find((each) => blame !== undefined && isExplained(each.exclusions, blame));
      if (group !== undefined) group.members.push(counterexample);
      else if (blame === undefined) this.groups.push({ stray: blame, condition: undefined, members: [counterexample], exclusions: [] });
      else await this.explained(counterexample, blame);
    }
    this.merge();
    for (const group of this.groups) {
      group.members.sort(bySize);
      const [smallest] = group.members;
      if (group.shown?.counterexample === smallest || smallest?.blame === undefined) continue;
      group.shown = { counterexample: smallest, reproduction: await this.explainer.show(smallest.blame) };
    }
  }

  /** A bug of its own, or more of one that no condition pins down. */
  private async explained(counterexample: Counterexample, stray: Stray): Promise<void> {
    const condition = await this.explainer.explain(stray, this.exclusions());
    const exclusion = exclusionOf(stray, condition);
    const vague = this.groups.find((each) => isVaguely(each, { stray, condition }));
    if (vague === undefined) this.groups.push({ stray, condition, members: [counterexample], exclusions: [exclusion] });
    else {
      vague.members.push(counterexample);
      vague.exclusions.push(vague.exclusions.length < mostTries ? exclusion : { ...exclusion, terms: [] });
    }
  }

  /** What is known of straying calls, for later runs to pass over. */
  exclusions(): Exclusion[] {
    return this.groups.flatMap(({ exclusions }) => exclusions);
  }

  /** The finding that a counterexample was added to. */
  of(counterexample: Counterexample): Finding | undefined {
    const group = this.groups.find(({ members }) => members.includes(counterexample));
    return group && findingOf(group);
  }

  /** The findings, in the order in which they were made. */
  list(): Finding[] {
    return this.groups.map(findingOf);
  }

  /** A group whose straying call the sharp condition of another explains is part of that other. */
  private merge(): void {
    for (const part of [...this.groups]) {
      if (part.stray === undefined) continue;
      const whole = this.groups.find((each) => each !== part && isExplained(each.exclusions, part.stray!) && takesIn(each, part));
      if (whole === undefined) continue;
      whole.members.push(...part.members);
      this.groups = this.groups.filter((each) => each !== part);
    }
  }
}
