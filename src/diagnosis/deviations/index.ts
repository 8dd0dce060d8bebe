/** Every deviation, a family a file: conventions, then faults, the simplest first. */
import type { Deviation } from '../deviation.js';
import { attributeDeviations } from './attributes.js';
import { conventionDeviations } from './conventions.js';
import { divisorDeviations } from './numbers/divisors.js';
import { foldDeviations } from './numbers/folds.js';
import { momentDeviations } from './numbers/moments.js';
import { samePadDeviations } from './windows/same-pads.js';
import { windowCountDeviations } from './windows/window-counts.js';
import { fusedDeviations } from './numbers/fused.js';
import { gradientDeviations } from './gradients.js';
import { groupDeviations } from './places/groups.js';
import { idleTermDeviations } from './windows/idle-terms.js';
import { leadingAxesDeviations } from './places/leading-axes.js';
import { orderDeviations } from './places/order.js';
import { overlapDeviations } from './windows/overlaps.js';
import { paddingDeviations } from './windows/padding.js';
import { productDeviations } from './numbers/products.js';
import { productRuleDeviations } from './numbers/product-rules.js';
import { regionDeviations } from './places/regions.js';
import { oddValueDeviations } from './numbers/odd-values.js';
import { scaleDeviations } from './numbers/scales.js';
import { startDeviations } from './windows/starts.js';
import { stepDeviations } from './windows/steps.js';
import { unboundedDeviations } from './windows/unbounded.js';
import { tapDeviations } from './windows/taps.js';
import { termDeviations } from './places/terms.js';
import { valueDeviations } from './numbers/values.js';
import { windowFoldDeviations } from './numbers/window-folds.js';
import { padDeviations } from './places/pads.js';
import { blockDeviations } from './places/blocks.js';
import { viewDeviations } from './places/views.js';

/** Which cells are read, or counted, whatever they hold. */
const ofPlaces = (family: readonly Deviation[]): readonly Deviation[] => family.map((each) => ({ ...each, goesByData: false }));

export const deviations: readonly Deviation[] = [
  ...conventionDeviations,
  ...ofPlaces(samePadDeviations),
  ...ofPlaces(windowCountDeviations),
  ...ofPlaces(attributeDeviations),
  ...ofPlaces(stepDeviations),
  ...ofPlaces(startDeviations),
  ...ofPlaces(divisorDeviations),
  ...foldDeviations,
  ...windowFoldDeviations,
  ...paddingDeviations,
  ...ofPlaces(unboundedDeviations),
  ...fusedDeviations,
  ...momentDeviations,
  ...ofPlaces(padDeviations),
  ...gradientDeviations,
  ...ofPlaces(overlapDeviations),
  ...productDeviations,
  ...productRuleDeviations,
  ...idleTermDeviations,
  ...ofPlaces(leadingAxesDeviations),
  ...valueDeviations,
  ...ofPlaces(scaleDeviations),
  ...oddValueDeviations,
  ...ofPlaces(tapDeviations),
  ...ofPlaces(viewDeviations),
  ...ofPlaces(groupDeviations),
  ...ofPlaces(orderDeviations),
  ...ofPlaces(blockDeviations),
  ...ofPlaces(termDeviations),
  ...ofPlaces(regionDeviations),
];
