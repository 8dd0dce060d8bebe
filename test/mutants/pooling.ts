import { averagePool, globalAveragePool, morphologicalErosion } from '../../src/ops/kernels.js';
import { mutate, type Mutant } from './mutate.js';
import { wholePoolMutants } from './pooling/whole.js';
import { padded, padsOf } from './pieces.js';
import { averagePoolMutants } from './pooling/average.js';
import { lpPoolMutants } from './pooling/lp.js';
import { maxPoolMutants } from './pooling/max.js';
import { reduceWindowMutants } from './pooling/reduce-window.js';

export const mutants: Mutant[] = [
  ...maxPoolMutants,
  ...averagePoolMutants,
  ...lpPoolMutants,
  ...wholePoolMutants,
  ...reduceWindowMutants,
  {
    name: 'a global mean leaves the last axis whole',
    kills: ['pooling/output-shape-global-average'],
    library: mutate({
      globalAveragePool: (x) => {
        const window = x.shape.slice(1, -1).map((size, axis) => (axis === x.shape.length - 3 ? 1 : size));
        return window.length === 1 ? globalAveragePool(x) : averagePool(x, { window });
      },
    }),
  },
  {
    name: 'erosion: padding of zeros can win',
    kills: ['pooling/min-max-duality'],
    library: mutate({
      morphologicalErosion: (x, filter, a) => {
        const pads = padsOf(x, { ...a, window: filter.shape.slice(0, -1) });
        return morphologicalErosion(padded(x, pads), filter, { ...a, padding: 'valid' });
      },
    }),
  },
];
