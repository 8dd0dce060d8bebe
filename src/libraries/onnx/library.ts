/** A runtime of ONNX models as a library: each op a model of one node, built in memory. */
import { defineLibrary, type LibraryOps, type Limits, type ShownCall, type TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import type { Tensor } from '../../tensor.js';
import { agree, strayOf, type Outcome } from '../shared/stray.js';
import { Choices } from './choices.js';
import { toTensor } from './layout.js';
import { withShapes, type Operand } from './model.js';
import { programOf, programOfAll, type Program } from './program.js';
import type { Opsets, Request, Spelling } from './request.js';
import type { Runtime } from './runtime.js';
import { Sessions } from './sessions.js';
import { onnxOps, requestOf } from './spellings.js';

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
}

async function outcomeOf(sessions: Sessions, spelling: Spelling, operands: Readonly<Record<string, Operand>>): Promise<Outcome> {
  try {
    return { ok: true, result: toTensor(await sessions.run(spelling.model, operands), spelling.first) };
  } catch (error) {
    return { ok: false, error };
  }
}

function alike(a: Outcome, b: Outcome): boolean {
  return a.ok ? b.ok && agree(a.result, b.result) : !b.ok;
}

/**
 * A call that ONNX takes in several spellings (a padding as a word or as numbers, the oldest operator set and the newest, attributes
 * written out or left to their defaults, weights fed or part of the model) is made in all of them. They mean the same by ONNX's
 * documentation, so where the results differ, one of them is wrong: the one farthest from the reference is returned, as it is.
 */
export function onnxLibrary(options: OnnxOptions): TensorLibrary {
  const { name, version, runtime, opsets, limits, program, lacks = [], declaresShapes = false, setup } = options;
  const sessions = new Sessions(runtime);
  const choices = new Choices();
  const ask = (op: OpName, args: readonly unknown[]): Request => {
    const { operands, spellings } = requestOf(op, opsets, args);
    if (!declaresShapes) return { operands, spellings };
    return { operands, spellings: spellings.map(({ model, first }) => ({ model: withShapes(model, operands), first })) };
  };
  const run = async (op: OpName, args: readonly unknown[]): Promise<Tensor> => {
    const { operands, spellings } = ask(op, args);
    const outcomes: Outcome[] = [];
    for (const spelling of spellings) outcomes.push(await outcomeOf(sessions, spelling, operands));
    const chosen = strayOf(op, args, outcomes);
    if (!outcomes.every((outcome) => alike(outcome, outcomes[0]!))) choices.set(op, args, chosen);
    const outcome = outcomes[chosen]!;
    if (!outcome.ok) throw outcome.error;
    return outcome.result;
  };
  const own = onnxOps.filter((op) => !lacks.includes(op));
  return defineLibrary({
    name,
    version,
    ops: Object.fromEntries(own.map((op) => [op, (...args: readonly unknown[]) => run(op, args)])) as LibraryOps,
    limits,
    show: ({ op, arguments: args }: ShownCall) => {
      const { operands, spellings } = ask(op, args);
      const chosen = spellings.length === 1 ? 0 : choices.get(op, args);
      if (chosen === undefined) return programOfAll(program, op, args, operands, spellings);
      return programOf(program, op, args, operands, spellings[chosen]!);
    },
    ...(setup && { setup }),
    close: () => sessions.close(),
  });
}
