import { expect } from 'chai';
import * as fc from 'fast-check';
import { deviations } from '../../../src/diagnosis/deviations/index.js';
import type { Deviation, Json, Observed } from '../../../src/diagnosis/deviation.js';
import { defineDomain, type Regime } from '../../../src/domain.js';
import { casesOf } from '../../../src/draw/case-arbitrary.js';
import { InvalidArgument } from '../../../src/invalid-argument.js';
import { holdsExactly } from '../../../src/judge/compare.js';
import { evaluate } from '../../../src/ops/call.js';
import { argumentsOf, callsOf } from '../../../src/ops/drawn-call.js';
import { isTensorOp, opNames, tensorRecord, type OpRecord, type TensorOp } from '../../../src/ops/index.js';
import { float64 } from '../../../src/precision.js';
import { isTensor, sizeOf, type Tensor } from '../../../src/tensor.js';
import { worked } from './worked/index.js';

const records = opNames.filter(isTensorOp).map(tensorRecord);

const drawnCalls = new Map<OpRecord, readonly (readonly unknown[])[]>();

/** Calls of an op, of small integers and of special values: the first for inferring, the rest fresh. */
function callsFor(record: OpRecord): readonly (readonly unknown[])[] {
  let calls = drawnCalls.get(record);
  if (calls === undefined) {
    const cases = (regime: Regime) =>
      casesOf({ ...defineDomain({ precision: float64 }), regimes: [regime] }, [record.name], callsOf(record), { regimes: [regime] });
    const of = (regime: Regime, numRuns: number) => fc.sample(cases(regime), { numRuns, seed: 7 });
    calls = [...of('exact', 40), ...of('special', 20), ...of('real', 12)].map((call) => argumentsOf(record, call));
    drawnCalls.set(record, calls);
  }
  return calls;
}

type Made = Tensor | undefined;

function made(record: OpRecord, args: readonly unknown[]): Made {
  try {
    const result = evaluate(record, args);
    return isTensor(result) ? result : undefined;
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return undefined;
    throw thrown;
  }
}

const agree = (a: Made, b: Made): boolean => (a === undefined || b === undefined ? a === b : holdsExactly('equal', a, b));

const elementsOf = (args: readonly unknown[]): number =>
  args.reduce<number>((sum, arg) => sum + (isTensor(arg) ? sizeOf(arg.shape) : 0), 0);

/** Whether a deviation's parameters are found again from what a record so deviated gives; `undefined` where nothing strays. */
function isFoundAgain(deviation: Deviation, record: OpRecord, parameters: Json): boolean | undefined {
  const wrong = deviation.to(record, parameters);
  const answered = callsFor(record).map((args) => ({ args, result: made(wrong, args), expected: made(record, args) }));
  const strays = answered.filter(({ result, expected }) => !agree(result, expected));
  if (!strays.some(({ result }) => result !== undefined)) return undefined;
  const observed = strays
    .filter((_, i) => i % 2 === 0)
    .flatMap(({ args, result, expected }): Observed[] =>
      result === undefined || expected === undefined ? [] : [{ args, result, expected }],
    )
    .sort((a, b) => elementsOf(a.args) - elementsOf(b.args))
    .slice(0, 40);
  if (observed.length === 0) return undefined;
  const inferred = [...(deviation.infer?.(record, observed) ?? [null])].slice(0, 12);
  return inferred.some((each) => {
    const found = deviation.to(record, each);
    return answered.every(({ args, result }) => agree(made(found, args), result));
  });
}

/** Ops that a case is tried on: others each time, that all may have their turn. */
const mostOps = 3;

describe('deviations, found again from what they predict', () => {
  for (const [turn, { id, parameters, op, shownBy }] of worked.entries()) {
    if (shownBy?.length === 0) continue;
    it(`${id} ${JSON.stringify(parameters)}`, () => {
      const deviation = deviations.find((each) => each.id === id)!;
      const others = records.filter(
        (record) => deviation.applies(record) && record.name !== op && shownBy?.includes(record.name as TensorOp) !== false,
      );
      const tried = [
        tensorRecord(op),
        ...Array.from({ length: Math.min(mostOps - 1, others.length) }, (_, i) => others[(turn + i) % others.length]!),
      ];
      const outcomes = tried.map((record) => [record.name, isFoundAgain(deviation, record, parameters)] as const);
      expect(outcomes.filter(([, is]) => is === false).map(([name]) => name)).to.deep.equal([]);
      expect(outcomes.some(([, is]) => is === true)).to.equal(true);
    });
  }
});
