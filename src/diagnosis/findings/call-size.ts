/** Which of several counterexamples is shown: that of the smallest blamed call. */
import { attributesAt } from '../../judge/bind/attributes.js';
import type { Counterexample } from '../../judge/counterexample.js';
import type { Stray } from '../../judge/judge.js';
import { recordOf } from '../../ops/index.js';
import { elements, isTensor, sizeOf, type Tensor } from '../../tensor.js';

/** By which calls are told apart, the first that differs: less is smaller. */
type Size = readonly number[];

/** The entries of an attribute that are not its default. */
function away(value: unknown, standard: unknown): number {
  if (Array.isArray(value)) return (value.flat() as unknown[]).filter((each) => each !== ([standard].flat() as unknown[])[0]).length;
  return value === standard ? 0 : 1;
}

function sizeOfCall({ op, args, difference }: Stray): Size {
  const tensors = args.filter(isTensor);
  const shapes = args.filter((arg): arg is number[] => Array.isArray(arg) && typeof arg[0] === 'number');
  const attributes = Object.entries((args[attributesAt(op)] ?? {}) as object);
  const specs = recordOf(op).attributes;
  const values = tensors.flatMap((x: Tensor) => Array.from(elements(x)));
  const count = (is: (value: number) => boolean): number => values.filter((value) => !is(value)).length;
  const apart = Math.abs((difference?.left ?? 0) - (difference?.right ?? 0));
  return [
    // A call with nothing in it tells the least.
    tensors.some(({ shape }) => shape.includes(0)) ? 1 : 0,
    [...tensors.map(({ shape }) => shape), ...shapes].reduce((sum, shape) => sum + sizeOf(shape), 0),
    attributes.reduce((sum, [name, value]) => sum + (name in specs ? away(value, specs[name]!.default) : 0), 0),
    count(Number.isFinite),
    count(Number.isInteger),
    count((value) => value === 0),
    Number.isFinite(apart) ? -Math.min(apart, 1) : 0,
  ];
}

const sizes = new WeakMap<Counterexample, Size>();

function sizeOfCase(counterexample: Counterexample): Size {
  let size = sizes.get(counterexample);
  if (size === undefined) sizes.set(counterexample, (size = counterexample.blame === undefined ? [] : sizeOfCall(counterexample.blame)));
  return size;
}

const lengths = new WeakMap<Counterexample, number>();

function jsonLength(counterexample: Counterexample): number {
  let length = lengths.get(counterexample);
  if (length === undefined) {
    length = JSON.stringify(counterexample.case, (_, value: unknown) => (typeof value === 'function' ? undefined : value))?.length ?? 0;
    lengths.set(counterexample, length);
  }
  return length;
}

/** The size of the call that a counterexample blames, and of its case: the first number that differs says which of two is smaller. */
export function sizeOfExample(counterexample: Counterexample): Size {
  return [...sizeOfCase(counterexample), jsonLength(counterexample)];
}

/** The smallest call first; of equally small ones the smallest case, then the first law. */
export function bySize(a: Counterexample, b: Counterexample): number {
  const [one, other] = [sizeOfCase(a), sizeOfCase(b)];
  for (let i = 0; i < Math.min(one.length, other.length); i++) if (one[i] !== other[i]) return one[i]! - other[i]!;
  return jsonLength(a) - jsonLength(b) || (a.law < b.law ? -1 : 1);
}
