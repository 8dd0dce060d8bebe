/** Libraries whose ops are requests: what runs a call and what shows it read the same value. */
import { spellings, Unsupported, unsupported, type ShownCall, type Spelled } from '../../library.js';
import type { OpName } from '../../ops/index.js';

/** Each op as one function, or as one for each of its spellings. */
export type Requested<F> = Readonly<Partial<Record<OpName, F | Readonly<Record<string, F>>>>>;

/** Each op's functions made into others, the spellings kept. */
export function mapSpelled<F, G extends (...args: readonly unknown[]) => unknown>(
  requests: Requested<(...args: readonly unknown[]) => F>,
  make: (request: (...args: readonly unknown[]) => F) => G,
): Readonly<Record<string, G | Spelled<G>>> {
  return Object.fromEntries(
    Object.entries(requests).map(([op, request]) => {
      if (typeof request === 'function') return [op, make(request)];
      return [op, spellings<G>(Object.fromEntries(Object.entries(request).map(([name, each]) => [name, make(each)])))];
    }),
  );
}

/**
 * Spellings that are made together, where a call takes some of them only.
 *
 * @param names of all spellings, the plainest first
 * @param ask the requests of a call, by the names of the spellings that take it
 */
export function spelledBy<Args extends readonly unknown[], F>(
  names: readonly string[],
  ask: (...args: Args) => Readonly<Record<string, F>>,
): Readonly<Record<string, (...args: Args) => F>> {
  const one =
    (name: string) =>
    (...args: Args): F => {
      const asked = ask(...args);
      if (!Object.hasOwn(asked, name)) throw unsupported(`the call cannot be spelled "${name}"`);
      return asked[name]!;
    };
  return Object.fromEntries(names.map((name) => [name, one(name)]));
}

/**
 * The request of a call that is shown: in its spelling, or in the first that takes it.
 *
 * @throws Unsupported where none does
 */
export function takenRequest<F>(
  library: string,
  requests: Requested<(...args: readonly unknown[]) => F>,
  { op, arguments: args, spelling }: ShownCall,
): F {
  const request = requests[op];
  if (request === undefined) throw new Error(`${library} has no ${op}`);
  if (typeof request === 'function') return request(...args);
  if (spelling !== undefined) return request[spelling]!(...args);
  let refusal: Unsupported | undefined;
  for (const each of Object.values(request)) {
    try {
      return each(...args);
    } catch (thrown) {
      if (!(thrown instanceof Unsupported)) throw thrown;
      refusal ??= thrown;
    }
  }
  throw refusal!;
}
