/** Results that are multiplied or divided by a size of the call: means for sums, sums for means. */
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { axisNames, placeOfAxis } from '../edits/axes.js';
import { fitting } from '../edits/fitting.js';
import { nameOf, mapped, resultOf, deliver, withTensor } from '../edits/tensors.js';

type Scale = { readonly tensor: string; readonly axis: string; readonly divides: boolean };

function sizeOfAxis(op: OpRecord, { tensor, axis }: Scale, tensors: readonly (Tensor | undefined)[]): number {
  const x = tensors[tensorNames(op).indexOf(tensor)];
  const at = x === undefined ? -1 : placeOfAxis(op, tensor, x.shape.length, axis);
  return at < 0 ? 1 : x!.shape[at]!;
}

const scaled = (op: OpRecord, scale: Scale): OpRecord => {
  const changed = (tensors: readonly (Tensor | undefined)[]): ((value: number) => number) => {
    const size = sizeOfAxis(op, scale, tensors);
    return scale.divides ? (value) => value / size : (value) => value * size;
  };
  return {
    ...op,
    evaluate: (plan, tensors, out) => deliver(mapped(resultOf(op, plan, tensors), changed(tensors)), out),
    error: (plan, precision, bounded) => {
      const values = bounded.map((x) => x?.value);
      const f = changed(values);
      const result = resultOf(op, plan, values);
      const error = op.error(plan, precision, bounded) as Tensor;
      // The scaling rounds once more.
      const rounded = mapped(result, (value) => precision.unitRoundoff * Math.abs(f(value)));
      const all = mapped(error, f);
      for (let i = 0; i < all.data.length; i++) all.data[i]! += Number.isFinite(rounded.data[i]!) ? rounded.data[i]! : 0;
      return all;
    },
  };
};

/** Axes of one size each: those that stand for several have no one name. */
const single = (name: string): boolean => !name.includes(' ');

const scaledBySize = defineDeviation<Scale>({
  id: 'scaled-by-a-size',
  kind: 'fault',
  sentence: ({ tensor, axis, divides }) =>
    `${divides ? 'divides' : 'multiplies'} its result by the ${axis === 'batch' ? 'batch' : `number of ${axis}`} of ${nameOf(tensor)}`,
  applies: (op) => op.results === 1,
  infer: (op, strays) => {
    const given = tensorNames(op);
    const candidates = given.flatMap((tensor) => {
      const { axes } = op.tensors[tensor]!;
      const names = axisNames(op, tensor, axes.length).filter(single);
      return names.flatMap((axis) => [true, false].map((divides): Scale => ({ tensor, axis, divides })));
    });
    return fitting(op, strays, candidates, scaled);
  },
  to: scaled,
});

type Multiplied = { readonly tensor: string; readonly by: number };

const multiplied = (op: OpRecord, { tensor, by }: Multiplied): OpRecord => withTensor(op, tensor, (x) => mapped(x, (value) => by * value));

/** Of an argument that the op is not linear in: of others it is the result that is multiplied. */
const argumentMultiplied = defineDeviation<Multiplied>({
  id: 'argument-multiplied',
  kind: 'fault',
  sentence: ({ tensor, by }) => (by === 2 ? `doubles ${nameOf(tensor)}` : `multiplies ${nameOf(tensor)} by ${by}`),
  applies: (op) => op.results === 1,
  infer: (op, strays) =>
    fitting(
      op,
      strays,
      tensorNames(op)
        .filter((tensor) => !op.linearIn.includes(tensor))
        .flatMap((tensor) => [2, 0.5, 4, 0.25, 3, 10].map((by): Multiplied => ({ tensor, by }))),
      multiplied,
    ),
  to: multiplied,
});

export const scaleDeviations: readonly Deviation[] = [scaledBySize, argumentMultiplied];
