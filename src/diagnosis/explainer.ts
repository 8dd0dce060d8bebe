/** Says under which condition an op of a library strays. */
import { spellingsOf, type TensorLibrary } from '../library.js';
import type { OpName } from '../ops/index.js';
import { explain, matches, widened, type Condition } from './condition.js';
import { sameKind, strayFeatures, type Exclusion } from './same-bug.js';
import type { Stray } from '../judge/judge.js';
import { inOwnLayout } from '../judge/bind/layout.js';
import { isTensorOp } from '../ops/index.js';
import { Probes } from './probes.js';
import type { SubjectOptions } from '../judge/subject.js';

/** Explains strays of one library, apart from the laws that they break: by calls of its own. */
export class Explainer {
  private readonly probes = new Map<OpName, Probes>();

  constructor(
    private readonly library: TensorLibrary,
    private readonly options: SubjectOptions = {},
  ) {}

  /**
   * The condition under which the op strays so; undefined where none can be said.
   *
   * @param known bugs whose calls say nothing about this one
   */
  async explain(stray: Stray, known: readonly Exclusion[] = []): Promise<Condition | undefined> {
    const { op, kind, rule } = stray;
    if (rule !== undefined) return { terms: [['rule', rule]], straying: 0, calls: 0 };
    if (!isTensorOp(op) || kind === 'accepted' || kind === 'mutated' || kind === 'badResult') return undefined;
    let probes = this.probes.get(op);
    if (probes === undefined) this.probes.set(op, (probes = new Probes(op, this.library, this.options)));
    const samples = await probes.samples(stray, known);
    const own = known.filter((each) => each.op === op && sameKind(each.kind, kind)).map(({ terms }) => terms);
    // Calls like those of known bugs say nothing about this one.
    const fresh = samples.filter(({ features }) => !own.some((terms) => matches(terms, features)));
    return widened(explain(strayFeatures(stray), fresh), own, samples);
  }

  /** The call in the library's own API, where it can show it. */
  show(stray: Stray, deadly = false): string | undefined {
    const { op, args, spelling } = inOwnLayout(stray);
    const own = spelling === undefined ? undefined : spellingsOf(this.library.ops[op])?.[spelling]?.show;
    const show = own ?? this.library.show;
    return show?.({ op, arguments: args, ...(spelling !== undefined && { spelling }), ...(deadly && { deadly }) });
  }
}
