/** The ways in which a library's API says an op. */
import type { OpLimits } from '../limits.js';
import type { OpName } from '../ops/index.js';

/** A library that cannot be used: names what was given and what is allowed. */
export class InvalidLibrary extends Error {
  override readonly name = 'InvalidLibrary';
}

/** Where channels stand: after the spatial axes, or before them. */
export type Layout = 'channels-last' | 'channels-first';

/** One way in which a library's API says an op: a pad as a number or as a list, a layer beside a function. */
export interface Spelling<F> {
  /** The op so spelled; it may refuse a call (`throw unsupported('...')`), and then another spelling is taken. */
  readonly call: F;
  /** What this spelling does not take, beside the op's own limits: then another is taken. */
  readonly limits?: OpLimits;
  /** Default: the library's. */
  readonly layout?: Layout;
  /** The call in this spelling, as source. Default: the library's `show`. */
  readonly show?: (call: ShownCall) => string;
}

/** An op in several spellings. Called as one function it takes the first spelling that does not refuse. */
export type Spelled<F> = F & { readonly spellings: Readonly<Record<string, Spelling<F>>> };

/** One call of an op, as `show` gets it. */
export interface ShownCall {
  readonly op: OpName;
  /** In the layout of the library, or of the spelling. */
  readonly arguments: readonly unknown[];
  /** The name of the spelling to show; left out where the op has one alone, or where it is not known which was called. */
  readonly spelling?: string;
  /** The call hangs or ends its process: it is shown without being made. Default: false. */
  readonly deadly?: boolean;
}

/** A refusal that limits cannot say: counted and shown as a discard. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';

  constructor(reason: string) {
    const { stackTraceLimit } = Error;
    // A refusal is an answer, often given: where it arose costs more than all else of it.
    Error.stackTraceLimit = 0;
    super(reason);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What an op throws to refuse a case: `throw unsupported('only square windows')`. */
export function unsupported(reason: string): Unsupported {
  return new Unsupported(reason);
}

/**
 * An op in the several ways in which a library's API says it, in place of one function: each case draws one of them, and a failure is
 * replayed and told with it.
 *
 * @param named the spellings by name, the plainest first: shrinking goes towards it, and where the drawn one refuses, the others are tried from the first on
 *
 * @example
 * conv: spellings({
 *   'pad as a word': (x, filter, a) => conv2d(x, filter, { ...a, padding: word(a.padding) }),
 *   'pad as a list': (x, filter, a) => conv2d(x, filter, { ...a, padding: list(a.padding) }),
 * })
 *
 * @throws InvalidLibrary where there is no spelling
 */
export function spellings<F extends (...args: never[]) => unknown>(named: Readonly<Record<string, F | Spelling<F>>>): Spelled<F> {
  const all = Object.fromEntries(
    Object.entries(named).map(([name, given]): [string, Spelling<F>] => [name, typeof given === 'function' ? { call: given } : given]),
  );
  if (Object.keys(all).length === 0) throw new InvalidLibrary('spellings() takes at least one, by its name');
  const plainest = (...args: never[]): unknown =>
    firstTaken(
      Object.values(all).map(
        ({ call }) =>
          () =>
            call(...args),
      ),
    );
  return Object.assign(plainest, { spellings: all }) as unknown as Spelled<F>;
}

/** The result of the first call that is not refused. */
function firstTaken([call, ...others]: readonly (() => unknown)[]): unknown {
  const refused = (thrown: unknown): unknown => {
    if (!(thrown instanceof Unsupported) || others.length === 0) throw thrown;
    return firstTaken(others);
  };
  try {
    const result = call!();
    return result instanceof Promise ? result.catch(refused) : result;
  } catch (thrown) {
    return refused(thrown);
  }
}

/** The spellings of an op; `undefined` where it is one function. */
export function spellingsOf(op: unknown): Readonly<Record<string, Spelling<(...args: unknown[]) => unknown>>> | undefined {
  return (op as Partial<Spelled<(...args: unknown[]) => unknown>> | undefined)?.spellings;
}
