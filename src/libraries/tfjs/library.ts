/** TensorFlow.js as a library, on one of its backends. */
import * as tf from '@tensorflow/tfjs';
import { defineLibrary, type AcceptedCall, type Accepts, type LibraryOps, type Limits, type TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import { denseCopy, fromData, isTensor, sizeOf, toArray, type Tensor } from '../../tensor.js';
import type { Precision } from '../../precision.js';
import { gpu } from '../shared/gpu.js';
import { mapSpelled, takenRequest, type Requested } from '../shared/requested.js';
import { evaluate, helpersOf, sourceOf, sourceOfNumbers } from './expression.js';
import { limits } from './limits.js';
import { isTrap, Renewal } from './renew-backend.js';
import type { Request, Requests, Source } from './request.js';
import { requests as functional } from './requests.js';

type RequestOf = (...args: readonly unknown[]) => Request;

function make(source: Source): tf.Tensor {
  // Copied: a tf tensor keeps the array that it is given.
  return isTensor(source) ? tf.tensor(denseCopy(source).data as Float32Array, source.shape) : tf.zeros([...source]);
}

function read(result: tf.Tensor, data: Float32Array): Tensor {
  if (data.length !== sizeOf(result.shape))
    throw new Error(`TensorFlow.js returned ${data.length} values for the shape [${result.shape.join(', ')}]`);
  return fromData(data, [...result.shape]);
}

function made({ tensors, expression }: Request): tf.Tensor {
  return evaluate(expression, Object.fromEntries(Object.entries(tensors).map(([name, source]) => [name, make(source)])));
}

function run(request: Request): Tensor {
  let result: Tensor;
  // Nothing is returned from the tidy: it would look for tensors in every element of the result.
  tf.tidy(() => {
    const own = made(request);
    result = read(own, own.dataSync<'float32'>());
  });
  return result!;
}

/** On a GPU, whose results are waited for. */
async function runLater(request: Request): Promise<Tensor> {
  const result = tf.tidy(() => made(request));
  try {
    return read(result, await result.data<'float32'>());
  } finally {
    result.dispose();
  }
}

type Outcome = { readonly ok: true; readonly result: Tensor } | { readonly ok: false; readonly error: unknown };

function outcomeOf(request: Request): Outcome {
  try {
    return { ok: true, result: run(request) };
  } catch (error) {
    return { ok: false, error };
  }
}

function resultOf(outcome: Outcome): Tensor {
  if (!outcome.ok) throw outcome.error;
  return outcome.result;
}

/** An op on a backend whose memory a call can ruin: it is started anew after each that failed. */
function fragileOpOf(request: RequestOf, renewal: Renewal): (...args: readonly unknown[]) => Tensor | Promise<Tensor> {
  const once = async (asked: Request): Promise<Tensor> => {
    // A call that waited with this one may have asked for another renewal.
    while (renewal.pending !== undefined) await renewal.pending;
    const outcome = renewal.watch(() => outcomeOf(asked));
    if (!outcome.ok) await renewal.renew();
    return resultOf(outcome);
  };
  return (...args) => {
    const asked = request(...args);
    if (renewal.pending !== undefined) return once(asked);
    const outcome = renewal.watch(() => outcomeOf(asked));
    if (outcome.ok) return outcome.result;
    const renewed = renewal.renew();
    // What traps is tried once more, on a fresh backend: an earlier call may have ruined this one without a sign.
    const after = isTrap(outcome.error) ? (): Promise<Tensor> => once(asked) : (): Tensor => resultOf(outcome);
    return renewed === undefined ? after() : renewed.then(after);
  };
}

function sourceOfTensor(source: Source): string {
  if (!isTensor(source)) return `tf.zeros(${sourceOfNumbers(source)})`;
  return `tf.tensor(${sourceOfNumbers(toArray(source))}, ${sourceOfNumbers(source.shape)})`;
}

/** One call as a program of its own. */
function show({ preamble, onGpu = false }: TfjsOptions, { tensors, expression }: Request): string {
  return [
    ...preamble,
    ...helpersOf(expression),
    ...Object.entries(tensors).map(([name, source]) => `const ${name} = ${sourceOfTensor(source)};`),
    `const result = ${sourceOf(expression)};`,
    `console.log(result.shape, ${onGpu ? 'await result.data()' : 'result.dataSync()'});`,
    '',
  ].join('\n');
}

export interface TfjsOptions {
  readonly name: string;
  /** What is not as float32 has it. */
  readonly precision?: Partial<Precision>;
  /** As `tf.setBackend` takes it. */
  readonly backend: string;
  /** The lines that start a reproduction: imports, and the choice of the backend. */
  readonly preamble: readonly string[];
  /** The ops as calls. Default: those of the functional API. */
  readonly requests?: Requests;
  /** Ops for which the backend has no kernel. Default: none. */
  readonly lacks?: readonly OpName[];
  /** Spellings for which the backend has no kernel. Default: none. */
  readonly lacksSpellings?: readonly string[];
  /** true: a bad call can ruin the backend for all later ones. Default: false. */
  readonly fragile?: boolean;
  /** true: results are waited for, within what a GPU's arithmetic promises. Default: false. */
  readonly onGpu?: boolean;
  /** Default: those of TensorFlow.js itself. */
  readonly limits?: Limits;
}

/** What the kernels of a GPU's backends refuse, in the words of their error. */
const fourAxes: Accepts = Object.fromEntries(
  (['spaceToBatch', 'batchToSpace'] as const).map((op) => [
    op,
    ({ arguments: [x] }: AcceptedCall) => (x as Tensor).shape.length <= 4 || `'${op}ND for rank > 4 ... not implemented yet'`,
  ]),
);

/** The requests of the ops and spellings that a backend has. */
function requestsOf({ requests = functional, lacks = [], lacksSpellings = [] }: TfjsOptions): Requested<RequestOf> {
  const own = Object.entries(requests as Requested<RequestOf>).filter(([op]) => !lacks.includes(op as OpName));
  const has = ([name]: [string, RequestOf]): boolean => !lacksSpellings.includes(name);
  return Object.fromEntries(
    own.map(([op, request]) => [op, typeof request === 'function' ? request : Object.fromEntries(Object.entries(request).filter(has))]),
  );
}

/** TensorFlow.js on one backend, in the spellings that its documentation gives: a padding as a word, a number or a list, and so on. */
export function tfjsLibrary(options: TfjsOptions): TensorLibrary {
  const requests = requestsOf(options);
  const renewal = options.fragile === true ? new Renewal(options.backend) : undefined;
  const { onGpu = false } = options;
  const ops = mapSpelled(requests, (request) => {
    if (onGpu) return (...args: readonly unknown[]) => runLater(request(...args));
    return renewal === undefined ? (...args: readonly unknown[]) => run(request(...args)) : fragileOpOf(request, renewal);
  });
  return defineLibrary({
    name: options.name,
    version: tf.version_core,
    ...(options.precision && { precision: options.precision }),
    ops: ops as LibraryOps,
    limits: options.limits ?? limits,
    ...(onGpu && { ...gpu, accepts: fourAxes }),
    show: (call) => show(options, takenRequest(options.name, requests, call)),
    setup: async () => {
      // Production mode changes nothing but that TensorFlow.js keeps its notices to itself.
      tf.env().set('PROD', true);
      if (!(await tf.setBackend(options.backend))) throw new Error(`TensorFlow.js cannot start its backend '${options.backend}'`);
      await tf.ready();
    },
  });
}
