/** Libraries whose ops are requests: what runs a call and what shows it read the same value. */
import { spellings, Unsupported, type ShownCall, type Spelled } from '../../library.js';
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
