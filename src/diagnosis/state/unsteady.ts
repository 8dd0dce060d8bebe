/** What a straying call does when it is made again. */
import { sameValue } from '../../draw/recover.js';
import type { Stray } from '../../judge/judge.js';
import type { Cause } from '../cause/cause.js';
import type { Probes } from '../probe/probes.js';
import { commonMessage, howOf } from '../cause/same-bug.js';
import type { StateExplainer } from './explain-state.js';

/** How often a straying call is made again by itself. */
const repeats = 3;

/** The cause of a call that does not stray by itself, not each time, not twice alike, or for what was called before it in its shapes. */
export async function unsteadyCause(stray: Stray, probes: Probes, state: StateExplainer): Promise<Cause | undefined> {
  const seen: (Stray | undefined)[] = [];
  for (let i = 0; i < repeats; i++) seen.push((await probes.again(stray))?.stray);
  const strays = seen.filter((each) => each !== undefined);
  const isSteady = strays.length === repeats;
  const messages = new Set(strays.flatMap((each) => howOf(each).message ?? []));
  if (isSteady && messages.size > 1)
    return { kind: 'condition', how: 'throws', message: commonMessage([...messages]), ops: [stray.op], guards: [] };
  const isAlike = strays.every(({ result }) => sameValue(result, strays[0]!.result));
  if (!isSteady || !isAlike || (await state.holdsElsewhere(stray))) {
    const led = await state.ledTo(stray, []);
    if (led !== undefined) return led;
    if (!isSteady || !isAlike) return state.byChance(stray);
  }
  return state.kept(stray);
}
