/** A picture as SVG: standalone, or within a page. */
import escape from 'escape-html';
import type { Cell, Grid, Panel, Picture } from './model.js';
import { numberText } from './number-text.js';

const cellWidth = 50;
const cellHeight = 38;
const gutter = 30;
const head = 40;
const gap = 28;
const widest = 760;
const lineHeight = 19;

/** Blue for negative, orange for positive; marks, borders and hatching say the same without colour. */
const style = `
.tl-picture { --ink: #1a1a1a; --soft: #595959; --paper: #ffffff; --line: #8c8c8c; --plus: #e66100; --minus: #2f6fd0; --mark: #1a1a1a; --tap: #6a3d9a; font: 13px ui-monospace, Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { .tl-picture { --ink: #f2f2f2; --soft: #b8b8b8; --paper: #16181c; --line: #7a7a7a; --plus: #ff9a4d; --minus: #6ea8ff; --mark: #ffffff; --tap: #d0aaff; } }
.tl-picture text { fill: var(--ink); }
.tl-picture .soft { fill: var(--soft); font-size: 11px; }
.tl-picture .title { font-weight: 700; }
.tl-picture .paper { fill: var(--paper); }
.tl-picture .cell { fill: none; stroke: var(--line); }
.tl-picture .padding { stroke-dasharray: 3 3; }
.tl-picture .hatch { stroke: var(--line); stroke-opacity: 0.55; }
.tl-picture .plus { fill: var(--plus); }
.tl-picture .minus { fill: var(--minus); }
.tl-picture .tap { fill: none; stroke: var(--tap); stroke-width: 3; }
.tl-picture text.weight { fill: var(--tap); font-size: 11px; font-weight: 700; }
.tl-picture .wrong { fill: var(--mark); }
.tl-picture .focus { fill: none; stroke: var(--mark); stroke-width: 3; }
`;

interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

function text(x: number, y: number, content: string, className = '', anchor = 'middle'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${className === '' ? '' : ` class="${className}"`}>${escape(content)}</text>`;
}

function rectangle(x: number, y: number, className: string, inset = 0, more = ''): string {
  return `<rect x="${x + inset}" y="${y + inset}" width="${cellWidth - 2 * inset}" height="${cellHeight - 2 * inset}" class="${className}"${more}/>`;
}

function cellMarkup(cell: Cell, x: number, y: number, hatch: string, deepest: number | undefined): string {
  const shade = deepest !== undefined && deepest > 0 && Number.isFinite(cell.value) ? Math.abs(cell.value) / deepest : 0;
  const weighted = cell.weight !== undefined;
  const middle = x + cellWidth / 2;
  return [
    shade > 0 ? rectangle(x, y, cell.value > 0 ? 'plus' : 'minus', 0, ` fill-opacity="${(0.08 + 0.47 * shade).toFixed(2)}"`) : '',
    cell.padding ? rectangle(x, y, '', 0, ` fill="url(#${hatch})"`) : '',
    rectangle(x, y, cell.padding ? 'cell padding' : 'cell'),
    cell.tap ? rectangle(x, y, 'tap', 2) : '',
    text(middle, y + (weighted ? 17 : 23), cell.text),
    weighted ? text(middle, y + 31, `×${numberText(cell.weight!, 2)}`, 'weight') : '',
    cell.focus ? rectangle(x, y, 'focus', 2) : '',
    cell.wrong ? `<path d="M${x + cellWidth} ${y}v11l-11 -11z" class="wrong"/>` : '',
  ].join('');
}

function gridMarkup(grid: Grid, x: number, y: number, hatch: string, deepest: number | undefined): Drawn {
  const { rows, top, left, numbered, label, cropped } = grid;
  const columns = rows[0]?.length ?? 0;
  const indent = numbered ? gutter : 0;
  const numbers = [
    ...Array.from({ length: columns }, (_, c) => text(x + indent + c * cellWidth + cellWidth / 2, y + head - 6, `${left + c}`, 'soft')),
    ...(numbered ? rows.map((_, r) => text(x + indent - 6, y + head + r * cellHeight + 24, `${top + r}`, 'soft', 'end')) : []),
  ];
  const cells = rows.flatMap((row, r) =>
    row.map((cell, c) => cellMarkup(cell, x + indent + c * cellWidth, y + head + r * cellHeight, hatch, deepest)),
  );
  const bottom = y + head + rows.length * cellHeight;
  const empty = columns === 0 || rows.length === 0 ? [text(x, y + head + 14, 'no cells', 'soft', 'start')] : [];
  const foot = cropped === undefined ? [] : [text(x, bottom + 15, cropped, 'soft', 'start')];
  const words = Math.max(label.length * 8, (cropped?.length ?? 0) * 6.8);
  return {
    width: Math.max(indent + columns * cellWidth, words),
    height: bottom - y + (cropped === undefined ? 0 : 20) + (empty.length > 0 ? 20 : 0),
    markup: [text(x, y + 14, label, 'soft', 'start'), ...numbers, ...cells, ...empty, ...foot].join(''),
  };
}

/** A panel's grids, side by side while they fit. */
function panelMarkup(panel: Panel, left: number, top: number, hatch: string): Drawn {
  let [x, y, right, bottom] = [left, top + 20, left + panel.title.length * 8.2, top + 20];
  const parts = [text(left, top + 13, panel.title, 'title', 'start')];
  for (const grid of panel.grids) {
    const { width } = gridMarkup(grid, 0, 0, hatch, panel.deepest);
    if (x > left && x + width > widest) [x, y] = [left, bottom + gap / 2];
    const drawn = gridMarkup(grid, x, y, hatch, panel.deepest);
    parts.push(drawn.markup);
    right = Math.max(right, x + drawn.width);
    bottom = Math.max(bottom, y + drawn.height);
    x += drawn.width + gap;
  }
  return { width: right - left, height: bottom - top, markup: parts.join('') };
}

/** Words in lines of at most so many characters. */
function wrapped(words: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word.slice(0, most));
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

const legend =
  'thick border: feeds the cell, ×weight. hatched: padding. orange: above 0, blue: below. marked corner: wrong. heavy border there: the cell told of.';

/**
 * A picture as an SVG element, with its description for screen readers.
 *
 * @param id unique in its page: letters, digits and hyphens
 */
export function svgOf(picture: Picture, id: string): string {
  if (!/^[\w-]+$/.test(id)) throw new RangeError(`svgOf: id is '${id}'; it is letters, digits, hyphens and underscores`);
  const hatch = `${id}-hatch`;
  const parts: string[] = [];
  let [x, y, width, row] = [8, 8, 0, 0];
  for (const panel of picture.panels) {
    const size = panelMarkup(panel, 0, 0, hatch);
    if (x > 8 && x + size.width > widest) [x, y, row] = [8, y + row + gap, 0];
    const drawn = panelMarkup(panel, x, y, hatch);
    parts.push(`<g>${drawn.markup}</g>`);
    x += drawn.width + gap;
    row = Math.max(row, drawn.height);
    width = Math.max(width, x - gap);
  }
  y += row + gap;
  const columns = Math.max(60, Math.floor(width / 8));
  for (const line of picture.notes.flatMap((note) => wrapped(note, columns))) {
    parts.push(text(8, y, line, '', 'start'));
    width = Math.max(width, 8 + line.length * 8);
    y += lineHeight;
  }
  for (const line of wrapped(legend, Math.floor(Math.max(width, 480) / 6.8))) {
    parts.push(text(8, y, line, 'soft', 'start'));
    width = Math.max(width, 8 + line.length * 6.8);
    y += 15;
  }
  const box = `${Math.ceil(width + 8)} ${Math.ceil(y)}`;
  const [w, h] = box.split(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="tl-picture" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${box}" width="${w}" height="${h}">`,
    `<title id="${id}-title">${escape(picture.title)}</title><desc id="${id}-desc">${escape(picture.description)}</desc>`,
    `<style>${style}</style>`,
    `<defs><pattern id="${hatch}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" class="hatch"/></pattern></defs>`,
    `<rect width="100%" height="100%" class="paper"/>`,
    ...parts,
    '</svg>',
  ].join('');
}
