/** Pictures of counterexamples: as SVG, and as plain text for a terminal. */
import type { Counterexample } from '../judge/counterexample.js';
import { pictureOf } from './picture/picture-of.js';
import { svgOf } from './picture/svg.js';
import { terminalOf } from './picture/terminal.js';

export { pictureOf } from './picture/picture-of.js';

/**
 * The picture of a counterexample as an SVG element.
 *
 * @param id unique in its page: letters, digits and hyphens
 * @param shared id of the hatching of its page, which has the style and the legend too. Default: the picture has its own
 * @returns undefined where nothing can be drawn; `pictureOf` says why
 */
export function pictureSvg(counterexample: Counterexample, id = 'picture', shared?: string): string | undefined {
  const drawn = pictureOf(counterexample, { rows: 12, columns: 12 });
  return 'picture' in drawn ? svgOf(drawn.picture, id, shared) : undefined;
}

/** The picture of a counterexample in at most 80 columns of plain text, or why there is none. */
export function pictureText(counterexample: Counterexample): string {
  const drawn = pictureOf(counterexample, { rows: 12, columns: 9 });
  return 'picture' in drawn ? terminalOf(drawn.picture) : `no picture: ${drawn.reason}`;
}
