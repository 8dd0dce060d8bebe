/** A picture in plain text, at most 80 columns wide. */
import type { Cell, Grid, Panel, Picture } from './model.js';
import { numberText } from './number-text.js';

const columns = 80;

/** `[3*2]` feeds the cell, `:0` is padding, `!4` is wrong, `>4<` is the cell told of. */
function cellText({ text, padding, tap, weight, wrong, focus }: Cell): string {
  const number = `${padding ? ':' : ''}${text}${weight === undefined ? '' : `*${numberText(weight, 2)}`}`;
  if (focus) return wrong ? `>${number}<` : `(${number})`;
  return tap ? `[${number}]` : wrong ? `!${number}` : number;
}

function gridLines({ rows, top, left, numbered, label, cropped }: Grid): string[] {
  const texts = rows.map((row) => row.map(cellText));
  const count = rows[0]?.length ?? 0;
  const wide = Math.max(3, ...texts.flat().map((each) => each.length), `${left}`.length, `${left + count - 1}`.length);
  const gutter = numbered ? 5 : 2;
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padStart(gutter)} ${cells.map((each) => each.padStart(wide)).join(' ')}`.trimEnd();
  // What does not fit into a line goes on in a further block.
  const fit = Math.max(1, Math.floor((columns - gutter - 1) / (wide + 1)));
  const blocks = Array.from({ length: Math.ceil(count / fit) }, (_, block) => {
    const [from, to] = [block * fit, Math.min(count, (block + 1) * fit)];
    return [
      line(
        '',
        Array.from({ length: to - from }, (__, c) => `${left + from + c}`),
      ),
      ...texts.map((cells, r) => line(numbered ? `${top + r}` : '', cells.slice(from, to))),
    ];
  });
  return [`  ${label}`, ...(count === 0 ? ['   no cells'] : blocks.flat()), ...(cropped === undefined ? [] : [`  ${cropped}`])];
}

const panelLines = ({ title, grids, outline }: Panel): string[] => [
  title,
  ...(outline?.lines.flatMap((line) => wrapped(line).map((part) => `  ${part}`)) ?? []),
  ...grids.flatMap(gridLines),
];

function wrapped(words: string): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.flatMap((line) => line.match(/.{1,80}/g) ?? []);
}

const isMarked = ({ padding, tap, wrong, focus }: Cell): boolean => padding || tap || wrong || focus;

/** A picture as lines of text. */
export function terminalOf(picture: Picture): string {
  return [
    ...wrapped(picture.title),
    ...picture.panels.flatMap((panel) => panelLines(panel)),
    ...picture.notes.flatMap(wrapped),
    ...(picture.panels.some(({ grids }) => grids.some(({ rows }) => rows.flat().some(isMarked)))
      ? ['[3*2] feeds it, with weight 2; :0 padding; >4< the cell told of; !4 wrong too']
      : []),
  ].join('\n');
}
