/** Two shapes as SVG, one upon the other: what is missing is hatched, what is too much is shaded. */
import { box, path, text, type Drawn } from './markup.js';
import type { Outline } from './model.js';

const widest = 300;
const highest = 190;
const largestCell = 38;
const head = 22;
const gutter = 8;

/** Of a rectangle at the origin, what another one there does not cover. */
function beyond(height: number, width: number, otherHeight: number, otherWidth: number): [x: number, y: number, w: number, h: number][] {
  const right: [number, number, number, number] = [otherWidth, 0, width - otherWidth, Math.min(height, otherHeight)];
  const below: [number, number, number, number] = [0, otherHeight, width, height - otherHeight];
  return [right, below].filter(([, , w, h]) => w > 0 && h > 0);
}

export function outlineMarkup({ rows, columns, lines }: Outline, x: number, y: number, hatch: string): Drawn {
  const tall = rows ?? { name: '', expected: 1, received: 1 };
  const most = { rows: Math.max(tall.expected, tall.received, 1), columns: Math.max(columns.expected, columns.received, 1) };
  const cell = Math.min(largestCell, widest / most.columns, highest / most.rows);
  const [left, top] = [x + gutter, y + head];
  const at = (of: readonly [number, number, number, number]): string => {
    const [a, b, w, h] = of.map((size) => Math.round(size * cell * 10) / 10) as [number, number, number, number];
    return box(left + a, top + b, w, h);
  };
  const outline = (side: 'expected' | 'received'): string => at([0, 0, columns[side], tall[side]]);
  const bottom = top + most.rows * cell;
  const sizes = (side: 'expected' | 'received'): string =>
    rows === undefined ? `${columns.name} ${columns[side]}` : `${rows.name} ${rows[side]}, ${columns.name} ${columns[side]}`;
  const words = [
    text(x, bottom + 22, `expected: ${sizes('expected')}`, 'expected start'),
    text(x, bottom + 41, `received: ${sizes('received')}`, 'received start'),
    ...lines.map((line, i) => text(x, bottom + 60 + 19 * i, line, 'start')),
  ];
  const longest = Math.max(...lines.map(({ length }) => length), sizes('expected').length + 10, sizes('received').length + 10);
  return {
    width: Math.max(gutter + most.columns * cell, longest * 8),
    height: bottom + 46 + 19 * lines.length - y,
    markup: [
      path(beyond(tall.expected, columns.expected, tall.received, columns.received).map(at), '', ` fill="url(#${hatch})"`),
      path(beyond(tall.received, columns.received, tall.expected, columns.expected).map(at), 'extra'),
      path([outline('expected')], 'expected'),
      path([outline('received')], 'received'),
      ...words,
    ].join(''),
  };
}
