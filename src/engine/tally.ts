/** What many jobs found of one law, as one verdict. */
import { verdictOn, type Discards, type Verdict } from '../judge/verdict.js';
import type { JobResult } from './executor.js';

/** The graver of two verdicts is the law's. */
const gravity: readonly Verdict['kind'][] = ['violated', 'fixed', 'crashed', 'timedOut', 'known', 'holds', 'inconclusive', 'unsupported'];

const runsOf = (verdict: Verdict): number => ('runs' in verdict ? verdict.runs : 0);
const discardsOf = (verdict: Verdict): Discards => ('discards' in verdict ? verdict.discards : {});

/** Adds up the jobs of a law. */
export class Tally {
  private verdict: Verdict | undefined;
  private runs = 0;
  private excluded = 0;
  private readonly discards: Record<string, number> = {};
  /** Milliseconds. */
  elapsed = 0;

  add({ verdict, elapsed, explained }: JobResult): void {
    this.elapsed += elapsed;
    this.runs += runsOf(verdict);
    for (const [reason, count] of Object.entries(discardsOf(verdict))) this.discards[reason] = (this.discards[reason] ?? 0) + count;
    if (verdict.kind === 'holds') this.excluded += verdict.excluded ?? 0;
    // What known bugs explain breaks the law all the same.
    if (explained !== undefined) this.consider(verdictOn(explained, 0));
    this.consider(verdict);
  }

  /** Puts a verdict with a smaller case in the place of the one that it is made of. */
  replace(old: Verdict, smaller: Verdict): void {
    if (this.verdict === old) this.verdict = smaller;
  }

  private consider(verdict: Verdict): void {
    // Of equals the first stays: later ones were found with more passed over.
    if (this.verdict === undefined || gravity.indexOf(verdict.kind) < gravity.indexOf(this.verdict.kind)) this.verdict = verdict;
  }

  /** The law's verdict so far. */
  result(): Verdict {
    const { verdict, runs, discards, excluded } = this;
    if (verdict === undefined) return { kind: 'inconclusive', runs: 0, discards: {}, reason: 'the time ran out before its first run' };
    if (verdict.kind === 'holds') return { ...verdict, runs, discards, ...(excluded > 0 && { excluded }) };
    if (verdict.kind === 'violated') return { ...verdict, runs };
    if (verdict.kind === 'inconclusive') return { ...verdict, runs, discards };
    return verdict;
  }
}
