/** Conventions as the deviations that they are: the reference with another documented meaning. */
import { conventions } from '../../conventions/index.js';
import { defineDeviation, type Deviation } from '../deviation.js';

export const conventionDeviations: readonly Deviation[] = conventions.map(({ id, sentence, documented, applies, to }) =>
  defineDeviation({ id, kind: 'convention', sentence, documented, applies, to }),
);
