import { morphologicalErosion } from '../../src/ops/kernels.js';
import { mutate, type Mutant } from './mutate.js';
import { padded, padsOf } from './pieces.js';
import { averagePoolMutants } from './pooling/average.js';
import { lpPoolMutants } from './pooling/lp.js';
import { maxPoolMutants } from './pooling/max.js';

export const mutants: Mutant[] = [
  ...maxPoolMutants,
  ...averagePoolMutants,
  ...lpPoolMutants,
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
