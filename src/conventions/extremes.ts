/** Where NaN stands among the cells of a maximum, or of a minimum. */
import type { Combine, Finish } from '../kernels/fold-windows.js';
import type { PoolPlan } from '../kernels/pool-plan.js';
import { tapTable } from '../kernels/windows.js';
import { tensorNames } from '../ops/call.js';
import type { OpRecord } from '../ops/index.js';
import { elements, type Tensor } from '../tensor.js';
import type { Convention, Documented } from './convention.js';

/** Folds of the largest and of the smallest cell. */
export const isExtreme = ({ start }: OpRecord): boolean => start === -Infinity || start === Infinity;

/** Of the cells themselves, not of sums with a filter's. */
export const isPlainExtreme = (op: OpRecord): boolean => isExtreme(op) && tensorNames(op).length === 1;

export const combining = <Plan extends PoolPlan>(op: OpRecord, combine: Combine<Plan>): OpRecord => ({
  ...op,
  combine: combine as NonNullable<OpRecord['combine']>,
});

/** Whether a cell is more extreme than what stands so far; NaN is not. */
export const better = (op: OpRecord, value: number, total: number): boolean => (op.start === Infinity ? value < total : value > total);

export const combineIf =
  (takes: (value: number, total: number) => boolean): Combine<PoolPlan> =>
  (totals, at, values, from, channels) => {
    for (let c = 0; c < channels; c++) {
      const value = values[from + c]!;
      if (takes(value, totals[at + c]!)) totals[at + c] = value;
    }
  };

const ignoringNan = (op: OpRecord): OpRecord =>
  combining(
    op,
    combineIf((value, total) => better(op, value, total)),
  );

/** As if each window started from NaN, which any number takes the place of. */
const ignoringNanBesideNumbers = (op: OpRecord): OpRecord => {
  const start = op.start!;
  const finish: Finish<PoolPlan> = (totals, at, channels, count) => {
    if (count === 0) totals.fill(start, at, at + channels);
  };
  return {
    ...combining(
      op,
      combineIf((value, total) => better(op, value, total) || (Number.isNaN(total) && !Number.isNaN(value))),
    ),
    start: Number.NaN,
    finish: finish as NonNullable<OpRecord['finish']>,
  };
};

/** NaN where the first cell of a window is, for nothing is larger than NaN. */
const keepingTheFirst = (op: OpRecord): OpRecord => {
  const ignoring = ignoringNan(op);
  return {
    ...ignoring,
    evaluate: (plan, tensors, out) => {
      const { channels, windows: axes } = plan as PoolPlan;
      const values = elements((tensors as readonly Tensor[])[0]!);
      const y = ignoring.evaluate(plan, tensors, out) as Tensor;
      const { windows, cells, start: first, cell } = tapTable(axes);
      for (let i = 0; i < y.size; i++) {
        const [c, window, n] = [i % channels, Math.floor(i / channels) % windows, Math.floor(i / channels / windows)];
        const from = first[window]!;
        if (from < first[window + 1]! && Number.isNaN(values[(n * cells + cell[from]!) * channels + c]!)) y.data[y.offset + i] = Number.NaN;
      }
      return y;
    },
  };
};

const forgettingAtTheNext = (op: OpRecord): OpRecord =>
  combining(
    op,
    combineIf((value, total) => !(op.start === Infinity ? value >= total : value <= total)),
  );

const fmax: Documented = {
  by: 'NumPy, fmax',
  url: 'https://numpy.org/doc/stable/reference/generated/numpy.fmax.html',
  says: 'of a number and NaN the number is returned, of two NaN the first',
};
const direct3d: Documented = {
  by: 'Direct3D, max',
  url: 'https://learn.microsoft.com/en-us/windows/win32/direct3dhlsl/max--sm4---asm-',
  says: 'of a number and NaN the number is returned, of -Infinity and NaN -Infinity, of two NaN a NaN',
};
const pmax: Documented = {
  by: 'WebAssembly, pmax',
  url: 'https://developer.mozilla.org/en-US/docs/WebAssembly/Reference/SIMD/arithmetic/pmax',
  says: 'a < b ? b : a: NaN in the first operand is returned, NaN in the second is not',
};

const about = 'NaN in a maximum or minimum';

export const extremeConventions: readonly Convention[] = [
  {
    id: 'max-ignores-nan',
    about,
    sentence: 'ignores NaN in its maximum or minimum',
    documented: [direct3d, fmax],
    applies: isExtreme,
    to: ignoringNan,
  },
  {
    id: 'max-ignores-nan-beside-numbers',
    about,
    sentence: 'ignores NaN beside a number in its maximum or minimum',
    documented: [fmax, direct3d],
    applies: isPlainExtreme,
    to: ignoringNanBesideNumbers,
  },
  {
    id: 'first-nan-alone',
    about,
    sentence: 'lets NaN win only as the first cell of a window',
    documented: [pmax],
    applies: isPlainExtreme,
    to: keepingTheFirst,
  },
  {
    id: 'last-nan-alone',
    about,
    sentence: 'forgets NaN at the next cell of a window',
    documented: [
      {
        by: 'x86, MAXPS',
        url: 'https://www.felixcloutier.com/x86/maxps',
        says: 'where one operand is NaN, the second is returned, whichever it is',
      },
      pmax,
    ],
    applies: isExtreme,
    to: forgettingAtTheNext,
  },
];
