/** jax-js as a library, on one of its devices. */
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../library.js';
import { denseCopy, fromData, sizeOf, toArray, type Tensor } from '../../tensor.js';
import { mapSpelled, spelledBy, takenRequest, type Requested } from '../shared/requested.js';
import type { Jax, JaxArray } from './api.js';
import { evaluate, literal, sourceOf, variablesOf } from './expression.js';
import { limits } from './limits.js';
import type { Request, SpelledRequest, Spelling } from './request.js';
import { requests } from './requests.js';

function make(jax: Jax, tensor: Tensor): JaxArray {
  // numpy.array reads a first element, which an empty tensor has not.
  if (sizeOf(tensor.shape) === 0) return jax.numpy['zeros']!(tensor.shape);
  return jax.numpy['array']!(denseCopy(tensor).data, { shape: [...tensor.shape] });
}

function read(result: JaxArray): Tensor {
  const shape = [...result.shape];
  const data = result.dataSync();
  if (!(data instanceof Float32Array)) throw new TypeError(`jax-js returned an array of ${result.dtype}, not of float32`);
  if (data.length !== sizeOf(shape) || !shape.every(Number.isInteger))
    throw new Error(`jax-js returned ${data.length} values for the shape [${shape.join(', ')}]`);
  return fromData(Float32Array.from(data), shape);
}

/** A call in one spelling. */
type JaxCall = Pick<Request, 'tensors'> & Spelling;

/** Runs a call on arrays of its own, which it uses up; what a failing call leaves is freed. */
function run(jax: Jax, { tensors, expression, back }: JaxCall): Tensor {
  const variables: Record<string, JaxArray> = {};
  try {
    for (const name of variablesOf(expression)) variables[name] = make(jax, tensors[name]!);
    return back(read(evaluate(jax, expression, variables)));
  } catch (error) {
    for (const array of Object.values(variables)) if (array.refCount > 0) array.dispose();
    throw error;
  }
}

/** Each op as calls, by the names of their spellings. */
const calls: Requested<(...args: readonly unknown[]) => JaxCall> = Object.fromEntries(
  Object.entries(requests as Readonly<Record<string, SpelledRequest<readonly unknown[]>>>).map(([op, { names, ask }]) => [
    op,
    spelledBy(names, (...args: readonly unknown[]): Record<string, JaxCall> => {
      const { tensors, spellings } = ask(...args);
      return Object.fromEntries(Object.entries(spellings).map(([name, spelling]) => [name, { tensors, ...spelling }]));
    }),
  ]),
);

function sourceOfTensor(tensor: Tensor): string {
  const shape = literal([...tensor.shape]);
  return sizeOf(tensor.shape) === 0 ? `np.zeros(${shape})` : `np.array(new Float32Array(${literal(toArray(tensor))}), { shape: ${shape} })`;
}

/** One call as a program of its own. */
function show(device: string, { tensors, expression }: JaxCall): string {
  return [
    "import { defaultDevice, grad, init, jit, lax, numpy as np, vjp } from '@jax-js/jax';",
    `await init('${device}');`,
    `defaultDevice('${device}');`,
    ...variablesOf(expression).map((name) => `const ${name} = ${sourceOfTensor(tensors[name]!)};`),
    `const result = ${sourceOf(expression)};`,
    'console.log(result.shape, result.dataSync());',
    '',
  ].join('\n');
}

/**
 * jax-js on one device, in the spellings that mean the same by its documentation: pads as a word or as numbers, plain or compiled by
 * `jit`, derivatives through `vjp` and `grad`, windows over all axes or the last.
 *
 * @param device as `defaultDevice` takes it
 */
export function jaxLibrary(jax: Jax, name: string, device: string): TensorLibrary {
  return defineLibrary({
    name,
    ops: mapSpelled(
      calls,
      (call) =>
        (...args: readonly unknown[]) =>
          run(jax, call(...args)),
    ) as LibraryOps,
    limits,
    show: (shown) => show(device, takenRequest(name, calls, shown)),
    setup: async () => {
      if (!(await jax.init(device)).includes(device)) throw new Error(`jax-js cannot start its device '${device}'`);
      jax.defaultDevice(device);
    },
  });
}
