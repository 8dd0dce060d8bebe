/** The distinct bugs behind red laws: by the op to blame and the condition under which it strays. */
import * as fc from 'fast-check';
import { casesOf } from '../arbitraries/case-arbitrary.js';
import { EmptyDomain } from '../arbitraries/empty-domain.js';
import { opCalls, type OpCase, type TensorOp } from '../arbitraries/op-calls.js';
import { defineDomain, type Regime } from '../domain.js';
import { defineLibrary, type TensorLibrary } from '../library.js';
import type { OpName } from '../ops.js';
import { bind, type Call } from './bind.js';
import { callFeatures, type CallFeatures } from './call-features.js';
import { describeCondition, explain, likeness, matches, type Condition, type Sample } from './condition.js';
import type { Counterexample } from './counterexample.js';
import { judge, type Stray } from './judge.js';
import type { SubjectOptions } from './subject.js';
import { zeros } from '../tensor.js';
import { cloneCase } from './evaluate.js';

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

/** Cases drawn of an op; calls made at random among them, and calls made of those most like the straying one. */
const drawn = 3000;
const atRandom = 150;
const alike = 150;

function isTensorOp(op: OpName): op is TensorOp {
  return Object.hasOwn(opCalls, op);
}

interface Probe {
  readonly c: OpCase;
  readonly features: CallFeatures;
  /** How the library's call strays, once it was made; `null` for not at all. */
  kind?: Stray['kind'] | null;
}

const everyRegime: readonly Regime[] = ['exact', 'real', 'special'];

/** Calls of one op over its own cases: described at once, made when asked for. */
class Probes {
  private probes: readonly Probe[] | undefined;

  constructor(
    private readonly op: TensorOp,
    private readonly library: TensorLibrary,
    private readonly options: SubjectOptions,
  ) {}

  /** Calls at random, and those most like the target: each feature of it varied. */
  async samples(target: CallFeatures, kind: Stray['kind']): Promise<Sample[]> {
    const probes = (this.probes ??= await this.describe());
    const nearest = probes
      .map((probe) => ({ probe, like: likeness(target, probe.features) }))
      .sort((a, b) => b.like - a.like)
      .slice(0, alike)
      .map(({ probe }) => probe);
    const samples: Sample[] = [];
    for (const probe of new Set([...probes.slice(0, atRandom), ...nearest])) {
      probe.kind ??= await this.make(probe.c);
      samples.push({ features: probe.features, strays: probe.kind === kind });
    }
    return samples;
  }

  private async describe(): Promise<Probe[]> {
    const { op, library } = this;
    const domain = {
      ...defineDomain({ ...this.options.domain, precision: library.precision, limits: library.limits }),
      regimes: everyRegime,
    };
    const probes: Probe[] = [];
    let args: readonly unknown[] = [];
    // Takes the call's arguments instead of making it.
    const taken = defineLibrary({
      name: library.name,
      precision: library.precision,
      ops: {
        [op]: (...given: unknown[]) => {
          args = given;
          return zeros([0], library.precision.dtype);
        },
      },
    });
    const t = bind(taken);
    try {
      const cases = casesOf(domain, [op], opCalls[op].draw, { regimes: everyRegime });
      for (const c of fc.sample(cases as fc.Arbitrary<OpCase>, { numRuns: drawn, seed: 1 })) {
        await opCalls[op].call(t, c);
        probes.push({ c, features: callFeatures(op, args) });
      }
    } catch (thrown) {
      if (!(thrown instanceof EmptyDomain)) throw thrown;
    }
    return probes;
  }

  private async make(c: OpCase): Promise<Stray['kind'] | null> {
    const calls: Call[] = [];
    const t = bind(this.library, { record: (call) => calls.push(call) });
    // A call that throws is recorded as such: that is what is looked for.
    await opCalls[this.op].call(t, cloneCase(c)).then(undefined, () => undefined);
    const call = calls.find(({ op }) => op === this.op);
    return call === undefined ? null : (judge(call, this.library.precision)?.kind ?? null);
  }
}

const cost = ({ case: c }: Counterexample): number =>
  JSON.stringify(c, (_, value: unknown) => (typeof value === 'function' ? undefined : value)).length;

/** The condition of the bug that one op call shows, apart from the laws that it breaks. */
async function conditionOf(
  stray: Stray,
  library: TensorLibrary,
  options: SubjectOptions,
  known: Map<OpName, Probes>,
): Promise<Condition | undefined> {
  const { op, kind, args } = stray;
  if (!isTensorOp(op) || kind === 'accepted' || kind === 'mutated' || kind === 'badResult') return undefined;
  let probes = known.get(op);
  if (probes === undefined) known.set(op, (probes = new Probes(op, library, options)));
  const target = callFeatures(op, args);
  return explain(target, await probes.samples(target, kind));
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
  const samples = new Map<OpName, Probes>();
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
