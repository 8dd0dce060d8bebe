/** Every deviation, a family a file, the simplest first. */
import type { Deviation } from '../deviation.js';
import { attributeDeviations } from './attributes.js';
import { divisorDeviations } from './divisors.js';
import { foldDeviations } from './folds.js';
import { geometryDeviations } from './geometry.js';
import { gradientDeviations } from './gradients.js';
import { orderDeviations } from './order.js';
import { paddingDeviations } from './padding.js';
import { productDeviations } from './products.js';
import { regionDeviations } from './regions.js';
import { resizingDeviations } from './resizing.js';
import { oddValueDeviations } from './odd-values.js';
import { scaleDeviations } from './scales.js';
import { tapDeviations } from './taps.js';
import { valueDeviations } from './values.js';

export const deviations: readonly Deviation[] = [
  ...geometryDeviations,
  ...attributeDeviations,
  ...divisorDeviations,
  ...foldDeviations,
  ...paddingDeviations,
  ...gradientDeviations,
  ...productDeviations,
  ...resizingDeviations,
  ...valueDeviations,
  ...scaleDeviations,
  ...oddValueDeviations,
  ...tapDeviations,
  ...orderDeviations,
  ...regionDeviations,
];
