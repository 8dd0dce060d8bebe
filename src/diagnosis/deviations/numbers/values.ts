/** Numbers that are changed one by one: of the result, or of an argument. Of every op. */
import { bfloat16, float16, float32, float64 } from '../../../precision.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { defineDeviation, type Deviation, type Json, type Observed } from '../../deviation.js';
import { cellsOf, type Cells } from '../edits/cells.js';
import { neverReading } from '../edits/attributes.js';
import { fitting } from '../edits/fitting.js';
import { nameOf, readable } from '../edits/tensors.js';
import { withValues, type Change } from '../edits/values.js';

interface Rule extends Change {
  readonly id: string;
  /** Of the tensor, by its name in a sentence. */
  readonly says: (tensor: string) => string;
  /**
   * Whether it takes an argument for a constant: nothing that a result becomes, and of an op that is linear in the argument all of it.
   * An optional one is never read then, whatever its shape.
   */
  readonly ofArguments?: true;
}

const roundedToEven = (value: number): number => {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2 === 0 ? 0 : 1) : Math.round(value);
};

/** The upper half of the bits of a float32. */
const cutToBfloat16 = (value: number): number => {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  if (!Number.isNaN(value)) view.setUint16(2, 0);
  return view.getFloat32(0);
};

/** Integers of so many bits, what lies beyond taken modulo, as arrays of them do. */
const integerArrays: Readonly<
  Record<string, Uint8Array | Uint8ClampedArray | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array>
> = {
  uint8: new Uint8Array(1),
  int8: new Int8Array(1),
  uint16: new Uint16Array(1),
  int16: new Int16Array(1),
  uint32: new Uint32Array(1),
  int32: new Int32Array(1),
  'clamped-uint8': new Uint8ClampedArray(1),
};

const integerRules: readonly Rule[] = Object.entries(integerArrays).map(([name, cell]) => ({
  id: `as-${name}`,
  says: (tensor) =>
    name === 'clamped-uint8'
      ? `rounds ${tensor} to integers from 0 to 255`
      : `takes ${tensor} for ${name}, what lies beyond modulo its range`,
  f: (value) => ((cell[0] = value), cell[0]),
}));

const rules: readonly Rule[] = [
  ...integerRules,
  { id: 'negated', says: (tensor) => `negates ${tensor}`, f: (value) => -value },
  { id: 'absolute', says: (tensor) => `takes the absolute value of ${tensor}`, f: Math.abs },
  { id: 'negatives-as-zero', says: (tensor) => `takes negative numbers of ${tensor} for 0`, f: (value) => (value < 0 ? 0 : value) },
  { id: 'truncated', says: (tensor) => `rounds ${tensor} to integers, towards zero`, f: Math.trunc },
  { id: 'rounded-down', says: (tensor) => `rounds ${tensor} to integers, down`, f: Math.floor },
  { id: 'rounded', says: (tensor) => `rounds ${tensor} to integers`, f: roundedToEven },
  { id: 'rounded-half-up', says: (tensor) => `rounds ${tensor} to integers, halves up`, f: Math.round },
  { id: 'in-float16', says: (tensor) => `rounds ${tensor} to float16`, f: float16.round, slack: float32.unitRoundoff },
  { id: 'in-bfloat16', says: (tensor) => `rounds ${tensor} to bfloat16`, f: bfloat16.round, slack: float32.unitRoundoff },
  { id: 'cut-to-bfloat16', says: (tensor) => `cuts ${tensor} off at the bits that bfloat16 has`, f: cutToBfloat16 },
  { id: 'in-float32', says: (tensor) => `rounds ${tensor} to float32`, f: float32.round },
  {
    id: 'subnormals-flushed',
    says: (tensor) => `takes subnormal numbers of ${tensor} for 0`,
    f: (value) => (Math.abs(value) < float32.smallestNormal ? 0 : value),
  },
  {
    id: 'float64-subnormals-flushed',
    says: (tensor) => `takes subnormal numbers of float64 of ${tensor} for 0`,
    f: (value) => (Math.abs(value) < float64.smallestNormal ? 0 : value),
  },
  {
    id: 'infinities-clamped',
    says: (tensor) => `takes infinities of ${tensor} for the largest finite number`,
    f: (value) => (Math.abs(value) === Infinity ? Math.sign(value) * float32.largest : value),
  },
  { id: 'as-zero', says: (tensor) => `ignores ${tensor}: takes zeros for it`, f: () => 0, ofArguments: true },
  { id: 'as-one', says: (tensor) => `ignores ${tensor}: takes ones for it`, f: () => 1, ofArguments: true },
  { id: 'nan-as-zero', says: (tensor) => `takes NaN in ${tensor} for 0`, f: (value) => (Number.isNaN(value) ? 0 : value) },
];

/** Whether the numbers of a result are those that the reference's become. */
function becomes({ result, expected }: Cells, f: (value: number) => number): boolean {
  let most = 0;
  for (const value of expected) if (Math.abs(value) < Infinity) most = Math.max(most, Math.abs(f(value)));
  return expected.every((value, i) => {
    const [made, is] = [f(value), result[i]!];
    return made === is || Object.is(made, is) || Math.abs(made - is) <= 1e-2 * most;
  });
}

type Of = { readonly tensor: string };

/** A change of one tensor, or of every argument. */
const changed = (op: OpRecord, tensor: string, change: Change): OpRecord =>
  tensor === 'every' ? tensorNames(op).reduce((record, name) => withValues(record, name, change), op) : withValues(op, tensor, change);

const ruleDeviation = ({ id, says, ofArguments, ...change }: Rule): Deviation =>
  defineDeviation<Of>({
    id: `values-${id}`,
    kind: 'fault',
    sentence: ({ tensor }) => says(tensor === 'every' ? 'its arguments' : nameOf(tensor)),
    applies: (op) => op.results === 1,
    infer: (op, strays) => {
      const cells = cellsOf(strays[0]);
      if (cells === undefined) return [];
      const names = readable(op).filter((tensor) =>
        ofArguments === true ? tensor !== 'result' && !op.linearIn.includes(tensor) : tensor !== 'result' || becomes(cells, change.f),
      );
      const several = ofArguments !== true && tensorNames(op).length > 1;
      return fitting(
        op,
        strays,
        [...names, ...(several ? ['every'] : [])].map((tensor) => ({ tensor })),
        (record, { tensor }) => changed(record, tensor, change),
      );
    },
    to: (op, { tensor }) => {
      const record = changed(op, tensor, change);
      return ofArguments === true && op.optionalTensors.includes(tensor) ? neverReading(record, op, tensor) : record;
    },
  });

/** A rule of the result with a number in it, which strays tell. */
interface Inferred<Parameters extends Json> {
  readonly id: string;
  readonly sentence: (parameters: Parameters) => string;
  /** From the smallest strays. */
  readonly from: (strays: readonly Cells[]) => readonly Parameters[];
  readonly change: (parameters: Parameters) => Change;
}

/** Strays that tell numbers. */
const asked = 6;

function inferredDeviation<Parameters extends Json>({ id, sentence, from, change }: Inferred<Parameters>): Deviation {
  const to = (op: OpRecord, parameters: Parameters): OpRecord => withValues(op, 'result', change(parameters));
  return defineDeviation<Parameters>({
    id: `values-${id}`,
    kind: 'fault',
    sentence,
    applies: (op) => op.results === 1,
    infer: (op, strays: readonly Observed[]) => {
      const smallest = cellsOf(strays[0]);
      if (smallest === undefined) return [];
      const candidates = from(strays.slice(0, asked).flatMap((stray) => cellsOf(stray) ?? []));
      const distinct = [...new Map(candidates.map((each) => [JSON.stringify(each), each])).values()];
      return fitting(
        op,
        strays,
        distinct.filter((parameters) => becomes(smallest, change(parameters).f)),
        to,
      );
    },
    to,
  });
}

/** A number that a cause names, with what rounding left of it taken away where it is near a short one. */
const short = (value: number): number => {
  const near = Number(value.toPrecision(6));
  return Math.abs(near - value) <= 1e-6 * Math.abs(value) ? near : value;
};

/** A factor: one that is nearly 1 differs from it in more places than others have. */
const shortFactor = (value: number): number => (short(value) === 1 ? 1 + Number((value - 1).toPrecision(3)) : short(value));

/** What a cell was and has become. */
type Pair = readonly [expected: number, result: number];

/** The wrong cells of strays, finite ones, the smallest first: of those rounding hides the least. */
const pairsOf = (strays: readonly Cells[]): readonly Pair[] =>
  strays
    .flatMap(({ result, expected, wrong }) => wrong.map((i): Pair => [expected[i]!, result[i]!]))
    .filter((pair) => pair.every(Number.isFinite))
    .sort(([a], [b]) => Math.abs(a) - Math.abs(b));

const scaled = inferredDeviation<{ readonly by: number }>({
  id: 'scaled',
  sentence: ({ by }) => `multiplies its result by ${by}`,
  from: (strays) => {
    const normal = pairsOf(strays).find(([expected]) => Math.abs(expected) > 2 ** -20);
    const by = normal === undefined ? 0 : shortFactor(normal[1] / normal[0]);
    return by === 0 || by === 1 || by === -1 ? [] : [{ by }];
  },
  change: ({ by }) => ({ f: (value) => value * by, rounds: true }),
});

const shifted = inferredDeviation<{ readonly by: number }>({
  id: 'shifted',
  sentence: ({ by }) => (by < 0 ? `subtracts ${-by} from its result` : `adds ${by} to its result`),
  from: (strays) =>
    pairsOf(strays)
      .slice(0, 1)
      .map(([expected, result]) => ({ by: short(result - expected) })),
  change: ({ by }) => ({ f: (value) => value + by, rounds: true }),
});

type Bound = { readonly least: number } | { readonly most: number };

const clampTo =
  (bound: Bound) =>
  (value: number): number =>
    'least' in bound ? (value < bound.least ? bound.least : value) : value > bound.most ? bound.most : value;

const clamped = inferredDeviation<Bound>({
  id: 'clamped',
  sentence: (bound) =>
    'least' in bound ? `clamps its result at ${bound.least} from below` : `clamps its result at ${bound.most} from above`,
  from: (strays) =>
    strays.flatMap(({ result, expected, wrong }): Bound[] => {
      const [value, more] = [result[wrong[0]!], wrong.every((i) => result[i]! > expected[i]!)];
      if (value === undefined || !Number.isFinite(value) || !wrong.every((i) => result[i] === value)) return [];
      return [more ? { least: value } : { most: value }];
    }),
  change: (bound) => ({ f: clampTo(bound) }),
});

type Overflow = { readonly beyond: number };

/** The largest numbers of formats. */
const largest = [127, 255, 2 ** 11, 2 ** 15 - 1, 65504, 2 ** 16 - 1, 2 ** 24, 2 ** 31 - 1, float32.largest];

const overflowing = inferredDeviation<Overflow>({
  id: 'overflowing',
  sentence: ({ beyond }) => `gives an infinity for results beyond ${beyond}`,
  from: (strays) => {
    const overflown = strays.flatMap(({ result, expected, wrong }) =>
      wrong.flatMap((i) => (Math.abs(result[i]!) === Infinity ? [Math.abs(expected[i]!)] : [])),
    );
    return largest
      .filter((beyond) => overflown.length > 0 && overflown.every((value) => value > beyond))
      .map((beyond) => ({ beyond }))
      .reverse();
  },
  change: ({ beyond }) => ({ f: (value) => (Math.abs(value) > beyond ? Math.sign(value) * Infinity : value) }),
});

type Range = { readonly least: number; readonly most: number };

const clampedTwice = inferredDeviation<Range>({
  id: 'clamped-to-a-range',
  sentence: ({ least, most }) => `clamps its result to [${least}, ${most}]`,
  from: (strays) => {
    const ends = strays.flatMap(({ result, wrong }) => wrong.map((i) => result[i]!));
    const [least, most] = [Math.min(...ends), Math.max(...ends)];
    return least < most && Math.abs(least) < Infinity && Math.abs(most) < Infinity ? [{ least, most }] : [];
  },
  change: ({ least, most }) => ({ f: (value) => (value < least ? least : value > most ? most : value) }),
});

type Replaced = { readonly value: 'NaN' | 'Infinity' | '-Infinity'; readonly by: number };

const replaced = inferredDeviation<Replaced>({
  id: 'replaced',
  sentence: ({ value, by }) => `gives ${by} in place of ${value}`,
  from: (strays) =>
    strays.flatMap(({ result, expected, wrong }): Replaced[] => {
      const [right, by] = [expected[wrong[0]!], result[wrong[0]!]];
      if (right === undefined || Number.isFinite(right) || !Number.isFinite(by)) return [];
      return wrong.every((i) => Object.is(expected[i], right) && result[i] === by)
        ? [{ value: String(right) as Replaced['value'], by: by! }]
        : [];
    }),
  change: ({ value, by }) => ({ f: (each) => (Object.is(each, Number(value)) ? by : each) }),
});

export const valueDeviations: readonly Deviation[] = [
  ...rules.map(ruleDeviation),
  scaled,
  shifted,
  clamped,
  clampedTwice,
  overflowing,
  replaced,
];
