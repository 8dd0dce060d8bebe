/** The distinct bugs behind red laws: by the op to blame and the condition under which it strays. */
import * as fc from 'fast-check';
import { casesOf } from '../arbitraries/case-arbitrary.js';
import { EmptyDomain } from '../arbitraries/empty-domain.js';
import { opCalls, type OpCase, type TensorOp } from '../arbitraries/op-calls.js';
import { defineLaw, type AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import type { OpName } from '../ops.js';
import { bind, type Call } from './bind.js';
import { callFeatures } from './call-features.js';
import { describeCondition, explain, matches, type Condition, type Sample } from './condition.js';
import type { Counterexample } from './counterexample.js';
import { judge, type Stray } from './judge.js';
import { domainOf, type SubjectOptions } from './subject.js';

export interface Finding {
  /** `maxPool: padding same, dilation > 1: always (31 of 31 calls)` */
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

/** How many calls of an op are sampled for a condition. */
const sampled = 400;

function isTensorOp(op: OpName): op is TensorOp {
  return Object.hasOwn(opCalls, op);
}

/** Samples an op over its own cases, and says where it strays as the given call does. */
async function sample(op: TensorOp, kind: Stray['kind'], library: TensorLibrary, options: SubjectOptions): Promise<Sample[]> {
  const law: AnyLaw = defineLaw({
    id: `findings/${op.toLowerCase()}`,
    statement: op,
    because: op,
    sources: [],
    requires: [op],
    regimes: ['exact', 'real', 'special'],
    cases: () => fc.constant(undefined),
    claim: () => [],
  });
  const samples: Sample[] = [];
  let calls: Call[] = [];
  const t = bind(library, { record: (call) => calls.push(call) });
  try {
    const cases = casesOf(domainOf(law, library, options), [op], opCalls[op].draw, { regimes: ['exact', 'real', 'special'] });
    for (const c of fc.sample(cases as fc.Arbitrary<OpCase>, { numRuns: sampled, seed: 1 })) {
      calls = [];
      // A call that throws is recorded as such: that is what is looked for.
      await opCalls[op].call(t, c).then(undefined, () => undefined);
      const call = calls.find((made) => made.op === op);
      if (call !== undefined)
        samples.push({ features: callFeatures(op, call.args), strays: judge(call, library.precision)?.kind === kind });
    }
  } catch (thrown) {
    if (!(thrown instanceof EmptyDomain)) throw thrown;
  }
  return samples;
}

const cost = ({ case: c }: Counterexample): number =>
  JSON.stringify(c, (_, value: unknown) => (typeof value === 'function' ? undefined : value)).length;

/** The bug that one op call shows, apart from the laws that it breaks. */
async function conditionOf(
  stray: Stray,
  library: TensorLibrary,
  options: SubjectOptions,
  known: Map<string, Sample[]>,
): Promise<Condition | undefined> {
  const { op, kind, args } = stray;
  if (!isTensorOp(op) || kind === 'accepted' || kind === 'mutated' || kind === 'badResult') return undefined;
  const key = `${op} ${kind}`;
  if (!known.has(key)) known.set(key, await sample(op, kind, library, options));
  const target = callFeatures(op, args);
  // The straying call itself counts: a bug that no sample meets is still met once.
  return explain(target, [...known.get(key)!, { features: target, strays: true }]);
}

const words: Readonly<Record<Stray['kind'], string>> = {
  value: 'wrong value',
  shape: 'wrong shape',
  threw: 'throws',
  accepted: 'accepts bad arguments',
  badResult: 'returns no tensor',
  mutated: 'writes to its input',
};

/** Groups counterexamples into distinct bugs, smallest counterexample first in each. */
export async function findingsOf(
  counterexamples: readonly Counterexample[],
  library: TensorLibrary,
  options: SubjectOptions = {},
): Promise<Finding[]> {
  const samples = new Map<string, Sample[]>();
  const groups: { stray: Stray | undefined; condition: Condition | undefined; members: Counterexample[] }[] = [];
  for (const counterexample of [...counterexamples].sort((a, b) => cost(a) - cost(b))) {
    const { blame } = counterexample;
    const group = groups.find(({ stray, condition }) => {
      if (stray === undefined || blame === undefined) return false;
      if (stray.op !== blame.op || stray.kind !== blame.kind) return false;
      return condition === undefined || matches(condition.terms, callFeatures(blame.op, blame.args));
    });
    if (group !== undefined) group.members.push(counterexample);
    else {
      const condition = blame === undefined ? undefined : await conditionOf(blame, library, options, samples);
      groups.push({ stray: blame, condition, members: [counterexample] });
    }
  }
  return groups.map(({ stray, condition, members }) => {
    const [counterexample] = members;
    const reproduction = stray === undefined ? undefined : library.show?.({ op: stray.op, arguments: stray.args });
    const what = stray === undefined ? `${counterexample!.law}: no op strays by itself` : `${stray.op}: ${words[stray.kind]}`;
    return {
      title: condition === undefined ? what : `${what}: ${describeCondition(condition)}`,
      kind: stray?.kind ?? 'combination',
      counterexample: counterexample!,
      laws: members.map(({ law }) => law),
      ...(stray !== undefined && { op: stray.op }),
      ...(condition !== undefined && { condition }),
      ...(reproduction !== undefined && { reproduction }),
    };
  });
}
