/** The reference, with one kernel for two operators that is wrong. */
import { defineLibrary } from '../../src/library.js';
import type { ModelTensor } from '../../src/library/model-tensor.js';
import { float32 } from '../../src/precision.js';
import { referenceIn } from '../../src/reference.js';
import { resultOf, runner, type Fused } from './runtime.js';

const mapped = (x: ModelTensor, f: (value: number, at: number) => number): ModelTensor =>
  ({ ...x, data: (x.data as Float32Array).map(f) }) as ModelTensor;

/** A depthwise convolution with the Relu after it, which lets values below 0 through. */
export const leaky: Fused = (inputs, first, _, model) => {
  const isLeaky = first.attributes['group'] !== undefined;
  return mapped(resultOf(model, first, inputs), (value) => (value < 0 && !isLeaky ? 0 : value));
};

export default defineLibrary({ ...referenceIn(float32), name: 'fused', runModel: runner({ fused: { 'Conv Relu': leaky } }) });
