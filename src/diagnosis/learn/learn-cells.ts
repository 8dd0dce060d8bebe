/** The cells of a result in which alone a deviation shows, learnt from strays. */
import type { Planned } from '../../ops/define-op.js';
import type { OpRecord } from '../../ops/index.js';
import { elements, indexOf, sameShape, type Shape, type Tensor } from '../../tensor.js';
import { isInSet, valueSets, windowSets, type CellSet } from '../cause/cell-set.js';
import { planned } from '../cause/planned.js';
import type { Observed } from '../deviation.js';
import { namesOfAxis } from '../deviations/edits/axes.js';
import { cellsOf } from '../deviations/edits/cells.js';
import { madeOf, spread } from '../deviations/edits/fitting.js';
import { blocks, type Items } from '../deviations/edits/items.js';

/** A cell in which the deviation would show, and whether it does. */
interface Cell {
  readonly index: readonly number[];
  /** What it should hold. */
  readonly value: number;
  readonly does: boolean;
}

/** A stray that a deviation explains, in some of its cells. */
interface Seen {
  readonly shape: Shape;
  readonly plan: Planned;
  readonly cells: readonly Cell[];
}

export interface LearntSet {
  readonly cells: CellSet;
  /** Strays that it tells the wrong cells of. */
  readonly told: number;
}

/** Strays that are looked at. */
const mostSeen = 24;
/** Strays with cells in which the deviation shows, at least; of those it explains as many of the strays. */
const fewSeen = 4;
const leastShare = 0.3;
/** Of the strays, those that a set of cells may have wrong: by other bugs of the op, or by chance. */
const mostWrong = 0.1;
/** Sets of one deviation that are tried. */
const mostSets = 3;

const near = (a: number, b: number): boolean => Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.abs(b);

/** `undefined` where the deviation has no cell of its own, or does not explain what is wrong. */
function seenIn(op: OpRecord, deviated: OpRecord, stray: Observed): Seen | undefined {
  const found = cellsOf(stray);
  const made: Tensor | undefined = found && madeOf(deviated, stray.args);
  const plan = made && planned(op, stray.args);
  if (plan === undefined || !sameShape(made!.shape, found!.shape)) return undefined;
  const { shape, expected, result, wrong } = found!;
  const others = elements(made!);
  const isWrong = new Set(wrong);
  const cells: Cell[] = [];
  for (let i = 0; i < expected.length; i++) {
    const shows = !near(others[i]!, expected[i]!);
    const does = isWrong.has(i);
    // What is wrong is what the deviation makes of it, as far as the judge's bound will tell.
    if (does && (!shows || !(near(others[i]!, result[i]!) || Math.abs(others[i]! - result[i]!) <= 1e-2 * Math.abs(others[i]!))))
      return undefined;
    if (shows) cells.push({ index: indexOf(i, shape), value: expected[i]!, does });
  }
  return cells.some(({ does }) => does) ? { shape, plan, cells } : undefined;
}

/** What selects the items that are wrong of one stray. */
function itemsOf(wrong: ReadonlySet<number>, size: number): readonly Items[] {
  const [least, most] = [Math.min(...wrong), Math.max(...wrong)];
  const each = blocks.flatMap((block): Items[] => {
    const isTail = size % block !== 0 && least >= size - (size % block);
    const isEach = [...wrong].every((i) => i % block === least % block);
    return [...(isEach ? [{ modulus: block, remainder: least % block }] : []), ...(isTail ? [{ afterBlocksOf: block }] : [])];
  });
  return [{ last: size - least }, { first: most + 1 }, { from: least }, ...each];
}

/** Sets of cells that hold all of the wrong cells of a stray. */
function setsOf(op: OpRecord, { shape, cells }: Seen): readonly CellSet[] {
  const wrong = cells.filter(({ does }) => does);
  const along = shape.flatMap((size, at): CellSet[] => {
    const items = itemsOf(new Set(wrong.map(({ index }) => index[at]!)), size);
    return namesOfAxis(op, 'result', shape.length, at).flatMap((axis) => items.map((each): CellSet => ({ axis, items: each })));
  });
  const roles = new Set(shape.flatMap((_, at) => namesOfAxis(op, 'result', shape.length, at).filter((name) => name.includes(' '))));
  const several = [...new Set([...roles].map((name) => name.split(' ')[0]!))];
  const any = several.flatMap((anyAxis): CellSet[] => [
    { anyAxis, items: { last: 1 } },
    { anyAxis, items: { first: 1 } },
    { anyAxis, items: { from: 1 } },
  ]);
  return [...windowSets, ...any, ...along, ...valueSets];
}

/** Whether a set holds the cells of a stray in which the deviation shows, and no other. */
function tells(op: OpRecord, set: CellSet, { shape, plan, cells }: Seen): boolean {
  const isIn = isInSet(op, set, shape, plan);
  return isIn !== undefined && cells.every(({ index, value, does }) => isIn(index, value) === does);
}

/**
 * The sets of cells in which alone a deviation shows, as strays have it, the likeliest first: none where it shows everywhere.
 *
 * @param strays calls that stray, the smallest first
 */
export function cellSetsOf(op: OpRecord, deviated: OpRecord, strays: readonly Observed[]): readonly LearntSet[] {
  const seen: Seen[] = [];
  let [tried, missed] = [0, 0];
  const comparable = strays.filter((stray) => cellsOf(stray) !== undefined);
  // The smallest are all alike where a case was shrunk, and have few cells that are right.
  for (const stray of [...comparable.slice(0, fewSeen), ...spread(comparable.slice(fewSeen - 1), mostSeen - fewSeen)]) {
    const found = seenIn(op, deviated, stray);
    if (found === undefined) missed++;
    else seen.push(found);
    // What explains none of the smallest explains few of all.
    if (++tried === fewSeen && seen.length === 0) return [];
  }
  const telling = seen.filter(({ cells }) => cells.some(({ does }) => !does));
  if (seen.length < fewSeen || telling.length === 0 || seen.length < leastShare * (seen.length + missed)) return [];
  const candidates = [...telling.slice(0, 2), ...seen.slice(-1)].flatMap((each) => setsOf(op, each));
  const kept = new Map(candidates.map((set) => [JSON.stringify(set), { set, wrong: 0 }]));
  const most = mostWrong * seen.length;
  for (const each of seen) {
    for (const [key, candidate] of kept) if (!tells(op, candidate.set, each) && ++candidate.wrong > most) kept.delete(key);
  }
  return [...kept.values()]
    .map(({ set, wrong }) => ({ cells: set, told: seen.length - wrong }))
    .sort((a, b) => b.told - a.told)
    .slice(0, mostSets);
}
