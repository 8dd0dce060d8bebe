/** The known bugs of a library, as far as this version can tell what they are. */
import { argumentCodes } from '../../argument-codes.js';
import type { KnownBug, TensorLibrary } from '../../library.js';
import { isOpName, isTensorOp, tensorRecord } from '../../ops/index.js';
import { fromJson, toJson } from '../../judge/json.js';
import { version } from '../../version.js';
import type { Cause, DeviationCause } from './cause.js';
import { causeId } from './cause-id.js';
import { cellsInWords } from './cell-set.js';
import type { Deviation } from '../deviation.js';
import { deviations as listed } from '../deviations/index.js';
import type { Finding, KnownAs } from '../findings/finding.js';
import { sentenceOf } from './sentence.js';

/** A known bug whose cause was read. */
export interface Known {
  readonly bug: KnownBug;
  readonly cause: Cause;
  /** Of the finding that it is. */
  readonly id: string;
}

/** Of a library: the bugs that are known to it, and a line for each entry that this version makes nothing of. */
export interface KnownBugs {
  readonly known: readonly Known[];
  readonly notes: readonly string[];
}

/** A finding as an entry of the known bugs; `undefined` where no case is known that shows it. */
export function knownBug({ cause, sentence, counterexample }: Finding, { reason, issue }: KnownAs): KnownBug | undefined {
  const { law, case: c } = counterexample;
  if (c === undefined) return undefined;
  return {
    reason,
    ...(issue !== undefined && { issue }),
    cause: toJson(cause) as object,
    case: toJson(c),
    law,
    sentence,
    tensorLaws: version,
  };
}

const relations: readonly unknown[] = ['=', '!=', '>=', '<=', 'mod'];

/** Whether a deviation can be made with the parameters of a cause. */
function takes(deviation: Deviation, { parameters, cells, ops }: DeviationCause): boolean {
  try {
    if (typeof deviation.sentence === 'function') deviation.sentence(parameters);
    if (cells !== undefined) cellsInWords(cells);
    for (const op of ops) if (isTensorOp(op)) deviation.to(tensorRecord(op), parameters);
    return true;
  } catch {
    // Whatever it threw: the parameters are of another version, or of nobody.
    return false;
  }
}

/** What of a cause, taken to be one, this version does not know; `undefined` where it knows all of it. */
function unknownIn(cause: Cause, deviations: readonly Deviation[]): string | undefined {
  const { ops, spellings, guards, except = [] } = cause;
  const op = ops.find((each) => !isOpName(each));
  if (op !== undefined) return `there is no op ${op}`;
  if (spellings !== undefined && !Array.isArray(spellings)) return 'its spellings are no list';
  const areGuards = (list: unknown): boolean =>
    Array.isArray(list) && list.every((guard) => typeof guard?.feature === 'string' && relations.includes(guard.relation));
  if (!areGuards(guards) || !areGuards(except)) return 'its guards are none';
  switch (cause.kind) {
    case 'deviation':
    case 'convention': {
      const deviation = deviations.find(({ id }) => id === cause.id);
      if (deviation === undefined) return `there is no deviation ${cause.id}`;
      const other = ops.find((each) => !isTensorOp(each) || !deviation.applies(tensorRecord(each)));
      if (other !== undefined) return `${cause.id} is no deviation of ${other}`;
      return takes(deviation, cause) ? undefined : `${cause.id} has no parameters ${JSON.stringify(cause.parameters)}`;
    }
    case 'condition':
      return ['value', 'shape', 'throws'].includes(cause.how) ? undefined : `no call goes wrong by '${String(cause.how)}'`;
    case 'unchecked':
      return Object.hasOwn(argumentCodes, cause.code) ? undefined : `there is no rule ${cause.code}`;
    case 'state':
    case 'chance':
    case 'interference':
      return typeof cause.id === 'string' && Array.isArray(cause.calls) ? undefined : 'it names no calls';
    case 'death':
      return ['hang', 'exit', 'trap'].includes(cause.how) ? undefined : `no process ends by '${String(cause.how)}'`;
    default:
      return `there is no cause of the kind ${(cause as { kind: string }).kind}`;
  }
}

/** JSON as `toJson` wrote it, or the value itself; `undefined` where it is neither. */
function valueOf(json: unknown): unknown {
  try {
    return fromJson(toJson(json));
  } catch {
    // A tensor that is none, say: what it throws depends on what is wrong with it.
    return undefined;
  }
}

/** An entry as this version understands it, or why it does not. */
function readBug(bug: KnownBug, deviations: readonly Deviation[]): Known | string {
  const cause = valueOf(bug.cause) as Cause | undefined;
  if (cause === undefined) return 'its cause is none';
  if (valueOf(bug.case) === undefined) return 'its case is none';
  const unknown = unknownIn(cause, deviations);
  if (unknown !== undefined) return unknown;
  const { sentence, tensorLaws = version } = bug;
  if (sentence !== undefined && tensorLaws !== version) {
    const said = sentenceOf(cause, deviations);
    if (said !== sentence) return `to tensor-laws ${version} it says "${said}"`;
  }
  return { bug, cause, id: causeId(cause) };
}

/**
 * The known bugs of a library, each once. One whose cause this version does not know, or takes for another, is left out: it is told
 * again, as new.
 *
 * @param options the deviations beside the package's own
 */
export function knownOf(
  { name, known: given }: Pick<TensorLibrary, 'name' | 'known'>,
  options: { readonly deviations?: readonly Deviation[] } = {},
): KnownBugs {
  const deviations = [...listed, ...(options.deviations ?? [])];
  const known = new Map<string, Known>();
  const notes: string[] = [];
  for (const bug of given) {
    const read = readBug(bug, deviations);
    if (typeof read === 'string') notes.push(`library ${name}: known: "${bug.sentence ?? bug.reason}" is told again as new: ${read}`);
    else if (!known.has(read.id)) known.set(read.id, read);
  }
  return { known: [...known.values()], notes };
}
