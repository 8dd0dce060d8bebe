/** How a package says each op, found by trying what its names suggest. */
import type { Layout, OpLimits } from '../../library.js';
import { zeros } from '../../tensor.js';
import { conventions, guessedOps, membersFor, type GuessedOp } from './conventions.js';
import { conversionsFor } from './conversions.js';
import { badCalls, plainCalls, probesFor } from './probes.js';
import { trialOf, type Guess, type Trial } from './trial.js';

/** An op whose plainest call gives what its definition says. */
export interface FoundOp extends Guess {
  readonly awaits: boolean;
  readonly limits: OpLimits;
  /** How many of the other calls do. */
  readonly score: number;
}

export interface Found {
  readonly trial: Trial;
  readonly layout: Layout;
  readonly ops: readonly FoundOp[];
}

/** Limits that say nothing beside another one. */
function withoutRepeats(limits: Record<string, unknown>): OpLimits {
  const repeated = [
    ...(limits['strides'] === false ? ['unequalStrides', 'stridedDilation'] : []),
    ...(limits['dilations'] === false ? ['unequalDilations', 'stridedDilation'] : []),
    ...(limits['padding'] !== undefined && !(limits['padding'] as string[]).includes('explicit')
      ? ['unevenPadding', 'unequalPadding']
      : []),
  ];
  return Object.fromEntries(Object.entries(limits).filter(([name]) => !repeated.includes(name)));
}

/** What an op that works on n axes takes, and how many calls gave what they should. */
async function limitsOf(trial: Trial, guess: Guess, awaits: boolean, n: number): Promise<Pick<FoundOp, 'limits' | 'score'>> {
  const limits: Record<string, unknown> = {};
  const tried: Record<string, number> = {};
  let score = 0;
  for (const { args, limit, value } of probesFor(guess.op, n)) {
    const isRight = await trial.isRight(guess, awaits, args);
    if (isRight) score++;
    const [[name, says]] = Object.entries(limit) as [[string, unknown]];
    if (value === undefined) {
      if (!isRight) limits[name] = says;
      continue;
    }
    tried[name] = (tried[name] ?? 0) + 1;
    const list = (limits[name] ??= []) as unknown[];
    if (isRight) list.push(value);
  }
  // All of a list is no limit; none of it is a limit that its op's own attribute never reaches.
  for (const [name, count] of Object.entries(tried)) {
    const { length } = limits[name] as unknown[];
    if (length === count || length === 0) Reflect.deleteProperty(limits, name);
  }
  for (const args of badCalls(guess.op, n)) if (!(await trial.refuses(guess, awaits, args))) limits['validates'] = false;
  return { limits: withoutRepeats(limits), score };
}

const axesOf = (op: GuessedOp, args: readonly unknown[]): number =>
  op === 'matmul' ? 0 : (args[0] as { shape: readonly number[] }).shape.length - 2;

/** The best guess at an op in a layout; of equally good ones the first. */
async function bestOf(trial: Trial, op: GuessedOp, layout: Layout, members: readonly string[]): Promise<FoundOp | undefined> {
  let best: FoundOp | undefined;
  for (const member of membersFor(op, members)) {
    for (const call of conventions[op].calls) {
      const guess: Guess = { op, member, call, layout };
      for (const args of plainCalls(op)) {
        const sync = !trial.conversion.later && (await trial.isRight(guess, false, args));
        if (!sync && !(await trial.isRight(guess, true, args))) continue;
        const found = { ...guess, awaits: !sync, ...(await limitsOf(trial, guess, !sync, axesOf(op, args))) };
        if (best === undefined || found.score > best.score) best = found;
        break;
      }
    }
  }
  return best;
}

const isBetter = (found: Found, than: Found | undefined): boolean => {
  const sum = ({ ops }: Found): number => ops.reduce((total, { score }) => total + 1 + score, 0);
  return than === undefined || sum(found) > sum(than);
};

/**
 * Tries the conversions, layouts and calls that the names of a package suggest; `undefined` where no op gave what its definition says.
 *
 * @param members paths of what it exports
 */
export async function guessAdapter(library: unknown, members: readonly string[]): Promise<Found | undefined> {
  let best: Found | undefined;
  const wanted = guessedOps.filter((op) => membersFor(op, members).length > 0);
  if (wanted.length === 0) return undefined;
  for (const conversion of conversionsFor(members)) {
    const trial = await trialOf(library, conversion);
    if (trial === undefined) continue;
    // Nested lists, for one, do not keep the shape of a tensor without cells.
    const keepsEmpty = await trial.returns(zeros([0, 2, 1]));
    for (const layout of ['channels-last', 'channels-first'] as const) {
      const ops: FoundOp[] = [];
      for (const op of wanted) {
        const found = await bestOf(trial, op, layout, members);
        if (found !== undefined) ops.push(keepsEmpty ? found : { ...found, limits: { ...found.limits, emptyTensors: false } });
      }
      const found: Found = { trial, layout, ops };
      if (ops.length > 0 && isBetter(found, best)) best = found;
    }
    // What the package itself makes of a tensor comes first: where all ops work with it, no other is looked for.
    if (best?.ops.length === wanted.length) break;
  }
  return best;
}
