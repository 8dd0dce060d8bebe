/** Items along an axis that are never written, never read, or read in place of others. */
import { tensorArguments, tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { denseCopy, indices, isTensor, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation, type Observed } from '../../deviation.js';
import { axesOfRole, axisInWords, axisNames, namesOfAxis, placeOfAxis } from '../edits/axes.js';
import { cellsOf } from '../edits/cells.js';
import { explains, fitting, spread } from '../edits/fitting.js';
import { blocks, itemsInWords, selects, type Items } from '../edits/items.js';
import { moved, nameOf, withReading } from '../edits/tensors.js';

/** What stands in their place. */
type Read = 'zero' | 'first' | 'previous' | 'next' | 'before' | 'start' | 'again' | 'double';

type Region = { readonly tensor: string; readonly axis: string; readonly items: Items; readonly read: Read };

/** The item before those that are selected. */
function itemBefore(items: Items, i: number, size: number): number {
  let before = i;
  while (before > 0 && selects(items, before, size)) before--;
  return before;
}

/** The first of those that are selected one after another. */
function startOf(items: Items, i: number, size: number): number {
  let start = i;
  while (start > 0 && selects(items, start - 1, size)) start--;
  return start;
}

function readItem(i: number, read: Read, items: Items, size: number): number | undefined {
  switch (read) {
    case 'zero':
      return undefined;
    case 'first':
      return 0;
    case 'previous':
      return Math.max(0, i - 1);
    case 'next':
      return Math.min(size - 1, i + 1);
    case 'before':
      return itemBefore(items, i, size);
    case 'start':
      return startOf(items, i, size);
    case 'again':
      return 'from' in items && items.from > 0 ? i - items.from : 0;
    case 'double':
      return i;
  }
}

/** One axis, or every axis of a role. */
function placesOfAxis(op: OpRecord, tensor: string, rank: number, axis: string): readonly number[] {
  const at = placeOfAxis(op, tensor, rank, axis);
  return at >= 0 ? [at] : axesOfRole(op, tensor, rank, axis);
}

function regionOf(op: OpRecord, { tensor, axis, items, read }: Region, x: Tensor): Tensor {
  const { shape } = x;
  const axes = placesOfAxis(op, tensor, shape.length, axis);
  const isIn = (index: readonly number[]): boolean => axes.some((at) => selects(items, index[at]!, shape[at]!));
  const from = (index: readonly number[]): readonly number[] | undefined => {
    if (!isIn(index)) return index;
    const place = [...index];
    for (const at of axes) {
      if (!selects(items, index[at]!, shape[at]!)) continue;
      const item = readItem(index[at]!, read, items, shape[at]!);
      if (item === undefined) return undefined;
      place[at] = item;
    }
    return place;
  };
  if (read !== 'double') return moved(x, x.shape, from);
  const y = denseCopy(x);
  let i = 0;
  for (const index of indices(x.shape)) {
    if (isIn(index)) y.data[i]! *= 2;
    i++;
  }
  return y;
}

const toRegion = (op: OpRecord, region: Region): OpRecord => withReading(op, region.tensor, (x) => regionOf(op, region, x));

/** What selects the items of an axis that are wrong, and few others. */
function itemsOf(wrong: ReadonlySet<number>, size: number): readonly Items[] {
  const [least, most] = [Math.min(...wrong), Math.max(...wrong)];
  const all = [...wrong];
  return [
    { last: size - least },
    { from: least },
    ...blocks.flatMap((block): Items[] => {
      const isTail = size % block !== 0 && least >= size - (size % block);
      const remainder = least % block;
      const isEach = all.every((i) => i % block === remainder);
      return [...(isTail ? [{ afterBlocksOf: block }] : []), ...(isEach ? [{ modulus: block, remainder }] : [])];
    }),
    { first: most + 1 },
  ];
}

const reads: readonly Read[] = ['zero', 'previous', 'before', 'next', 'first', 'start', 'again', 'double'];

/** Strays that regions of a result are tried on, at most. */
const triedOn = 12;

const isWhole = ({ items }: Pick<Region, 'items'>): boolean => 'from' in items && items.from === 0;

function ofResult(op: OpRecord, strays: readonly Observed[]): Region[] {
  const cells = cellsOf(strays[0]);
  if (cells === undefined || cells.wrong.length === 0) return [];
  const { shape, wrong } = cells;
  let step = cells.result.length;
  const candidates = shape.flatMap((size, at) => {
    step /= size;
    const items = new Set(wrong.map((place) => Math.floor(place / step) % size));
    const names = namesOfAxis(op, 'result', shape.length, at);
    const regions = itemsOf(items, size).flatMap((each) => reads.map((read) => ({ tensor: 'result', items: each, read })));
    // Of all items there is one way to be wrong, whatever the axis.
    const told = regions
      .filter(({ items: of, read }) => read !== 'again' || ('from' in of && of.from > 1))
      .filter((region) => !isWhole(region) || (at === 0 && region.read === 'zero'));
    return told.flatMap((region) => names.map((axis): Region => ({ ...region, axis })));
  });
  // What a result becomes is told by the reference's: no record need be asked.
  const becomes = (region: Region, stray: Observed): boolean => explains(regionOf(op, region, stray.expected as Tensor), stray);
  const likely = spread(
    strays.filter((stray) => cellsOf(stray) !== undefined),
    triedOn,
  );
  // The ends of every axis of a kind.
  const roles = new Set(axisNames(op, 'result', shape.length).flatMap((name) => (name.includes(' ') ? [name.split(' ')[0]!] : [])));
  const ofAll = [...roles].flatMap((axis) =>
    [{ last: 1 }, { first: 1 }].flatMap((items) => reads.map((read): Region => ({ tensor: 'result', axis, items, read }))),
  );
  return [...candidates, ...ofAll]
    .filter((region) => becomes(region, strays[0]!))
    .map((region) => ({ region, explained: likely.filter((stray) => becomes(region, stray)).length }))
    .sort((a, b) => b.explained - a.explained)
    .map(({ region }) => region);
}

const lost: readonly Read[] = ['zero', 'previous', 'first', 'double'];

/** Of an argument nothing shows which items are not read: those of which libraries get it wrong. */
function readings(size: number): readonly Pick<Region, 'items' | 'read'>[] {
  const ends: Items[] = [{ last: 1 }, { first: 1 }];
  if (size === 1) return ends.map((items) => ({ items, read: 'zero' }));
  const tails = blocks.filter((block) => size % block !== 0).map((block): Items => ({ afterBlocksOf: block }));
  const some = [...ends, { from: size - 1 }, ...tails].flatMap((items) => lost.map((read) => ({ items, read })));
  const begun = tails.map((items) => ({ items, read: 'start' as const }));
  return [...some, ...begun, { items: { from: 1 }, read: 'zero' }, { items: { from: 1 }, read: 'first' }];
}

function ofArguments(op: OpRecord, strays: readonly Observed[]): Region[] {
  if (cellsOf(strays[0]) === undefined) return [];
  const given = tensorArguments(op, strays[0]!.args);
  const candidates = tensorNames(op).flatMap((tensor, i) => {
    const x = given[i];
    if (!isTensor(x)) return [];
    const { shape } = x;
    return shape.flatMap((size, at) => {
      const names = namesOfAxis(op, tensor, shape.length, at);
      return readings(size).flatMap((reading) => names.map((axis): Region => ({ tensor, axis, ...reading })));
    });
  });
  return fitting(op, strays, candidates, toRegion);
}

function sentence({ tensor, axis, items, read }: Region): string {
  if (isWhole({ items }) && read === 'zero' && tensor === 'result') return 'gives zeros';
  const what = `${itemsInWords(items)} of ${nameOf(tensor)} along ${axisInWords(axis)}`;
  const verb = tensor === 'result' ? 'writes' : 'reads';
  switch (read) {
    case 'zero':
      return `never ${verb} ${what}`;
    case 'double':
      return `counts twice ${what}`;
    case 'first':
      return `${verb} the first item for ${what}`;
    case 'before':
      return tensor === 'result' ? `fills ${what} with the item before them` : `reads the item before them for ${what}`;
    case 'start':
      return tensor === 'result' ? `fills ${what} with the first of them` : `reads the first of them for ${what}`;
    case 'again':
      return `begins again at the first item for ${what}`;
    case 'previous':
    case 'next':
      return `${verb} the ${read} item for ${what}`;
  }
}

const region = (id: string, infer: (op: OpRecord, strays: readonly Observed[]) => Region[]): Deviation =>
  defineDeviation<Region>({ id, kind: 'fault', sentence, applies: (op) => op.results === 1, infer, to: toRegion });

export const regionDeviations: readonly Deviation[] = [
  region('region-of-the-result', ofResult),
  region('region-of-an-argument', ofArguments),
];
