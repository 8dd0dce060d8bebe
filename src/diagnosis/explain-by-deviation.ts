/** Which deviations of the reference go wrong as a library does. */
import { judge, type Stray } from '../judge/judge.js';
import type { OpRecord } from '../ops/index.js';
import { isTensor, type Tensor } from '../tensor.js';
import type { Fault } from './confirm.js';
import { deviatedRecord } from './deviated.js';
import type { Deviation, Json, Observed } from './deviation.js';
import type { Probe } from './probes.js';
import { callOf, type Ground } from './same-bug.js';

/** A deviation that makes of the straying call what the library made of it. */
export interface DeviationFault {
  readonly deviation: Deviation;
  readonly parameters: Json;
  readonly fault: Fault;
}

/** Straying calls that parameters are inferred from, at most. */
const mostStrays = 40;
/** Sets of parameters of one deviation that are tried. */
const mostParameters = 12;
/** Of the straying calls, those that it explains, at least: what agrees in fewer is something else, or agrees by chance. */
const share = 0.25;
/** Straying calls at random that say so, at least. */
const fewRandom = 5;
/** Deviations whose guards are learnt, the best first. */
const mostFaults = 4;

function observed({ call, stray }: Probe): Observed {
  const { args, spelling, result } = call;
  const isResult = isTensor(result) || Array.isArray(result);
  const expected = stray?.expected;
  return {
    args,
    ...(spelling !== undefined && { spelling }),
    ...(isResult && { result: result as Tensor | readonly Tensor[] }),
    ...(result instanceof Error && { error: result.message }),
    ...(isTensor(expected) && { expected }),
  };
}

const elementsOf = ({ args }: Observed): number =>
  args.reduce<number>((sum, arg) => sum + (isTensor(arg) ? arg.shape.reduce((product, size) => product * size, 1) : 0), 0);

/** Whether a deviation explains enough of the straying calls: of those at random too, where there are some. */
function isCommon(fault: Fault, straying: readonly Probe[]): boolean {
  const random = straying.filter(({ isRandom = false }) => isRandom);
  return [straying, ...(random.length >= fewRandom ? [random] : [])].every((probes) => {
    const musts = probes.filter((probe) => fault(probe) === 'must').length;
    return musts >= share * probes.length;
  });
}

/** What a call says of a deviation: the library agrees with one of the two references, with both, or with neither. */
function faultOf(record: OpRecord, { precision }: Ground): Fault {
  const kept = new Map<Probe, ReturnType<Fault>>();
  return (probe) => {
    let is = kept.get(probe);
    if (is === undefined) {
      const deviates = judge(probe.call, precision, record) === undefined;
      is = probe.stray !== undefined ? (deviates ? 'must' : 'other') : deviates ? 'free' : 'not';
      kept.set(probe, is);
    }
    return is;
  };
}

/**
 * The deviations that explain a stray, those that explain the most of the other strays first, of equals the simplest.
 *
 * @param samples calls of the op
 */
export function deviationFaults(
  record: OpRecord,
  target: Stray,
  samples: readonly Probe[],
  ground: Ground,
): { readonly faults: readonly DeviationFault[]; readonly notes: readonly string[] } {
  const { precision, deviations } = ground;
  const straying = samples.filter(({ stray }) => stray !== undefined);
  const strays = straying
    .map(observed)
    .sort((a, b) => elementsOf(a) - elementsOf(b))
    .slice(0, mostStrays);
  const found: (DeviationFault & { readonly musts: number })[] = [];
  const notes: string[] = [];
  // Of several results one alone was kept.
  if (record.results > 1) return { faults: [], notes };
  const call = callOf(target);
  for (const deviation of deviations) {
    if (!deviation.applies(record)) continue;
    try {
      let tried = 0;
      for (const parameters of deviation.infer?.(record, strays) ?? [null]) {
        if (tried++ === mostParameters) break;
        const deviated = deviatedRecord(record, { id: deviation.id, parameters }, [deviation])!;
        if (judge(call, precision, deviated) !== undefined) continue;
        const fault = faultOf(deviated, ground);
        const musts = straying.filter((probe) => fault(probe) === 'must').length;
        if (musts > 0 && isCommon(fault, straying)) found.push({ deviation, parameters, fault, musts });
      }
    } catch (thrown) {
      notes.push(`the deviation ${deviation.id} failed on ${record.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
  // One that explains nearly as many is as good: the simplest stands first in the list.
  const most = Math.max(0, ...found.map(({ musts }) => musts));
  // A convention is another meaning, and has no exceptions.
  const good = found.filter(({ deviation, musts }) => musts >= (deviation.kind === 'convention' ? 1 : 0.95) * most);
  return {
    faults: [...good, ...found.filter((each) => !good.includes(each)).sort((a, b) => b.musts - a.musts)].slice(0, mostFaults),
    notes,
  };
}
