/** Libraries that fill in by themselves what a call leaves out. */
import { withoutDefaults } from '../ops/complete.js';
import { opNames, recordOf, type OpName } from '../ops/index.js';
import { spellings, spellingsOf, type ShownCall, type Spelling } from './spelling.js';

type Call = (...args: never[]) => unknown;
type Show = (call: ShownCall) => string;

/** What a spelling is called in which attributes that have their defaults are left out. */
const leftOut = 'defaults left out';

/** A call without the attributes that have their defaults. */
function shortened(op: OpName, args: readonly unknown[]): unknown[] {
  const { parameters, attributes } = recordOf(op);
  return args.map((arg, i) => (parameters[i]!.kind === 'attributes' ? withoutDefaults(attributes, args[0], arg as object) : arg));
}

/**
 * An op in the spellings that it has, each with its attributes in full and with those left out that have their defaults.
 *
 * @param show the library's own
 */
function inBothWays(op: OpName, own: unknown, show: Show | undefined): unknown {
  const given = spellingsOf(own);
  const both: Record<string, Spelling<Call>> = {};
  for (const [name, spelling] of Object.entries(given ?? { '': { call: own as Call } })) {
    const shows = spelling.show ?? show;
    // The library's `show` knows the names of its own spellings alone.
    const shown = ({ spelling: _, ...call }: ShownCall, args: readonly unknown[]): string =>
      shows!({ ...call, arguments: args, ...(name !== '' && { spelling: name }) });
    const { call } = spelling;
    both[name === '' ? 'attributes in full' : name] = {
      ...(spelling as Spelling<Call>),
      ...(shows && { show: (c) => shown(c, c.arguments) }),
    };
    both[name === '' ? leftOut : `${name}, ${leftOut}`] = {
      ...(spelling as Spelling<Call>),
      call: (...args) => call(...(shortened(op, args) as never[])),
      ...(shows && { show: (c) => shown(c, shortened(op, c.arguments)) }),
    };
  }
  return spellings(both);
}

/** The ops of a library whose own defaults are asked for; those without an attribute that has a default as they are. */
export function withOwnDefaults<Ops extends Readonly<Partial<Record<OpName, unknown>>>>(ops: Ops, show: Show | undefined): Ops {
  const asked = opNames.filter(
    (op) => ops[op] !== undefined && Object.values(recordOf(op).attributes).some((spec) => spec.default !== undefined),
  );
  return { ...ops, ...Object.fromEntries(asked.map((op) => [op, inBothWays(op, ops[op], show)])) };
}
