/** A model as a whole on a library: held against its nodes one by one, and against float64. */
import type { ModelFeeds } from '../onnx/inputs.js';
import type { Model } from '../onnx/read-model.js';
import { holdTogether, NotRun, type Backends, type Together } from './hold-together.js';
import { needed, Smallest, type Straying } from './smallest.js';
import { withSmallerValues } from './smaller-values.js';
import type { Combination, WholeReport } from './whole-report.js';

async function combinationOf(model: Model, straying: Straying, backends: Backends): Promise<Combination> {
  const { nodes, together } = straying;
  const { model: bytes, feeds } = together.fed;
  const outputs = together.outputs.map(({ name }) => name);
  const more = await holdTogether(model, nodes, outputs, (name) => straying.values[name]!, backends);
  return {
    nodes: nodes.map(({ name }) => name),
    opTypes: nodes.map(({ opType }) => opType),
    message: together.strays[0]!.message,
    again: more.strays.length > 0,
    reproduction: { model: bytes, feeds },
  };
}

/** A report without its verdict. */
function errorsOf({ outputs, grown, narrow }: Together): Pick<WholeReport, 'outputs' | 'grown' | 'narrow'> {
  return { outputs, grown, narrow };
}

/**
 * Runs a whole model on a library, and its nodes one by one, and in float64. Where the whole is further off than rounding explains, the
 * fewest nodes are looked for that are so in one model.
 *
 * @param feeds the model's inputs, by name
 */
export async function checkWhole(model: Model, feeds: ModelFeeds, backends: Backends): Promise<WholeReport> {
  const begun = performance.now();
  const elapsed = (): number => performance.now() - begun;
  const made = new Set(model.nodes.flatMap(({ outputs }) => outputs));
  const outputs = model.outputs.filter((name) => made.has(name));
  const nodes = needed(model.nodes, outputs);
  const nothing = { outputs: [], grown: [], narrow: [] };
  if (outputs.length < model.outputs.length || model.troubles.length > 0)
    return { verdict: 'not run', message: 'some of its nodes cannot be run', ...nothing, elapsed: elapsed() };
  let together: Together;
  try {
    together = await holdTogether(model, nodes, outputs, (name) => feeds[name]!, { ...backends, both: true });
  } catch (thrown) {
    if (!(thrown instanceof NotRun)) throw thrown;
    return { verdict: 'not run', message: thrown.message, ...nothing, elapsed: elapsed() };
  }
  const errors = errorsOf(together);
  if (together.strays.length === 0) {
    const isRun = together.outputs.every(({ whole }) => whole !== undefined);
    return { verdict: isRun ? 'right' : 'nodes only', ...errors, elapsed: elapsed() };
  }
  const smallest = await new Smallest(model, feeds, backends).of({ nodes, values: feeds, together });
  const combination = await combinationOf(model, await withSmallerValues(model, smallest, backends), backends);
  return { verdict: 'strays', message: together.strays[0]!.message, ...errors, combination, elapsed: elapsed() };
}
