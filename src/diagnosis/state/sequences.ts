/** Sequences of calls, made to see what the last one does after the others. */
import { callOp, type Call } from '../../judge/bind/bind.js';
import { copied, recentCalls } from '../../judge/bind/recent.js';
import { firstDifference, holdsExactly } from '../../judge/compare.js';
import { Allowance } from '../probe/allowance.js';
import { cloneCase } from '../../judge/evaluate.js';
import { tensorsIn } from '../../judge/history.js';
import { judge, type Stray } from '../../judge/judge.js';
import type { TensorLibrary } from '../../library.js';
import { recordHeld } from '../../library/conventions.js';
import { tensorArguments } from '../../ops/call.js';
import { isTensorOp, tensorRecord, type TensorOp } from '../../ops/index.js';
import { isTensor, sizeOf, type Tensor } from '../../tensor.js';
import type { CauseCall } from '../cause/cause.js';

/** A call as a cause has it. */
export function givenCall({ op, args, spelling }: Pick<Call, 'op' | 'args' | 'spelling'>): CauseCall {
  return { op, arguments: args, ...(spelling !== undefined && { spelling }) };
}

/** How often two calls are made at once before it is believed that they interfere. */
const rounds = 4;

/** What a call returned that is no copy. */
export const viewOfArgument = 'a view of its argument';

function strayOf<Kind extends Stray['kind']>(kind: Kind, { op, arguments: args, spelling }: CauseCall) {
  return { kind, op, args, ...(spelling !== undefined && { spelling }) };
}

/** Elements of all tensors of a call. */
export const sizeOfCall = ({ arguments: args }: CauseCall): number =>
  args.filter(isTensor).reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** Makes sequences of calls on a library. */
export class Sequences {
  /** Whether the library can be put into a state in which nothing was called yet. */
  readonly renews: boolean;

  constructor(
    private readonly library: TensorLibrary,
    private readonly timeout?: number,
    private readonly allowance = new Allowance(),
  ) {
    this.renews = library.setup !== undefined || library.close !== undefined;
  }

  /** Puts the library into its first state, as far as it can be: closed, and set up again. */
  async renew(): Promise<void> {
    await this.library.close?.();
    await this.library.setup?.();
  }

  /** How the last of some calls strays, made one after the other from the library's first state on. */
  async last(calls: readonly CauseCall[]): Promise<Stray | undefined> {
    await this.renew();
    let stray: Stray | undefined;
    for (const call of calls) stray = await this.next(call);
    return stray;
  }

  /** How one more call strays. */
  async next(call: CauseCall): Promise<Stray | undefined> {
    const [made] = await this.made([call]);
    return made && this.judged(made);
  }

  /** Whether a call does not stray, or not when it is made again, or not after one of some others. */
  async holds(call: CauseCall, pauses: readonly CauseCall[] = []): Promise<boolean> {
    for (let i = 0; i < 2; i++) if ((await this.next(call)) === undefined) return true;
    for (const pause of pauses) {
      await this.next(pause);
      if ((await this.next(call)) === undefined) return true;
    }
    return false;
  }

  private async inFlight(one: CauseCall, other: CauseCall): Promise<Stray | undefined> {
    await this.renew();
    const made = await this.made([one, other]);
    return made.map((call) => this.judged(call)).find((stray) => stray !== undefined);
  }

  /** How either of two calls strays each time that both are in flight, and never one after the other. */
  async interfering(one: CauseCall, other: CauseCall): Promise<Stray | undefined> {
    let stray: Stray | undefined;
    for (let round = 0; round < rounds; round++) {
      // One more call each time, so that what goes by their number does not show.
      for (let i = 0; i < round; i++) await this.next(one);
      for (const each of [one, other]) if ((await this.next(each)) !== undefined) return undefined;
      stray = await this.inFlight(one, other);
      if (stray === undefined) return undefined;
    }
    return stray;
  }

  /** How the result of the first of two calls strays once the second was made: it is no longer there, or shares its memory. */
  async kept(first: CauseCall, second: CauseCall): Promise<Stray | undefined> {
    await this.renew();
    const recent = recentCalls(this.library);
    const { made } = recent;
    await this.made([first]);
    const [one] = recent.since(made);
    if (one === undefined) return undefined;
    const results = tensorsIn(one.result);
    const before = results.map((x) => copied(x) as Tensor);
    const shared = tensorArguments(tensorRecord(one.op as TensorOp), one.args).filter(isTensor);
    if (results.some(({ data }) => shared.some((x) => x.data === data)))
      return { ...strayOf('aliased', first), message: `${first.op} returned ${viewOfArgument}`, result: results[0], expected: before[0] };
    await this.made([second]);
    for (const [i, now] of results.entries()) {
      const then = before[i]!;
      if (holdsExactly('equal', now, then)) continue;
      const difference = firstDifference('equal', now, then, undefined, undefined);
      const message = `${second.op} wrote over what ${first.op === second.op ? 'it' : first.op} had returned before`;
      return { ...strayOf('rewritten', second), message, result: copied(now), expected: then, ...(difference && { difference }) };
    }
    const later = recent
      .since(made)
      .slice(1)
      .flatMap(({ result }) => tensorsIn(result));
    if (!results.some(({ data }) => later.some((x) => x.data === data))) return undefined;
    const message = `${second.op} returned again what ${first.op === second.op ? 'it' : first.op} had returned before, and not a copy`;
    return { ...strayOf('aliased', second), message, result: results[0], expected: before[0] };
  }

  private judged(call: Call): Stray | undefined {
    return judge(call, this.library.precision, recordHeld(call.op, this.library.conventions));
  }

  /** Calls that are begun one after the other, and awaited together; without those that the library refuses. */
  private async made(calls: readonly CauseCall[]): Promise<readonly Call[]> {
    calls.forEach(() => this.allowance.spend());
    const made = calls.map(async ({ op, arguments: args, spelling }) => {
      if (!isTensorOp(op)) return [];
      const recorded: Call[] = [];
      const called = callOp(this.library, op, cloneCase(args as unknown[]), {
        record: (call) => recorded.push(call),
        ...(spelling !== undefined && { spelling: { [op]: spelling } }),
        ...(this.timeout !== undefined && { timeout: this.timeout }),
      });
      // A call that throws is recorded as such.
      await called.then(undefined, () => undefined);
      return recorded;
    });
    return (await Promise.all(made)).flat();
  }
}
