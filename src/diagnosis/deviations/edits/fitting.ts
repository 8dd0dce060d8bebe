/** Parameters that are inferred by trying: those under which a record does to a call what a library did. */
import { InvalidArgument } from '../../../invalid-argument.js';
import { evaluate } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { dtypeOf, elements, isTensor, sameShape, type Tensor, type TensorData } from '../../../tensor.js';
import type { Json, Observed } from '../../deviation.js';
import { cellsOf, type Cells } from './cells.js';

/** Calls that parameters are tried on which explain the smallest. */
const tried = 6;

/** Some of the strays beside the smallest, from small to large: near the smallest many parameters do the same. */
export function spread<T>(strays: readonly T[], count: number): readonly T[] {
  const others = strays.slice(1);
  if (others.length <= count) return others;
  return Array.from({ length: count }, (_, i) => others[Math.floor((i * others.length) / count)]!);
}

const isWide = (a: Tensor, b: Tensor): boolean => dtypeOf(a) === 'float64' && dtypeOf(b) === 'float64';

const largestOf = (values: TensorData): number => {
  let most = 0;
  for (const value of values) if (Math.abs(value) < Infinity) most = Math.max(most, Math.abs(value));
  return most;
};

/** How far two results are apart, in all; Infinity where one is a number and the other is none. */
function distance(a: TensorData, b: TensorData): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i]) && a[i] !== b[i]) sum += Math.abs(a[i]! - b[i]!);
  return Number.isNaN(sum) ? Infinity : sum;
}

/** Whether two results are alike enough to be worth a judge's bound. */
export function alike(a: Tensor, b: Tensor): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const [left, right] = [elements(a), elements(b)];
  const near = largestOf(left) * (isWide(a, b) ? 1e-9 : 1e-2);
  return left.every((value, i) => Object.is(value, right[i]) || value === right[i] || Math.abs(value - right[i]!) <= near);
}

/** What a record makes of a call; `undefined` where it refuses it. */
export function madeOf(op: OpRecord, args: readonly unknown[]): Tensor | undefined {
  try {
    const result = evaluate(op, args);
    return isTensor(result) ? result : undefined;
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return undefined;
    throw thrown;
  }
}

/** Whether what was made of a call is what the library made of it in the cells that are wrong. */
function explainsWrong(made: Tensor, { shape, result, wrong }: Cells): boolean {
  if (!sameShape(made.shape, shape)) return false;
  const values = elements(made);
  const near = largestOf(result) * (dtypeOf(made) === 'float64' ? 1e-9 : 1e-2);
  return wrong.length > 0 && wrong.every((i) => Object.is(values[i], result[i]) || Math.abs(values[i]! - result[i]!) <= near);
}

/** Whether what was made of a call is what the library made of it, and nearer to that than the reference is. */
export function explains(made: Tensor | undefined, stray: Observed): boolean {
  const { result, expected, isInPart = false } = stray;
  if (made === undefined || !isTensor(result)) return false;
  if (isInPart) {
    const cells = cellsOf(stray);
    return cells !== undefined && explainsWrong(made, cells);
  }
  if (!alike(result, made)) return false;
  if (!isTensor(expected) || !sameShape(expected.shape, made.shape)) return true;
  const values = elements(result);
  const toMade = distance(values, elements(made));
  return toMade === 0 || toMade < distance(values, elements(expected));
}

/** The parameters that explain the smallest stray, those that explain the most of the next ones first. */
export function fitting<Parameters extends Json>(
  op: OpRecord,
  strays: readonly Observed[],
  candidates: Iterable<Parameters>,
  to: (op: OpRecord, parameters: Parameters) => OpRecord,
): Parameters[] {
  const [smallest] = strays;
  if (!isTensor(smallest?.result)) return [];
  const others = spread(strays, tried);
  const found: { readonly parameters: Parameters; readonly explained: number }[] = [];
  for (const parameters of candidates) {
    const wrong = to(op, parameters);
    if (!explains(madeOf(wrong, smallest.args), smallest)) continue;
    found.push({ parameters, explained: others.filter((stray) => explains(madeOf(wrong, stray.args), stray)).length });
  }
  return found.sort((a, b) => b.explained - a.explained).map(({ parameters }) => parameters);
}
