/** One plane of a tensor as SVG. Borders and marks of all its cells are one path each: a page holds many planes. */
import { box, group, path, text, type Drawn } from './markup.js';
import type { Cell, Grid } from './model.js';
import { numberText } from './number-text.js';

const cellWidth = 50;
const cellHeight = 38;
const gutter = 30;
const head = 40;

interface Placed {
  readonly cell: Cell;
  readonly x: number;
  readonly y: number;
}

const bounds = ({ x, y }: Placed, inset = 0): string => box(x + inset, y + inset, cellWidth - 2 * inset, cellHeight - 2 * inset);

function shade({ cell: { value } }: Placed, deepest: number | undefined): number {
  return deepest !== undefined && deepest > 0 && Number.isFinite(value) ? Math.abs(value) / deepest : 0;
}

/** The heat map: cells of one value are one path. */
function shades(placed: readonly Placed[], deepest: number | undefined): string[] {
  const alike = new Map<number, Placed[]>();
  for (const each of placed) {
    if (shade(each, deepest) === 0) continue;
    const others = alike.get(each.cell.value);
    if (others === undefined) alike.set(each.cell.value, [each]);
    else others.push(each);
  }
  return [...alike].map(([value, cells]) =>
    path(
      cells.map((each) => bounds(each)),
      value > 0 ? 'plus' : 'minus',
      ` fill-opacity="${(0.08 + 0.47 * shade(cells[0]!, deepest)).toFixed(2)}"`,
    ),
  );
}

function cellsMarkup(placed: readonly Placed[], hatch: string, deepest: number | undefined): string {
  const where = (has: (cell: Cell) => boolean, inset = 0): string[] =>
    placed.filter(({ cell }) => has(cell)).map((each) => bounds(each, inset));
  const padding = where((cell) => cell.padding);
  const words = placed.map(({ cell, x, y }) => text(x + cellWidth / 2, y + (cell.weight === undefined ? 23 : 17), cell.text));
  const weights = placed.flatMap(({ cell: { weight }, x, y }) =>
    weight === undefined ? [] : [text(x + cellWidth / 2, y + 31, `×${numberText(weight, 2)}`)],
  );
  const corners = placed.filter(({ cell }) => cell.wrong).map(({ x, y }) => `M${x + cellWidth} ${y}v11l-11 -11z`);
  return [
    ...shades(placed, deepest),
    path(padding, '', ` fill="url(#${hatch})"`),
    path(padding, 'cell padding'),
    path(
      where((cell) => !cell.padding),
      'cell',
    ),
    path(
      where((cell) => cell.tap, 2),
      'tap',
    ),
    ...words,
    ...group('weight', weights),
    path(
      where((cell) => cell.focus, 2),
      'focus',
    ),
    path(corners, 'wrong'),
  ].join('');
}

export function gridMarkup(grid: Grid, x: number, y: number, hatch: string, deepest: number | undefined): Drawn {
  const { rows, top, left, numbered, label, cropped } = grid;
  const columns = rows[0]?.length ?? 0;
  const indent = numbered ? gutter : 0;
  const numbers = [
    ...group(
      'soft',
      Array.from({ length: columns }, (_, c) => text(x + indent + c * cellWidth + cellWidth / 2, y + head - 6, `${left + c}`)),
    ),
    ...group('soft end', numbered ? rows.map((_, r) => text(x + indent - 6, y + head + r * cellHeight + 24, `${top + r}`)) : []),
  ];
  const placed = rows.flatMap((row, r) =>
    row.map((cell, c): Placed => ({ cell, x: x + indent + c * cellWidth, y: y + head + r * cellHeight })),
  );
  const bottom = y + head + rows.length * cellHeight;
  const empty = placed.length === 0 ? [text(x, y + head + 14, 'no cells', 'label')] : [];
  const foot = cropped === undefined ? [] : [text(x, bottom + 15, cropped, 'label')];
  const words = Math.max(label.length * 8, (cropped?.length ?? 0) * 6.8);
  return {
    width: Math.max(indent + columns * cellWidth, words),
    height: bottom - y + (cropped === undefined ? 0 : 20) + (empty.length > 0 ? 20 : 0),
    markup: [text(x, y + 14, label, 'label'), ...numbers, cellsMarkup(placed, hatch, deepest), ...empty, ...foot].join(''),
  };
}
