/** Every convention, a family a file: what diagnosis tells apart from faults, libraries declare, and the page of conventions lists. */
import type { Convention } from './convention.js';
import { extremeConventions } from './extremes.js';
import { noWindowConventions } from './no-window.js';
import { resizeConventions } from './resizing.js';
import { tieConventions } from './ties.js';
import { zeroConventions } from './zeros.js';

export const conventions: readonly Convention[] = [
  ...extremeConventions,
  ...tieConventions,
  ...zeroConventions,
  ...noWindowConventions,
  ...resizeConventions,
];
