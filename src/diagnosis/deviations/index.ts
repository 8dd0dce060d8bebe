/** Every deviation, a family a file, the simplest first. */
import type { Deviation } from '../deviation.js';
import { attributeDeviations } from './attributes.js';
import { geometryDeviations } from './geometry.js';

export const deviations: readonly Deviation[] = [...geometryDeviations, ...attributeDeviations];
