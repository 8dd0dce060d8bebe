/** Laws run as tests: one fails for each bug, not for each law that the bug breaks. */
import { checkLaw } from '../engine/check-law.js';
import type { Counterexample } from '../judge/counterexample.js';
import { isAkin, sameKind, type Exclusion } from '../diagnosis/same-bug.js';
import { Explainer } from '../diagnosis/explainer.js';
import { Findings, type Finding } from '../diagnosis/findings.js';
import type { Stray } from '../judge/judge.js';
import { LawViolated, type PropertyOptions } from '../engine/property.js';
import type { Verdict } from '../judge/verdict.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';

/** How a test ended that did not fail. */
export type Ending = { readonly kind: 'passed' } | { readonly kind: 'skipped'; readonly note: string };

export interface LawBudget extends PropertyOptions {
  readonly runs: number;
  readonly seed: number;
  /** Milliseconds for each law. */
  readonly time: number;
}

const passed: Ending = { kind: 'passed' };

const skipped = (note: string): Ending => ({ kind: 'skipped', note });

/** A test that failed, and the bug that it failed for. */
interface Reported {
  readonly law: string;
  readonly finding: Finding;
}

/** What to say of a law that a bug breaks for which another test failed. */
interface Explained {
  readonly kind: 'explained';
  readonly note: string;
}

/** The laws of one suite on one library, and the bugs that were found so far. */
export class LawTests {
  private readonly findings: Findings;
  private readonly reported: Reported[] = [];
  /** What the test of a law failed with: it fails with the same when it is run again. */
  private readonly failed = new Map<string, Error>();
  /** Ops that did not settle, by what was said: the first law that waited. */
  private readonly waited = new Map<string, string>();

  constructor(
    private readonly library: TensorLibrary,
    private readonly budget: LawBudget,
  ) {
    this.findings = new Findings(new Explainer(library, budget));
  }

  /**
   * Runs one law.
   *
   * @throws LawViolated for a bug that no earlier law failed with; an Error for a pin that no longer fails
   */
  async run(law: AnyLaw): Promise<Ending> {
    const before = this.failed.get(law.id);
    if (before !== undefined) throw before;
    const begun = performance.now();
    const ending = await this.endingOf(law, await this.check(law, this.budget.time));
    if (ending.kind !== 'explained') return ending;
    // The bug is known. There may be another behind it.
    const left = this.budget.time - (performance.now() - begun);
    const again = await this.check(law, Math.max(1, left), this.findings.exclusions());
    if (again.kind === 'violated' || again.kind === 'crashed') await this.endingOf(law, again);
    return skipped(ending.note);
  }

  private check(law: AnyLaw, time: number, known: readonly Exclusion[] = []): Promise<Verdict> {
    const { runs, seed, exclude = [] } = this.budget;
    return checkLaw(law, this.library, { runs, seed, time }, { ...this.budget, exclude: [...exclude, ...known] });
  }

  private async endingOf(law: AnyLaw, verdict: Verdict): Promise<Ending | Explained> {
    switch (verdict.kind) {
      case 'holds':
      case 'known':
        return passed;
      case 'unsupported':
        return skipped(`unsupported: ${verdict.missing.join(', ')}`);
      case 'inconclusive':
        return skipped(`inconclusive: ${verdict.reason}`);
      case 'violated':
        return this.broken(law, verdict.counterexample);
      case 'crashed':
        if (verdict.counterexample === undefined) throw this.fail(law, new Error(verdict.message));
        return this.broken(law, verdict.counterexample);
      case 'timedOut':
        return this.stuck(law, verdict);
      case 'fixed':
        throw this.fail(law, new Error(fixedMessage(law, this.library, verdict.runs, this.budget.seed)));
    }
  }

  private async broken(law: AnyLaw, counterexample: Counterexample): Promise<Explained> {
    await this.findings.add([counterexample]);
    const finding = counterexample.blame && this.findingOf(law, counterexample.blame);
    if (finding === undefined) throw this.fail(law, new LawViolated(law, counterexample));
    const first = this.reported.find((reported) => isAkin(reported.finding, finding));
    if (first !== undefined) return { kind: 'explained', note: `violated, as ${first.law}: ${first.finding.title}` };
    this.reported.push({ law: law.id, finding });
    const { title, reproduction } = finding;
    const notes = [`finding: ${title}`, ...(reproduction === undefined ? [] : [`reproduction: ${reproduction}`])];
    throw this.fail(law, new LawViolated(law, counterexample, notes));
  }

  /** Of laws that wait for the same op, the first fails. */
  private stuck(law: AnyLaw, { message, counterexample }: Extract<Verdict, { kind: 'timedOut' }>): Ending {
    const what = message.replace(`${law.id}: `, '');
    const first = this.waited.get(what);
    if (first !== undefined) return skipped(`as in ${first}: ${what}`);
    this.waited.set(what, law.id);
    throw this.fail(law, counterexample === undefined ? new Error(message) : new LawViolated(law, counterexample));
  }

  /** The finding that a counterexample of the law was last added to. */
  private findingOf(law: AnyLaw, { op, kind }: Stray): Finding | undefined {
    return this.findings.list().findLast((each) => {
      const stray = each.counterexample.blame;
      return stray !== undefined && each.laws.includes(law.id) && stray.op === op && sameKind(stray.kind, kind);
    });
  }

  private fail(law: AnyLaw, error: Error): Error {
    this.failed.set(law.id, error);
    return error;
  }
}

function fixedMessage(law: AnyLaw, library: TensorLibrary, runs: number, seed: number): string {
  const pin = library.known[law.id]!;
  const rare = pin.token === undefined ? ', or, where it fails rarely, give it the replay token of a case that fails' : '';
  return `${law.id} no longer fails on ${library.name} (${runs} runs, seed ${seed}). Take out its pin${rare}: '${pin.reason}'`;
}
