import {
  adaptiveAveragePool,
  adaptiveMaxPool,
  averagePool,
  globalAveragePool,
  globalLpPool,
  globalMaxPool,
  maxPool,
} from '../../../src/ops/kernels.js';
import type { LibraryOps } from '../../../src/library.js';
import { sizeOf, type Tensor } from '../../../src/tensor.js';
import { mutate, type Mutant } from '../mutate.js';
import { map } from '../pieces.js';

const wrong = (name: string, kills: readonly string[], ops: LibraryOps): Mutant => ({
  name,
  kills: kills.map((law) => `pooling/${law}`),
  library: mutate(ops),
});

/** The window of all axes but the last, which is left whole. */
const allButLast = (x: Tensor): number[] => x.shape.slice(1, -1).map((size, axis) => (axis === x.shape.length - 3 ? 1 : size));

/** Pools that divide as `Math.round` does, and so leave cells out. */
const rounded = (x: Tensor, size: readonly number[]): { window: number[]; strides: number[] } => {
  const strides = size.map((count, axis) => Math.max(1, Math.floor(x.shape[1 + axis]! / count)));
  return { window: strides.map((stride, axis) => Math.max(1, x.shape[1 + axis]! - (size[axis]! - 1) * stride)), strides };
};

export const wholePoolMutants: readonly Mutant[] = [
  wrong('a global maximum leaves the last axis whole', ['output-shape-global-max', 'global-is-one-window-max'], {
    globalMaxPool: (x) => maxPool(x, { window: allButLast(x) }),
  }),
  wrong('a global maximum begins with 0', ['global-is-one-window-max', 'adaptive-of-one-is-global-max'], {
    globalMaxPool: (x) => map(globalMaxPool(x), (value) => (value < 0 ? 0 : value)),
  }),
  wrong('a global mean divides by one more', ['global-is-one-window-average', 'adaptive-of-one-is-global-average'], {
    globalAveragePool: (x) => {
      const cells = sizeOf(x.shape.slice(1, -1));
      return map(globalAveragePool(x), (value) => (value * cells) / (cells + 1));
    },
  }),
  wrong('a global norm is always of 2', ['global-is-one-window-lp'], { globalLpPool: (x) => globalLpPool(x, { p: 2 }) }),
  wrong('a global norm leaves the last axis whole', ['output-shape-global-lp'], {
    globalLpPool: (x) => map(maxPool(x, { window: allButLast(x) }), Math.abs),
  }),
  wrong('adaptive windows begin one cell early', ['adaptive-with-divisors-is-plain-max', 'adaptive-own-size-is-identity-max'], {
    adaptiveMaxPool: (x, { size }) => {
      const y = adaptiveMaxPool(x, { size });
      const { window, strides } = rounded(x, size);
      const wide = maxPool(x, { window: window.map((k) => k + 1), strides, padding: window.map(() => [1, 0] as const) });
      return sizeOf(y.shape) === sizeOf(wide.shape) ? wide : y;
    },
  }),
  wrong(
    'adaptive means all divide by the largest window, and one more',
    ['adaptive-with-divisors-is-plain-average', 'adaptive-own-size-is-identity-average', 'adaptive-of-one-is-global-average'],
    {
      adaptiveAveragePool: (x, { size }) => {
        const cells = size.reduce((product, count, axis) => product * Math.ceil(x.shape[1 + axis]! / count), 1);
        return map(adaptiveAveragePool(x, { size }), (value) => (value * cells) / (cells + 1));
      },
    },
  ),
  wrong('an adaptive mean of one is of the first cells alone', ['adaptive-of-one-is-global-average', 'adaptive-of-one-is-global-max'], {
    adaptiveAveragePool: (x, { size }) =>
      size.every((count) => count === 1)
        ? averagePool(x, { window: [2, 2, 2].slice(0, size.length), strides: x.shape.slice(1, -1), ceilMode: true })
        : adaptiveAveragePool(x, { size }),
    adaptiveMaxPool: (x, { size }) =>
      size.every((count) => count === 1)
        ? maxPool(x, { window: [2, 2, 2].slice(0, size.length), strides: x.shape.slice(1, -1), ceilMode: true })
        : adaptiveMaxPool(x, { size }),
  }),
];
