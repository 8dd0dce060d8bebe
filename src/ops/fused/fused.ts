/** A bias and an activation, as part of an op whose result has its channels last. */
import { requireShape, resultFrom } from '../../kernels/arguments.js';
import { activationError, readActivation, type Activation, type ActivationPlan } from '../../kernels/activation.js';
import { float64Elements } from '../../kernels/products/products.js';
import type { Precision } from '../../precision.js';
import { fromData, type DType, type Shape, type Tensor } from '../../tensor.js';

/** What an op does to its sums, where a library takes it. */
export interface FusedAttributes {
  /** `[channels of the result]`, added to each. Default: none. */
  readonly bias?: Tensor;
  /** Applied once, after the bias. Default: 'none'. */
  readonly activation?: Activation;
}

/** A plan with what is done to its sums. */
export interface FusedPlan {
  readonly outputShape: number[];
  readonly activation?: ActivationPlan;
}

/** The plan of an op with a bias, where it has one, and an activation. */
export function withFused<Plan extends FusedPlan>(
  op: string,
  plan: Plan,
  bias: Shape | undefined,
  attributes: FusedAttributes | undefined,
): Plan {
  if (bias !== undefined) requireShape(op, 'bias', bias, plan.outputShape.slice(-1));
  const activation = readActivation(op, attributes?.activation);
  return activation === undefined ? plan : { ...plan, activation };
}

/**
 * Sums with the bias added and the activation applied, rounded once.
 *
 * @param sums the op without both, in a dtype
 */
export function evaluateFused(
  op: string,
  { outputShape, activation }: FusedPlan,
  bias: Tensor | undefined,
  dtype: DType,
  out: Tensor | undefined,
  sums: (dtype: DType, out?: Tensor) => Tensor,
): Tensor {
  if (bias === undefined && activation === undefined) return sums(dtype, out);
  const values = float64Elements(sums('float64'));
  if (bias !== undefined) {
    const added = float64Elements(bias);
    for (let i = 0; i < values.length; i++) values[i]! += added[i % added.length]!;
  }
  if (activation !== undefined) for (let i = 0; i < values.length; i++) values[i] = activation.apply(values[i]!);
  return resultFrom(op, values, outputShape, dtype, out);
}

/**
 * The error of what is fused with sums.
 *
 * @param sums the error of the sums, the bias among them, by a plan without activation
 * @param value the sums, with the bias, by the same plan
 */
export function fusedError<Plan extends FusedPlan>(
  plan: Plan,
  precision: Precision,
  sums: (plan: Plan) => Tensor,
  value: (plan: Plan) => Tensor,
): Tensor {
  const { activation } = plan;
  if (activation === undefined) return sums(plan);
  const { activation: _, ...rest } = plan;
  // A plan's activation is what may be left out of it.
  const plain = rest as Plan;
  const errors = sums(plain);
  const values = float64Elements(value(plain));
  return fromData(
    float64Elements(errors).map((error, i) => activationError(activation, precision, values[i]!, error)),
    [...errors.shape],
  );
}
