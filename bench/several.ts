/**
 * What is made of several bugs of one op at once: of pairs of the deviations that are worked by hand, how many have both as findings, and
 * no other.
 *
 * Options: `--pairs N` (default 40), `--bugs N` at once (default 2), `--runs N` a law (default 100), `--seed N` of the pairs (default 1),
 * `--guarded`: each bug but the first shows under a condition alone.
 */
import { parseArgs } from 'node:util';
import { setPriority } from 'node:os';
import { laws } from '../properties/index.js';
import { faultOf } from '../src/diagnosis/cause/cause-id.js';
import { withCause } from '../src/diagnosis/cause/predict.js';
import type { Cause, CauseCall, Guard } from '../src/diagnosis/cause/cause.js';
import { deviations } from '../src/diagnosis/deviations/index.js';
import { Probes } from '../src/diagnosis/probe/probes.js';
import { FastRandom } from '../src/draw/builders/random.js';
import type { TensorOp } from '../src/ops/index.js';
import { elements, type Tensor } from '../src/tensor.js';
import { checkLaws } from '../src/engine/check-laws.js';
import { reference } from '../src/reference.js';
import type { TensorLibrary } from '../src/library.js';
import { worked } from '../test/diagnosis/deviations/worked/index.js';
import type { Worked } from '../test/diagnosis/deviations/worked/worked.js';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '40' },
    bugs: { type: 'string', default: '2' },
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    guarded: { type: 'boolean', default: false },
  },
});
const [pairs, bugs, runs] = [Number(values.pairs), Number(values.bugs), Number(values.runs)];

setPriority(5);

const random = new FastRandom(Number(values.seed), 0);
const below = (bound: number): number => Math.floor((random.bits() / 2 ** 32) * bound);

const guards: readonly Guard[] = [
  { feature: 'largest stride', relation: '>=', value: 2 },
  { feature: 'largest dilation', relation: '>=', value: 2 },
  { feature: 'largest dilation', relation: '<=', value: 1 },
  { feature: 'spatial axes', relation: '=', value: 1 },
  { feature: 'channels', relation: '>=', value: 2 },
  { feature: 'batch', relation: '>=', value: 2 },
];

/** Calls by which it is told whether a bug is one of its own beside others, and how many it has to show in. */
const [calls, few] = [300, 15];

/** What becomes of a call: a result, or a refusal. */
async function answers(library: TensorLibrary, { op, arguments: args }: CauseCall): Promise<string> {
  try {
    const result = await (library.ops[op as TensorOp] as (...of: readonly unknown[]) => Promise<Tensor>)(...args);
    return `${result.shape.join()}: ${elements(result).join()}`;
  } catch (thrown) {
    return `throws ${String(thrown)}`;
  }
}

/** Whether each of the bugs changes what becomes of enough calls that the others leave alone. */
async function areApart(op: TensorOp, causes: readonly Cause[]): Promise<boolean> {
  const made = new Probes(op, reference, {}).draw(calls, 1);
  const alone = causes.map((cause) => withCause(reference, cause));
  const shown = causes.map(() => 0);
  for (const call of made) {
    const right = await answers(reference, call);
    const wrong = await Promise.all(alone.map(async (library) => (await answers(library, call)) !== right));
    // Of several that change a call the last one answers it.
    const last = wrong.lastIndexOf(true);
    if (last >= 0) shown[last]!++;
  }
  return shown.every((count) => count >= few);
}

const ofOps = new Map<string, Worked[]>();
for (const each of worked)
  if (deviations.find(({ id }) => id === each.id)?.kind === 'fault') ofOps.set(each.op, [...(ofOps.get(each.op) ?? []), each]);
const several = [...ofOps].filter(([, list]) => new Set(list.map(({ id }) => id)).size > bugs);

/** Bugs of one op: each of another deviation. */
async function drawn(): Promise<readonly [TensorOp, readonly Cause[]]> {
  for (;;) {
    const [op, list] = several[below(several.length)]!;
    const left = [...list];
    const causes: Cause[] = [];
    while (causes.length < bugs && left.length > 0) {
      const [{ id, parameters }] = left.splice(below(left.length), 1) as [Worked];
      if (causes.some((each) => each.kind === 'deviation' && each.id === id)) continue;
      const own = values.guarded && causes.length > 0 ? [guards[below(guards.length)]!] : [];
      causes.push({ kind: 'deviation', id, parameters, ops: [op as TensorOp], guards: own });
    }
    if (causes.length === bugs && (await areApart(op as TensorOp, causes))) return [op as TensorOp, causes];
  }
}

/** Whether two causes are one fault, wherever each shows. */
const same = (one: Cause, other: Cause): boolean => faultOf(one, 'spellings', 'guards') === faultOf(other, 'spellings', 'guards');

let [planted, found, exact] = [0, 0, 0];
for (let pair = 0; pair < pairs; pair++) {
  const [op, causes] = await drawn();
  const started = performance.now();
  const library = causes.reduce<TensorLibrary>((wrong, cause) => withCause(wrong, cause), { ...reference, name: 'wrong' });
  const { findings } = await checkLaws(library, { laws: laws.filter(({ requires }) => requires.includes(op)), runs, seed: 1 });
  const hits = causes.filter((cause) => findings.some((finding) => same(finding.cause, cause)));
  planted += causes.length;
  found += hits.length;
  const isExact = hits.length === causes.length && findings.length === causes.length;
  if (isExact) exact++;
  console.log(
    `${op} (${hits.length} of ${causes.length}, ${findings.length} findings, ${((performance.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (isExact) continue;
  for (const cause of causes) console.log(`  planted  ${JSON.stringify(cause)}`);
  for (const { sentence } of findings) console.log(`  found    ${sentence}`);
}
console.log(
  `${pairs} libraries of ${bugs} bugs each: ${found} of ${planted} found by their causes; ${exact} libraries have these findings and no other`,
);
