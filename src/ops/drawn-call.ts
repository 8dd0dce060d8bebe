/** Calls of an op as its record draws them: the arguments by the names of the parameters. */
import type { CaseProgram } from '../draw/draw.js';
import { withTensors as withTensorArguments } from './call.js';
import type { OpRecord } from './define-op.js';

/** The arguments of a call, by the names of its parameters. */
export type NamedCall = Readonly<Record<string, unknown>>;

export function namedCall({ parameters }: OpRecord, args: readonly unknown[]): NamedCall {
  return Object.fromEntries(parameters.map(({ name }, i) => [name, args[i]]));
}

/** The arguments of a call in their order. */
export function argumentsOf({ parameters }: OpRecord, call: NamedCall): unknown[] {
  return parameters.map(({ name }) => call[name]);
}

/** A call with each of its tensors replaced, the optional ones among its attributes too. */
export function withTensors<T>(record: OpRecord, call: NamedCall, replace: (x: T, name: string) => unknown): NamedCall {
  return namedCall(
    record,
    withTensorArguments(record, argumentsOf(record, call), (x, name) => replace(x as T, name)),
  );
}

/** By draw: laws that draw alike share the rows of one covering array. */
const programs = new WeakMap<OpRecord['draw'], CaseProgram<NamedCall>>();

/** Draws calls of an op, and reads finished ones back. */
export function callsOf(record: OpRecord): CaseProgram<NamedCall> {
  const { draw } = record;
  let program = programs.get(draw);
  if (program === undefined) {
    program = (d) => {
      d.reads((call) => (record.shows === undefined ? call : record.shows(...(argumentsOf(record, call) as never[]))));
      return namedCall(record, record.draw(d));
    };
    programs.set(draw, program);
  }
  return program;
}
