/** What to draw of a counterexample: the input with its padding, what feeds the first wrong cell, both results and how they differ. */
import type { Counterexample } from '../../judge/counterexample.js';
import type { Stray } from '../../judge/judge.js';
import { recordOf } from '../../ops/index.js';
import { resultRole } from '../words/axis-names.js';
import { indices, isTensor, sameShape, sizeOf, type Tensor } from '../../tensor.js';
import { crop, cropText, type Span } from './crop.js';
import { feedOf, type Feed } from './feed.js';
import type { Cell, Frame, Grid, Panel, Picture } from './model.js';
import { numberText } from './number-text.js';
import { outlineOf } from './outline.js';
import { distinct, elementAt, inPlane, layoutOf, planeAxes, planeLabel, planeOf, type PlaneAxes } from './planes.js';

/** What there is to see, or why there is nothing. */
export type PictureOrReason = { readonly picture: Picture } | { readonly reason: string };

/** Tensors with more cells are not drawn. */
const mostCells = 250_000;

/** Planes of one tensor that are drawn. */
const mostPlanes = 3;

const list = (index: readonly number[]): string => `[${index.join(', ')}]`;

interface Drawing {
  readonly name: string;
  readonly x: Tensor;
  readonly axes: PlaneAxes;
  readonly pads?: Feed['pads'];
  readonly cell: (index: readonly number[]) => Cell;
  /** Cells that should be seen in a plane, the most important first. */
  readonly wanted: readonly (readonly number[])[];
  readonly frame: Frame;
}

function grid({ name, x, axes, pads, cell, wanted, frame }: Drawing, plane: readonly number[]): Grid {
  const whole = (axis: number | undefined): Span => {
    if (axis === undefined) return { from: 0, to: 1 };
    const [before, after] = pads?.[axis] ?? [0, 0];
    return { from: -before, to: (x.shape[axis] ?? 1) + after };
  };
  const seen = wanted.filter((index) => planeOf(index, axes).join() === plane.join());
  const span = (axis: number | undefined, most: number): Span =>
    crop(whole(axis), axis === undefined ? [] : seen.map((index) => index[axis]!), most);
  const isEmpty = plane.some((_, axis) => axis !== axes.row && axis !== axes.column && x.shape[axis] === 0);
  const rows = isEmpty ? { from: 0, to: 0 } : span(axes.row, frame.rows);
  const columns = span(axes.column, frame.columns);
  const cropped = (isEmpty ? [] : [cropText('rows', whole(axes.row), rows), cropText('columns', whole(axes.column), columns)]).filter(
    (text) => text !== undefined,
  );
  return {
    label: planeLabel(name, plane, axes),
    rows: Array.from({ length: rows.to - rows.from }, (_, r) =>
      Array.from({ length: columns.to - columns.from }, (__, c) => cell(inPlane(plane, axes, rows.from + r, columns.from + c))),
    ),
    top: rows.from,
    left: columns.from,
    numbered: axes.row !== undefined,
    ...(cropped.length > 0 && { cropped: `shown: ${cropped.join(', ')}` }),
  };
}

function panel(title: string, drawing: Drawing, planes: readonly (readonly number[])[], deepest?: number): Panel {
  const some = planes.slice(0, mostPlanes);
  const more = planes.length - some.length;
  return {
    title: more === 0 ? title : `${title} (${some.length} of ${planes.length} planes)`,
    grids: some.map((plane) => grid(drawing, plane)),
    ...(deepest !== undefined && { deepest }),
  };
}

const plainCell = (value: number, more: Partial<Cell> = {}): Cell => ({
  text: numberText(value),
  value,
  padding: false,
  tap: false,
  wrong: false,
  focus: false,
  ...more,
});

function inputPanel(feed: Feed, op: Stray['op'], focus: readonly number[] | undefined, frame: Frame): Panel {
  const { input, name, pads, fill, taps } = feed;
  const axes = planeAxes(input.shape.length, layoutOf(op, 'input'));
  const tapAt = new Map(taps?.map((tap) => [tap.index.join(), tap]));
  const cell = (index: readonly number[]): Cell => {
    const value = elementAt(input, index);
    const tap = tapAt.get(index.join());
    return {
      ...plainCell(value ?? fill ?? NaN, value === undefined ? { padding: true, ...(fill === undefined && { text: '·' }) } : {}),
      tap: tap !== undefined,
      ...(tap?.weight !== undefined && { weight: tap.weight }),
    };
  };
  const fallback = input.shape.map((size, axis) => Math.min(focus?.[axis] ?? 0, Math.max(0, size - 1)));
  // Planes that hold cells come before those of padding alone.
  const fed = [...(taps ?? [])].sort(
    (a, b) => Number(elementAt(input, a.index) === undefined) - Number(elementAt(input, b.index) === undefined),
  );
  const wanted = fed.map(({ index }) => index);
  const planes = distinct((wanted.length > 0 ? wanted : [fallback]).map((index) => planeOf(index, axes)));
  const padded = pads.some(([before, after]) => before > 0 || after > 0);
  return panel(
    `input ${name}${padded ? ', padded' : ''}`,
    { name, x: input, axes, pads, cell, wanted, frame },
    planes.length > 0 ? planes : [planeOf(fallback, axes)],
  );
}

interface Sides {
  readonly names: readonly [string, string];
  readonly got: unknown;
  readonly expected: unknown;
  readonly focus: readonly number[] | undefined;
  readonly allowed: number;
  readonly op?: Stray['op'];
}

/** Two shapes, one upon the other; `undefined` where they are one, or cannot be compared. */
function outlinePanel({ got, expected, op }: Pick<Sides, 'got' | 'expected' | 'op'>): Panel | undefined {
  if (!isTensor(got) || !isTensor(expected) || sameShape(got.shape, expected.shape)) return undefined;
  const rank = expected.shape.length;
  const axes = planeAxes(rank, layoutOf(op, 'result'));
  const outline = outlineOf(expected.shape, got.shape, axes, op === undefined ? undefined : resultRole(op, rank));
  return outline && { title: 'shape of the result', grids: [], outline };
}

/** Both results as heat maps, and their difference where they have one shape; else their outlines. */
function resultPanels(sides: Sides, frame: Frame): Panel[] {
  const { names, got, expected, focus, allowed, op } = sides;
  const outline = outlinePanel(sides);
  if (outline !== undefined) return [outline];
  const both = isTensor(got) && isTensor(expected) && sameShape(got.shape, expected.shape);
  const gap = (index: readonly number[]): number => {
    const [a, b] = [elementAt(got as Tensor, index)!, elementAt(expected as Tensor, index)!];
    return a === b || (Number.isNaN(a) && Number.isNaN(b)) ? 0 : a - b;
  };
  const isWrong = (index: readonly number[]): boolean => both && !(Math.abs(gap(index)) <= allowed);
  const tensors = [got, expected].filter(isTensor);
  const size = (values: readonly number[]): number => Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  const panels = (x: Tensor, title: string, value: (index: readonly number[]) => number, scale?: number): Panel => {
    const axes = planeAxes(x.shape.length, layoutOf(op, 'result'));
    const all = sizeOf(x.shape) > mostCells ? [] : Array.from(indices(x.shape), (index) => [...index]);
    const wrong = all.filter(isWrong);
    const wanted = [...(focus === undefined ? [] : [focus]), ...wrong];
    const start = x.shape.map(() => 0);
    const planes = distinct((wanted.length > 0 ? wanted : [start]).map((index) => planeOf(index, axes)));
    const cell = (index: readonly number[]): Cell =>
      plainCell(value(index), { wrong: isWrong(index), focus: focus !== undefined && index.join() === focus.join() });
    const drawn = panel(title, { name: 'result', x, axes, cell, wanted, frame }, planes);
    const values = drawn.grids.flatMap(({ rows }) => rows.flat().map((each) => each.value));
    return { ...drawn, deepest: scale ?? size(values) };
  };
  const drawn = tensors.map((x) => panels(x, x === got ? names[0] : names[1], (index) => elementAt(x, index)!));
  const deepest = Math.max(0, ...drawn.map((each) => each.deepest ?? 0));
  return [...drawn.map((each) => ({ ...each, deepest })), ...(both ? [panels(got, `difference: ${names[0]} - ${names[1]}`, gap)] : [])];
}

/** `1*2 + 3*1 = 5`, where that is what the reference computes. */
function arithmetic({ op }: Stray, feed: Feed | undefined, expected: number | undefined): string | undefined {
  const taps = feed?.taps;
  if (taps === undefined || taps.length === 0 || taps.length > 9 || expected === undefined || !Number.isFinite(expected)) return undefined;
  const valued = taps.map(({ index, weight }) => ({ value: elementAt(feed!.input, index) ?? feed!.fill, weight }));
  const record = recordOf(op);
  // A maximum of cells, and of nothing else.
  if (record.kind === 'tensors' && record.start === -Infinity && record.parameters.filter(({ kind }) => kind === 'tensor').length === 1) {
    const values = valued.flatMap(({ value }) => (value === undefined ? [] : [numberText(value, 6)]));
    return `max(${values.join(', ')}) = ${numberText(expected, 6)}`;
  }
  const terms = valued.map(({ value, weight }) => (value === undefined || weight === undefined ? NaN : value * weight));
  const sum = terms.reduce((a, b) => a + b, 0);
  if (!(Math.abs(sum - expected) <= 1e-6 * Math.max(1, Math.abs(sum)))) return undefined;
  const text = valued.map(({ value, weight }) => `${numberText(value!, 6)}*${numberText(weight!, 6)}`).join(' + ');
  return `${text} = ${numberText(expected, 6)}`;
}

function tapsText({ input, fill, taps, name }: Feed): string {
  if (taps === undefined) return '';
  const most = 12;
  const told = taps.slice(0, most).map(({ index, weight }) => {
    const value = elementAt(input, index);
    const what = value === undefined ? (fill === undefined ? 'padding' : `padding ${fill}`) : numberText(value, 6);
    return `${name}${list(index)} (${what}${weight === undefined ? '' : `, weight ${numberText(weight, 6)}`})`;
  });
  const more = taps.length > most ? ` and ${taps.length - most} more` : '';
  return taps.length === 0 ? ' No input cell feeds it.' : ` It is fed by ${told.join(', ')}${more}.`;
}

function pictureOfStray(stray: Stray, library: string, frame: Frame): PictureOrReason {
  const { op, args, result, expected, difference, kind, message } = stray;
  if (!isTensor(expected)) return { reason: `there is no result to compare with: ${message}` };
  const tensors = [...args, result, expected].filter(isTensor);
  const largest = Math.max(...tensors.map(({ shape }) => sizeOf(shape)));
  if (largest > mostCells) return { reason: `a tensor of the call has ${largest} cells: too many to draw` };
  const sides = { names: [library, 'reference'], got: result, expected, allowed: difference?.allowed ?? 0, op } as const;
  const outline = outlinePanel(sides);
  // Of a wrong shape no cell is told of.
  const isTold = outline === undefined && sizeOf(expected.shape) > 0 && kind !== 'value';
  const focus = difference?.index ?? (isTold ? expected.shape.map(() => 0) : undefined);
  const feed = feedOf(stray, focus);
  const sum = focus === undefined ? undefined : arithmetic(stray, feed, elementAt(expected, focus));
  const where = focus === undefined ? '' : difference?.index === undefined ? `cell ${list(focus)}` : `the first wrong cell, ${list(focus)}`;
  const got = isTensor(result) ? '' : `${library} returned no result: ${String(result)}`;
  const notes = [
    ...(difference?.index === undefined ? [] : [`at ${list(difference.index)}: expected ${difference.right}, got ${difference.left}`]),
    ...(sum === undefined ? [] : [`expected there: ${sum}`]),
    ...((kind === 'shape' && outline === undefined) || got !== '' ? [got === '' ? message : got] : []),
    ...(feed !== undefined && feed.taps === undefined && focus !== undefined ? ['which input cells feed it was not found'] : []),
  ];
  return {
    picture: {
      title: `${op}: ${where === '' ? message : where}`,
      description: `${message}.${focus === undefined || feed === undefined ? '' : ` ${where[0]!.toUpperCase()}${where.slice(1)}.${tapsText(feed)}`}`,
      panels: [
        ...(feed === undefined ? [] : [inputPanel(feed, op, focus, frame)]),
        ...(outline ? [outline] : resultPanels({ ...sides, focus }, frame)),
      ],
      notes,
    },
  };
}

/**
 * What to draw of a counterexample: the call to blame, or else both sides of the law.
 *
 * @param frame the largest part of a plane that is drawn
 */
export function pictureOf(counterexample: Counterexample, frame: Frame): PictureOrReason {
  const { blame, left, right, difference, message, library, law } = counterexample;
  if (blame !== undefined) return pictureOfStray(blame, library, frame);
  if (left === undefined || right === undefined) return { reason: `there are no two sides to compare: ${message}` };
  if (Math.max(sizeOf(left.shape), sizeOf(right.shape)) > mostCells) return { reason: 'the sides have too many cells to draw' };
  const sides: Sides = {
    names: ['left side', 'right side'],
    got: left,
    expected: right,
    focus: difference?.index,
    allowed: difference?.allowed ?? 0,
  };
  return { picture: { title: law, description: message, panels: resultPanels(sides, frame), notes: [message] } };
}
