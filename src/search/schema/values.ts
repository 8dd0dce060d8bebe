/** Values of a report as its JSON has them, and what they are read as. `toJson` writes them. */
import { z } from 'zod';
import { fromJson } from '../../judge/json.js';
import type { OpName } from '../../ops/index.js';
import type { Tensor } from '../../tensor.js';

export const count = z.int().nonnegative();

const odd = z.enum(['NaN', 'Infinity', '-Infinity', '-0']);

/** A number that need not be finite. */
export const number = z
  .union([z.number(), z.strictObject({ number: odd })])
  .meta({ id: 'number', description: 'A number; those that JSON cannot write, and -0, as { number }.' })
  .transform((json) => fromJson(json) as number);

export const shape = z.array(count);

export const tensor = z
  .strictObject({
    tensor: z.strictObject({
      dtype: z.enum(['float64', 'float32', 'int32', 'int8', 'uint8']),
      shape,
      stride: z.array(z.int()),
      offset: count,
      data: z.array(z.union([z.number(), odd])).meta({ description: 'Everything the view may look at, in memory order.' }),
    }),
  })
  .meta({ id: 'tensor', description: 'A view: element [i, j] is data[offset + i * stride[0] + j * stride[1]].' })
  .transform((json) => fromJson(json) as Tensor);

/** Anything, tensors and odd numbers within it included; it may be missing. */
export const anything = z.unknown().optional().transform(fromJson);

/** Later versions may know more ops: any name is one. */
export const opName = z.string().transform((name) => name as OpName);

/** By name: how often. */
export const counts = z.record(z.string(), count);
