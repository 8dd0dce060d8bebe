/** Causes that are conditions: where an op strays, and no deviation says how. */
import type { Stray } from '../../judge/judge.js';
import { elements, isTensor, sizeOf } from '../../tensor.js';
import { inOneSpelling, type Asked } from './asked.js';
import type { Cause } from '../cause/cause.js';
import { faultOf } from '../cause/cause-id.js';
import { confirmedPart, type Fault } from '../learn/confirm.js';
import { featuresOf, type Features } from '../features.js';
import type { Probe } from '../probe/probes.js';
import { isWithin, scopeOf } from '../cause/region.js';
import { goesSo, howOf, isSaidOtherwise } from '../cause/same-bug.js';
import { isWithoutRule } from '../cause/sentence.js';

type How = ReturnType<typeof howOf>;

/** Calls under a condition of another op that go wrong so, at least, and the share that may not: then it is the same. */
const fewShared = 8;
const sharedWrong = 0.05;

/** The seed of calls by which that is judged: of their own. */
const sharedSeed = 37;

/** Whether a fault would be likely to show in a call: it has a result, of data that are not zeros mostly. */
function isTelling({ call: { args, result } }: Probe): boolean {
  if (isTensor(result) && sizeOf(result.shape) === 0) return false;
  return args.filter(isTensor).every((x) => {
    const values = elements(x);
    return 2 * values.filter((value) => value !== 0).length > values.length;
  });
}

/** The condition of another op under which this one goes wrong in the same way, all over it. */
async function sharedCondition(
  { stray, samples, fresh, known }: Asked,
  how: How,
  target: Features,
  goes: Fault,
): Promise<Cause | undefined> {
  const alone: Cause = { kind: 'condition', ...how, ops: [], guards: [] };
  const others = known.filter(
    (each) =>
      each.kind === 'condition' && !isWithoutRule(each) && faultOf(each, 'spellings', 'guards') === faultOf(alone, 'spellings', 'guards'),
  );
  const holds = (under: readonly Probe[]): boolean => {
    const count = (is: ReturnType<Fault>): number => under.filter((probe) => goes(probe) === is).length;
    return count('must') >= fewShared && count('not') <= sharedWrong * (count('must') + count('not'));
  };
  for (const other of others) {
    if (!isWithin(other, target) || !holds(samples.filter(({ features }) => isWithin(other, features)))) continue;
    const { guards, except, spellings } = other;
    const region = { guards, ...(except && { except }), ...(spellings && { spellings }) };
    // Calls around the stray have what it goes wrong by, whether that is the condition or not.
    if (holds(await fresh.within(region, sharedSeed))) return { ...other, ops: [stray.op] };
  }
  return undefined;
}

/** The condition under which an op goes wrong in one way; `undefined` where none is found. */
async function conditionBy(asked: Asked, how: How, isSo: (each: Stray) => boolean): Promise<Cause | undefined> {
  const { stray, samples, fresh, own } = asked;
  const { op } = stray;
  // What data a call has may hide a wrong value, but no wrong shape, and no error.
  const mayHide = how.how === 'value';
  const goes: Fault = (probe) => {
    const { stray: each } = probe;
    if (each === undefined) return !mayHide || isTelling(probe) ? 'not' : 'free';
    return isSo(each) ? 'must' : 'other';
  };
  const isOfThis = ({ spellings }: Cause): boolean => spellings?.includes(stray.spelling ?? '') ?? true;
  const isSecond = own.some((each) => each.kind === 'condition' && each.how !== 'throws' && !isWithoutRule(each) && isOfThis(each));
  const target = featuresOf(op, stray.args, stray.spelling);
  const shared = await sharedCondition(asked, how, target, goes);
  if (shared !== undefined) return shared;
  const inSpelling = async (): ReturnType<typeof confirmedPart> => {
    const found = await inOneSpelling(asked, async (ofIt, freshOfIt) => {
      const region = await confirmedPart(goes, target, ofIt, freshOfIt, { isSecond, mayHide });
      return region && { region };
    });
    return found?.region;
  };
  const region = (await confirmedPart(goes, target, samples, fresh, { isSecond, mayHide })) ?? (await inSpelling());
  return region && { kind: 'condition', ...how, ...scopeOf(op, region) };
}

/**
 * The condition under which an op strays as it does in one call; `undefined` where none is found. One fault may show as several errors: where
 * one condition holds of all of them, it is that.
 */
export async function conditionOf(asked: Asked): Promise<Cause | undefined> {
  const { stray, samples } = asked;
  const isVaried = samples.some(({ stray: each }) => each !== undefined && isSaidOtherwise(each, stray));
  const whatever = isVaried ? await conditionBy(asked, { how: 'throws' }, ({ kind }) => kind === 'threw') : undefined;
  return whatever ?? conditionBy(asked, howOf(stray), (each) => goesSo(each, stray));
}
