/** The ways to call an op: one, or those of its spellings. */
import { spellingsOf, Unsupported, type Layout, type Spelling, type TensorLibrary } from '../../library.js';
import type { OpName } from '../../ops/index.js';
import { outsideLimits } from './limits.js';

type Call = (...args: unknown[]) => unknown;

export interface Way {
  readonly call: Call;
  /** The spelling's name, where the op has spellings. */
  readonly spelling?: string;
  readonly limits?: Spelling<Call>['limits'];
  /** Left out: channels last. */
  readonly layout?: 'channels-first';
}

const layoutOf = (layout: Layout): Pick<Way, 'layout'> => (layout === 'channels-first' ? { layout } : {});

/** The ways to call an op: the chosen spelling, then the others from the first on. */
export function waysOf(library: TensorLibrary, op: OpName, chosen: string | undefined): readonly Way[] {
  const own = library.ops[op];
  const spellings = spellingsOf(own);
  if (spellings === undefined) return [{ call: own as Call, ...layoutOf(library.layout) }];
  const all = Object.entries(spellings).map(([spelling, { call, limits, layout = library.layout }]): Way => ({
    call,
    spelling,
    ...(limits && { limits }),
    ...layoutOf(layout),
  }));
  return [...all.filter(({ spelling }) => spelling === chosen), ...all.filter(({ spelling }) => spelling !== chosen)];
}

/**
 * Makes a call in the first way that does not refuse it.
 *
 * @throws Unsupported as the first way refused, where all of them do
 */
export async function taken<Result>(
  op: OpName,
  args: readonly unknown[],
  ways: readonly Way[],
  make: (way: Way) => Promise<Result>,
): Promise<Result> {
  let refusal: Unsupported | undefined;
  for (const way of ways) {
    const outside = way.limits === undefined ? undefined : outsideLimits(op, { [op]: way.limits }, args, 'spelling');
    if (outside !== undefined) {
      refusal ??= new Unsupported(outside);
      continue;
    }
    try {
      return await make(way);
    } catch (thrown) {
      if (!(thrown instanceof Unsupported)) throw thrown;
      refusal ??= thrown;
    }
  }
  throw refusal!;
}
