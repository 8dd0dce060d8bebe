/** How many windows there are, for every op whose results are made of windows. */
import { regimes } from '../../src/domain.js';
import { everyOp, type Names } from '../../src/every-op.js';
import { equal } from '../../src/law.js';
import type { Axis } from '../../src/kernels/windows.js';
import type { NamedCall } from '../../src/ops/drawn-call.js';
import type { PoolAttributes, TensorOp } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';
import { viewOf } from '../../src/windowed-ops.js';
import { onnxAveragePool, torchMaxPool } from '../pooling/sources.js';
import { tensorflowPadding, torchConv } from '../conv-geometry/sources.js';

/** Windows by counting: the first always, each further one while it ends within the padded input; in ceil mode, while the one before it ends short of the end and it starts in the input. */
function countWindows(
  { kernel, stride, dilation }: Axis,
  size: number,
  [before, after]: readonly [number, number],
  ceilMode: boolean,
): number {
  const span = (kernel - 1) * dilation + 1;
  const padded = size + before + after;
  const fits = (start: number): boolean => (ceilMode ? start - stride + span < padded && start < size + before : start + span <= padded);
  let count = 1;
  while (fits(count * stride)) count++;
  return count;
}

/** The windows along one axis: 'same' is as many as the stride has steps. */
function windowsAlong(axis: Axis, i: number, size: number, { padding = 'valid', ceilMode = false }: PoolAttributes): number {
  if (padding === 'same' || padding === 'same-lower') return Math.ceil(size / axis.stride);
  return countWindows(axis, size, padding === 'valid' ? [0, 0] : padding[i]!, ceilMode);
}

/** The law on each of some ops of windows. */
export function outputShape<const Prefix extends string, const Op extends TensorOp, const Given extends Names>(
  prefix: Prefix,
  ops: readonly Op[],
  names: Given,
) {
  return everyOp({
    prefix,
    ops,
    names,
    statement: (op) => `shape(${op}(x)) = [batch, "windows per axis", channels]; "for same" ceil(in / s)`,
    because:
      "Windows start at 0, s, 2s, ... of the padded input. In floor mode a window counts if it ends within it: floor((in + before + after - (k - 1) d - 1) / s) + 1; in ceil mode it counts if the one before it ended short of the end, and if it does not start at or beyond in + before. 'same' pads so that windows start at every s-th cell of the input.",
    sources: [tensorflowPadding, torchConv, torchMaxPool, onnxAveragePool],
    regimes,
    claim: (call, c: NamedCall, { record, reference }) => {
      const { shape } = c['x'] as Tensor;
      const attributes = (c['attributes'] ?? {}) as PoolAttributes;
      const windows = viewOf(record, c).axes.map((axis, i) => windowsAlong(axis, i, shape[1 + i]!, attributes));
      const channels = reference(c).then((y) => y.shape.at(-1)!);
      return equal(
        call(c).then((y) => y.shape),
        channels.then((count) => [shape[0]!, ...windows, count]),
      );
    },
  });
}
