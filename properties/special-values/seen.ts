import { planOf } from '../../src/ops/call.js';
import type { OpRecord } from '../../src/ops/define-op.js';
import { argumentsOf, type NamedCall } from '../../src/ops/drawn-call.js';
import { indices, tensor, toArray, type Shape, type Tensor } from '../../src/tensor.js';
import { viewOf } from '../../src/windowed-ops.js';

const everyIndex = (shape: Shape): number[][] => Array.from(indices(shape), (index) => [...index]);

/**
 * What the windows of a call see of a tensor in place of x that is 0 almost everywhere: sums over the cells that feed each cell of the
 * result.
 */
export function seenBy(record: OpRecord, call: NamedCall, marks: Tensor): Tensor {
  const shape = planOf(record, argumentsOf(record, call)).outputShape as readonly number[];
  const { axes, feeds } = viewOf(record, call);
  const values = toArray(marks);
  const marked = everyIndex(marks.shape).flatMap((at, i) => (values[i] === 0 ? [] : [{ at, value: values[i]! }]));
  const taps = everyIndex(axes.map(({ kernel }) => kernel));
  const sums = everyIndex(shape).map(([batch, ...rest]) => {
    const channel = rest.at(-1)!;
    let sum = 0;
    for (const tap of taps) {
      const cell = axes.map(({ stride, dilation, before }, axis) => rest[axis]! * stride + tap[axis]! * dilation - before);
      for (const { at, value } of marked) {
        if (at[0] !== batch || cell.some((position, axis) => position !== at[1 + axis])) continue;
        const fed = feeds === undefined ? [{ channel }] : feeds(tap, channel);
        if (fed.some((from) => from.channel === at.at(-1))) sum += value;
      }
    }
    return sum;
  });
  return tensor(sums, shape);
}
