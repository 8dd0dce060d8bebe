/** Tensors read, or results given, in another order along their axes. */
import type { OpRecord } from '../../../ops/index.js';
import { indexOf, isTensor, positionOf, sizeOf, type Shape, type Tensor } from '../../../tensor.js';
import { tensorArguments, tensorNames } from '../../../ops/call.js';
import { defineDeviation, type Deviation, type Observed } from '../../deviation.js';
import { axisInWords, axisNames } from '../edits/axes.js';
import { cellsOf } from '../edits/cells.js';
import { fitting } from '../edits/fitting.js';
import { moved, nameOf, withReading, type PlanOf } from '../edits/tensors.js';

/** The tensors of a call by name, and the result where its shape is right. */
function shapesOf(op: OpRecord, stray: Observed | undefined): readonly (readonly [string, Shape])[] {
  const cells = cellsOf(stray);
  if (cells === undefined || op.results !== 1) return [];
  const given = tensorArguments(op, stray!.args);
  return [...tensorNames(op).flatMap((name, i) => (isTensor(given[i]) ? [[name, given[i].shape] as const] : [])), ['result', cells.shape]];
}

type Reversed = { readonly tensor: string; readonly axis: string };

/** The places of an axis that is named; of `spatial`, all of them. */
function placesOf(op: OpRecord, tensor: string, axis: string, rank: number): readonly number[] {
  return axisNames(op, tensor, rank).flatMap((name, i) =>
    name === axis || (axis === 'spatial' && name.startsWith('spatial ')) ? [i] : [],
  );
}

const reverse = (op: OpRecord, { tensor, axis }: Reversed): OpRecord =>
  withReading(op, tensor, (x) => {
    const axes = placesOf(op, tensor, axis, x.shape.length);
    return moved(x, x.shape, (index) => index.map((i, at) => (axes.includes(at) ? x.shape[at]! - 1 - i : i)));
  });

const reversed = defineDeviation<Reversed>({
  id: 'read-reversed',
  kind: 'fault',
  sentence: ({ tensor, axis }) => `${tensor === 'result' ? 'gives' : 'reads'} ${nameOf(tensor)} reversed along ${axisInWords(axis)}`,
  applies: (op) => op.results === 1,
  infer: (op, strays) => {
    const candidates = shapesOf(op, strays[0]).flatMap(([tensor, shape]) => {
      const names = axisNames(op, tensor, shape.length);
      const wide = names.filter((_, i) => shape[i]! > 1);
      return [...(wide.some((name) => name.startsWith('spatial ')) ? ['spatial'] : []), ...wide].map((axis) => ({ tensor, axis }));
    });
    return fitting(op, strays, candidates, reverse);
  },
  to: reverse,
});

type Exchanged = { readonly tensor: string; readonly axes: readonly [string, string] };

/** The elements as they lie, taken for those of a tensor whose axes lie in another order. */
function lying(x: Tensor, order: readonly number[]): Tensor {
  const stored = order.map((axis) => x.shape[axis]!);
  return moved(x, x.shape, (index) => {
    const place = order.map((axis) => index[axis]!);
    return indexOf(positionOf(place, stored), x.shape);
  });
}

const exchange = (op: OpRecord, { tensor, axes: [a, b] }: Exchanged): OpRecord =>
  withReading(op, tensor, (x) => {
    const names = axisNames(op, tensor, x.shape.length);
    const [one, other] = [names.indexOf(a), names.indexOf(b)];
    if (one < 0 || other < 0) return x;
    const order = names.map((_, axis) => axis);
    return lying(x, order.with(one, other).with(other, one));
  });

const exchanged = defineDeviation<Exchanged>({
  id: 'axes-exchanged',
  kind: 'fault',
  sentence: ({ tensor, axes: [a, b] }) =>
    `${tensor === 'result' ? 'gives' : 'reads'} ${nameOf(tensor)} with ${axisInWords(a)} and ${axisInWords(b)} exchanged`,
  applies: (op) => op.results === 1,
  infer: (op, strays) => {
    const candidates = shapesOf(op, strays[0]).flatMap(([tensor, shape]) => {
      const names = axisNames(op, tensor, shape.length).filter((_, i) => shape[i]! > 1);
      return names.flatMap((a, i) => names.slice(i + 1).map((b): Exchanged => ({ tensor, axes: [a, b] })));
    });
    return fitting(op, strays, candidates, exchange);
  },
  to: exchange,
});

type First = { readonly tensor: string };

/** Whether a tensor's axes begin with images, and end with channels after spatial ones. */
function isImage(op: OpRecord, tensor: string, rank: number): boolean {
  const names = axisNames(op, tensor, rank);
  return names[0] === 'batch' && names.length > 2 && /channels/i.test(names.at(-1)!);
}

const withChannelsFirst = (op: OpRecord, { tensor }: First): OpRecord =>
  withReading(op, tensor, (x) => {
    if (!isImage(op, tensor, x.shape.length)) return x;
    const [batch, ...rest] = x.shape.keys();
    return lying(x, [batch!, ...rest.slice(-1), ...rest.slice(0, -1)]);
  });

const channelsFirst = defineDeviation<First>({
  id: 'channels-first',
  kind: 'fault',
  sentence: ({ tensor }) => `${tensor === 'result' ? 'gives' : 'reads'} ${nameOf(tensor)} with the channels before the spatial axes`,
  applies: (op) => op.results === 1,
  infer: (op, strays) => {
    const candidates = shapesOf(op, strays[0]).flatMap(([tensor, shape]) => (isImage(op, tensor, shape.length) ? [{ tensor }] : []));
    return fitting(op, strays, candidates, withChannelsFirst);
  },
  to: withChannelsFirst,
});

/** In how many parts an axis that is made of two is stored: groups, or the cells of a block. */
function partsOf(plan: PlanOf): number {
  if ('groups' in plan) return plan.groups as number;
  if ('block' in plan) return sizeOf(plan.block as Shape);
  if ('cells' in plan) return plan.cells as number;
  return 'channels' in plan ? (plan.channels as number) : 1;
}

type Interleaved = { readonly tensor: string; readonly axis: string; readonly inverse: boolean };

const interleave = (op: OpRecord, { tensor, axis, inverse }: Interleaved): OpRecord =>
  withReading(op, tensor, (x, plan) => {
    const at = axisNames(op, tensor, x.shape.length).indexOf(axis);
    const [size, parts] = [x.shape[at] ?? 0, partsOf(plan)];
    if (parts < 1 || size % parts !== 0) return x;
    const rows = inverse ? size / parts : parts;
    const columns = size / rows;
    return moved(x, x.shape, (index) => index.with(at, (index[at]! % rows) * columns + Math.floor(index[at]! / rows)));
  });

/** Axes that are made of two. */
const ofTwo: ReadonlySet<string> = new Set(['batch', 'channels', 'outChannels']);

const interleaved = defineDeviation<Interleaved>({
  id: 'parts-interleaved',
  kind: 'fault',
  sentence: ({ tensor, axis, inverse }) =>
    `${tensor === 'result' ? 'gives' : 'reads'} ${axisInWords(axis)} of ${nameOf(tensor)} with the parts ${inverse ? 'side by side where they should alternate' : 'alternating where they should be side by side'}`,
  applies: (op) => op.results === 1 && (op.window !== undefined || 'blockShape' in op.attributes || 'blockSize' in op.attributes),
  infer: (op, strays) =>
    fitting(
      op,
      strays,
      shapesOf(op, strays[0]).flatMap(([tensor, shape]) =>
        axisNames(op, tensor, shape.length)
          .filter((name, i) => ofTwo.has(name) && shape[i]! > 3)
          .flatMap((axis) => [false, true].map((inverse) => ({ tensor, axis, inverse }))),
      ),
      interleave,
    ),
  to: interleave,
});

export const orderDeviations: readonly Deviation[] = [reversed, channelsFirst, exchanged, interleaved];
