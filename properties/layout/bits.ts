/** What calls and results hold, compared to the last bit. */
import { tensorArguments } from '../../src/ops/call.js';
import type { OpRecord } from '../../src/ops/define-op.js';
import { argumentsOf, type NamedCall } from '../../src/ops/drawn-call.js';
import { copyElements, isTensor, type Tensor } from '../../src/tensor.js';

/** All that the data of a call's tensors hold, also where no view looks. */
export function dataOf(record: OpRecord, call: NamedCall): number[] {
  const held: number[] = [];
  for (const x of tensorArguments(record, argumentsOf(record, call))) {
    // A spread of typed data goes through its iterator, which takes ten times as long.
    if (isTensor(x)) for (let i = 0; i < x.data.length; i++) held.push(x.data[i]!);
  }
  return held;
}

/** A result as a list, which no error bound stretches: rank, shape and values. */
export function bits(x: Tensor): number[] {
  const list = [x.shape.length, ...x.shape];
  copyElements(x, list, list.length);
  return list;
}

/** Several results, one after the other. */
export function bitsOfAll(results: readonly Tensor[]): number[] {
  const none: number[] = [];
  return none.concat(...results.map(bits));
}
