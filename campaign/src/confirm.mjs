// Whether a finding shows in a process of its own, with no earlier call that could have caused it.
import { runReproduction } from './reproduction.mjs';
import { elementsOf, numbersIn } from './show.mjs';

const same = (a, b) => a.length === b.length && a.every((value, i) => Object.is(value + 0, b[i] + 0));
const close = (a, b) =>
  Object.is(a + 0, b + 0) || (Number.isFinite(a - b) && Math.abs(a - b) <= 2 ** -20 * Math.max(Math.abs(a), Math.abs(b)));
export const near = (a, b) => a.length === b.length && a.every((value, i) => close(value, b[i]));

/** Shape and values of a tensor of a report, as numbers. */
export function numbersOf({ tensor }) {
  return [...tensor.shape, ...elementsOf(tensor).map((value) => Math.fround(Number(value)))];
}

const isTensor = (value) => value !== null && typeof value === 'object' && 'tensor' in value;

/**
 * Runs a finding's reproduction alone.
 *
 * @returns what it gave, and whether it strays from what is expected there too
 */
export async function confirm({ reproduction, kind, counterexample }) {
  if (reproduction === undefined) return { confirmed: counterexample.reproduced, got: undefined };
  const { got } = await runReproduction(reproduction);
  const { blame } = counterexample;
  const failed = got.startsWith('throws ') || got.startsWith('died ') || got.startsWith('did not end');
  if (kind === 'accepted') return { confirmed: !failed, got };
  if (failed) return { confirmed: true, got };
  if (!isTensor(blame?.expected)) return { confirmed: counterexample.reproduced, got };
  const printed = numbersIn(got);
  const expected = numbersOf(blame.expected);
  // What a library prints as a nested list has no shape of its own: the values are then all there is.
  const isRight = near(printed, expected) || same(printed, expected.slice(blame.expected.tensor.shape.length));
  // Next to a threshold what strays may be as near as a rounding: it is the same wrong result then.
  const isReported =
    isTensor(blame.result) && same(printed.map(Math.fround), numbersOf(blame.result)) && !same(printed.map(Math.fround), expected);
  return { confirmed: !isRight || isReported, got };
}
