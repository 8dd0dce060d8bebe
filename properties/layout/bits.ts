/** What calls and results hold, compared to the last bit. */
import { tensorArguments } from '../../src/ops/call.js';
import type { OpRecord } from '../../src/ops/define-op.js';
import { argumentsOf, type NamedCall } from '../../src/ops/drawn-call.js';
import { isTensor, toArray, type Tensor } from '../../src/tensor.js';

/** All that the data of a call's tensors hold, also where no view looks. */
export function dataOf(record: OpRecord, call: NamedCall): number[] {
  return tensorArguments(record, argumentsOf(record, call)).flatMap((x) => (isTensor(x) ? Array.from(x.data) : []));
}

/** A result as a list, which no error bound stretches: rank, shape and values. */
export function bits(x: Tensor): number[] {
  return [x.shape.length, ...x.shape, ...toArray(x)];
}
