/** Zeros that take part in products, where a weight is infinite or NaN: those of padding, and those between the cells of an adjoint. */
import type { ConvPlan } from '../kernels/conv-plan.js';
import { tensorNames } from '../ops/call.js';
import type { OpRecord, WindowView } from '../ops/index.js';
import { elements, fromData, sizeOf, type Tensor } from '../tensor.js';
import type { Convention, Documented } from './convention.js';

type Plan = ReturnType<OpRecord['plan']>;
type Result = WindowView['result'];

/** Which sums a weight is in, and which sum a cell of the result is. */
interface Sums {
  readonly count: number;
  readonly ofWeight: (at: number) => number;
  readonly ofResult: (at: number) => number;
}

/** The sums over all taps, whatever they read, that the last axes of the result tell apart. */
function sumsOf(plan: Plan, result: Result): Sums {
  // In two steps, what is NaN after the first is NaN in every channel.
  if (!('groups' in plan)) return { count: 1, ofWeight: () => 0, ofResult: () => 0 };
  const { groups, channels, channelsOut } = plan as ConvPlan;
  const all = groups * channelsOut;
  if (result !== 'cell') return { count: all, ofWeight: (at) => at % all, ofResult: (at) => at % all };
  return {
    count: groups * channels,
    ofWeight: (at) => Math.floor((at % all) / channelsOut) * channels + (Math.floor(at / all) % channels),
    ofResult: (at) => at % (groups * channels),
  };
}

const ones = ({ shape }: Tensor): Tensor => fromData(new Float64Array(sizeOf(shape)).fill(1), [...shape]);

/** The tensor whose numbers zeros are multiplied with: the first that is not read by windows. */
const weighingOf = (op: OpRecord, plan: Plan): number => {
  const { of } = op.window!(plan)!;
  return tensorNames(op).findIndex((name) => name !== of);
};

/** Cells of the result that an infinite or NaN weight over a zero makes NaN: those that it meets less often than there are taps. */
function metByZeros(op: OpRecord, plan: Plan, tensors: readonly Tensor[], weighing: number): (at: number) => boolean {
  const counted = Float64Array.from(elements(tensors[weighing]!), (value) => (Number.isFinite(value) ? 0 : 1));
  const { count, ofWeight, ofResult } = sumsOf(plan, op.window!(plan)!.result);
  const inAll = new Float64Array(count);
  for (let i = 0; i < counted.length; i++) inAll[ofWeight(i)]! += counted[i]!;
  // The sums alone: what is fused with them, a bias and an activation, comes after.
  const required = tensorNames(op).length - op.optionalTensors.length;
  const counting = tensors.map((x, i) => (i === weighing ? fromData(counted, [...x.shape]) : i < required ? ones(x) : undefined));
  const { activation: _, ...sums } = plan as Plan & { readonly activation?: unknown };
  const met = elements(op.evaluate(sums, counting as readonly Tensor[]) as Tensor);
  return (at) => met[at]! < inAll[ofResult(at)]!;
}

const multiplied = (op: OpRecord): OpRecord => ({
  ...op,
  evaluate: (plan, given, out) => {
    const tensors = given as readonly Tensor[];
    const weighing = weighingOf(op, plan);
    const y = op.evaluate(plan, tensors, out) as Tensor;
    if (elements(tensors[weighing]!).every(Number.isFinite)) return y;
    const isNan = metByZeros(op, plan, tensors, weighing);
    for (let i = 0; i < y.size; i++) if (isNan(i)) y.data[y.offset + i] = Number.NaN;
    return y;
  },
  error: (plan, precision, bounded) => op.error(plan, precision, bounded),
});

/** Sums of products over windows. */
const isWeighing = ({ attributes, linearIn, window }: OpRecord): boolean =>
  window !== undefined && 'strides' in attributes && linearIn.length > 1;
const readsWindows = (op: OpRecord): boolean => tensorNames(op).includes('x');

const stablehlo: Documented = {
  by: 'StableHLO, convolution',
  url: 'https://github.com/openxla/stablehlo/blob/main/docs/spec.md#convolution',
  says: 'windows are of the tensor padded with 0, around it and between its cells, and their dot products are taken',
};

export const zeroConventions: readonly Convention[] = [
  {
    id: 'padding-is-multiplied',
    about: 'zeros under infinite weights',
    sentence: 'multiplies the zeros of its padding: an infinite or NaN weight over one makes NaN',
    documented: [
      stablehlo,
      {
        by: 'XLA, WindowDimension',
        url: 'https://docs.rs/tensorflow_proto/0.3.0/tensorflow_proto/xla/struct.WindowDimension.html',
        says: 'convolution pads with zeros',
      },
    ],
    applies: (op) => isWeighing(op) && readsWindows(op),
    to: multiplied,
  },
  {
    id: 'zeros-between-are-multiplied',
    about: 'zeros under infinite weights',
    sentence: 'multiplies zeros around and between the cells that it spreads: an infinite or NaN weight over one makes NaN',
    documented: [
      stablehlo,
      {
        by: 'JAX, conv_general_dilated',
        url: 'https://docs.jax.dev/en/latest/_autosummary/jax.lax.conv_general_dilated.html',
        says: 'a convolution of a dilated left side is a transposed one',
      },
    ],
    applies: (op) => isWeighing(op) && !readsWindows(op),
    to: multiplied,
  },
];
