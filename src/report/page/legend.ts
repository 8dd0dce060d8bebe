/** How the page is read: the marks in its pictures, the letters in its equations. Told once. */
import escape from 'escape-html';
import type { AnyLaw } from '../../law.js';
import { legendText } from '../../statement/legend.js';
import { NotInNotation } from '../../statement/lexer.js';
import { hatchPattern, outlineLegend, pictureLegend } from '../picture/svg-style.js';

/** Of the hatching that all pictures of the page are filled with. */
export const hatchId = 'tl-hatch';

/** Whether the letters of its equation can be told. */
function isInNotation(law: AnyLaw): boolean {
  try {
    legendText([law]);
    return true;
  } catch (thrown) {
    if (thrown instanceof NotInNotation) return false;
    throw thrown;
  }
}

/** @param told the laws whose equations the page shows */
export function legendHtml(told: readonly AnyLaw[]): string {
  const letters = legendText(told.filter(isInNotation));
  return `<svg width="0" height="0" class="tl-picture" aria-hidden="true" style="position:absolute">${hatchPattern(hatchId)}</svg>
<details id="legend"><summary>How to read a finding</summary>
<p>A reproduction is a file that runs with Node, such as <code>reproduction.mjs</code>.</p>
<p>In a picture: ${escape(pictureLegend)}</p>
<p>Where a shape is wrong: ${escape(outlineLegend)}</p>
${letters === '' ? '' : `<p>In an equation: ${escape(letters)}.</p>`}
</details>`;
}
