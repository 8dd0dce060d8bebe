/** What a model is fed with: given, or drawn. */
import { setFloat16 } from '@petamoriken/float16';
import { FastRandom } from '../../draw/builders/random.js';
import type { ModelTensor } from '../../library.js';
import { modelArrays, type ModelTensorType } from '../../library/model-tensor.js';
import { sizeOf } from '../../tensor.js';
import { InvalidModel } from './invalid-model.js';
import type { Model, ModelInput } from './read-model.js';

/** Inputs by name. */
export type ModelFeeds = Readonly<Record<string, ModelTensor>>;

const shown = (shape: readonly (number | string)[]): string => `[${shape.map((each) => (each === '' ? '?' : each)).join(', ')}]`;

/**
 * Checks that inputs are those of a model.
 *
 * @throws InvalidModel on one that is missing, of another type or shape, or that the model does not have
 */
export function checkFeeds({ inputs }: Model, feeds: ModelFeeds): void {
  const unknown = Object.keys(feeds).find((name) => !inputs.some((input) => input.name === name));
  if (unknown !== undefined)
    throw new InvalidModel(`the model has no input ${unknown}; it has ${inputs.map(({ name }) => name).join(', ') || 'none'}`);
  for (const { name, type, shape } of inputs) {
    const given = feeds[name];
    if (given === undefined) throw new InvalidModel(`input ${name} is missing: ${type}${shape === undefined ? '' : ` ${shown(shape)}`}`);
    if (given.type !== type) throw new InvalidModel(`input ${name} is of ${given.type}, and the model takes ${type}`);
    const fits =
      shape === undefined ||
      (shape.length === given.dims.length && shape.every((size, axis) => typeof size === 'string' || size === given.dims[axis]));
    if (!fits) throw new InvalidModel(`input ${name} has the shape ${shown(given.dims)}, and the model takes ${shown(shape)}`);
  }
}

/** The shape of an input, sizes that it leaves open said by name; that of the first axis, mostly the batch, is 1 where nothing is said. */
function closedShape({ name, shape }: ModelInput, sizes: Readonly<Record<string, number>>): number[] {
  if (shape === undefined) throw new InvalidModel(`input ${name} leaves its shape open, and nothing says it`);
  return shape.map((size, axis) => {
    if (typeof size === 'number') return size;
    const own = sizes[size] ?? (axis === 0 ? 1 : undefined);
    if (own === undefined)
      throw new InvalidModel(`input ${name} leaves the size of axis ${axis}${size === '' ? '' : ` (${size})`} open, and nothing says it`);
    return own;
  });
}

/** Numbers from -1 to 1; of whole ones, 0 and 1, which are indices of what there nearly always is. */
function drawn(type: ModelTensorType, dims: readonly number[], random: FastRandom): ModelTensor {
  const count = sizeOf(dims);
  const data = new modelArrays[type](count);
  const real = (): number => random.int(-(2 ** 20), 2 ** 20) / 2 ** 20;
  if (type === 'float16') {
    const view = new DataView(data.buffer);
    for (let i = 0; i < count; i++) setFloat16(view, 2 * i, real(), true);
  } else if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    for (let i = 0; i < count; i++) data[i] = BigInt(random.int(0, 1));
  } else {
    const isReal = type === 'float32' || type === 'float64';
    for (let i = 0; i < count; i++) data[i] = isReal ? real() : random.int(0, 1);
  }
  return { type, dims, data } as ModelTensor;
}

/**
 * Inputs at random.
 *
 * @param sizes by the names that the model has for sizes it leaves open
 * @throws InvalidModel on a size that stays open
 */
export function randomFeeds({ inputs }: Model, seed: number, sizes: Readonly<Record<string, number>> = {}): ModelFeeds {
  const random = new FastRandom(seed, 0);
  return Object.fromEntries(inputs.map((input) => [input.name, drawn(input.type, closedShape(input, sizes), random)]));
}
