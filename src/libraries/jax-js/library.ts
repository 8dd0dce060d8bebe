/** jax-js as a library, on one of its devices. */
import { defineLibrary, type LibraryOps, type ShownCall, type TensorLibrary } from '../../library.js';
import { opNames, type OpName } from '../../ops/index.js';
import { denseCopy, fromData, sizeOf, toArray, type Tensor } from '../../tensor.js';
import { strayOf, type Outcome } from '../shared/stray.js';
import type { Jax, JaxArray } from './api.js';
import { evaluate, literal, sourceOf, variablesOf, type Expression } from './expression.js';
import { limits } from './limits.js';
import type { Request } from './request.js';
import { requests as all } from './requests.js';

type RequestOf = (...args: readonly unknown[]) => Request;
const requests = all as unknown as Partial<Record<OpName, RequestOf>>;

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

/** Runs one spelling on arrays of its own, which it uses up; what a failing call leaves is freed. */
function run(jax: Jax, request: Request, { expression, back }: Request['spellings'][number]): Outcome {
  const variables: Record<string, JaxArray> = {};
  try {
    for (const name of variablesOf(expression)) variables[name] = make(jax, request.tensors[name]!);
    return { ok: true, result: back(read(evaluate(jax, expression, variables))) };
  } catch (error) {
    for (const array of Object.values(variables)) if (array.refCount > 0) array.dispose();
    return { ok: false, error };
  }
}

function choose(jax: Jax, op: OpName, args: readonly unknown[], request: Request): { expression: Expression; outcome: Outcome } {
  const outcomes = request.spellings.map((spelling) => run(jax, request, spelling));
  const chosen = strayOf(op, args, outcomes);
  return { expression: request.spellings[chosen]!.expression, outcome: outcomes[chosen]! };
}

function opOf(jax: Jax, op: OpName, request: RequestOf): (...args: readonly unknown[]) => Tensor {
  return (...args) => {
    const { outcome } = choose(jax, op, args, request(...args));
    if (!outcome.ok) throw outcome.error;
    return outcome.result;
  };
}

function sourceOfTensor(tensor: Tensor): string {
  const shape = literal([...tensor.shape]);
  return sizeOf(tensor.shape) === 0 ? `np.zeros(${shape})` : `np.array(new Float32Array(${literal(toArray(tensor))}), { shape: ${shape} })`;
}

/** One call as a program of its own: the spelling that is reported. */
function show(jax: Jax, device: string, { op, arguments: args }: ShownCall): string {
  const request = requests[op];
  if (request === undefined) throw new Error(`jax-js has no ${op} here`);
  const asked = request(...args);
  const { expression } = choose(jax, op, args, asked);
  return [
    "import { defaultDevice, grad, init, jit, lax, numpy as np, vjp } from '@jax-js/jax';",
    `await init('${device}');`,
    `defaultDevice('${device}');`,
    ...variablesOf(expression).map((name) => `const ${name} = ${sourceOfTensor(asked.tensors[name]!)};`),
    `const result = ${sourceOf(expression)};`,
    'console.log(result.shape, result.dataSync());',
    '',
  ].join('\n');
}

/**
 * jax-js on one device. A call that it takes in several spellings (pads as a word or as numbers, plain or compiled by `jit`, derivatives
 * through `vjp` and `grad`, windows over all axes or the last) is made in all of them; the one farthest from the reference is returned.
 *
 * @param device as `defaultDevice` takes it
 */
export function jaxLibrary(jax: Jax, name: string, device: string): TensorLibrary {
  const ops = Object.fromEntries(opNames.flatMap((op) => (requests[op] === undefined ? [] : [[op, opOf(jax, op, requests[op])]])));
  return defineLibrary({
    name,
    ops: ops as LibraryOps,
    limits,
    show: (shown) => show(jax, device, shown),
    setup: async () => {
      if (!(await jax.init(device)).includes(device)) throw new Error(`jax-js cannot start its device '${device}'`);
      jax.defaultDevice(device);
    },
  });
}
