/** Functions of one number that are fused with an op: what they give, and how far a library's may be from it. */
import type { ArgumentCode } from '../argument-codes.js';
import { InvalidArgument } from '../invalid-argument.js';
import { accumulationOf, gamma, roundingsOf, type Precision } from '../precision.js';
import { doubleRoundoff } from './errors/product-error.js';

/** Activations without parameters. `elu` is with alpha 1; `hardSwish` is x * clip(x + 3, 0, 6) / 6. */
export type PlainActivation = 'none' | 'relu' | 'relu6' | 'elu' | 'sigmoid' | 'tanh' | 'hardSwish';

/** What is applied to each element of a result. */
export type Activation =
  | PlainActivation
  /** x, or alpha * x where x is negative; alpha from 0 to 1. */
  | { readonly kind: 'leakyRelu'; readonly alpha: number }
  /** x, or alpha * (exp(x) - 1) where x is negative; alpha >= 0. */
  | { readonly kind: 'elu'; readonly alpha: number }
  /** The nearest number from min to max. */
  | { readonly kind: 'clip'; readonly min: number; readonly max: number };

/** By name, the plainest first. */
export const plainActivations: readonly PlainActivation[] = ['none', 'relu', 'relu6', 'elu', 'sigmoid', 'tanh', 'hardSwish'];

/** What a library may say that it takes. */
export const activationKinds: readonly string[] = [...plainActivations, 'leakyRelu', 'elu with alpha', 'clip'];

/** Those whose accuracy no arithmetic gives: a precision declares it. */
export const transcendental: readonly string[] = ['elu', 'elu with alpha', 'sigmoid', 'tanh'];

/** An activation as an op computes with it. */
export interface ActivationPlan {
  readonly kind: string;
  readonly apply: (x: number) => number;
  /** Whether infinities have a value that every way to compute it gives. */
  readonly infinities: boolean;
  /** Roundings of a result, relative to it. */
  readonly roundings: number;
  /** The largest value of the function whose accuracy is declared, where it is used. */
  readonly scale: number;
}

const exact = { infinities: true, roundings: 1, scale: 0 } as const;

function clip(kind: string, min: number, max: number): ActivationPlan {
  return { ...exact, kind, apply: (x) => (x < min ? min : x > max ? max : x) };
}

function elu(alpha: number): ActivationPlan {
  // A product, and the sum of an exponential and -1, whose error is declared.
  return { kind: 'elu', apply: (x) => (x < 0 ? alpha * Math.expm1(x) : x), infinities: true, roundings: 3, scale: alpha };
}

const plain: Readonly<Record<PlainActivation, ActivationPlan | undefined>> = {
  none: undefined,
  relu: { ...exact, kind: 'relu', apply: (x) => (x < 0 ? 0 : x) },
  relu6: clip('relu6', 0, 6),
  elu: elu(1),
  sigmoid: { kind: 'sigmoid', apply: (x) => 1 / (1 + Math.exp(-x)), infinities: true, roundings: 3, scale: 1 },
  tanh: { kind: 'tanh', apply: Math.tanh, infinities: false, roundings: 1, scale: 1 },
  hardSwish: {
    kind: 'hardSwish',
    apply: (x) => (x <= -3 ? 0 : x >= 3 ? x : (x * (x + 3)) / 6),
    infinities: false,
    // Of |x|: see `ownError`.
    roundings: 8,
    scale: 0,
  },
};

/**
 * Reads an activation.
 *
 * @returns `undefined` for none
 */
export function readActivation(op: string, given: Activation | undefined): ActivationPlan | undefined {
  if (given === undefined) return undefined;
  const wrong = (argument: string, value: unknown, expected: string, code: ArgumentCode): never => {
    throw new InvalidArgument(op, argument, value, expected, code);
  };
  if (typeof given === 'string') {
    if (!Object.hasOwn(plain, given))
      wrong('activation', given, `it must be ${plainActivations.map((name) => `'${name}'`).join(', ')}, or an object`, 'activation-known');
    return plain[given];
  }
  const { kind } = (given ?? {}) as { readonly kind?: unknown };
  const numbers = given as unknown as Readonly<Record<string, number>>;
  const number = (name: string, least: number, most: number): number => {
    const value = numbers[name]!;
    if (typeof value !== 'number' || !(value >= least && value <= most))
      wrong(`activation.${name}`, value, `it must be a number from ${least} to ${most}`, 'activation-parameter');
    return value;
  };
  switch (kind) {
    case 'leakyRelu': {
      const alpha = number('alpha', 0, 1);
      return { kind, apply: (x) => (x < 0 ? alpha * x : x), infinities: true, roundings: 2, scale: 0 };
    }
    case 'elu':
      return elu(number('alpha', 0, Number.MAX_VALUE));
    case 'clip': {
      const min = number('min', -Number.MAX_VALUE, Number.MAX_VALUE);
      return clip(kind, min, number('max', min, Number.MAX_VALUE));
    }
    default:
      return wrong('activation.kind', kind, "it must be 'leakyRelu', 'elu' or 'clip'", 'activation-known');
  }
}

/**
 * How far an honest library's f(s) may be from f(x), where its s may be `error` from x: f over that interval, and its own steps.
 *
 * Each f but hardSwish is monotone, and takes its extremes at the ends; hardSwish is nowhere steeper than 3 / 2. On top come the roundings of
 * its steps, and what the precision declares of exp and tanh. Whether a maximum keeps a NaN, IEEE 754 leaves open, and an infinity times 0 or
 * over an infinity is no number: there anything is allowed.
 */
export function activationError(f: ActivationPlan, precision: Precision, x: number, error: number): number {
  if (Number.isNaN(x) || error === Infinity) return Infinity;
  const { flushesSubnormals, smallestNormal, smallestSubnormal, largest } = precision;
  const y = f.apply(x);
  if (Number.isNaN(y) || (!Number.isFinite(x) && !f.infinities)) return Infinity;
  if (!Number.isFinite(y)) return 0;
  const reach = f.kind === 'hardSwish' ? 1.5 * error : Math.max(f.apply(x + error) - y, y - f.apply(x - error));
  const total = (reach + ownError(f, precision, x, error, Math.abs(y) + reach)) * (1 + 2 ** -50);
  const tiny = 3 * (flushesSubnormals ? smallestNormal : smallestSubnormal);
  return Math.abs(y) + total + tiny <= largest ? total + tiny : Infinity;
}

function ownError({ kind, roundings, scale }: ActivationPlan, precision: Precision, x: number, error: number, most: number): number {
  const format = accumulationOf(precision);
  const relative = roundingsOf(precision, roundings) + gamma(roundings + 8, doubleRoundoff);
  if (kind === 'hardSwish') {
    // s * clip(s + 3, 0, 6) / 6: the sum errs by u * |s + 3|, which is at most 6 where it is not clipped, and three more steps by as much;
    // s * clip(s / 6 + 1 / 2, 0, 1) likewise by 3 u * |s|. Eight roundings of |s| hold both. Up to 6 * s is in between.
    const reach = Math.abs(x) + error;
    if (6 * reach > format.largest) return Infinity;
    return x + error < -4 ? 0 : relative * reach;
  }
  if (scale === 0) return relative * most;
  const { functionUlps } = precision;
  // An ulp of 1 is two units of roundoff.
  return functionUlps === undefined ? Infinity : scale * 2 * functionUlps * format.unitRoundoff * precision.factor + relative * most;
}
