/** A runtime of ONNX models as a library: each op a model of one node, built in memory. */
import { defineLibrary, type LibraryDefinition, type LibraryOps, type Limits, type TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import { mapSpelled, spelledBy, takenRequest, type Requested } from '../shared/requested.js';
import { toTensor } from './nodes/layout.js';
import { withShapes, type ModelCall } from './model.js';
import { programOf, type Program } from './program.js';
import type { Opsets } from './request.js';
import type { Runtime } from './runtime.js';
import { Sessions } from './sessions.js';
import { requests } from './nodes/spellings.js';

export interface OnnxOptions {
  readonly name: string;
  readonly version: string;
  readonly runtime: Runtime;
  /** Called once, before any op. */
  readonly opsets: Opsets;
  readonly limits: Limits;
  readonly program: Program;
  /** Ops that the runtime has no kernel for. Default: none. */
  readonly lacks?: readonly OpName[];
  /** Whether models must declare the shapes of their inputs. Default: false. */
  readonly declaresShapes?: boolean;
  readonly setup?: () => Promise<void>;
  /** Of the library: its precision, domain and budget. Default: those of every library. */
  readonly more?: Partial<LibraryDefinition>;
}

type CallOf = (...args: readonly unknown[]) => ModelCall;

/**
 * The ops as models of one node, in the spellings that mean the same by ONNX's documentation: a padding as a word or as numbers, the
 * oldest operator set and the newest, attributes written out or left to their defaults, weights fed or part of the model.
 */
function callsOf({ opsets, lacks = [], declaresShapes = false }: OnnxOptions): Requested<CallOf> {
  const own = Object.entries(requests).filter(([op]) => !lacks.includes(op as OpName));
  return Object.fromEntries(
    own.map(([op, { names, ask }]) => [
      op,
      spelledBy(names, (...args: readonly unknown[]): Record<string, ModelCall> => {
        const { operands, spellings } = ask(opsets, ...args);
        return Object.fromEntries(
          Object.entries(spellings).map(([name, { model, first }]) => [
            name,
            { operands, model: declaresShapes ? withShapes(model, operands) : model, first },
          ]),
        );
      }),
    ]),
  );
}

/** A runtime of ONNX models as a library. */
export function onnxLibrary(options: OnnxOptions): TensorLibrary {
  const { name, version, runtime, limits, program, setup, more } = options;
  const sessions = new Sessions(runtime);
  const calls = callsOf(options);
  return defineLibrary({
    name,
    version,
    ops: mapSpelled(calls, (call) => async (...args: readonly unknown[]) => {
      const { model, operands, first } = call(...args);
      return toTensor(await sessions.run(model, operands), first);
    }) as LibraryOps,
    limits,
    ...more,
    ...(runtime.runOnce && { runModel: runtime.runOnce }),
    show: (shown) => programOf(program, takenRequest(name, calls, shown)),
    ...(setup && { setup }),
    close: () => sessions.close(),
  });
}
