/** What of a straying call is of no matter: it strays in the same way with other sizes, values and attributes in their place. */
import { FastRandom } from '../../draw/builders/random.js';
import { sameValue } from '../../draw/recover.js';
import { attributesAt, completeAttributes } from '../../judge/bind/attributes.js';
import type { Stray } from '../../judge/judge.js';
import { tensorRecord, type TensorOp } from '../../ops/index.js';
import type { Precision } from '../../precision.js';
import { dtypeOf, isTensor, sizeOf, tensor, toArray, type Tensor } from '../../tensor.js';
import type { Probes } from './probes.js';
import type { Freedom } from './variations.js';

/** What may be anything in the call that is shown, all at once, as far as calls with others in its place tell. */
export interface Whatever {
  /** Axes that may be of any size, by the name of the parameter, in channels last. */
  readonly sizes: Readonly<Record<string, readonly number[]>>;
  /** Tensors that may hold any values; `not zero`: any but 0. */
  readonly values: Readonly<Record<string, 'any' | 'not zero'>>;
  /** Attributes that may have any value. */
  readonly attributes: readonly string[];
}

/** Other values of a number with each of which the call must stray, where there are as many, and in any case. */
const wantedOthers = 3;
const leastOthers = 2;

/** Tensors of other values, with each of which it must; then calls with all at once that is of no matter by itself. */
const otherData = 5;
const together = 6;

/** Calls of more elements are not made once more and again. */
const mostElements = 4096;

/** One axis of a parameter. */
const axisKey = (name: string, axis: number): string => `${name} ${axis}`;

const shapeOf = (arg: unknown): readonly number[] => (isTensor(arg) ? arg.shape : Array.isArray(arg) ? (arg as readonly number[]) : []);

/** The axes and attributes in which two calls of an op differ; `undefined` where their ranks do. */
function differencesOf(op: TensorOp, one: readonly unknown[], other: readonly unknown[]): readonly string[] | undefined {
  const at = attributesAt(op);
  const differences: string[] = [];
  for (const [i, { name }] of tensorRecord(op).parameters.entries()) {
    if (i === at) continue;
    const [mine, others] = [shapeOf(one[i]), shapeOf(other[i])];
    if (mine.length !== others.length) return undefined;
    for (const [axis, size] of mine.entries()) if (size !== others[axis]) differences.push(axisKey(name, axis));
  }
  if (at < 0) return differences;
  const complete = (args: readonly unknown[]): Readonly<Record<string, unknown>> => ({
    ...completeAttributes(op, args, args[at] as object | undefined),
  });
  const [mine, others] = [complete(one), complete(other)];
  const names = new Set([...Object.keys(mine), ...Object.keys(others)]);
  return [...differences, ...[...names].filter((name) => !sameValue(mine[name], others[name]))];
}

/** A tensor of the same shape with other values: zeros, or none of them 0. */
function withOtherValues(x: Tensor, random: FastRandom, isZero: boolean, precision: Precision): Tensor {
  const sign = (): number => (precision.least < 0 && random.int(0, 1) === 1 ? -1 : 1);
  return tensor(
    toArray(x).map(() => (isZero ? 0 : random.int(1, 5) * sign())),
    x.shape,
    dtypeOf(x),
  );
}

/** A choice of a call with the values that it was tried at, and the axes and attributes that they move. */
interface Tried {
  readonly freedom: Freedom;
  readonly keys: readonly string[];
}

/** Something of a call that may be of no matter. */
type Part = Tried | { readonly tensor: number; readonly kind: 'any' | 'not zero' };

class Trials {
  private readonly random: FastRandom;

  constructor(
    private readonly stray: Stray & { readonly op: TensorOp },
    private readonly probes: Probes,
    private readonly precision: Precision,
    private readonly isSame: (other: Stray) => boolean,
  ) {
    this.random = new FastRandom(stray.args.length, stray.op.length);
  }

  /** Whether a call of these arguments strays by the same bug; a call that the library refuses tells nothing. */
  private async strays(args: readonly unknown[]): Promise<boolean | undefined> {
    const probe = await this.probes.again({ ...this.stray, args });
    return probe && probe.stray !== undefined && this.isSame(probe.stray);
  }

  /** A choice by itself, and whether it is of no matter. */
  async free(freedom: Freedom): Promise<Tried & { readonly isFree: boolean }> {
    const { op, args } = this.stray;
    const keys = new Set<string>();
    const told: number[] = [];
    for (const value of freedom.others) {
      const others = this.probes.moved(this.stray, [{ choice: freedom.choice, value }]);
      const differences = others && differencesOf(op, args, others);
      if (others === undefined || differences === undefined || differences.length === 0) continue;
      const strays = await this.strays(others);
      if (strays === undefined) continue;
      for (const key of differences) keys.add(key);
      if (!strays) return { freedom, keys: [...keys], isFree: false };
      told.push(value);
    }
    const isAll = freedom.choice.role === 'option' && told.length === freedom.others.length;
    const isEnough = told.length >= Math.max(leastOthers, Math.min(wantedOthers, freedom.others.length));
    return { freedom: { ...freedom, others: told }, keys: [...keys], isFree: isAll || isEnough };
  }

  /** A tensor whose values are of no matter by themselves. */
  async freeValues(i: number): Promise<Part | undefined> {
    const { args } = this.stray;
    const x = args[i] as Tensor;
    const with0 = async (isZero: boolean): Promise<boolean> =>
      (await this.strays(args.with(i, withOtherValues(x, this.random, isZero, this.precision)))) === true;
    for (let turn = 0; turn < otherData; turn++) if (!(await with0(false))) return undefined;
    return { tensor: i, kind: (await with0(true)) ? 'any' : 'not zero' };
  }

  /** Whether the call strays with all of these at other values at once. */
  async holdTogether(parts: readonly Part[]): Promise<boolean> {
    const { random } = this;
    for (let turn = 0; turn < together; turn++) {
      const moves = parts.flatMap((part) => {
        if (!('freedom' in part)) return [];
        const { choice, others } = part.freedom;
        return [{ choice, value: [choice.value, ...others][random.int(0, others.length)]! }];
      });
      const moved = this.probes.moved(this.stray, moves);
      if (moved === undefined) continue;
      const args = moved.map((arg, i) => {
        const part = parts.find((each) => 'tensor' in each && each.tensor === i);
        if (part === undefined || 'freedom' in part || !isTensor(arg)) return arg;
        return withOtherValues(arg, random, part.kind === 'any' && random.int(0, 3) === 0, this.precision);
      });
      if ((await this.strays(args)) === false) return false;
    }
    return true;
  }
}

/**
 * Tells what of a straying call is of no matter, by calls with others in its place: one thing by itself, then all of it together.
 *
 * @param isSame whether a call strays by the same bug
 * @returns `undefined` where everything matters, or nothing can be told
 */
export async function whateverOf(
  stray: Stray & { readonly op: TensorOp },
  probes: Probes,
  precision: Precision,
  isSame: (other: Stray) => boolean,
): Promise<Whatever | undefined> {
  const { op, args } = stray;
  const elements = args.reduce((sum: number, arg) => sum + (isTensor(arg) ? sizeOf(arg.shape) : 0), 0);
  if (elements > mostElements) return undefined;
  const { parameters, attributes } = tensorRecord(op);
  const trials = new Trials(stray, probes, precision, isSame);
  const parts: Part[] = [];
  const matters = new Set<string>();
  const take = async (part: Part): Promise<boolean> => {
    const isTaken = await trials.holdTogether([...parts, part]);
    if (isTaken) parts.push(part);
    return isTaken;
  };
  for (const [i, arg] of args.entries()) {
    const part = isTensor(arg) && sizeOf(arg.shape) > 0 ? await trials.freeValues(i) : undefined;
    if (part !== undefined) await take(part);
  }
  for (const freedom of probes.freedoms(stray)) {
    const tried = await trials.free(freedom);
    // What several choices move is of no matter where none of them is.
    if (!tried.isFree || !(await take(tried))) for (const key of tried.keys) matters.add(key);
  }
  const free = new Set(parts.flatMap((part) => ('keys' in part ? part.keys : [])).filter((key) => !matters.has(key)));
  const sizes: Record<string, readonly number[]> = {};
  for (const [i, { name }] of parameters.entries()) {
    const axes = [...shapeOf(args[i]).keys()].filter((axis) => free.has(axisKey(name, axis)));
    if (axes.length > 0) sizes[name] = axes;
  }
  const values: Record<string, 'any' | 'not zero'> = {};
  for (const part of parts) if ('tensor' in part) values[parameters[part.tensor]!.name] = part.kind;
  const freeAttributes = Object.keys(attributes).filter((name) => free.has(name));
  if (free.size + Object.keys(values).length === 0) return undefined;
  return { sizes, values, attributes: freeAttributes };
}
