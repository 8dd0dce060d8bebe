/** Calls of one op, made to see which of them stray. */
import * as fc from 'fast-check';
import { casesOf } from '../arbitraries/case-arbitrary.js';
import { EmptyDomain } from '../arbitraries/empty-domain.js';
import { opCalls, type OpCase, type TensorOp } from '../arbitraries/op-calls.js';
import { defineDomain, type Regime } from '../domain.js';
import { defineLibrary, type TensorLibrary } from '../library.js';
import type { OpName } from '../ops.js';
import { zeros } from '../tensor.js';
import { bind, type Call } from './bind.js';
import { callFeatures, type CallFeatures } from './call-features.js';
import { likeness, type Sample } from './condition.js';
import { cloneCase } from './evaluate.js';
import { isExplained, sameKind, type Exclusion } from './exclusion.js';
import { judge, type Stray } from './judge.js';
import type { SubjectOptions } from './subject.js';

/** Cases drawn of an op; calls made at random among them, and calls made of those most like the straying one. */
const drawn = 3000;
const atRandom = 150;
const alike = 150;

export function isTensorOp(op: OpName): op is TensorOp {
  return Object.hasOwn(opCalls, op);
}

interface Probe {
  readonly c: OpCase;
  readonly features: CallFeatures;
  /** How the library's call strays, once it was made; `null` for not at all. */
  stray?: Stray | null;
}

const everyRegime: readonly Regime[] = ['exact', 'real', 'special'];

/** Calls of one op over its own cases: described at once, made when asked for. */
export class Probes {
  private probes: readonly Probe[] | undefined;

  constructor(
    private readonly op: TensorOp,
    private readonly library: TensorLibrary,
    private readonly options: SubjectOptions,
  ) {}

  /** Calls at random, and those most like the target: each feature of it varied. Calls that known bugs explain are left out. */
  async samples(target: CallFeatures, kind: Stray['kind'], known: readonly Exclusion[]): Promise<Sample[]> {
    const probes = (this.probes ??= await this.describe());
    const nearest = probes
      .map((probe) => ({ probe, like: likeness(target, probe.features) }))
      .sort((a, b) => b.like - a.like)
      .slice(0, alike)
      .map(({ probe }) => probe);
    const samples: Sample[] = [];
    for (const probe of new Set([...probes.slice(0, atRandom), ...nearest])) {
      if (probe.stray === undefined) probe.stray = await this.make(probe.c);
      const { stray, features } = probe;
      if (stray !== null && isExplained(known, stray)) continue;
      samples.push({ features, strays: stray !== null && sameKind(stray.kind, kind) });
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

  private async make(c: OpCase): Promise<Stray | null> {
    const calls: Call[] = [];
    const t = bind(this.library, { record: (call) => calls.push(call) });
    // A call that throws is recorded as such: that is what is looked for.
    await opCalls[this.op].call(t, cloneCase(c)).then(undefined, () => undefined);
    const call = calls.find(({ op }) => op === this.op);
    return call === undefined ? null : (judge(call, this.library.precision) ?? null);
  }
}
