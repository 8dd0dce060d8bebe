/** Calls by which `init` finds out what an op of a package takes. */
import type { OpLimits } from '../../library.js';
import { sizeOf, tensor, type Shape, type Tensor } from '../../tensor.js';
import type { GuessedOp } from './conventions.js';

/** A tensor of small integers, no two neighbours alike. */
function grid(shape: Shape, step = 7): Tensor {
  return tensor(
    Array.from({ length: sizeOf(shape) }, (_, i) => ((i * step) % 11) - 4),
    shape,
  );
}

export interface Probe {
  readonly args: readonly unknown[];
  /** What to say of an op that does not give what its definition says; a list grows by each value that it does give. */
  readonly limit: OpLimits;
  readonly value?: unknown;
}

/** Attributes beside which windows of 2 cells on n axes need no other. */
const attributesOf = (n: number, more: object): object => ({
  strides: new Array<number>(n).fill(1),
  dilations: new Array<number>(n).fill(1),
  padding: 'valid',
  ...more,
});

/** A call of windows on n spatial axes. */
function windowed(
  op: GuessedOp,
  n: number,
  more: object = {},
  window: Shape = new Array<number>(n).fill(2),
  groups = 1,
): readonly unknown[] {
  const x = grid([2, ...Array.from({ length: n }, (_, axis) => 5 + axis), 2]);
  if (op === 'conv') return [x, grid([...window, 2 / groups, 4], 5), attributesOf(n, { groups, ...more })];
  if (op === 'depthwiseConv') return [x, grid([...window, 2, 1], 5), attributesOf(n, more)];
  return [x, attributesOf(n, { window, ...more })];
}

/** The plainest calls, one of which an op must give as its definition says. */
export function plainCalls(op: GuessedOp): readonly (readonly unknown[])[] {
  if (op === 'matmul') return [[grid([2, 3]), grid([3, 4], 5)]];
  return [2, 1, 3].map((n) => windowed(op, n));
}

/**
 * What else is tried of an op.
 *
 * @param n axes on which it works
 */
export function probesFor(op: GuessedOp, n: number): Probe[] {
  if (op === 'matmul')
    return [
      ...[2, 3, 4].map((rank): Probe => {
        const leading = new Array<number>(rank - 2).fill(2);
        return { args: [grid([...leading, 2, 3]), grid([...leading, 3, 4], 5)], limit: { ranks: [] }, value: rank };
      }),
      { args: [grid([2, 2, 3]), grid([1, 3, 4], 5)], limit: { broadcasts: false } },
    ];
  const uneven = Array.from({ length: n }, (_, axis) => 1 + (axis % 2));
  const even = uneven.map(() => [1, 1]);
  return [
    ...[1, 2, 3].map((axes): Probe => ({ args: windowed(op, axes), limit: { spatialAxes: [] }, value: axes })),
    { args: windowed(op, n, { strides: uneven.map(() => 2) }), limit: { strides: false } },
    { args: windowed(op, n, { dilations: uneven.map(() => 2) }), limit: { dilations: false } },
    { args: windowed(op, n, { strides: uneven.map(() => 2), dilations: uneven.map(() => 2) }), limit: { stridedDilation: false } },
    ...(n > 1
      ? [
          { args: windowed(op, n, { strides: uneven }), limit: { unequalStrides: false } },
          { args: windowed(op, n, { dilations: uneven }), limit: { unequalDilations: false } },
          { args: windowed(op, n, {}, [...new Array<number>(n - 1).fill(2), 3]), limit: { square: true } },
          { args: windowed(op, n, { padding: even.map((pair, axis) => (axis === 0 ? [0, 0] : pair)) }), limit: { unequalPadding: false } },
        ]
      : []),
    ...(['valid', 'same', 'same-lower'] as const).map((padding): Probe => ({
      args: windowed(op, n, { padding }),
      limit: { padding: [] },
      value: padding,
    })),
    { args: windowed(op, n, { padding: even }), limit: { padding: [] }, value: 'explicit' },
    { args: windowed(op, n, { padding: uneven.map(() => [0, 1]) }), limit: { unevenPadding: false } },
    ...(op === 'conv' ? [{ args: windowed(op, n, {}, undefined, 2), limit: { groups: false } }] : []),
    ...(op === 'depthwiseConv'
      ? [
          {
            args: [grid([2, ...uneven.map(() => 5), 2]), grid([...uneven.map(() => 2), 2, 2], 5), attributesOf(n, {})],
            limit: { multiplier: false },
          },
        ]
      : []),
    ...(op === 'maxPool' || op === 'averagePool'
      ? [false, true].map((ceilMode): Probe => ({
          args: windowed(op, n, { ceilMode, strides: uneven.map(() => (ceilMode ? 2 : 1)) }),
          limit: { ceilMode: [] },
          value: ceilMode,
        }))
      : []),
    ...(op === 'averagePool'
      ? [false, true].map((countPadding): Probe => ({
          args: windowed(op, n, { countPadding, padding: 'same' }),
          limit: { countPadding: [] },
          value: countPadding,
        }))
      : []),
  ];
}

/** Calls that an op must refuse. */
export function badCalls(op: GuessedOp, n: number): readonly (readonly unknown[])[] {
  if (op === 'matmul') return [[grid([2, 3]), grid([4, 2])]];
  const zero = windowed(op, n, { strides: new Array<number>(n).fill(0) });
  if (op !== 'conv') return [zero];
  const [x, , attributes] = windowed(op, n);
  return [zero, [x, grid([...new Array<number>(n).fill(2), 3, 4]), attributes]];
}
