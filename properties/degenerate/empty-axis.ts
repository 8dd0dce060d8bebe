/** Inputs without a cell along an axis. */
import type { CaseProgram, Draw } from '../../src/draw/draw.js';
import { everyOp, everyTensorOp, hasAxis } from '../../src/every-op.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import { equal, type Source } from '../../src/law.js';
import { planOf } from '../../src/ops/call.js';
import type { OpRecord } from '../../src/ops/define-op.js';
import { argumentsOf, type NamedCall } from '../../src/ops/drawn-call.js';
import { tensorRecord, type Pair, type SpaceToBatchAttributes, type TensorOp } from '../../src/ops/index.js';
import { dtypeOf, zeros, type Tensor } from '../../src/tensor.js';
import { windowedOps } from '../../src/windowed-ops.js';
import { needsEmptyTensors, orClearError } from './clear-error.js';

const torchEmpty: Source = {
  title: 'PyTorch issue 12013, layers that accept an empty batch',
  url: 'https://github.com/pytorch/pytorch/issues/12013',
};

/** A list with one entry replaced. */
const replaced = <T>(list: readonly T[], at: number, value: T): T[] => list.map((entry, i) => (i === at ? value : entry));

const shapeOf = (record: OpRecord, call: NamedCall): readonly number[] =>
  planOf(record, argumentsOf(record, call)).outputShape as readonly number[];

/** The windows that pads make room for; no window where none fits. */
function emptyShape(record: OpRecord, full: NamedCall, empty: NamedCall, along: number): readonly number[] {
  try {
    return shapeOf(record, empty);
  } catch (refusal) {
    if (refusal instanceof InvalidArgument && refusal.code === 'window-fits') return replaced(shapeOf(record, full), 1 + along, 0);
    throw refusal;
  }
}

/** A call with no cell along an axis after batch, and the shape of its result. */
export interface EmptyCall {
  readonly call: NamedCall;
  readonly shape: readonly number[];
}

/**
 * @param axes how many axes of x may lose their cells
 * @param fitting the attributes of a call that has lost those along an axis
 */
function drawEmpty<Attributes extends object>(
  axes: (x: Tensor, attributes: Attributes) => number,
  fitting: (attributes: Attributes, along: number) => Attributes,
) {
  return (d: Draw, calls: CaseProgram<NamedCall>, op: TensorOp): EmptyCall => {
    const full = calls(d);
    const x = full['x'] as Tensor;
    const given = (full['attributes'] ?? {}) as Attributes;
    const along = d.int('along', 0, axes(x, given) - 1);
    const empty = zeros(replaced(x.shape, 1 + along, 0), dtypeOf(x));
    needsEmptyTensors(d, op, empty);
    const call = { ...full, x: empty, ...('attributes' in full && { attributes: fitting(given, along) }) };
    return { call, shape: emptyShape(tensorRecord(op), full, call, along) };
  };
}

const spatialAxesOf = ({ shape }: Tensor): number => shape.length - 2;

const emptyAxisOfWindows = everyOp({
  prefix: 'degenerate/empty-axis-',
  ops: windowedOps,
  names: { morphologicalDilation: 'dilation', morphologicalErosion: 'erosion' },
  statement: (op) => `shape(${op}(x "of no cells")) = "the windows that fit in its padding, or a clear error"`,
  because:
    'ceil(0 / s) is 0 for "same", and a window fits no axis of no cells, unless pads make room for it. An empty result or a refusal are both honest; a negative size or garbage are not. Floor mode, as ceil mode drops windows that start beyond the input.',
  sources: [torchEmpty],
  regimes: ['exact'],
  draw: drawEmpty<object>(spatialAxesOf, (given) => ('ceilMode' in given ? { ...given, ceilMode: false } : given)),
  claim: (call, { call: c, shape }) =>
    equal(
      orClearError<readonly number[]>(
        call(c).then((y) => y.shape),
        shape,
      ),
      shape,
    ),
});

const none: Pair = [0, 0];

type Blocked = Pick<SpaceToBatchAttributes, 'blockShape'> & { readonly paddings?: readonly Pair[]; readonly crops?: readonly Pair[] };

function withoutPads({ paddings, crops, ...given }: Blocked, along: number): Blocked {
  return {
    ...given,
    ...(paddings !== undefined && { paddings: replaced(paddings, along, none) }),
    ...(crops !== undefined && { crops: replaced(crops, along, none) }),
  };
}

const moved = {
  prefix: 'degenerate/empty-axis-',
  statement: (op: string) =>
    `shape(${op}(x "of no cells along an axis")) = "the shape of ${op}(x), of no cells along that axis, or a clear error"`,
  because:
    'No cell moves, so none is anywhere: 0 / b and 0 * b are 0. Pads and crops are 0 along that axis, as pads would be cells and there is nothing to crop. A refusal is honest too.',
  sources: [torchEmpty],
  regimes: ['exact'],
  claim: (call: (call: NamedCall) => Promise<Tensor>, { call: c, shape }: EmptyCall) =>
    equal(
      orClearError<readonly number[]>(
        call(c).then((y) => y.shape),
        shape,
      ),
      shape,
    ),
} as const;

const emptyAxisOfBlocks = everyOp({
  ...moved,
  ops: everyTensorOp.filter((op) => hasAxis(op, 'blocked...')),
  draw: drawEmpty<Blocked>((_x, { blockShape }) => blockShape.length, withoutPads),
});

const emptyAxisOfDepth = everyOp({
  ...moved,
  ops: ['spaceToDepth', 'depthToSpace'],
  draw: drawEmpty<object>(spatialAxesOf, (given) => given),
});

/** The laws on each op. */
export const emptyAxis = { ...emptyAxisOfWindows, ...emptyAxisOfBlocks, ...emptyAxisOfDepth };

export const {
  maxPool: emptyAxisMaxPool,
  averagePool: emptyAxisAveragePool,
  lpPool: emptyAxisLpPool,
  conv: emptyAxisConv,
  depthwiseConv: emptyAxisDepthwiseConv,
  morphologicalDilation: emptyAxisDilation,
  morphologicalErosion: emptyAxisErosion,
  spaceToBatch: emptyAxisSpaceToBatch,
  batchToSpace: emptyAxisBatchToSpace,
  spaceToDepth: emptyAxisSpaceToDepth,
  depthToSpace: emptyAxisDepthToSpace,
  extractPatches: emptyAxisExtractPatches,
} = emptyAxis;
