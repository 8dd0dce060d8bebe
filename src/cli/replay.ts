import { laws } from '../../properties/index.js';
import { replay } from '../engine/replay.js';
import { describeCounterexample } from '../report/failure.js';
import { parseToken } from '../engine/token.js';
import { isRed } from '../judge/verdict.js';
import { verdictLine } from '../report/plain.js';
import { printable } from '../report/printable.js';
import { leaveSoon, loadHere } from './own-process.js';

/**
 * Runs a token's case on a library, prints what it does, and gives the exit status.
 *
 * @param wide as in the check that made the token
 */
export async function replayOn(name: string, token: string, wide: boolean): Promise<number> {
  const { law: id } = parseToken(token);
  const library = await loadHere(name, false);
  const verdict = await replay(token, library, { wide });
  const law = laws.find((each) => each.id === id)!;
  if ('counterexample' in verdict && verdict.counterexample !== undefined)
    console.log(describeCounterexample(law, verdict.counterexample, { library: name }));
  console.log(printable(`${id}: ${verdictLine(verdict)}`));
  await library.close?.();
  leaveSoon();
  return isRed(verdict) ? 1 : 0;
}
