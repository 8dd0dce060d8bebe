/** The convolution family over tensors: sums of products in float64, rounded once. */
import { elements, sizeOf, type DType, type Tensor, type TensorData } from '../../tensor.js';
import { elementsOf, resultFrom, resultOf } from '../arguments.js';
import type { ConvPlan } from '../conv-plan.js';
import { addFilterGradient, addOutput } from './direct-products.js';
import { multiply, type Factors } from './multiply.js';
import { allFinite, float64Slab, fromPadded, inputSlab, itemLength, patchesOf, type Patches } from './patches.js';
import { scratch, scratchTable } from '../scratch.js';

/** The elements of `x` in row-major order as float64. Not to be written to. */
export function float64Elements(x: Tensor): Float64Array {
  const values = elements(x);
  if (values instanceof Float64Array) return values;
  const copy = new Float64Array(values.length);
  copy.set(values);
  return copy;
}

/** Elements of a block of rows: 64 kB, so that it stays in the cache between being computed and being rounded. */
const blockSize = 2 ** 13;

/** Rows of a block, a multiple of 4. */
function rowsPerBlock(width: number): number {
  return Math.max(4, Math.floor(blockSize / Math.max(1, width)) & ~3);
}

/** y = conv(x, filter) */
export function evaluateOutput(op: string, plan: ConvPlan, x: Tensor, filter: Tensor, dtype: DType, out?: Tensor): Tensor {
  const patches = patchesOf(plan);
  if (patches.padded && !allFinite(filter)) {
    const y = new Float64Array(sizeOf(plan.outputShape));
    addOutput(plan, float64Elements(x), float64Elements(filter), y);
    return resultFrom(op, y, plan.outputShape, dtype, out);
  }
  const result = resultOf(op, plan.outputShape, dtype, out);
  const { batch, groups, channels, channelsOut } = plan;
  const width = groups * channelsOut;
  const values = elements(x);
  const weights = elements(filter);
  const w = float64Slab(weights, 0, weights.length, 'filter').data;
  const { items, windows, rows, taps, terms } = patches;
  const block = Math.min(rowsPerBlock(width), patches.rowCount);
  const y = scratch('rows', block * width);
  const to = elementsOf(result);
  for (let n = 0; n < batch; n += items) {
    const last = Math.min(batch, n + items);
    const { data, from } = inputSlab(plan, patches, values, n, last);
    const count = (last - n) * windows;
    const f: Factors = { x: data, rows, taps, terms, w, wStride: width, columns: channelsOut, y, yStride: width };
    for (let row = 0; row < count; row += block) {
      const end = Math.min(count, row + block);
      for (let g = 0; g < groups; g++) multiply(f, row, end, from + g * channels, g * channelsOut, g * channelsOut);
      store(y, (end - row) * width, to, (n * windows + row) * width);
    }
  }
  return result;
}

function store(from: Float64Array, length: number, to: TensorData, at: number): void {
  to.set(from.length === length ? from : from.subarray(0, length), at);
}

/** dx = the adjoint of conv(., filter), at dy: a matrix product with the filter transposed, whose rows are added up as patches. */
export function evaluateInputGradient(op: string, plan: ConvPlan, filter: Tensor, dy: Tensor, dtype: DType, out?: Tensor): Tensor {
  const patches = patchesOf(plan);
  const result = resultOf(op, plan.outputShape, dtype, out);
  const { batch, groups, channels, channelsOut } = plan;
  const { items, itemSize, windows, padded, terms, rowCount } = patches;
  const width = groups * channelsOut;
  const w = transposedFilter(filter, groups, channelsOut, terms);
  const gradients = elements(dy);
  const rows = ramp('starts', rowCount, width, (items * windows - 1) * width);
  const columns = ramp('columns', channelsOut, 1);
  const block = Math.min(rowsPerBlock(terms), rowCount);
  const y = scratch('rows', block * terms);
  const sums = scratch('input', items * itemSize);
  const plainSize = itemLength(plan);
  const to = elementsOf(result);
  for (let n = 0; n < batch; n += items) {
    const last = Math.min(batch, n + items);
    const count = (last - n) * windows;
    const { data, from } = float64Slab(gradients, n * windows * width, last * windows * width, 'gradient');
    const f: Factors = { x: data, rows, taps: columns, terms: channelsOut, w, wStride: terms, columns: terms, y, yStride: terms };
    sums.fill(0, 0, (last - n) * itemSize);
    for (let row = 0; row < count; row += block) {
      const end = Math.min(count, row + block);
      for (let g = 0; g < groups; g++) {
        multiply(f, row, end, from + g * channelsOut, g * channelsOut * terms, 0);
        addPatches(y, patches, row, end, g * channels, sums);
      }
    }
    const length = (last - n) * plainSize;
    const plain = padded ? scratch('dense', length) : sums;
    if (padded) fromPadded(plan, patches, last - n, sums, plain);
    store(plain, length, to, n * plainSize);
  }
  return result;
}

function addPatches(y: Float64Array, { rows, taps, terms }: Patches, first: number, last: number, from: number, sums: Float64Array): void {
  for (let row = first, at = 0; row < last; row++) {
    const start = rows[row]! + from;
    for (let k = 0; k < terms; k++) sums[start + taps[k]!]! += y[at++]!;
  }
}

/** `[group, channelsOut, terms]` */
function transposedFilter(filter: Tensor, groups: number, channelsOut: number, terms: number): Float64Array {
  const values = elements(filter);
  const { data } = float64Slab(values, 0, values.length, 'dense');
  const w = scratch('filter', values.length);
  const width = groups * channelsOut;
  for (let k = 0; k < terms; k++) {
    for (let j = 0; j < width; j++) w[j * terms + k] = data[k * width + j]!;
  }
  return w;
}

/** 0, step, 2 * step, ..., none above `most`. */
function ramp(purpose: 'starts' | 'columns', length: number, step: number, most = Infinity): Int32Array {
  const table = scratchTable(purpose, length);
  for (let i = 0; i < length; i++) table[i] = Math.max(0, Math.min(most, i * step));
  return table;
}

/** dw = the adjoint of conv(x, .), at dy: the same tables, with windows as terms and taps as rows. */
export function evaluateFilterGradient(op: string, plan: ConvPlan, x: Tensor, dy: Tensor, dtype: DType, out?: Tensor): Tensor {
  const patches = patchesOf(plan);
  const { batch, groups, channels, channelsOut } = plan;
  const width = groups * channelsOut;
  const { items, windows, taps, terms } = patches;
  const sums = new Float64Array(terms * width);
  if (patches.padded && !allFinite(dy)) {
    addFilterGradient(plan, float64Elements(x), float64Elements(dy), sums);
    return resultFrom(op, sums, plan.outputShape, dtype, out);
  }
  const [values, gradients] = [elements(x), elements(dy)];
  // Taps past the last are of no matter, but must lie inside.
  const rowCount = (terms + 3) & ~3;
  const rows = scratchTable('starts', rowCount);
  for (let k = 0; k < rowCount; k++) rows[k] = k < terms ? taps[k]! : 0;
  const y = scratch('rows', rowCount * width);
  for (let n = 0; n < batch; n += items) {
    const last = Math.min(batch, n + items);
    const count = (last - n) * windows;
    const slab = inputSlab(plan, patches, values, n, last);
    const dySlab = float64Slab(gradients, n * windows * width, last * windows * width, 'gradient');
    const f: Factors = {
      x: slab.data,
      rows,
      taps: patches.rows,
      terms: count,
      w: dySlab.data,
      wStride: width,
      columns: channelsOut,
      y,
      yStride: width,
    };
    for (let g = 0; g < groups; g++) {
      multiply(f, 0, terms, slab.from + g * channels, dySlab.from + g * channelsOut, g * channelsOut);
    }
    for (let i = 0; i < sums.length; i++) sums[i]! += y[i]!;
  }
  return resultFrom(op, sums, plan.outputShape, dtype, out);
}
