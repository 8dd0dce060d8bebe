/** A guess at how a package says an op, tried on calls whose results are known. */
import { compileFunction } from 'node:vm';
import { bind } from '../../judge/bind/bind.js';
import { holdsExactly } from '../../judge/compare.js';
import { judge } from '../../judge/judge.js';
import { defineLibrary, type Layout } from '../../library.js';
import { float32, float64, type Precision } from '../../precision.js';
import { dense, tensor, toArray, type Tensor } from '../../tensor.js';
import type { Conversion } from './conversions.js';
import { conventions, saidBy, type GuessedOp } from './conventions.js';

/** How an op is said. */
export interface Guess {
  readonly op: GuessedOp;
  /** A path in the package. */
  readonly member: string;
  /** Arguments, as source. */
  readonly call: string;
  readonly layout: Layout;
}

/** How long a promise of the package may take, in milliseconds. */
const timeout = 2000;

/** The op of a guess, as source. */
export function sourceOf({ op, member, call }: Guess, awaits: boolean): string {
  const said = saidBy(call);
  const parameters = [...conventions[op].parameters, ...(said.length > 0 ? [`{ ${said.join(', ')} }`] : [])].join(', ');
  const made = `library.${member}(${call})`;
  return awaits ? `async (${parameters}) => from(await ${made})` : `(${parameters}) => from(${made})`;
}

type From = (y: unknown) => Tensor | Promise<Tensor>;
type Op = (...args: unknown[]) => unknown;

/** A package in which each member was read once: ops of its guesses are compiled from the source that is written. */
export class Trial {
  private readonly to: (x: Tensor) => unknown;
  private readonly from: From;

  constructor(
    private readonly library: unknown,
    readonly conversion: Conversion,
    readonly precision: Precision,
  ) {
    const { helpers, to, from, later } = conversion;
    const source = `${helpers.join('\n')}\nreturn [(x) => ${to}, ${later ? 'async ' : ''}(y) => ${from.replace('DTYPE', 'dtype')}];`;
    const made = compileFunction(source, ['library', 'dense', 'tensor', 'toArray', 'dtype'])(
      library,
      dense,
      tensor,
      toArray,
      precision.dtype,
    ) as [(x: Tensor) => unknown, From];
    [this.to, this.from] = made;
  }

  /** Whether a tensor that goes in comes out as it is. */
  async returns(x: Tensor): Promise<boolean> {
    try {
      const back = await this.from(this.to(x));
      return holdsExactly('equal', back, x);
    } catch {
      // Whatever it throws, the package has no such conversion.
      return false;
    }
  }

  private opOf(guess: Guess, awaits: boolean): Op {
    const { library, to, from } = this;
    return compileFunction(`return ${sourceOf(guess, awaits)};`, ['library', 'to', 'from'])(library, to, from) as Op;
  }

  /** What the op of a guess gives; an error where it throws, or gives no tensor. */
  private async resultOf(guess: Guess, awaits: boolean, args: readonly unknown[]): Promise<Tensor | Error> {
    const { op, layout } = guess;
    const adapter = defineLibrary({ name: 'guess', precision: this.precision, layout, ops: { [op]: this.opOf(guess, awaits) } });
    try {
      return await (bind(adapter, { timeout })[op] as (...given: readonly unknown[]) => Promise<Tensor>)(...args);
    } catch (thrown) {
      return thrown as Error;
    }
  }

  /** Whether the op of a guess gives what its definition says, within what rounding allows. */
  async isRight(guess: Guess, awaits: boolean, args: readonly unknown[]): Promise<boolean> {
    const result = await this.resultOf(guess, awaits, args);
    return !(result instanceof Error) && judge({ op: guess.op, args, result }, this.precision) === undefined;
  }

  async refuses(guess: Guess, awaits: boolean, args: readonly unknown[]): Promise<boolean> {
    return (await this.resultOf(guess, awaits, args)) instanceof Error;
  }
}

/** Trials of a conversion in the precision that it keeps: the finest first. */
export async function trialOf(library: unknown, conversion: Conversion): Promise<Trial | undefined> {
  for (const precision of [float64, float32]) {
    const trial = new Trial(library, conversion, precision);
    const values = [1, 2, 3, 4, 5, 0.1].map((value) => precision.round(value));
    if (await trial.returns(tensor(values, [1, 2, 3], precision.dtype))) return trial;
  }
  return undefined;
}
