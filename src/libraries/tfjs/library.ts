/** TensorFlow.js as a library, on one of its backends. */
import * as tf from '@tensorflow/tfjs';
import { defineLibrary, unsupported, type LibraryOps, type Limits, type ShownCall, type TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import { denseCopy, fromData, isTensor, sizeOf, toArray, type Tensor } from '../../tensor.js';
import { evaluate, helpersOf, mentions, sourceOf, sourceOfNumbers, type Expression } from './expression.js';
import { limits } from './limits.js';
import { requests as functional, type Request, type Requests, type Source } from './requests.js';
import { isTrap, Renewal } from './renew-backend.js';
import { agree, strayOf, type Outcome } from '../shared/stray.js';

type RequestOf = (...args: readonly unknown[]) => Request;

function make(source: Source): tf.Tensor {
  // Copied: a tf tensor keeps the array that it is given.
  return isTensor(source) ? tf.tensor(denseCopy(source).data as Float32Array, source.shape) : tf.zeros([...source]);
}

function read(result: tf.Tensor): Tensor {
  const data = result.dataSync<'float32'>();
  if (data.length !== sizeOf(result.shape))
    throw new Error(`TensorFlow.js returned ${data.length} values for the shape [${result.shape.join(', ')}]`);
  return fromData(data, [...result.shape]);
}

function run(expression: Expression, tensors: Readonly<Record<string, tf.Tensor>>): Outcome {
  try {
    return { ok: true, result: read(evaluate(expression, tensors)) };
  } catch (error) {
    return { ok: false, error };
  }
}

interface Chosen {
  readonly spelling: Expression;
  readonly outcome: Outcome;
  /** A call ended in a trap of WebAssembly. */
  readonly trapped: boolean;
  /** A call failed, or differs from another spelling: where it reads and writes outside its tensors, later calls would show it. */
  readonly suspicious: boolean;
}

/** Runs every spelling of a request; the one to report, and what it came to. */
function choose(op: OpName, args: readonly unknown[], request: Request): Chosen {
  if (request.spellings.length === 0) throw unsupported(`no call of TensorFlow.js says this: ${op}`);
  let outcomes: Outcome[] = [];
  try {
    // Nothing is returned from the tidy: it would look for tensors in every element of the results.
    tf.tidy(() => {
      const tensors = Object.fromEntries(Object.entries(request.tensors).map(([name, source]) => [name, make(source)]));
      outcomes = request.spellings.map((spelling) => run(spelling, tensors));
    });
  } catch (error) {
    // To make a tensor, or to let one go, traps in a ruined backend.
    if (!isTrap(error)) throw error;
    return { spelling: request.spellings[0]!, outcome: { ok: false, error }, trapped: true, suspicious: true };
  }
  const chosen = strayOf(op, args, outcomes);
  const outcome = outcomes[chosen]!;
  return {
    spelling: request.spellings[chosen]!,
    outcome,
    trapped: outcomes.some((each) => !each.ok && isTrap(each.error)),
    suspicious: !outcomes.every((each) => each.ok && outcome.ok && agree(each.result, outcome.result)),
  };
}

function resultOf(outcome: Outcome): Tensor {
  if (!outcome.ok) throw outcome.error;
  return outcome.result;
}

function opOf(op: OpName, request: RequestOf): (...args: readonly unknown[]) => Tensor {
  return (...args) => resultOf(choose(op, args, request(...args)).outcome);
}

/** An op on a backend whose memory a call can ruin: it is started anew after each that may have. */
function fragileOpOf(op: OpName, request: RequestOf, renewal: Renewal): (...args: readonly unknown[]) => Tensor | Promise<Tensor> {
  const made = (args: readonly unknown[]): Chosen => renewal.watch(() => choose(op, args, request(...args)));
  const once = async (args: readonly unknown[]): Promise<Tensor> => {
    // A call that waited with this one may have asked for another renewal.
    while (renewal.pending !== undefined) await renewal.pending;
    const { outcome, suspicious } = made(args);
    if (suspicious) await renewal.renew();
    return resultOf(outcome);
  };
  return (...args) => {
    if (renewal.pending !== undefined) return once(args);
    const { outcome, trapped, suspicious } = made(args);
    const renewed = suspicious ? renewal.renew() : undefined;
    // What traps is tried once more, on a fresh backend: an earlier call may have ruined this one without a sign.
    if (trapped) return renewed === undefined ? once(args) : renewed.then(() => once(args));
    return renewed === undefined ? resultOf(outcome) : renewed.then(() => resultOf(outcome));
  };
}

/** A request without its spellings in channels first. */
function channelsLastAlone(request: RequestOf): RequestOf {
  return (...args) => {
    const { tensors, spellings } = request(...args);
    return { tensors, spellings: spellings.filter((spelling) => !mentions(spelling, 'NCHW')) };
  };
}

function sourceOfTensor(source: Source): string {
  if (!isTensor(source)) return `tf.zeros(${sourceOfNumbers(source)})`;
  return `tf.tensor(${sourceOfNumbers(toArray(source))}, ${sourceOfNumbers(source.shape)})`;
}

/** The spellings of a call that are shown: the one that is reported, or all of a call that is not to be made. */
function reported(op: OpName, args: readonly unknown[], request: Request, renewal: Renewal | undefined): readonly Expression[] {
  if (renewal === undefined) return [choose(op, args, request).spelling];
  const { spelling, suspicious } = renewal.watch(() => choose(op, args, request));
  // Where that takes its time, the next call waits for it.
  if (suspicious) void renewal.renew();
  return [spelling];
}

/** One call as a program of its own. */
function show(preamble: readonly string[], asked: Request, spellings: readonly Expression[]): string {
  const one = spellings.length === 1;
  const results = spellings.flatMap((spelling) =>
    one
      ? [`const result = ${sourceOf(spelling)};`, 'console.log(result.shape, result.dataSync());']
      : [`console.log((${sourceOf(spelling)}).dataSync());`],
  );
  return [
    ...preamble,
    ...new Set(spellings.flatMap((spelling) => helpersOf(spelling))),
    ...Object.entries(asked.tensors).map(([name, source]) => `const ${name} = ${sourceOfTensor(source)};`),
    ...(one ? [] : ['// The same call in several spellings: one of them does not come back.']),
    ...results,
    '',
  ].join('\n');
}

export interface TfjsOptions {
  readonly name: string;
  /** As `tf.setBackend` takes it. */
  readonly backend: string;
  /** The lines that start a reproduction: imports, and the choice of the backend. */
  readonly preamble: readonly string[];
  /** The ops as calls. Default: those of the functional API. */
  readonly requests?: Requests;
  /** Ops for which the backend has no kernel. Default: none. */
  readonly lacks?: readonly OpName[];
  /** false: the backend's convolutions refuse channels first. Default: true. */
  readonly channelsFirst?: boolean;
  /** true: a bad call can ruin the backend for all later ones. Default: false. */
  readonly fragile?: boolean;
  /** Default: those of TensorFlow.js itself. */
  readonly limits?: Limits;
}

/**
 * TensorFlow.js on one backend.
 *
 * A call that TensorFlow.js takes in several spellings (a padding as a word, a number or a list; channels last or first; a number for
 * equal strides) is made in all of them. They mean the same by its documentation, so where the results differ, one of them is wrong:
 * the one farthest from the reference is returned, as it is.
 */
export function tfjsLibrary(options: TfjsOptions): TensorLibrary {
  const { lacks = [], channelsFirst = true } = options;
  const requests = Object.fromEntries(
    Object.entries(options.requests ?? functional)
      .filter(([op]) => !lacks.includes(op as OpName))
      .map(([op, request]) => [op, channelsFirst ? (request as RequestOf) : channelsLastAlone(request as RequestOf)]),
  );
  const renewal = options.fragile === true ? new Renewal(options.backend) : undefined;
  const ops = Object.fromEntries(
    Object.entries(requests).map(([op, request]) => [
      op,
      renewal === undefined ? opOf(op as OpName, request) : fragileOpOf(op as OpName, request, renewal),
    ]),
  );
  return defineLibrary({
    name: options.name,
    version: tf.version_core,
    ops: ops as LibraryOps,
    limits: options.limits ?? limits,
    show: ({ op, arguments: args, deadly = false }: ShownCall) => {
      const request = requests[op];
      if (request === undefined) throw new Error(`TensorFlow.js has no ${op} here`);
      const asked = request(...args);
      // A call with one spelling need not be made to be shown.
      const known = deadly || asked.spellings.length === 1;
      return show(options.preamble, asked, known ? asked.spellings : reported(op, args, asked, renewal));
    },
    setup: async () => {
      // Production mode changes nothing but that TensorFlow.js keeps its notices to itself.
      tf.env().set('PROD', true);
      if (!(await tf.setBackend(options.backend))) throw new Error(`TensorFlow.js cannot start its backend '${options.backend}'`);
      await tf.ready();
    },
  });
}
