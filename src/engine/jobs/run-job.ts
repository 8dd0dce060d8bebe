/** One job on a library in this process. */
import { CaseArbitrary } from '../../draw/case-arbitrary.js';
import { EmptyDomain } from '../../draw/empty-domain.js';
import type { CallCount } from '../../judge/bind/bind.js';
import type { CallTally } from '../../judge/bind/call-tally.js';
import type { Counterexample } from '../../judge/counterexample.js';
import type { IsKnown } from '../../judge/failed-case.js';
import { casesFor, missingFor } from '../../judge/subject.js';
import { verdictOn, type CoverageCount, type Verdict } from '../../judge/verdict.js';
import type { AnyLaw } from '../../law.js';
import type { TensorLibrary } from '../../library.js';
import type { Job, JobResult } from '../executor.js';
import { causesKnown, knownTo, type PropertyOptions } from '../property-options.js';
import { formatToken } from '../token.js';
import { counterexampleOf } from './blame.js';
import { LawProperty, type Watch } from './law-property.js';
import { drawn as walkDrawn, enumerated, given, type Walk } from './walks.js';

/** Why a stored case tells nothing. */
export const noCase = 'the stored case is none of this law';

/** What the runs of a law came to. */
interface LawRun {
  readonly verdict: Verdict;
  readonly explained?: Counterexample;
}

/** The verdict on a walk that ended in no failure. */
function greenVerdict(
  { discards, excluded }: LawProperty,
  { runs, refused, interrupted }: Walk,
  { example }: Job,
  counter: CoverageCount | undefined,
): Verdict {
  const inconclusive = (reason: string): Verdict => ({ kind: 'inconclusive', runs, discards, reason });
  if (example !== undefined && runs === 0) return inconclusive('the library refused the case');
  if (runs === 0 && Object.keys(discards).length > 0) return { kind: 'unsupported', missing: Object.keys(discards) };
  if (interrupted === true) return inconclusive(`the time ran out after ${runs} runs`);
  if (refused !== undefined) return inconclusive(`the library refused ${refused} of ${runs + refused} cases`);
  const coverage = counter !== undefined && example === undefined && { coverage: { hit: counter.hit, possible: counter.possible } };
  return { kind: 'holds', runs, discards, ...(excluded > 0 && { excluded }), ...coverage };
}

/** The verdict on the case in which a walk ended. */
async function redVerdict(
  subject: LawProperty,
  { runs, failed }: Required<Pick<Walk, 'runs' | 'failed'>>,
  job: Job,
  options: PropertyOptions,
): Promise<Verdict> {
  const { law } = subject;
  const failing = subject.failed!;
  const token =
    job.example !== undefined
      ? job.token
      : failed.path === undefined
        ? undefined
        : formatToken({ law: law.id, seed: job.seed, path: failed.path });
  const more = { shrinks: failed.shrinks, ...(token !== undefined && { token }) };
  const counterexample = await counterexampleOf(failing, subject.library, options.timeout, more, knownTo(subject.library, options));
  const verdict = verdictOn(counterexample, runs);
  // The law cannot even be asked: that tells of the case, not of the library.
  if (job.example !== undefined && verdict.kind === 'crashed' && failing.kind === 'broke')
    return { kind: 'inconclusive', runs: 0, discards: {}, reason: noCase };
  return verdict;
}

/** The first failure that was passed over, as it was drawn; undefined where it does not show again. */
async function passedOver(
  { law, library, explained }: LawProperty,
  { seed }: Job,
  timeout: number | undefined,
  isKnown: IsKnown,
): Promise<Counterexample | undefined> {
  if (explained === undefined || !(await explained.failed.isReproduced())) return undefined;
  const { failed, run, isNews } = explained;
  const token = run === undefined ? {} : { token: formatToken({ law: law.id, seed, path: `${run}` }) };
  return counterexampleOf(failed, library, timeout, { shrinks: 0, ...token }, isNews ? isKnown : undefined);
}

function walked(subject: LawProperty, job: Job): Promise<Walk | undefined> {
  if (job.example !== undefined) return given(subject, job.example);
  return job.enumerate === undefined ? walkDrawn(subject, job) : enumerated(subject, job.enumerate);
}

async function runLaw(
  law: AnyLaw,
  library: TensorLibrary,
  job: Job,
  options: PropertyOptions,
  watch: Watch & { readonly isKnown: IsKnown },
): Promise<LawRun> {
  const missing = missingFor(law, library);
  if (missing.length > 0) return { verdict: { kind: 'unsupported', missing } };
  const found = casesFor(law, library, options);
  if ('missing' in found) return { verdict: { kind: 'unsupported', missing: [found.missing] } };
  const { cases } = found;
  const counter = cases instanceof CaseArbitrary ? cases.coverage(job.enumerate !== undefined) : undefined;
  const subject = new LawProperty(law, library, cases, options, {
    ...watch,
    seen: (c) => counter?.add(c),
    triesHistories: job.path !== undefined || job.example !== undefined,
    before: job.before,
  });
  try {
    const walk = await walked(subject, job);
    if (walk === undefined) return { verdict: { kind: 'inconclusive', runs: 0, discards: {}, reason: 'its cases cannot be enumerated' } };
    const { runs, failed } = walk;
    const verdict =
      failed === undefined ? greenVerdict(subject, walk, job, counter) : await redVerdict(subject, { runs, failed }, job, options);
    const explained = await passedOver(subject, job, options.timeout, watch.isKnown);
    return { verdict, ...(explained !== undefined && { explained }) };
  } catch (thrown) {
    if (thrown instanceof EmptyDomain) return { verdict: { kind: 'unsupported', missing: [thrown.message] } };
    throw thrown;
  }
}

/** Runs a job on a library that is set up. A case that is given, or found by a path, is asked for itself, whatever is known. */
export async function runJob(
  law: AnyLaw,
  library: TensorLibrary,
  job: Job,
  options: PropertyOptions,
  watch: Pick<Watch, 'shrinks'> = {},
): Promise<JobResult> {
  const calls: Record<string, CallCount> = {};
  const drawn: CallTally = {};
  const begun = performance.now();
  const known = job.example === undefined && job.path === undefined ? causesKnown(library, options) : [];
  const within = job.domain && { domain: { ...options.domain, ...job.domain }, wide: false };
  const counted = { ...options, ...within, calls, drawn, exclude: [...known, ...(options.exclude ?? []), ...job.exclude] };
  const isKnown = knownTo(library, { ...options, exclude: known });
  const ran = await runLaw(law, library, job, counted, { ...watch, isKnown });
  return { job, ...ran, calls, drawn, elapsed: performance.now() - begun };
}
