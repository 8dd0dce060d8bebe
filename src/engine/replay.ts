import { laws as catalogue } from '../../properties/index.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { Verdict } from '../judge/verdict.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { version } from '../version.js';
import type { CheckOptions } from './check-laws.js';
import { inProcess } from './in-process.js';
import { selectLaws } from './select.js';
import { parseToken } from './token.js';

/**
 * Runs the one case of a replay token again.
 *
 * @param token `law-id:seed:path`, as a report prints it
 * @param options the domain, the regimes and `wide` of the check that made it, where they were not the defaults
 * @throws InvalidArgument on a malformed token, an unknown law, or a token of another version
 */
export async function replay(token: string, library: TensorLibrary, options: CheckOptions = {}): Promise<Verdict> {
  const { law: id, seed, path, version: made } = parseToken(token);
  if (made !== undefined && made !== version) {
    throw new InvalidArgument(
      'replay',
      'token',
      token,
      `it was made by tensor-laws ${made}, whose cases are not those of this version, ${version}`,
    );
  }
  const own = (options.laws ?? []).filter((law): law is AnyLaw => typeof law !== 'string');
  const [law] = selectLaws([...own, ...catalogue], [id]);
  const executor = await inProcess(library, [law!], options);
  const [result] = await executor.run({ law: id, seed, path, from: 0, runs: 1, exclude: [] });
  return result!.verdict;
}
