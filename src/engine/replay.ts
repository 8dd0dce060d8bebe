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

async function runOne(
  law: string,
  job: Omit<Job, 'law' | 'from' | 'runs' | 'exclude'>,
  library: TensorLibrary,
  options: CheckOptions,
): Promise<Verdict> {
  const own = (options.laws ?? []).filter((each): each is AnyLaw => typeof each !== 'string');
  const executor = await inProcess(library, selectLaws([...own, ...catalogue], [law]), options);
  const [result] = await executor.run({ law, from: 0, runs: 1, exclude: [], ...job });
  return result!.verdict;
}

/**
 * Runs one case again: by itself first, then in every history that it may take to fail.
 *
 * @param token `law-id:seed:path`, as a report prints it; or a counterexample, whose calls before the blamed one come first where the case
 *   holds by itself
 * @param options the domain, the regimes and `wide` of the check that made it, where they were not the defaults
 * @throws InvalidArgument on a malformed token, an unknown law, or a token of another version
 */
export function replay(token: string | ReplayedCase, library: TensorLibrary, options: CheckOptions = {}): Promise<Verdict> {
  if (typeof token === 'object') {
    const { law, case: example, before } = token;
    return runOne(law, { seed: 0, example, ...(before !== undefined && { before }) }, library, options);
  }
  return replayToken(token, library, options);
}

async function replayToken(token: string, library: TensorLibrary, options: CheckOptions): Promise<Verdict> {
  const { law, seed, path, version: made } = parseToken(token);
  if (made !== undefined && made !== version) {
    throw new InvalidArgument(
      'replay',
      'token',
      token,
      `it was made by tensor-laws ${made}, whose cases are not those of this version, ${version}`,
    );
  }
  return runOne(law, { seed, path }, library, options);
}
