/** The convolution family over dense tensors, in float64. */
import { elements, sizeOf, type DType, type Tensor } from '../tensor.js';
import { resultFrom } from './arguments.js';
import type { ConvPlan } from './conv-plan.js';
import { addFilterGradient, addInputGradient, addOutput } from './direct-products.js';

/** The elements of `x` in row-major order as float64. Not to be written to. */
export function float64Elements(x: Tensor): Float64Array {
  const values = elements(x);
  return values instanceof Float64Array ? values : Float64Array.from(values);
}

export function evaluateOutput(op: string, plan: ConvPlan, x: Tensor, filter: Tensor, dtype: DType, out?: Tensor): Tensor {
  const y = new Float64Array(sizeOf(plan.outputShape));
  addOutput(plan, float64Elements(x), float64Elements(filter), y);
  return resultFrom(op, y, plan.outputShape, dtype, out);
}

export function evaluateInputGradient(op: string, plan: ConvPlan, filter: Tensor, dy: Tensor, dtype: DType, out?: Tensor): Tensor {
  const dx = new Float64Array(sizeOf(plan.inputShape));
  addInputGradient(plan, float64Elements(filter), float64Elements(dy), dx);
  return resultFrom(op, dx, plan.inputShape, dtype, out);
}

export function evaluateFilterGradient(op: string, plan: ConvPlan, x: Tensor, dy: Tensor, dtype: DType, out?: Tensor): Tensor {
  const dw = new Float64Array(sizeOf(plan.filterShape));
  addFilterGradient(plan, float64Elements(x), float64Elements(dy), dw);
  return resultFrom(op, dw, plan.filterShape, dtype, out);
}
