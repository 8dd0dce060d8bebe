/** jax-js as a library, on one of its devices. */
import { defineLibrary, type LibraryOps, type TensorLibrary } from '../../library.js';
import { denseCopy, fromData, sizeOf, toArray, type Tensor } from '../../tensor.js';
import { gpu } from '../shared/gpu.js';
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

/** What is told of a result before it is read, which uses it up. */
type Told = Pick<JaxArray, 'shape' | 'dtype'>;

const toldOf = ({ shape, dtype }: JaxArray): Told => ({ shape: [...shape], dtype });

function read({ shape, dtype }: Told, data: ArrayLike<number>): Tensor {
  if (!(data instanceof Float32Array)) throw new TypeError(`jax-js returned an array of ${dtype}, not of float32`);
  if (data.length !== sizeOf(shape) || !shape.every(Number.isInteger))
    throw new Error(`jax-js returned ${data.length} values for the shape [${shape.join(', ')}]`);
  return fromData(Float32Array.from(data), shape);
}

/** A call in one spelling. */
type JaxCall = Pick<Request, 'tensors'> & Spelling;

/** What a call comes to on arrays of its own, which it uses up; what a failing call leaves is freed. */
function made(jax: Jax, { tensors, expression }: JaxCall): JaxArray {
  const variables: Record<string, JaxArray> = {};
  try {
    for (const name of variablesOf(expression)) variables[name] = make(jax, tensors[name]!);
    return evaluate(jax, expression, variables);
  } catch (error) {
    for (const array of Object.values(variables)) if (array.refCount > 0) array.dispose();
    throw error;
  }
}

function run(jax: Jax, call: JaxCall): Tensor {
  const result = made(jax, call);
  const told = toldOf(result);
  return call.back(read(told, result.dataSync()));
}

/** On a GPU, whose results are waited for. */
async function runLater(jax: Jax, call: JaxCall): Promise<Tensor> {
  const result = made(jax, call);
  const told = toldOf(result);
  return call.back(read(told, await result.data()));
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
function show(device: string, onGpu: boolean, { tensors, expression }: JaxCall): string {
  return [
    "import { defaultDevice, grad, init, jit, lax, numpy as np, vjp } from '@jax-js/jax';",
    `await init('${device}');`,
    `defaultDevice('${device}');`,
    ...variablesOf(expression).map((name) => `const ${name} = ${sourceOfTensor(tensors[name]!)};`),
    `const result = ${sourceOf(expression)};`,
    `console.log(result.shape, ${onGpu ? 'await result.data()' : 'result.dataSync()'});`,
    '',
  ].join('\n');
}

/**
 * jax-js on one device, in the spellings that mean the same by its documentation: pads as a word or as numbers, plain or compiled by
 * `jit`, derivatives through `vjp` and `grad`, windows over all axes or the last.
 *
 * @param device as `defaultDevice` takes it
 * @param onGpu whether results are waited for, within what a GPU's arithmetic promises
 */
export function jaxLibrary(jax: Jax, name: string, device: string, onGpu = false): TensorLibrary {
  const make = onGpu ? runLater : run;
  return defineLibrary({
    name,
    ops: mapSpelled(
      calls,
      (call) =>
        (...args: readonly unknown[]) =>
          make(jax, call(...args)),
    ) as LibraryOps,
    limits,
    ...(onGpu && gpu),
    show: (shown) => show(device, onGpu, takenRequest(name, calls, shown)),
    setup: async () => {
      if (!(await jax.init(device)).includes(device)) throw new Error(`jax-js cannot start its device '${device}'`);
      jax.defaultDevice(device);
    },
  });
}
