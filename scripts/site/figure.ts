/** Drawings in a page: the report's own, in the colours of the site. */
import type { Counterexample } from '../../src/judge/counterexample.js';
import { pictureSvg } from '../../src/report/picture.js';
import { hatchPattern, pictureLegend, pictureStyle } from '../../src/report/picture/svg-style.js';

const hatch = 'hatch';

/** The style of the report's pictures, where dark is what the reader chose on the site. */
export const figureStyle = pictureStyle.replace(
  /@media \(prefers-color-scheme: dark\) \{ \.tl-picture (\{[^}]*\}) \}/,
  '.dark .tl-picture $1',
);

/** A drawing scrolls by itself where it is wider than the page, by keyboard too. */
export function figure(svg: string): string {
  return `<div class="tl-figure" v-pre tabindex="0" role="group" aria-label="Picture">${svg.replaceAll('\n', ' ')}</div>`;
}

/** What the drawings of a page share: once on each page that has one. */
export const figureParts = `<svg class="tl-parts" aria-hidden="true" width="0" height="0">${hatchPattern(hatch)}</svg>`;

export const figureLegend = `<p class="tl-legend">${pictureLegend}</p>`;

/**
 * The picture of a counterexample.
 *
 * @throws Error where nothing can be drawn
 */
export function counterexampleFigure(counterexample: Counterexample, id: string): string {
  const svg = pictureSvg(counterexample, id, hatch);
  if (svg === undefined) throw new Error(`the counterexample of ${id} has no picture`);
  return figure(svg);
}
