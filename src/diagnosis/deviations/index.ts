/** Every deviation, a family a file, the simplest first. */
import type { Deviation } from '../deviation.js';

export const deviations: readonly Deviation[] = [];
