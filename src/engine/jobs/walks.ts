/** Ways through the cases of a law: runs as they are drawn, every window configuration, one case that is given. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../../draw/case-arbitrary.js';
import { enumerateCases } from '../../draw/enumerate.js';
import type { Job } from '../executor.js';
import type { LawProperty } from './law-property.js';

/** How far a walk came: to its end, or to a case that fails, made as small as it gets. */
export interface Walk {
  readonly runs: number;
  /** Cases that the library refused, where they were too many to go on. */
  readonly refused?: number;
  /** Whether its time ran out. */
  readonly interrupted?: boolean;
  /** Where it ended in a case that fails. */
  readonly failed?: { readonly shrinks: number; readonly path?: string };
}

function walkOf(details: fc.RunDetails<[unknown]>): Walk {
  const { failed, counterexample, counterexamplePath: path, numRuns: runs, numShrinks: shrinks, numSkips: refused, interrupted } = details;
  if (!failed) return { runs, interrupted };
  return counterexample === null ? { runs, refused, interrupted } : { runs, failed: { shrinks, ...(path !== null && { path }) } };
}

/** The runs of a job, or the one case that its path leads to. */
export async function drawn(subject: LawProperty, { seed, from, runs, path, time = Infinity }: Job): Promise<Walk> {
  if (path !== undefined) subject.runsLeft = 1;
  const details = await fc.check(subject, {
    numRuns: runs,
    seed,
    path: path ?? `${from}`,
    ...(path !== undefined && { endOnFailure: true }),
    maxSkipsPerRun: 1,
    ...(time !== Infinity && { interruptAfterTimeLimit: Math.max(1, time) }),
  });
  const walk = walkOf(details);
  return path === undefined ? walk : { ...walk, runs: Math.min(1, walk.runs) };
}

/** One case, as the law's arbitrary makes them. */
export async function given(subject: LawProperty, example: unknown): Promise<Walk> {
  const walk = walkOf(await fc.check<[unknown]>(subject, { examples: [[example]], numRuns: 1, maxSkipsPerRun: 1 }));
  // No seed leads to it.
  return walk.failed === undefined ? walk : { ...walk, failed: { shrinks: walk.failed.shrinks } };
}

/** All configurations up to a size, in order of their largest number; undefined where the law's cases cannot be enumerated. */
export async function enumerated(subject: LawProperty, part: NonNullable<Job['enumerate']>): Promise<Walk | undefined> {
  const { cases } = subject;
  if (!(cases instanceof CaseArbitrary)) return undefined;
  let runs = 0;
  for (const { value } of enumerateCases(cases, part.size, part)) {
    runs++;
    const outcome = await subject.run([value]);
    if (outcome === null || fc.PreconditionFailure.isFailure(outcome)) continue;
    const shrunk = await given(subject, value);
    // A bug that does not show a second time is told by the run in which it did.
    return { runs, failed: shrunk.failed ?? { shrinks: 0 } };
  }
  return { runs };
}
