import type { AnyLaw } from '../../src/law.js';
import { isTensor, sameShape, sizeOf, tensor, toArray, type Tensor } from '../../src/tensor.js';
import { work, type Instance, type WorkedClaim } from './instance.js';

/** Digits of pi, e and the square roots of 2 and 5 without their zeros: small numbers that are easily told apart. */
const digits = ['31415926535897932384626433', '27182818284594523536287471', '14142135623739548816887242', '22367977499789696491736687'];

const isFinite = (x: Tensor): boolean => toArray(x).every(Number.isFinite);

function close(a: number, b: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

function holds({ kind, left, right }: WorkedClaim): boolean {
  if (kind === 'rejects') return true;
  const [a, b] = [toArray(left!), toArray(right!)];
  const same = sameShape(left!.shape, right!.shape);
  if (kind === 'equal') return same && a.every((value, i) => close(value, b[i]!));
  if (kind === 'atMost') return same && a.every((value, i) => value <= b[i]! || close(value, b[i]!));
  return !same || a.some((value, i) => !close(value, b[i]!));
}

/**
 * The instance with more telling numbers than the zeros and ones that shrinking leaves: one tensor of the case after another gets
 * digits, and keeps them if the law holds on them. It does not where the values are tied to something else in the case.
 */
export async function livelier(law: AnyLaw, instance: Instance): Promise<Instance> {
  let best = instance;
  const names = Object.keys(instance.case).filter((name) => isTensor(instance.case[name]));
  for (const [i, name] of names.entries()) {
    const old = best.case[name] as Tensor;
    if (!isFinite(old) || sizeOf(old.shape) === 0) continue;
    const own = digits[i % digits.length]!;
    const values = Array.from({ length: sizeOf(old.shape) }, (_, at) => Number(own[at % own.length]));
    const tried = await work(law, { ...best.case, [name]: tensor(values, [...old.shape]) }).catch(() => undefined);
    if (tried?.claims.every(holds) === true) best = tried;
  }
  return best;
}
