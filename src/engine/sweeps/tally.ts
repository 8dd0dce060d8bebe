/** What many jobs found of one law, as one verdict. */
import type { KnownAs, Standing } from '../../diagnosis/findings/finding.js';
import type { Counterexample } from '../../judge/counterexample.js';
import { verdictOn, type Discards, type Verdict } from '../../judge/verdict.js';
import type { JobResult } from '../executor.js';

/** The graver of two verdicts is the law's. */
const gravity: readonly Verdict['kind'][] = [
  'violated',
  'fixed',
  'crashed',
  'timedOut',
  'known',
  'convention',
  'holds',
  'inconclusive',
  'unsupported',
];

const runsOf = (verdict: Verdict): number => ('runs' in verdict ? verdict.runs : 0);
const discardsOf = (verdict: Verdict): Discards => ('discards' in verdict ? verdict.discards : {});

/** The run up to which a job came; 0 where it made no runs: one case that was given, or an enumeration. */
function reachedBy({ job, verdict, death }: JobResult): number {
  if (job.example !== undefined || job.enumerate !== undefined) return 0;
  // It ended with the run that ended its process.
  if (death !== undefined) return job.from + job.runs;
  return verdict.kind === 'unsupported' ? 0 : job.from + runsOf(verdict);
}

/** Adds up the jobs of a law. */
export class Tally {
  private verdict: Verdict | undefined;
  private runs = 0;
  /** The run up to which it came. */
  reached = 0;
  private excluded = 0;
  private readonly discards: Record<string, number> = {};
  /** Milliseconds. */
  elapsed = 0;

  /** @param standingOf why what a counterexample shows is no news, where it is none */
  add(result: JobResult, standingOf: (counterexample: Counterexample) => Standing | undefined = () => undefined): void {
    const { verdict, elapsed, explained } = result;
    const told = (each: Verdict): Verdict => {
      if (!('counterexample' in each) || each.counterexample === undefined) return each;
      const { counterexample } = each;
      const standing = standingOf(counterexample);
      return standing === undefined ? each : { ...standing, counterexample };
    };
    this.elapsed += elapsed;
    this.runs += runsOf(verdict);
    this.reached = Math.max(this.reached, reachedBy(result));
    for (const [reason, count] of Object.entries(discardsOf(verdict))) this.discards[reason] = (this.discards[reason] ?? 0) + count;
    if (verdict.kind === 'holds') this.excluded += verdict.excluded ?? 0;
    // What is passed over breaks the law all the same.
    if (explained !== undefined) this.consider(told(verdictOn(explained, 0)));
    this.consider(told(verdict));
  }

  /** A known bug of which the law is the witness no longer shows. */
  fix(known: KnownAs): void {
    this.consider({ kind: 'fixed', ...known, runs: this.runs });
  }

  /** Puts a verdict with a smaller case in the place of the one that it is made of. */
  replace(old: Verdict, smaller: Verdict): void {
    if (this.verdict === old) this.verdict = smaller;
  }

  private consider(verdict: Verdict): void {
    // Of equals the first stays: later ones were found with more passed over.
    if (this.verdict === undefined || gravity.indexOf(verdict.kind) < gravity.indexOf(this.verdict.kind)) this.verdict = verdict;
  }

  /**
   * The law's verdict so far.
   *
   * @param ended why no more runs are made
   */
  result(ended = 'the time ran out'): Verdict {
    const { verdict, runs, discards, excluded } = this;
    if (verdict === undefined) return { kind: 'inconclusive', runs: 0, discards: {}, reason: `${ended} before its first run` };
    if (verdict.kind === 'holds') return { ...verdict, runs, discards, ...(excluded > 0 && { excluded }) };
    if (verdict.kind === 'violated') return { ...verdict, runs };
    if (verdict.kind === 'inconclusive') return { ...verdict, runs, discards };
    return verdict;
  }
}
