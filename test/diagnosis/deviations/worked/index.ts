import { conventions } from './conventions.js';
import { folds } from './folds.js';
import { geometryAndAttributes } from './geometry-and-attributes.js';
import { moments } from './moments.js';
import { orderAndRegions } from './order-and-regions.js';
import { paddingAndGradients } from './padding-and-gradients.js';
import { samePads } from './same-pads.js';
import { steps } from './steps.js';
import { tapsAndSizes } from './taps-and-sizes.js';
import { values } from './values.js';
import { viewsGroupsAndOverlaps } from './views-groups-and-overlaps.js';
import type { Worked } from './worked.js';

/** Every deviation, on a call by hand. */
export const worked: readonly Worked[] = [
  ...conventions,
  ...geometryAndAttributes,
  ...samePads,
  ...steps,
  ...folds,
  ...moments,
  ...tapsAndSizes,
  ...values,
  ...orderAndRegions,
  ...paddingAndGradients,
  ...viewsGroupsAndOverlaps,
];
