import { conv } from '../../src/ops/kernels.js';
import { killsOf } from './geometry-kills.js';
import { mutate, type Mutant } from './mutate.js';
import { geometryBugs } from './wrong-convolutions.js';

const prefix = 'conv-geometry/';

export const mutants: Mutant[] = [
  ...Object.entries(geometryBugs).map(([name, bug]) => ({
    name: `conv: ${name}`,
    kills: killsOf(prefix, name),
    library: mutate({ conv: bug(conv) }),
  })),
  {
    name: 'conv: one group is read from what the last call left in a buffer',
    kills: [`${prefix}groups-one-is-default`],
    library: mutate({ conv: geometryBugs['results are added to what the last call left in a buffer'](conv) }),
  },
];
