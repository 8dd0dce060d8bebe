import { laws as catalogue } from '../../properties/index.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { Counterexample } from '../judge/counterexample.js';
import type { Verdict } from '../judge/verdict.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { version } from '../version.js';
import type { CheckOptions } from './check-laws.js';
import type { Job } from './executor.js';
import { inProcess } from './in-process.js';
import { selectLaws } from './select.js';
import { parseToken } from './token.js';

/** A case as a counterexample has it: its law, and the calls that lead to its failure. */
export type ReplayedCase = Pick<Counterexample, 'law' | 'case' | 'before'>;

/**
 * The job that runs one case again.
 *
 * @throws InvalidArgument on a malformed token, or a token of another version
 */
export function replayJob(token: string | ReplayedCase): Job {
  const once = { from: 0, runs: 1, exclude: [] };
  if (typeof token === 'object') {
    const { law, case: example, before } = token;
    return { law, seed: 0, example, ...(before !== undefined && { before }), ...once };
  }
  const { law, seed, path, version: made } = parseToken(token);
  if (made !== undefined && made !== version) {
    throw new InvalidArgument(
      'replay',
      'token',
      token,
      `it was made by tensor-laws ${made}, whose cases are not those of this version, ${version}`,
    );
  }
  return { law, seed, path, ...once };
}

/**
 * Runs one case again: by itself first, then in every history that it may take to fail.
 *
 * @param token `law-id:seed:path`, as a report prints it; or a counterexample, whose calls before the blamed one come first where the case
 *   holds by itself
 * @param options the domain, the regimes and `wide` of the check that made it, where they were not the defaults
 * @throws InvalidArgument on a malformed token, an unknown law, or a token of another version
 */
export async function replay(token: string | ReplayedCase, library: TensorLibrary, options: CheckOptions = {}): Promise<Verdict> {
  const job = replayJob(token);
  const own = (options.laws ?? []).filter((each): each is AnyLaw => typeof each !== 'string');
  const executor = await inProcess(library, selectLaws([...own, ...catalogue], [job.law]), options);
  const [result] = await executor.run(job);
  return result!.verdict;
}
