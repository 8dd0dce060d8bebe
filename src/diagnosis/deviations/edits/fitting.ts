/** Parameters that are inferred by trying: those under which a record does to a call what a library did. */
import { evaluate } from '../../../ops/call.js';
import { InvalidArgument } from '../../../invalid-argument.js';
import type { OpRecord } from '../../../ops/index.js';
import { dtypeOf, elements, isTensor, sameShape, type Tensor } from '../../../tensor.js';
import type { Json, Observed } from '../../deviation.js';

/** Calls that every set of parameters is tried on. */
const tried = 6;

/** Whether two results are alike enough to be worth a judge's bound. */
function alike(a: Tensor, b: Tensor): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const [left, right] = [elements(a), elements(b)];
  const isWide = dtypeOf(a) === 'float64' && dtypeOf(b) === 'float64';
  let most = 0;
  for (const value of left) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  const near = most * (isWide ? 1e-9 : 1e-2);
  return left.every((value, i) => Object.is(value, right[i]) || value === right[i] || Math.abs(value - right[i]!) <= near);
}

/** What a record makes of a call; `undefined` where it refuses it. */
function madeOf(op: OpRecord, args: readonly unknown[]): Tensor | undefined {
  try {
    const result = evaluate(op, args);
    return isTensor(result) ? result : undefined;
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return undefined;
    throw thrown;
  }
}

/** Whether a record does to a call what the library did. */
function goesAs(op: OpRecord, { args, result }: Observed): boolean {
  const made = madeOf(op, args);
  return made !== undefined && isTensor(result) && alike(result, made);
}

/** The parameters that explain some of the smallest strays, those that explain the most first. */
export function fitting<Parameters extends Json>(
  op: OpRecord,
  strays: readonly Observed[],
  candidates: Iterable<Parameters>,
  to: (op: OpRecord, parameters: Parameters) => OpRecord,
): Parameters[] {
  const few = strays.slice(0, tried);
  const found: { readonly parameters: Parameters; readonly explained: number }[] = [];
  for (const parameters of candidates) {
    const wrong = to(op, parameters);
    const explained = few.filter((stray) => goesAs(wrong, stray)).length;
    if (explained > 0) found.push({ parameters, explained });
  }
  return found.sort((a, b) => b.explained - a.explained).map(({ parameters }) => parameters);
}
