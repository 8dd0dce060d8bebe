/** Drawings of cells along one axis: how they are dealt to grids, what is made of each, and how they are joined again. Made of real calls. */
import { batchToSpace, conv, spaceToBatch } from '../../../src/ops/kernels.js';
import { tensor, toArray, type Tensor } from '../../../src/tensor.js';

const cell = 44;
const rowHeight = 34;
const gap = 46;
const margin = 128;

interface Row {
  readonly label: string;
  readonly cells: readonly number[];
  /** The grid of each cell, told by colour and by a letter. */
  readonly grids: readonly number[];
  /** Columns in which the cells stand. Default: 0, 1, 2, ... */
  readonly columns?: readonly number[];
  /** Cells of the row above that feed each cell: lines are drawn from them. */
  readonly from?: readonly (readonly number[])[];
}

const column = ({ columns }: Row, i: number): number => margin + (columns?.[i] ?? i) * cell;

function rowMarkup(row: Row, y: number): string {
  const cells = row.cells.map((value, i) => {
    const x = column(row, i);
    const grid = row.grids[i]!;
    return (
      `<rect class="cell grid-${grid}" x="${x}" y="${y}" width="${cell}" height="${rowHeight}"/>` +
      `<text x="${x + cell / 2}" y="${y + 22}">${value}</text><text class="letter" x="${x + cell - 7}" y="${y + 11}">${'ab'[grid]}</text>`
    );
  });
  return `<text class="label" x="0" y="${y + 22}">${row.label}</text>${cells.join('')}`;
}

function linesMarkup(above: Row, row: Row, y: number): string {
  return (row.from ?? [])
    .flatMap((cells, i) =>
      cells.map((from) => {
        const [x, to] = [column(above, from) + cell / 2, column(row, i) + cell / 2];
        return `<path class="line line-${row.grids[i]!}" d="M${x} ${y - gap}L${to} ${y}"/>`;
      }),
    )
    .join('');
}

/** Rows one below the other, with lines from cells to what they feed. */
function drawing(name: string, rows: readonly Row[]): string {
  const y = (i: number): number => 2 + i * (rowHeight + gap);
  const width = Math.max(...rows.flatMap((row) => row.cells.map((_, i) => column(row, i) + cell))) + 2;
  const parts = rows.flatMap((row, i) => [i === 0 ? '' : linesMarkup(rows[i - 1]!, row, y(i)), rowMarkup(row, y(i))]);
  const height = y(rows.length - 1) + rowHeight + 2;
  return `<div class="tl-figure" tabindex="0" role="group" aria-label="${name}"><svg class="tl-deal" role="img" aria-label="${name}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg></div>`;
}

const data = [3, 1, 4, 1, 5, 9, 2, 6];
const taps = [1, -1];

const x = (cells: readonly number[]): Tensor => tensor([...cells], [1, cells.length, 1]);
const w = tensor([...taps], [taps.length, 1, 1]);

const indices = (length: number): number[] => Array.from({ length }, (_, i) => i);

/** `x`, its two grids, a convolution of each, and the grids joined: with what the dilated convolution gives, to be held against it. */
function dealt(strides: readonly number[]) {
  const split = spaceToBatch(x(data), { blockShape: [2], paddings: [[0, 0]] });
  const made = conv(split, w, { strides, padding: 'valid' });
  const joined = batchToSpace(made, { blockShape: [2], crops: [[0, 0]] });
  const native = conv(x(data), w, { strides, dilations: [2], padding: 'valid' });
  return { split: toArray(split), made: toArray(made), joined: toArray(joined), native: toArray(native) };
}

/** The two grids beside each other, and how their cells follow from those of a row in the first order. */
const beside = (perGrid: number): { readonly grids: number[]; readonly columns: number[]; readonly order: number[] } => {
  const grids = indices(2 * perGrid).map((i) => Math.floor(i / perGrid));
  const columns = indices(2 * perGrid).map((i) => i + (i >= perGrid ? 1 : 0));
  return { grids, columns, order: indices(2 * perGrid).map((i) => 2 * (i % perGrid) + grids[i]!) };
};

const turns = (length: number): number[] => indices(length).map((i) => i % 2);

/** Cells dealt to two grids, a convolution of two taps in each, its results joined. */
export function dealtAndJoined(strides: readonly number[]): string {
  const stride = strides[0]!;
  const { split, made, joined } = dealt(strides);
  const each = beside(split.length / 2);
  const windows = made.length / 2;
  const after = beside(windows);
  const firstTap = (i: number): number => Math.floor(i / windows) * (split.length / 2) + (i % windows) * stride;
  return drawing(`Eight cells are dealt to two grids, each grid is convolved with stride ${stride}, and the results are joined`, [
    { label: 'x', cells: data, grids: turns(data.length) },
    { label: 'space to batch', cells: split, grids: each.grids, columns: each.columns, from: each.order.map((from) => [from]) },
    {
      label: 'conv of each',
      cells: made,
      grids: after.grids,
      columns: made.map((_, i) => each.columns[firstTap(i)]!),
      from: made.map((_, i) => [firstTap(i), firstTap(i) + 1]),
    },
    {
      label: 'batch to space',
      cells: joined,
      grids: turns(joined.length),
      from: joined.map((_, i) => [(i % 2) * windows + Math.floor(i / 2)]),
    },
  ]);
}

/** The convolution of the whole row. */
export function native(attributes: { readonly stride: number; readonly dilation: number }): string {
  const { stride, dilation } = attributes;
  const y = toArray(conv(x(data), w, { strides: [stride], dilations: [dilation], padding: 'valid' }));
  const grids = (length: number, step: number): number[] => indices(length).map((i) => (i * step) % dilation);
  return drawing(`A convolution of the whole row, dilation ${dilation}, stride ${stride}`, [
    { label: 'x', cells: data, grids: grids(data.length, 1) },
    {
      label: dilation === 1 ? 'conv' : 'dilated conv',
      cells: y,
      grids: grids(y.length, stride),
      from: y.map((_, i) => [i * stride, i * stride + dilation]),
    },
  ]);
}

/** One grid is the row itself: at a rate of 1 there is nothing to deal. */
export function oneGrid(): string {
  const split = toArray(spaceToBatch(x(data), { blockShape: [1], paddings: [[0, 0]] }));
  const y = toArray(conv(x(split), w, { padding: 'valid' }));
  const joined = toArray(batchToSpace(x(y), { blockShape: [1], crops: [[0, 0]] }));
  const none = (length: number): number[] => indices(length).map(() => 0);
  const same = (length: number): number[][] => indices(length).map((i) => [i]);
  return drawing('At a rate of 1 the one grid is the row itself, and nothing moves', [
    { label: 'x', cells: data, grids: none(data.length) },
    { label: 'space to batch', cells: split, grids: none(split.length), from: same(split.length) },
    { label: 'conv of it', cells: y, grids: none(y.length), from: y.map((_, i) => [i, i + 1]) },
    { label: 'batch to space', cells: joined, grids: none(joined.length), from: same(joined.length) },
  ]);
}
