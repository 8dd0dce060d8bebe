/** Inputs without a cell along a spatial axis. */
import type { Draw } from '../../src/draw/draw.js';
import { defineLaw, equal, type Source } from '../../src/law.js';
import type { OpName } from '../../src/ops/index.js';
import { dtypeOf, zeros } from '../../src/tensor.js';
import * as ops from '../special-values/planted.js';
import type { Windowed, WindowedCase } from '../special-values/planted.js';
import { needsEmptyTensors, orClearError } from './clear-error.js';

const torchEmpty: Source = {
  title: 'PyTorch issue 12013, layers that accept an empty batch',
  url: 'https://github.com/pytorch/pytorch/issues/12013',
};

/** A windowed case whose input has no cell along one axis, and the windows that there are all the same: those of padding alone. */
function drawEmptyAxis<Case extends WindowedCase>(d: Draw, op: OpName, draw: (d: Draw) => Case) {
  const c = draw(d);
  const along = d.int('along', 0, c.n - 1);
  const { padding } = c;
  const [before, after] = typeof padding === 'string' ? [0, 0] : padding[along]!;
  const span = (c.kernel[along]! - 1) * c.dilations[along]! + 1;
  const same = padding === 'same' || padding === 'same-lower';
  const windows = same ? 0 : Math.max(0, Math.floor((before + after - span) / c.strides[along]!) + 1);
  const empty = zeros(
    c.x.shape.map((size, axis) => (axis === 1 + along ? 0 : size)),
    dtypeOf(c.x),
  );
  needsEmptyTensors(d, op, empty);
  return { ...c, empty, out: c.out.map((out, axis) => (axis === along ? windows : out)) };
}

function emptyAxis<const Name extends string, Op extends OpName, Case extends WindowedCase & { readonly batch: number }>(
  windowed: Windowed<Op, Case> & { readonly name: Name },
  channelsOf: (c: Case) => number,
) {
  const { op, call } = windowed;
  return defineLaw({
    id: `degenerate/empty-axis-${windowed.name}` as const,
    statement: `shape(${op}(x of no cells)) = the windows that fit in its padding, or a clear error`,
    because:
      'ceil(0 / s) is 0 for "same", and a window fits no axis of no cells, unless pads make room for it. An empty result or a refusal are both honest; a negative size or garbage are not. Floor mode, as ceil mode drops windows that start beyond the input.',
    sources: [torchEmpty],
    requires: [op],
    regimes: ['exact'],
    cases: (d) => drawEmptyAxis(d, op, windowed.draw),
    claim: (t, c) => {
      const shape = [c.batch, ...c.out, channelsOf(c)];
      return equal(orClearError<readonly number[]>(t.shapeOf(call(t, c.empty, c)), shape), shape);
    },
  });
}

type Channels = { readonly channels: number };

export const emptyAxisMaxPool = emptyAxis({ ...ops.maxPool, draw: (d: Draw) => ops.maxPool.draw(d, [false]) }, (c: Channels) => c.channels);
export const emptyAxisAveragePool = emptyAxis(
  { ...ops.averagePool, draw: (d: Draw) => ops.averagePool.draw(d, [false]) },
  (c: Channels) => c.channels,
);
export const emptyAxisLpPool = emptyAxis({ ...ops.lpPool, draw: (d: Draw) => ops.lpPool.draw(d, [false]) }, (c: Channels) => c.channels);
export const emptyAxisConv = emptyAxis(ops.conv, (c) => c.channelsOut * c.groups);
export const emptyAxisDepthwiseConv = emptyAxis(ops.depthwiseConv, (c) => c.channelsOut * c.groups);
export const emptyAxisDilation = emptyAxis(ops.dilation, (c: Channels) => c.channels);
export const emptyAxisErosion = emptyAxis(ops.erosion, (c: Channels) => c.channels);

export const emptyAxes = [
  emptyAxisMaxPool,
  emptyAxisAveragePool,
  emptyAxisLpPool,
  emptyAxisConv,
  emptyAxisDepthwiseConv,
  emptyAxisDilation,
  emptyAxisErosion,
] as const;
