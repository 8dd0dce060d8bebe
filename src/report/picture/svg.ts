/** A picture as SVG: standalone, or within a page. */
import escape from 'escape-html';
import { escapeText } from '../words/escape-text.js';
import { text, type Drawn } from './markup.js';
import type { Panel, Picture } from './model.js';
import { gridMarkup } from './svg-grid.js';
import { outlineMarkup } from './svg-outline.js';
import { hatchPattern, outlineLegend, pictureLegend, pictureStyle } from './svg-style.js';

const gap = 28;
const widest = 760;
const lineHeight = 19;

/** A panel's grids, side by side while they fit. */
function panelMarkup(panel: Panel, left: number, top: number, hatch: string): Drawn {
  let [x, y, right, bottom] = [left, top + 20, left + panel.title.length * 8.2, top + 20];
  const parts = [text(left, top + 13, panel.title, 'title')];
  if (panel.outline !== undefined) {
    const { width, height, markup } = outlineMarkup(panel.outline, left, y, hatch);
    return { width: Math.max(width, right - left), height: y + height - top, markup: `${parts[0]!}${markup}` };
  }
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

/**
 * A picture as an SVG element, with its description for screen readers.
 *
 * @param id unique in its page: letters, digits and hyphens
 * @param shared id of the hatching of its page, which has the style and the legend too. Default: the picture has its own
 */
export function svgOf(picture: Picture, id: string, shared?: string): string {
  if (!/^[\w-]+$/.test(id)) throw new RangeError(`svgOf: id is '${id}'; it is letters, digits, hyphens and underscores`);
  const hatch = shared ?? `${id}-hatch`;
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
  const columns = Math.max(40, Math.floor(width / 8));
  for (const line of picture.notes.flatMap((note) => wrapped(note, columns))) {
    parts.push(text(8, y, line, 'start'));
    width = Math.max(width, 8 + line.length * 8);
    y += lineHeight;
  }
  const legends = [...new Set(picture.panels.map(({ outline }) => (outline === undefined ? pictureLegend : outlineLegend)))];
  for (const line of shared === undefined ? legends.flatMap((legend) => wrapped(legend, Math.floor(Math.max(width, 480) / 6.8))) : []) {
    parts.push(text(8, y, line, 'label'));
    width = Math.max(width, 8 + line.length * 6.8);
    y += 15;
  }
  const box = `${Math.ceil(width + 8)} ${Math.ceil(y)}`;
  const [w, h] = box.split(' ');
  const size = `class="tl-picture" role="img" viewBox="0 0 ${box}" width="${w}" height="${h}"`;
  const drawn = `${parts.join('')}</svg>`;
  if (shared !== undefined) return `<svg ${size} aria-label="${escape(`${picture.title}. ${picture.description}`)}">${drawn}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeText(picture.title)}</title><desc id="${id}-desc">${escapeText(picture.description)}</desc>`,
    `<style>${pictureStyle}</style>${hatchPattern(hatch)}<rect width="100%" height="100%" class="paper"/>${drawn}`,
  ].join('');
}
