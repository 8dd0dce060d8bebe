/** Numbers of a tensor that are taken for others: one value, or all beyond a bound. */
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { float32, float64 } from '../../../precision.js';
import { elements, isTensor } from '../../../tensor.js';
import { tensorArguments } from '../../../ops/call.js';
import { defineDeviation, type Deviation, type Observed } from '../../deviation.js';
import { cellsOf, onlyWrong } from '../edits/cells.js';
import { fitting } from '../edits/fitting.js';
import { nameOf } from '../edits/tensors.js';
import { withValues } from '../edits/values.js';

/** Strays that tell numbers. */
const asked = 6;

/** JSON has no -0, NaN or infinities. */
type Odd = '-0' | '0' | 'NaN' | 'Infinity' | '-Infinity';

/** Numbers at which programs clip, or that stand for none: of counting, of integer types, the largest of float16, float32 and float64. */
const usual: readonly number[] = [
  1,
  2,
  3,
  4,
  5,
  6,
  8,
  10,
  16,
  100,
  127,
  128,
  255,
  256,
  1000,
  32_767,
  65_504,
  65_535,
  2 ** 31,
  2 ** 53 - 1,
  2 ** 53,
  float32.largest,
  float64.largest,
];

type Replaced = { readonly tensor: string; readonly value: Odd; readonly by: number | 'Infinity' | '-Infinity' };

const odd: readonly Odd[] = ['-0', '0', 'NaN', 'Infinity', '-Infinity'];

const replaced = (op: OpRecord, { tensor, value, by }: Replaced): OpRecord => {
  const [from, to] = [Number(value), Number(by)];
  return withValues(op, tensor, { f: (each) => (Object.is(each, from) ? to : each) });
};

const has = (stray: Observed, op: OpRecord, tensor: string, value: Odd): boolean => {
  const x = tensorArguments(op, stray.args)[tensorNames(op).indexOf(tensor)];
  return isTensor(x) && elements(x).some((each) => Object.is(each, Number(value)));
};

const valueReplaced = defineDeviation<Replaced>({
  id: 'number-taken-for-another',
  kind: 'fault',
  sentence: ({ tensor, value, by }) => `takes ${value} in ${nameOf(tensor)} for ${by}`,
  applies: (op) => op.results === 1,
  infer: (op, strays) => {
    if (cellsOf(strays[0]) === undefined) return [];
    // What stands alone in a wrong result may be another cell that wins over it.
    const only = strays.slice(0, asked).flatMap((stray) => {
      const cells = cellsOf(stray);
      return (cells && onlyWrong(cells)) ?? [];
    });
    const finite = [...only.filter(Number.isFinite), ...usual, ...usual.map((bound) => -bound), 0].map((by) => by + 0);
    const made = [...finite, 'Infinity', '-Infinity'] as const;
    const candidates = tensorNames(op).flatMap((tensor) =>
      odd
        .filter((value) => has(strays[0]!, op, tensor, value))
        .flatMap((value) => [...new Set(made)].map((by): Replaced => ({ tensor, value, by }))),
    );
    return fitting(
      op,
      strays,
      candidates.filter(({ value, by }) => Number(value) !== Number(by)),
      replaced,
    );
  },
  to: replaced,
});

type Large = { readonly tensor: string; readonly by: number };

/** Numbers that stand for infinities in programs. */
const large: readonly number[] = [
  1e6,
  1e9,
  1e10,
  1e20,
  1e30,
  1e38,
  float32.largest,
  1e300,
  1e308,
  float64.largest,
  65_504,
  2 ** 31,
  2 ** 53,
];

const withLarge = (op: OpRecord, { tensor, by }: Large): OpRecord => {
  const f = (value: number): number => (Math.abs(value) === Infinity ? Math.sign(value) * by : value);
  return tensor === 'every' ? tensorNames(op).reduce((record, name) => withValues(record, name, { f }), op) : withValues(op, tensor, { f });
};

const infinitiesReplaced = defineDeviation<Large>({
  id: 'infinities-taken-for-a-number',
  kind: 'fault',
  sentence: ({ tensor, by }) => `takes infinities in ${tensor === 'every' ? 'its arguments' : nameOf(tensor)} for ${by} with their sign`,
  applies: (op) => op.results === 1,
  infer: (op, strays) => {
    if (cellsOf(strays[0]) === undefined) return [];
    const only = strays.flatMap((stray) => {
      const cells = cellsOf(stray);
      const value = cells && onlyWrong(cells);
      return value !== undefined && Number.isFinite(value) && value !== 0 ? [Math.abs(value)] : [];
    });
    const names = tensorNames(op);
    const candidates = [...new Set([...large, ...only])].flatMap((by) =>
      [...names, ...(names.length > 1 ? ['every'] : [])].map((tensor): Large => ({ tensor, by })),
    );
    return fitting(op, strays, candidates, withLarge);
  },
  to: withLarge,
});

type Clipped = { readonly tensor: string; readonly least?: number; readonly most?: number };

const clipped = (op: OpRecord, { tensor, least = -Infinity, most = Infinity }: Clipped): OpRecord =>
  withValues(op, tensor, { f: (value) => (value < least ? least : value > most ? most : value) });

/** The least and the most that a tensor of calls is known to keep: a bound lies between what was and what was not changed. */
function boundsOf(tensor: string): Clipped[] {
  return [0, ...usual].flatMap((bound): Clipped[] =>
    bound === 0
      ? [
          { tensor, least: 0 },
          { tensor, most: 0 },
        ]
      : [
          { tensor, least: -bound, most: bound },
          { tensor, most: bound },
          { tensor, least: -bound },
          { tensor, least: 0, most: bound },
        ],
  );
}

function boundsInWords({ least, most }: Clipped): string {
  if (least === undefined) return `at ${most!} from above`;
  return most === undefined ? `at ${least} from below` : `to [${least}, ${most}]`;
}

const argumentClipped = defineDeviation<Clipped>({
  id: 'argument-clamped',
  kind: 'fault',
  sentence: (bounds) => `clamps ${nameOf(bounds.tensor)} ${boundsInWords(bounds)}`,
  applies: (op) => op.results === 1,
  infer: (op, strays) => (cellsOf(strays[0]) === undefined ? [] : fitting(op, strays, tensorNames(op).flatMap(boundsOf), clipped)),
  to: clipped,
});

export const oddValueDeviations: readonly Deviation[] = [valueReplaced, infinitiesReplaced, argumentClipped];
