/** How pictures look. Blue for negative, orange for positive; marks, borders and hatching say the same without colour. */

export const pictureStyle = `
.tl-picture { --ink: #1a1a1a; --soft: #595959; --paper: #ffffff; --line: #8c8c8c; --plus: #e66100; --minus: #2f6fd0; --mark: #1a1a1a; --tap: #6a3d9a; fill: var(--ink); text-anchor: middle; font: 13px ui-monospace, Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { .tl-picture { --ink: #f2f2f2; --soft: #b8b8b8; --paper: #16181c; --line: #7a7a7a; --plus: #ff9a4d; --minus: #6ea8ff; --mark: #ffffff; --tap: #d0aaff; } }
.tl-picture .start { text-anchor: start; }
.tl-picture .end { text-anchor: end; }
.tl-picture .soft { fill: var(--soft); font-size: 11px; }
.tl-picture .title { font-weight: 700; text-anchor: start; }
.tl-picture .label { fill: var(--soft); font-size: 11px; text-anchor: start; }
.tl-picture .paper { fill: var(--paper); }
.tl-picture .cell { fill: none; stroke: var(--line); }
.tl-picture .padding { stroke-dasharray: 3 3; }
.tl-picture .hatch { stroke: var(--line); stroke-opacity: 0.55; }
.tl-picture .plus { fill: var(--plus); }
.tl-picture .minus { fill: var(--minus); }
.tl-picture .tap { fill: none; stroke: var(--tap); stroke-width: 3; }
.tl-picture .weight { fill: var(--tap); font-size: 11px; font-weight: 700; }
.tl-picture .wrong { fill: var(--mark); }
.tl-picture .focus { fill: none; stroke: var(--mark); stroke-width: 3; }
.tl-picture .expected { fill: none; stroke: var(--ink); stroke-width: 2; }
.tl-picture .received { fill: none; stroke: var(--tap); stroke-width: 3; stroke-dasharray: 8 4; }
.tl-picture text.received { fill: var(--tap); stroke: none; }
.tl-picture text.expected { fill: var(--ink); stroke: none; }
.tl-picture .extra { fill: var(--plus); fill-opacity: 0.4; }
`;

/** What the marks in a picture mean. */
export const pictureLegend =
  'thick border: feeds the cell, ×weight. hatched: padding. orange: above 0, blue: below. marked corner: wrong. heavy border there: the cell told of.';

/** What they mean where two shapes are compared. */
export const outlineLegend = 'solid outline: expected, broken: received. hatched: missing, orange: too much.';

/** The hatching, to be filled with by its id. */
export function hatchPattern(id: string): string {
  return `<defs><pattern id="${id}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v7" class="hatch"/></pattern></defs>`;
}
