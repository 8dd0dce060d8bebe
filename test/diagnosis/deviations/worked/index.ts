import { conventions } from './conventions.js';
import { folds } from './folds.js';
import { geometryAndAttributes } from './geometry-and-attributes.js';
import { orderAndRegions } from './order-and-regions.js';
import { paddingAndGradients } from './padding-and-gradients.js';
import { tapsAndSizes } from './taps-and-sizes.js';
import { values } from './values.js';
import type { Worked } from './worked.js';

/** Every deviation, on a call by hand. */
export const worked: readonly Worked[] = [
  ...conventions,
  ...geometryAndAttributes,
  ...folds,
  ...tapsAndSizes,
  ...values,
  ...orderAndRegions,
  ...paddingAndGradients,
];
