/** Shorter values for nodes that stray in one model. */
import type { ModelTensor } from '../../library.js';
import { modelArrays } from '../../library/model-tensor.js';
import type { ModelFeeds } from '../onnx/inputs.js';
import type { Model } from '../onnx/read-model.js';
import { sizeOf } from '../../tensor.js';
import { holdTogether, NotRun, type Backends } from './hold-together.js';
import type { Straying } from './smallest.js';

/** As often the nodes are run, at most. */
const mostTries = 60;

/** The beginning of a tensor along an axis. */
function shortened({ type, dims, data }: ModelTensor, axis: number, length: number): ModelTensor {
  const own = dims.map((size, each) => (each === axis ? length : size));
  const [before, inner] = [sizeOf(dims.slice(0, axis)), sizeOf(dims.slice(axis + 1))];
  const result = new modelArrays[type](sizeOf(own));
  for (let i = 0; i < before; i++) {
    const start = i * dims[axis]! * inner;
    // Of one type, which the compiler does not see.
    (result as Float32Array).set((data as Float32Array).subarray(start, start + length * inner), i * length * inner);
  }
  return { type, dims: own, data: result } as ModelTensor;
}

/** Lengths that are tried for an axis, the shortest first. */
function lengthsBelow(size: number): number[] {
  const halves: number[] = [];
  for (let length = Math.ceil(size / 2); length < size; length = Math.floor((length + size + 1) / 2)) halves.push(length);
  return [...new Set([1, 2, ...halves])].filter((length) => length < size);
}

/** Values of which one axis after the other is as short as the nodes still run and stray with. */
export async function withSmallerValues(model: Model, straying: Straying, backends: Backends): Promise<Straying> {
  let best = straying;
  let left = mostTries;
  const outputs = straying.together.outputs.map(({ name }) => name);
  const tried = async (values: ModelFeeds): Promise<boolean> => {
    if (left-- <= 0 || backends.signal?.aborted === true) return false;
    try {
      const together = await holdTogether(model, straying.nodes, outputs, (name) => values[name]!, backends);
      if (together.strays.length === 0) return false;
      best = { ...straying, values, together };
      return true;
    } catch (thrown) {
      if (thrown instanceof NotRun) return false;
      throw thrown;
    }
  };
  const fed = Object.keys(straying.together.fed.feeds);
  const axes = Math.max(0, ...fed.map((name) => best.values[name]!.dims.length));
  for (let axis = 0; axis < axes; axis++) {
    for (const length of lengthsBelow(best.values[fed[0]!]!.dims[axis] ?? 1)) {
      // All that have the same length there: values that are added or joined stay of one shape.
      const size = best.values[fed[0]!]!.dims[axis];
      const shorter = fed.filter((name) => best.values[name]!.dims[axis] === size);
      const values = { ...best.values, ...Object.fromEntries(shorter.map((name) => [name, shortened(best.values[name]!, axis, length)])) };
      if (await tried(values)) break;
    }
  }
  return best;
}
