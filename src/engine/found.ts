/** The bugs found so far, and what is passed over for them. */
import { Findings, type Finding, type StrayExplainer } from '../diagnosis/findings/findings.js';
import type { Cause } from '../diagnosis/cause/cause.js';
import { ranked, standingOf, type Standing } from '../diagnosis/findings/finding.js';
import type { Known } from '../diagnosis/cause/known.js';
import { bugKey } from '../diagnosis/cause/same-bug.js';
import type { Counterexample } from '../judge/counterexample.js';
import type { OpName } from '../ops/index.js';
import type { JobResult } from './executor.js';
import { Unanswered } from './sweeps/unanswered.js';

/** A counterexample, and the bug that it shows. */
export interface Diagnosis {
  readonly counterexample: Counterexample;
  readonly finding: Finding;
  /** Whether it is news: no counterexample before showed it, and it is neither known nor a convention. */
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
  private readonly newlyUnanswered = new WeakSet<JobResult>();
  private readonly told = new Set<string>();

  /** @param known bugs: what they explain is no news */
  constructor(
    explainer: StrayExplainer,
    private readonly known: readonly Known[] = [],
  ) {
    this.strays = new Findings(
      explainer,
      known.map(({ cause }) => cause),
    );
  }

  /** Takes note of whether a job got an answer, before what it found is looked into. */
  heed(result: JobResult): void {
    if (this.unanswered.add(result)) this.newlyUnanswered.add(result);
  }

  /**
   * Looks into what a job found, once it was heeded.
   *
   * @param isLate whether there is no time to look for causes: a failure is held against those that are known
   */
  async add(result: JobResult, isLate = false): Promise<{ readonly diagnoses: readonly Diagnosis[]; readonly isNewlyUnanswered: boolean }> {
    const isNewlyUnanswered = this.newlyUnanswered.has(result);
    const found = counterexamplesIn(result);
    const strays = found.filter((each) => this.unanswered.of(each) === undefined);
    await this.strays.add(strays, isLate);
    const diagnoses = found.flatMap((counterexample) => {
      const finding = this.findingOf(counterexample);
      if (finding === undefined) return [];
      const key = bugKey(finding);
      const isNew = standingOf(finding) === undefined && !this.told.has(key);
      this.told.add(key);
      return [{ counterexample, finding, isNew }];
    });
    return { diagnoses, isNewlyUnanswered: isNewlyUnanswered && diagnoses.every(({ finding }) => finding.known === undefined) };
  }

  /** Why what a counterexample shows is no news; `undefined` where it is. */
  standingOf(counterexample: Counterexample): Standing | undefined {
    const finding = this.findingOf(counterexample);
    return finding && standingOf(finding);
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

  /** The known bug by which an op ends its process. */
  knownDeath(op: OpName): Finding | undefined {
    return this.listKnown().find(({ cause }) => cause.kind === 'death' && cause.ops.includes(op));
  }

  /** The known bugs that have not shown, and of which nobody asked yet whether they still do. */
  unseen(): readonly Known[] {
    return this.known.filter(({ id }) => !this.told.has(id));
  }

  /** A known bug was looked for by itself. */
  settled({ id }: Known): void {
    this.told.add(id);
  }

  /** What is to be said of the findings as a whole, a line each. */
  get notes(): readonly string[] {
    const { late } = this.strays;
    const failures = late === 1 ? '1 failure' : `${late} failures`;
    return late === 0 ? [] : [`the time was up before the cause of ${failures} was looked for: "no rule was found" says no more of these`];
  }

  /** The news. */
  list(): readonly Finding[] {
    return this.all().filter((finding) => standingOf(finding) === undefined);
  }

  /** The known bugs that have shown. */
  listKnown(): readonly Finding[] {
    return this.all().filter((finding) => standingOf(finding)?.kind === 'known');
  }

  /** Other meanings that somebody documents. */
  listConventions(): readonly Finding[] {
    return this.all().filter((finding) => standingOf(finding)?.kind === 'convention');
  }

  private all(): readonly Finding[] {
    return ranked([...this.strays.list(), ...this.unanswered.list()].map((finding) => this.withStanding(finding)));
  }

  private findingOf(counterexample: Counterexample): Finding | undefined {
    const finding = this.unanswered.of(counterexample) ?? this.strays.of(counterexample);
    return finding && this.withStanding(finding);
  }

  private withStanding(finding: Finding): Finding {
    const bug = this.known.find(({ id }) => id === finding.id)?.bug;
    if (bug === undefined) return finding;
    const { reason, issue } = bug;
    return { ...finding, known: { reason, ...(issue !== undefined && { issue }) } };
  }
}
