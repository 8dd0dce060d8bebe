/** Laws run as tests: one fails for each bug, not for each law that the bug breaks. */
import { standingOf } from '../diagnosis/findings/finding.js';
import type { Finding } from '../diagnosis/findings/findings.js';
import { isAkin } from '../diagnosis/cause/same-bug.js';
import type { Executor } from '../engine/executor.js';
import { Found, type Diagnosis } from '../engine/found.js';
import { inProcess } from '../engine/in-process.js';
import { checkPolicy } from '../engine/policy.js';
import { LawViolated } from '../engine/property.js';
import type { PropertyOptions } from '../engine/property-options.js';
import { follow, run } from '../engine/run.js';
import type { Verdict } from '../judge/verdict.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { contextOf } from '../report/failure.js';
import { fixedLine, verdictLine } from '../report/plain.js';
import type { FixedBug } from '../report/report.js';

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

/** A test that failed, and a bug that it failed for. */
interface Reported {
  readonly law: string;
  readonly finding: Finding;
}

interface Started {
  readonly executor: Executor;
  /** The bugs that were found so far. */
  readonly found: Found;
}

/** The laws of one suite on one library, and the bugs that were found so far. */
export class LawTests {
  private started: Promise<Started> | undefined;
  private readonly reported: Reported[] = [];
  /** What the test of a law failed with: it fails with the same when it is run again. */
  private readonly failed = new Map<string, Error>();

  constructor(
    private readonly library: TensorLibrary,
    private readonly laws: readonly AnyLaw[],
    private readonly budget: LawBudget,
  ) {}

  /**
   * Runs one law.
   *
   * @throws LawViolated for a bug that no earlier law failed with; an Error for a known bug that is fixed
   */
  async run(law: AnyLaw): Promise<Ending> {
    const before = this.failed.get(law.id);
    if (before !== undefined) throw before;
    const { executor, found } = await (this.started ??= this.start());
    const diagnoses: Diagnosis[] = [];
    const { results, fixed } = await follow(run([law], executor, { ...checkPolicy(this.budget), found }), (event) => {
      if (event.kind === 'diagnosed') diagnoses.push(event);
    });
    return this.endingOf(law, results[0]!.verdict, diagnoses, fixed);
  }

  private async start(): Promise<Started> {
    const executor = await inProcess(this.library, this.laws, this.budget);
    return { executor, found: new Found(executor, executor.known) };
  }

  private endingOf(law: AnyLaw, verdict: Verdict, diagnoses: readonly Diagnosis[], fixed: readonly FixedBug[] = []): Ending {
    switch (verdict.kind) {
      case 'holds':
        return passed;
      case 'known':
      case 'convention':
        return skipped(verdictLine(verdict));
      case 'unsupported':
        return skipped(`unsupported: ${verdict.missing.join(', ')}`);
      case 'inconclusive':
        return skipped(`inconclusive: ${verdict.reason}`);
      case 'fixed':
        throw this.fail(law, new Error(fixed.map(fixedLine).join('\n')));
      case 'violated':
      case 'crashed':
      case 'timedOut':
        return this.broken(law, verdict, diagnoses);
    }
  }

  /** Fails for the bugs for which no test failed before. */
  private broken(
    law: AnyLaw,
    verdict: Extract<Verdict, { kind: 'violated' | 'crashed' | 'timedOut' }>,
    diagnoses: readonly Diagnosis[],
  ): Ending {
    const [news, old] = [new Map<Finding['title'], Diagnosis>(), new Set<Reported>()];
    for (const diagnosis of diagnoses) {
      const { finding } = diagnosis;
      if (standingOf(finding) !== undefined) continue;
      const first = this.reported.find((reported) => isAkin(reported.finding, finding));
      if (first === undefined) {
        this.reported.push({ law: law.id, finding });
        news.set(finding.title, diagnosis);
      } else if (first.law !== law.id) old.add(first);
    }
    const [shown] = news.values();
    const [explanation] = old;
    if (shown === undefined && explanation !== undefined)
      return skipped(`${verdict.kind === 'timedOut' ? 'timed out' : verdict.kind}, as ${explanation.law}: ${explanation.finding.title}`);
    if (shown === undefined)
      throw this.fail(law, new Error(verdict.kind === 'violated' ? verdict.counterexample.message : verdict.message));
    const [, ...others] = news.values();
    const { whatever, ...context } = contextOf(shown.finding);
    // It is of the smallest call, which another law may have shown.
    const isSmallest = shown.counterexample.blame === shown.finding.counterexample.blame;
    throw this.fail(
      law,
      new LawViolated(
        law,
        shown.counterexample,
        { ...context, ...(isSmallest && whatever !== undefined && { whatever }) },
        others.map(({ finding }) => `  also  ${finding.title}`),
      ),
    );
  }

  private fail(law: AnyLaw, error: Error): Error {
    this.failed.set(law.id, error);
    return error;
  }
}
