/** A bias and an activation that are put together otherwise. */
import type { ActivationPlan } from '../../../kernels/activation.js';
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { elements, fromData, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { deliver, mapped, resultOf, withResult, type PlanOf } from '../edits/tensors.js';

const isFused = ({ optionalTensors, attributes, results }: OpRecord): boolean =>
  optionalTensors.includes('bias') && 'activation' in attributes && results === 1;

/** Of an op in two steps the second has it. */
interface Activated {
  readonly activation?: ActivationPlan;
  readonly pointwise?: { readonly activation?: ActivationPlan };
}

const activationOf = (plan: PlanOf): ActivationPlan | undefined =>
  (plan as Activated).activation ?? (plan as Activated).pointwise?.activation;

/** Elements with those of the last axis added. */
function added(y: Tensor, bias: Tensor): Tensor {
  const numbers = elements(bias);
  let i = 0;
  return mapped(y, (value) => value + numbers[i++ % numbers.length]!);
}

function biasLast(op: OpRecord): OpRecord {
  const at = tensorNames(op).indexOf('bias');
  return {
    ...op,
    evaluate: (plan, tensors: readonly (Tensor | undefined)[], out) => {
      const bias = tensors[at];
      if (bias === undefined) return op.evaluate(plan, tensors as readonly Tensor[], out);
      return deliver(added(resultOf(op, plan, tensors.slice(0, at)), bias), out);
    },
    error: (plan, precision, bounded: readonly (Bounded | undefined)[]) => {
      const both = op.error(plan, precision, bounded as readonly Bounded[]) as Tensor;
      if (bounded[at] === undefined) return both;
      const without = elements(op.error(plan, precision, bounded.slice(0, at) as readonly Bounded[]) as Tensor);
      return fromData(
        elements(both).map((error, i) => error + without[i]!),
        [...both.shape],
      );
    },
  };
}

const twice = (op: OpRecord): OpRecord =>
  withResult(
    op,
    (y, plan) => {
      const activation = activationOf(plan);
      return activation === undefined ? y : mapped(y, (value) => activation.apply(value));
    },
    ({ error }) => error,
  );

const deviation = (id: string, sentence: string, to: (op: OpRecord) => OpRecord): Deviation =>
  defineDeviation({
    id,
    kind: 'fault',
    sentence,
    applies: (op) => isFused(op) && tensorNames(op).includes('bias'),
    infer: (op, strays) => fitting(op, strays, [null], to),
    to,
  });

export const fusedDeviations: readonly Deviation[] = [
  deviation('activation-before-the-bias', 'applies its activation before it adds its bias', biasLast),
  deviation('activation-twice', 'applies its activation twice', twice),
];
