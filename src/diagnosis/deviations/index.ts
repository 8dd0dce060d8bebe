/** Every deviation, a family a file: conventions, then faults, the simplest first. */
import type { Deviation } from '../deviation.js';
import { attributeDeviations } from './attributes.js';
import { conventionDeviations } from './conventions.js';
import { divisorDeviations } from './divisors.js';
import { foldDeviations } from './folds.js';
import { geometryDeviations } from './geometry.js';
import { gradientDeviations } from './gradients.js';
import { groupDeviations } from './groups.js';
import { idleTermDeviations } from './idle-terms.js';
import { leadingAxesDeviations } from './leading-axes.js';
import { orderDeviations } from './order.js';
import { overlapDeviations } from './overlaps.js';
import { paddingDeviations } from './padding.js';
import { productDeviations } from './products.js';
import { regionDeviations } from './regions.js';
import { oddValueDeviations } from './odd-values.js';
import { scaleDeviations } from './scales.js';
import { stepDeviations } from './steps.js';
import { tapDeviations } from './taps.js';
import { valueDeviations } from './values.js';
import { viewDeviations } from './views.js';

/** Which cells are read, or counted, whatever they hold. */
const ofPlaces = (family: readonly Deviation[]): readonly Deviation[] => family.map((each) => ({ ...each, goesByData: false }));

export const deviations: readonly Deviation[] = [
  ...conventionDeviations,
  ...ofPlaces(geometryDeviations),
  ...ofPlaces(attributeDeviations),
  ...ofPlaces(stepDeviations),
  ...ofPlaces(divisorDeviations),
  ...foldDeviations,
  ...paddingDeviations,
  ...gradientDeviations,
  ...ofPlaces(overlapDeviations),
  ...productDeviations,
  ...idleTermDeviations,
  ...ofPlaces(leadingAxesDeviations),
  ...valueDeviations,
  ...ofPlaces(scaleDeviations),
  ...oddValueDeviations,
  ...ofPlaces(tapDeviations),
  ...ofPlaces(viewDeviations),
  ...ofPlaces(groupDeviations),
  ...ofPlaces(orderDeviations),
  ...ofPlaces(regionDeviations),
];
