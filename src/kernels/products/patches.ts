/** Where the patches of a convolution lie in its zero-padded input. */
import { elements, type Tensor, type TensorData } from '../../tensor.js';
import type { ConvPlan } from '../conv-plan.js';
import { scratch, scratchTable } from '../scratch.js';
import type { Axis } from '../windows.js';

/**
 * The input as the windows see it: as much of the padded input as they reach. A few batch items are laid out together, one slab, so
 * that small convolutions are a single matrix product and large ones stay in the cache.
 */
export interface Patches {
  /** Whether any window leaves the input. If not, a slab is the input itself. */
  readonly padded: boolean;
  /** Batch items per slab. */
  readonly items: number;
  /** Elements of one item, as it is laid out. */
  readonly itemSize: number;
  /** Windows per item. */
  readonly windows: number;
  /** Sizes of the spatial axes as they are laid out. */
  readonly sizes: readonly [number, number, number];
  /** Index of each window's first element, over a slab, padded to a multiple of 4: the first `rowCount` of the table. Scratch memory. */
  readonly rows: Int32Array;
  readonly rowCount: number;
  /** Index of each tap and channel of a group, from there: the first `terms` of the table. Scratch memory. */
  readonly taps: Int32Array;
  readonly terms: number;
}

const slabSize = 2 ** 15;

/** What the windows reach of an axis. */
function reachOf(axis: Axis): number {
  return axis.out === 0 ? 0 : (axis.out - 1) * axis.stride + (axis.kernel - 1) * axis.dilation + 1;
}

function leaves(axis: Axis, reach: number): boolean {
  return axis.before !== 0 || reach > axis.size;
}

/** The most items of a slab, so that all slabs have the same number. */
function slabItems(batch: number, itemSize: number): number {
  if (batch * itemSize <= slabSize) return batch;
  let items = Math.max(1, Math.floor(slabSize / itemSize));
  while (batch % items !== 0) items--;
  return items;
}

export function patchesOf(plan: ConvPlan): Patches {
  const { channels, groups, batch } = plan;
  const [a, b, c] = plan.windows;
  const [ra, rb, rc] = [reachOf(a), reachOf(b), reachOf(c)];
  const padded = leaves(a, ra) || leaves(b, rb) || leaves(c, rc);
  const [sa, sb, sc] = padded ? [ra, rb, rc] : [a.size, b.size, c.size];
  const step = channels * groups;
  const itemSize = sa * sb * sc * step;
  const windows = a.out * b.out * c.out;
  const items = slabItems(batch, Math.max(itemSize, windows));
  const rowCount = (items * windows + 3) & ~3;
  const rows = scratchTable('rows', rowCount);
  let at = 0;
  for (let n = 0; n < items; n++) {
    for (let i = 0; i < a.out; i++) {
      for (let j = 0; j < b.out; j++) {
        const row = n * itemSize + (i * a.stride * sb + j * b.stride) * sc * step;
        for (let k = 0; k < c.out; k++) rows[at++] = row + k * c.stride * step;
      }
    }
  }
  rows.fill(0, at, rowCount);
  const terms = a.kernel * b.kernel * c.kernel * channels;
  const taps = scratchTable('taps', terms);
  at = 0;
  for (let i = 0; i < a.kernel; i++) {
    for (let j = 0; j < b.kernel; j++) {
      for (let k = 0; k < c.kernel; k++) {
        const tap = ((i * a.dilation * sb + j * b.dilation) * sc + k * c.dilation) * step;
        for (let channel = 0; channel < channels; channel++) taps[at++] = tap + channel;
      }
    }
  }
  return { padded, items, itemSize, windows, sizes: [sa, sb, sc], rows, rowCount, taps, terms };
}

/** Elements of a tensor as float64, a slab at a time. */
export interface Slab {
  readonly data: Float64Array;
  /** Index of the slab's first element. */
  readonly from: number;
}

/** Batch items `first` up to `last` of dense elements, laid out for `patches`. */
export function inputSlab(plan: ConvPlan, patches: Patches, x: TensorData, first: number, last: number): Slab {
  const step = plan.channels * plan.groups;
  const [a, b, c] = plan.windows;
  const size = a.size * b.size * c.size * step;
  const plain = float64Slab(x, first * size, last * size, 'dense');
  if (!patches.padded) return plain;
  const { itemSize, sizes } = patches;
  const data = scratch('input', (last - first) * itemSize);
  data.fill(0, 0, (last - first) * itemSize);
  copyInside(plan, sizes, last - first, plain.data, plain.from, data);
  return { data, from: 0 };
}

/** Elements `first` up to `last` as float64: the array itself where it is one, else a copy in scratch memory. */
export function float64Slab(x: TensorData, first: number, last: number, purpose: 'dense' | 'filter' | 'gradient'): Slab {
  if (x instanceof Float64Array) return { data: x, from: first };
  const data = scratch(purpose, last - first);
  data.set(first === 0 && last === x.length ? x : x.subarray(first, last));
  return { data, from: 0 };
}

/** The cells of each item that both the input and the laid-out item have: from the input's side to the padded one, or back. */
function copyInside(
  plan: ConvPlan,
  [sa, sb, sc]: readonly [number, number, number],
  items: number,
  plain: Float64Array,
  from: number,
  padded: Float64Array,
  back = false,
): void {
  const [a, b, c] = plan.windows;
  const step = plan.channels * plan.groups;
  const [endA, endB, endC] = [Math.min(a.size, sa - a.before), Math.min(b.size, sb - b.before), Math.min(c.size, sc - c.before)];
  // Where a pad is below 0, the first cells lie before every window.
  const [firstC, length] = [Math.max(0, -c.before) * step, endC * step];
  for (let n = 0; n < items; n++) {
    for (let i = Math.max(0, -a.before); i < endA; i++) {
      for (let j = Math.max(0, -b.before); j < endB; j++) {
        const outside = from + ((n * a.size + i) * b.size + j) * c.size * step;
        const inside = (((n * sa + i + a.before) * sb + j + b.before) * sc + c.before) * step;
        if (back) for (let k = firstC; k < length; k++) plain[outside + k] = padded[inside + k]!;
        else for (let k = firstC; k < length; k++) padded[inside + k] = plain[outside + k]!;
      }
    }
  }
}

/** Takes the input's cells out of a slab as it is laid out. Cells that no window reaches become 0. */
export function fromPadded(plan: ConvPlan, patches: Patches, items: number, padded: Float64Array, plain: Float64Array): void {
  plain.fill(0, 0, items * itemLength(plan));
  copyInside(plan, patches.sizes, items, plain, 0, padded, true);
}

/** Elements of one batch item of the input. */
export function itemLength(plan: ConvPlan): number {
  const [a, b, c] = plan.windows;
  return a.size * b.size * c.size * plan.channels * plan.groups;
}

/** Whether no element of a tensor is NaN or infinite. */
export function allFinite(x: Tensor): boolean {
  const values = elements(x);
  if (!(values instanceof Float64Array || values instanceof Float32Array)) return true;
  let sum = 0;
  // 0 * NaN and 0 * infinity are NaN, and stay so.
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  return sum === 0;
}
