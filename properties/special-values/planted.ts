/** Windowed ops and the cells of a special value that their windows see. */
import { drawConv, type ConvCase } from '../../src/ops/convolution/conv-case.js';
import { drawDepthwise } from '../../src/ops/convolution/depthwise-case.js';
import type { Draw } from '../../src/draw/draw.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { drawMorphology } from '../../src/ops/morphology/morphology-case.js';
import { drawAveragePool, drawLpPool, drawPool } from '../../src/ops/pooling/pool-case.js';
import type { Windows } from '../../src/draw/windows.js';
import type { BoundOps, Operand, Source } from '../../src/law.js';
import type { OpName } from '../../src/ops/index.js';
import { tensor, type Tensor } from '../../src/tensor.js';
import { windowAxes, windowsOf } from '../pooling/pools.js';

export const ieee: Source = { title: 'IEEE 754-2019, sections 6.1 and 6.2', url: 'https://doi.org/10.1109/IEEESTD.2019.8766229' };

/** A case of a windowed op: its windows and its input. */
export interface WindowedCase extends Windows {
  readonly x: Tensor;
}

/** An op of x, over windows. */
export interface Windowed<Name extends OpName = OpName, Case extends WindowedCase = WindowedCase> {
  readonly op: Name;
  /** The name in ids. */
  readonly name: string;
  /** Integers; every tap of a filter non-zero and positive where `positive`. */
  readonly draw: (d: Draw) => Case;
  readonly call: (t: BoundOps, x: Operand, c: Case) => Promise<Tensor>;
  /** What the windows see of a tensor that is 0 almost everywhere, as large as the result: sums over the window's cells. */
  readonly seen: (t: BoundOps, marks: Operand, c: Case) => Promise<Tensor>;
}

const seenByPools = (t: BoundOps, marks: Operand, c: Windows): Promise<Tensor> => t.sum(windowsOf(t, marks, c, 0), windowAxes(c));

/** Convolutions see every channel of their group, once per output channel. */
function seenByConv(t: BoundOps, marks: Operand, c: ConvCase): Promise<Tensor> {
  const sums = seenByPools(t, marks, c);
  const perGroup = t.sum(t.reshape(sums, [c.batch, ...c.out, c.groups, c.channels]), [-1]);
  const repeated = t.broadcast(t.reshape(perGroup, [c.batch, ...c.out, c.groups, 1]), [c.batch, ...c.out, c.groups, c.channelsOut]);
  return t.reshape(repeated, [c.batch, ...c.out, c.groups * c.channelsOut]);
}

const plain = { content: { regime: 'exact' } } as const;
const bothModes: readonly boolean[] = [false, true];

export const maxPool = {
  op: 'maxPool',
  name: 'max-pool',
  draw: (d: Draw, ceilMode = bothModes) => drawPool(d, { ...plain, ceilMode }),
  call: (t: BoundOps, x: Operand, c: ReturnType<typeof drawPool>) => t.maxPool(x, c.attributes),
  seen: seenByPools,
} as const;

export const averagePool = {
  op: 'averagePool',
  name: 'average-pool',
  draw: (d: Draw, ceilMode = bothModes) => drawAveragePool(d, { ...plain, ceilMode }),
  call: (t: BoundOps, x: Operand, c: ReturnType<typeof drawAveragePool>) => t.averagePool(x, c.attributes),
  seen: seenByPools,
} as const;

export const lpPool = {
  op: 'lpPool',
  name: 'lp-pool',
  draw: (d: Draw, ceilMode = bothModes) => drawLpPool(d, { ...plain, ceilMode }),
  call: (t: BoundOps, x: Operand, c: ReturnType<typeof drawLpPool>) => t.lpPool(x, c.attributes),
  seen: seenByPools,
} as const;

export const conv = {
  op: 'conv',
  name: 'conv',
  draw: (d: Draw) => drawConv(d),
  call: (t: BoundOps, x: Operand, c: ConvCase) => t.conv(x, c.filter, c.attributes),
  seen: seenByConv,
} as const;

export const depthwiseConv = {
  op: 'depthwiseConv',
  name: 'depthwise-conv',
  draw: (d: Draw) => drawDepthwise(d),
  call: (t: BoundOps, x: Operand, c: ConvCase) => t.depthwiseConv(x, c.filter, c.attributes),
  seen: seenByConv,
} as const;

export const dilation = {
  op: 'morphologicalDilation',
  name: 'dilation',
  draw: (d: Draw) => drawMorphology(d, plain),
  call: (t: BoundOps, x: Operand, c: ReturnType<typeof drawMorphology>) => t.morphologicalDilation(x, c.filter, c.attributes),
  seen: seenByPools,
} as const;

export const erosion = {
  op: 'morphologicalErosion',
  name: 'erosion',
  draw: (d: Draw) => drawMorphology(d, plain),
  call: (t: BoundOps, x: Operand, c: ReturnType<typeof drawMorphology>) => t.morphologicalErosion(x, c.filter, c.attributes),
  seen: seenByPools,
} as const;

/** Refuses libraries whose numbers have no special values, or that do not promise them. */
export function needsSpecials(d: Draw, op: OpName, special: Tensor): void {
  if (d.domain.precision.unitRoundoff === 0) throw new EmptyDomain('precision', `${d.domain.precision.name} has no NaN and no infinities`);
  if (!d.takes(op, {}, special)) throw new EmptyDomain('values', 'the library does not promise special values');
}

/** Zeros of a shape, and special values at as many distinct places. */
export function drawMarks(d: Draw, op: OpName, shape: readonly number[], values: readonly number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const marks = new Float64Array(size);
  values.forEach((value, i) => {
    let position = d.int(`mark${i}`, 0, size - 1);
    while (marks[position] !== 0) position = (position + 1) % size;
    marks[position] = value;
  });
  const planted = tensor(marks, shape);
  needsSpecials(d, op, planted);
  return planted;
}
