/** The structured shrinker: passes resumed cyclically, each candidate strictly cheaper than the case it comes from. */
import type * as fc from 'fast-check';
import { settingOf, type Setting } from '../builders/builder.js';
import { costOf, fingerprint, isLower, type Cost } from './cost.js';
import type { CaseProgram } from '../draw.js';
import type { Drawn } from '../drawn.js';
import { EmptyDomain } from '../empty-domain.js';
import { Earlier, RerunBuilder, TooLarge } from '../builders/rerun-builder.js';
import { blocksLeast, dropAxes, eachParameter, everythingLeast, pairsOfParameters, refilled, sameWindows } from './lessen.js';
import type { Pass } from './moves.js';
import { lowerIndices, simplerValues, zeroBlocks } from './shrink-values.js';
import { exchanges, otherOptions, padsForCells, trades } from './trade.js';

const passes: readonly Pass[] = [
  everythingLeast,
  dropAxes,
  blocksLeast,
  eachParameter,
  sameWindows,
  padsForCells,
  otherOptions,
  pairsOfParameters,
  trades,
  zeroBlocks,
  simplerValues,
  lowerIndices,
  refilled,
  exchanges,
];

/** Successes after which a shrink ends, whatever is left: a predicate that fails at random must not keep it going. */
const mostSteps = 500;

/** Cases that were offered already and did not fail, back to where the shrink began. */
interface Tried {
  readonly offered: ReadonlySet<number>;
  /** How many of them were offered before the success that this is seen from. */
  readonly count: number;
  readonly before: readonly ReadonlySet<number>[];
}

/** A case within a shrink. */
export interface ShrinkState {
  readonly drawn: Drawn;
  readonly cost: Cost;
  /** Where the passes go on. */
  readonly pass: number;
  readonly at: number;
  readonly steps: number;
  readonly tried: Tried | undefined;
}

export function firstState(drawn: Drawn): ShrinkState {
  return { drawn, cost: costOf(drawn), pass: 0, at: 0, steps: 0, tried: undefined };
}

/** All of them in few sets, however long the shrink: each at least twice as large as the next. */
function setsOf({ offered, count, before }: Tried): ReadonlySet<number>[] {
  const sets = [...before];
  let last = new Set<number>();
  for (const print of offered) {
    if (last.size === count) break;
    last.add(print);
  }
  while (sets.length > 0 && sets.at(-1)!.size <= 2 * last.size) last = new Set([...sets.pop()!, ...last]);
  sets.push(last);
  return sets;
}

/** Cheaper cases made from one, lazily: the same stream each time that it is asked for. */
export function* shrinks<Case>(
  setting: Setting,
  program: CaseProgram<Case>,
  state: ShrinkState,
  wrap: (value: Case, state: ShrinkState) => fc.Value<Case>,
): IterableIterator<fc.Value<Case>> {
  if (state.steps >= mostSteps) return;
  const earlier = new Earlier(state.drawn);
  const own = settingOf(setting, state.drawn);
  const before = state.tried === undefined ? [] : setsOf(state.tried);
  const offered = new Set<number>();
  for (let i = 0; i <= passes.length; i++) {
    const pass = (state.pass + i) % passes.length;
    // The first pass goes on where it stood; at the end it comes again, for what it had left behind.
    if (i === passes.length && state.at === 0) return;
    for (const { edit, at } of passes[pass]!(state.drawn, i === 0 ? state.at : 0)) {
      let builder: RerunBuilder;
      let value: Case;
      try {
        builder = new RerunBuilder(own, earlier, edit, state.cost[0]);
        value = program(builder);
      } catch (error) {
        // Some combinations leave a later choice without a value; they are no candidates.
        if (error instanceof EmptyDomain || error instanceof TooLarge) continue;
        throw error;
      }
      const drawn = builder.drawn();
      const cost = costOf(drawn);
      if (!isLower(cost, state.cost)) continue;
      const print = fingerprint(drawn);
      if (offered.has(print) || before.some((set) => set.has(print))) continue;
      const tried: Tried = { offered, count: offered.size, before };
      offered.add(print);
      yield wrap(value, { drawn, cost, pass, at, steps: state.steps + 1, tried });
    }
  }
}
