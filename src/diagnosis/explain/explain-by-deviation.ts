/** Which deviations of the reference go wrong as a library does. */
import type { Stray } from '../../judge/judge.js';
import { holdsExactly } from '../../judge/compare.js';
import type { Call } from '../../judge/bind/bind.js';
import { sameValue } from '../../draw/recover.js';
import type { OpRecord } from '../../ops/index.js';
import { isTensor, sizeOf, type Tensor } from '../../tensor.js';
import type { Cause, DeviationCause } from '../cause/cause.js';
import { isDeviation } from '../cause/cause-id.js';
import type { Fault, Told } from '../learn/confirm.js';
import type { CellSet } from '../cause/cell-set.js';
import { deviatedByBoth, deviatedRecord, type Named } from '../cause/deviated.js';
import type { Deviation, Json, Observed } from '../deviation.js';
import { madeOf, spread } from '../deviations/edits/fitting.js';
import { cellSetsOf } from '../learn/learn-cells.js';
import { featuresOf } from '../features.js';
import { likeness, type Likeness } from '../cause/likeness.js';
import type { Probe } from '../probe/probes.js';
import { isWithin } from '../cause/region.js';
import { callOf, isBrokenRefusal, type Ground } from '../cause/same-bug.js';

/** A deviation that makes of the straying call what the library made of it. */
export interface DeviationFault extends Told {
  readonly deviation: Deviation;
  readonly parameters: Json;
  /** The cells of the result in which alone it shows. */
  readonly cells?: CellSet;
  /** The reference with it. */
  readonly record: OpRecord;
  /** Whether errors alone speak for it, beside that another op has it. */
  readonly byErrors: boolean;
  /** Straying calls that it explains. */
  readonly musts: number;
}

/** Straying calls that parameters are inferred from, at most. */
const mostStrays = 40;
/** Of these, the smallest. */
const smallest = 20;
/** Sets of parameters of one deviation that are tried. */
const mostParameters = 12;
/** Of the straying calls, those that it explains, at least: what agrees in fewer is something else, or agrees by chance. */
const share = 0.25;
/** The same of a fault that another takes the place of. */
const shareApart = 0.1;
/** Straying calls at random that say so, at least. */
const fewRandom = 5;
/** Calls whose results agree with a deviation before errors are put down to it, at least. */
const fewExact = 5;
/** Of straying calls that tell a deviation, the share that may go wrong otherwise. A convention stands beside any fault. */
const mostOthers = { fault: 0.3, convention: 0.6 } as const;
/** Deviations whose guards are learnt, the best first. */
const mostFaults = 4;

function observed({ call, stray }: Probe, inPart: boolean): Observed {
  const { args, spelling, result } = call;
  const isResult = isTensor(result) || Array.isArray(result);
  const expected = stray?.expected;
  return {
    args,
    ...(spelling !== undefined && { spelling }),
    ...(isResult && { result: result as Tensor | readonly Tensor[] }),
    ...(result instanceof Error && { error: result.message }),
    ...(isTensor(expected) && { expected }),
    ...(inPart && { isInPart: true }),
  };
}

/** Elements of the tensors of a call. */
export const elementsOf = (args: readonly unknown[]): number =>
  args.reduce<number>((sum, arg) => sum + (isTensor(arg) ? sizeOf(arg.shape) : 0), 0);

/** Whether a cause is a deviation with its parameters. */
export const isOf = (
  cause: DeviationCause,
  { deviation, parameters, cells }: Pick<DeviationFault, 'deviation' | 'parameters' | 'cells'>,
): boolean => cause.id === deviation.id && sameValue(cause.parameters, parameters) && sameValue(cause.cells, cells);

/** Calls that stray as another does: in its spelling, a value as a value. Other bugs of the op may stray otherwise. */
const comparableTo =
  ({ spelling, kind }: Stray) =>
  ({ call, stray }: Probe): boolean =>
    call.spelling === spelling && stray!.kind === kind;

/** Whether a deviation explains enough of the straying calls: of those at random too, where there are some. */
function isCommon(fault: Fault, straying: readonly Probe[], least = share): boolean {
  const random = straying.filter(({ isRandom = false }) => isRandom);
  return [straying, ...(random.length >= fewRandom ? [random] : [])].every((probes) => {
    const musts = probes.filter((probe) => fault(probe) === 'must').length;
    return musts >= least * probes.length;
  });
}

/** Known deviations of an op that a call may meet beside another, at most. */
const mostBeside = 3;

/**
 * What a call is to a deviation: by it alone, or, where it strays otherwise, by it and one that is known. Asked for often, found once.
 *
 * @param beside the known deviations of the op
 */
function likenessTo(
  cause: Named,
  right: OpRecord,
  beside: readonly DeviationCause[],
  { precision, deviations }: Ground,
): (probe: Pick<Probe, 'call' | 'features' | 'stray'>) => Likeness {
  const kept = new Map<unknown, Likeness>();
  const alone = deviatedRecord(right, cause, deviations)!;
  const found = ({ call, features, stray }: Pick<Probe, 'call' | 'features' | 'stray'>): Likeness => {
    const like = likeness(call, precision, alone, right);
    if (like !== undefined || stray === undefined) return like;
    const both = beside.filter((other) => isWithin(other, features)).flatMap((other) => deviatedByBoth(right, cause, other, deviations));
    return both.some((record) => likeness(call, precision, record, right) === 'exact') ? 'exact' : undefined;
  };
  return (probe) => {
    if (!kept.has(probe)) kept.set(probe, found(probe));
    return kept.get(probe);
  };
}

type Form = Pick<DeviationFault, 'deviation' | 'parameters' | 'cells'>;

const namedOf = ({ deviation: { id }, parameters, cells }: Form): Named => ({ id, parameters, ...(cells && { cells }) });

/** The forms of a deviation that strays let it have, the likeliest first; in some cells of the result alone, or in all. */
function* formsOf(deviation: Deviation, record: OpRecord, strays: readonly Observed[], inPart: boolean): Generator<Form> {
  const inferred = deviation.infer?.(record, strays) ?? [null];
  if (!inPart) for (const parameters of inferred) yield { deviation, parameters };
  if (!inPart || deviation.kind === 'convention') return;
  yield* [...inferred]
    .flatMap((parameters) =>
      cellSetsOf(record, deviation.to(record, parameters), strays).map(({ cells, told }) => ({
        form: { deviation, parameters, cells },
        told,
      })),
    )
    .sort((a, b) => b.told - a.told)
    .map(({ form }) => form);
}

/** Whether two records of one result answer a call differently. */
export function differs(one: OpRecord, other: OpRecord, args: readonly unknown[]): boolean {
  const [a, b] = [madeOf(one, args), madeOf(other, args)];
  if (a === undefined || b === undefined) return a !== b;
  return !holdsExactly('equal', a, b);
}

/**
 * What a call says of a deviation: the library agrees with one of the two references, with both, or with neither.
 *
 * @param mayFollow whether a call that throws, at a size that the deviation makes another, is one of its own
 * @param isTold whether a call may go wrong otherwise by it: one to which it makes no difference has another fault
 */
function faultOf(likenessOf: (probe: Probe) => Likeness, mayFollow: boolean, isTold: (args: readonly unknown[]) => boolean): Fault {
  return (probe) => {
    const like = likenessOf(probe);
    const deviates = like === 'exact' || (mayFollow && like === 'follows');
    if (probe.stray !== undefined) return deviates ? 'must' : isTold(probe.call.args) ? 'other' : 'free';
    return deviates ? 'free' : 'not';
  };
}

/** Of which deviations it is asked whether they explain a stray. */
export interface FaultOptions {
  /** Those that show in some cells of a result alone. Default: in all that they change. */
  readonly inPart?: boolean;
  /** Those that explain the straying calls which would tell them, and not most of all. */
  readonly isApart?: boolean;
}

/**
 * The deviations that explain a stray, those that explain the most of the other strays first, of equals the simplest.
 *
 * @param samples calls of the op
 * @param known causes, of other ops too: what throws may follow from the same fault
 */
export function deviationFaults(
  record: OpRecord,
  target: Stray,
  samples: readonly Probe[],
  ground: Ground,
  known: readonly Cause[] = [],
  { inPart = false, isApart = false }: FaultOptions = {},
): { readonly faults: readonly DeviationFault[]; readonly notes: readonly string[] } {
  const { deviations } = ground;
  const straying = samples.filter(({ stray }) => stray !== undefined);
  const sorted = straying
    .map((probe) => observed(probe, inPart))
    // Parameters are told by results.
    .sort((a, b) => Number(a.result === undefined) - Number(b.result === undefined) || elementsOf(a.args) - elementsOf(b.args));
  // The smallest are all alike where a case was shrunk: of larger ones there are some too.
  const strays = [...sorted.slice(0, smallest), ...spread(sorted.slice(smallest - 1), mostStrays - smallest)];
  const found: DeviationFault[] = [];
  const notes: string[] = [];
  // Of several results one alone was kept.
  if (record.results > 1 || isBrokenRefusal(target)) return { faults: [], notes };
  const beside = known
    .filter(isDeviation)
    .filter(({ ops }) => ops.includes(target.op))
    .slice(0, mostBeside);
  const itself = { call: callOf(target) as Call, features: featuresOf(target.op, target.args, target.spelling), stray: target };
  const comparable = straying.filter(comparableTo(target));
  const isKnown = (form: Form): boolean => known.some((each) => each.kind === 'deviation' && isOf(each, form));
  for (const deviation of deviations) {
    if (!deviation.applies(record) || (isApart && deviation.kind === 'convention')) continue;
    try {
      let tried = 0;
      for (const form of formsOf(deviation, record, strays, inPart)) {
        if (tried++ === mostParameters) break;
        const named = namedOf(form);
        const deviated = deviatedRecord(record, named, [deviation])!;
        const likenessOf = likenessTo(named, record, beside, ground);
        const like = likenessOf(itself);
        if (like === undefined) continue;
        // An error says nothing of what led to it: results have to.
        const isShown = straying.filter((probe) => likenessOf(probe) === 'exact').length >= fewExact;
        const mayFollow = isShown || isKnown(form);
        if (like === 'follows' && !mayFollow) continue;
        const tells = (args: readonly unknown[]): boolean => differs(record, deviated, args);
        // A convention is seen beside any fault; what a fault explains is all of what goes wrong, or most of it.
        const isBesideOthers = isApart || deviation.kind === 'convention';
        const fault = faultOf(likenessOf, mayFollow, isBesideOthers ? tells : () => true);
        const musts = straying.filter((probe) => fault(probe) === 'must').length;
        const told = isApart ? comparable.filter((probe) => fault(probe) !== 'free') : comparable;
        if (musts > 0 && isCommon(fault, told, isApart ? shareApart : share))
          found.push({
            ...form,
            record: deviated,
            fault,
            tells,
            mostOthers: mostOthers[deviation.kind],
            goesByData: deviation.goesByData ?? true,
            byErrors: !isShown && like === 'follows',
            musts,
          });
      }
    } catch (thrown) {
      notes.push(`the deviation ${deviation.id} failed on ${record.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
  const most = Math.max(0, ...found.map(({ musts }) => musts));
  // One that explains nearly as many is as good: what another op has comes first, then what stands first in the list, and of
  // one deviation what explains more. A convention is another meaning, and has no exceptions.
  const good = found
    .filter(({ deviation, musts }) => musts >= (deviation.kind === 'convention' ? 1 : 0.95) * most)
    .sort((a, b) => Number(isKnown(b)) - Number(isKnown(a)) || (a.deviation === b.deviation ? b.musts - a.musts : 0));
  return {
    faults: [...good, ...found.filter((each) => !good.includes(each)).sort((a, b) => b.musts - a.musts)].slice(0, mostFaults),
    notes,
  };
}
