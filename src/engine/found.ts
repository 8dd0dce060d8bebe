/** The bugs found so far, and what is passed over for them. */
import { Findings, type Finding, type StrayExplainer } from '../diagnosis/findings.js';
import type { Cause } from '../diagnosis/cause.js';
import { ranked } from '../diagnosis/finding.js';
import { bugKey } from '../diagnosis/same-bug.js';
import type { Counterexample } from '../judge/counterexample.js';
import type { OpName } from '../ops/index.js';
import type { JobResult } from './executor.js';
import { Unanswered } from './sweeps/unanswered.js';

/** A counterexample, and the bug that it shows. */
export interface Diagnosis {
  readonly counterexample: Counterexample;
  readonly finding: Finding;
  /** Whether no counterexample before showed it. */
  readonly isNew: boolean;
}

/** The counterexamples that a job found. */
function counterexamplesIn({ verdict, explained }: JobResult): Counterexample[] {
  const found =
    verdict.kind === 'violated' || verdict.kind === 'crashed' || verdict.kind === 'timedOut' ? verdict.counterexample : undefined;
  return [found, explained].filter((each) => each !== undefined);
}

export class Found {
  private readonly strays: Findings;
  private readonly unanswered = new Unanswered();
  private readonly told = new Set<string>();

  constructor(explainer: StrayExplainer) {
    this.strays = new Findings(explainer);
  }

  /** Takes in what a job found. */
  async add(result: JobResult): Promise<{ readonly diagnoses: readonly Diagnosis[]; readonly isNewlyUnanswered: boolean }> {
    const isNewlyUnanswered = this.unanswered.add(result);
    const found = counterexamplesIn(result);
    await this.strays.add(found.filter((each) => this.unanswered.of(each) === undefined));
    const diagnoses = found.flatMap((counterexample) => {
      const finding = this.unanswered.of(counterexample) ?? this.strays.of(counterexample);
      if (finding === undefined) return [];
      const key = bugKey(finding);
      const isNew = !this.told.has(key);
      this.told.add(key);
      return [{ counterexample, finding, isNew }];
    });
    return { diagnoses, isNewlyUnanswered };
  }

  /** A case without an answer, made smaller. */
  settle(added: JobResult, smallest: JobResult, reproduction: string | undefined): void {
    this.unanswered.settle(added, smallest, reproduction);
  }

  /** What later runs pass over. */
  exclusions(): readonly Cause[] {
    return this.strays.passedOver();
  }

  /** Deaths that jobs need not look into any more. */
  deaths(): readonly string[] {
    return this.unanswered.known();
  }

  /** Ops that have ended their process in several laws, and never returned. */
  deadOps(): readonly OpName[] {
    return this.unanswered.deadOps();
  }

  list(): readonly Finding[] {
    return ranked([...this.strays.list(), ...this.unanswered.list()]);
  }
}
