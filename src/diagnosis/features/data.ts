/** What is particular about the data of a call, and about how they lie in memory. */
import { tensorArguments, tensorNames } from '../../ops/call.js';
import { recordOf, type OpName } from '../../ops/index.js';
import { elements, isDense, isTensor, type Tensor } from '../../tensor.js';
import type { MutableFeatures } from './feature.js';

/** What values may be, and how it is found out. */
const classes: readonly (readonly [string, (values: ArrayLike<number>) => boolean])[] = [
  ['NaN', (values) => some(values, Number.isNaN)],
  ['infinities', (values) => some(values, (value) => value === Infinity || value === -Infinity)],
  ['-0', (values) => some(values, (value) => Object.is(value, -0))],
  ['zeros', (values) => some(values, (value) => value === 0)],
  ['negative numbers', (values) => some(values, (value) => value < 0)],
  ['positive numbers', (values) => some(values, (value) => value > 0)],
  ['fractions', (values) => some(values, (value) => Number.isFinite(value) && !Number.isInteger(value))],
  ['large numbers', (values) => some(values, (value) => Number.isFinite(value) && Math.abs(value) >= 2 ** 15)],
  ['subnormals', (values) => some(values, (value) => value !== 0 && Math.abs(value) < 2 ** -126)],
  ['equal values', (values) => new Set(Array.from(values)).size < values.length],
];

const ofValues = new RegExp(`^(?:${classes.map(([name]) => name).join('|')}) in `);

/** Whether a feature says what the cells of a call hold. */
export const isOfValues = (feature: string): boolean => ofValues.test(feature);

function some(values: ArrayLike<number>, is: (value: number) => boolean): boolean {
  for (let i = 0; i < values.length; i++) if (is(values[i]!)) return true;
  return false;
}

/** How a tensor lies in memory, by what is odd about it first. */
function layoutOf(x: Tensor): string {
  const { shape, stride, offset } = x;
  if (isDense(x) || shape.includes(0)) return offset === 0 ? 'dense' : 'offset';
  const steps = shape.flatMap((size, axis) => (size > 1 ? [stride[axis]!] : []));
  if (steps.includes(0)) return 'repeated';
  if (steps.some((step) => step < 0)) return 'reversed';
  if (steps.some((step, i) => i > 0 && step > steps[i - 1]!)) return 'transposed';
  return 'stepped';
}

/** @param args with complete attributes */
export function dataFeatures(op: OpName, args: readonly unknown[], features: MutableFeatures): void {
  const record = recordOf(op);
  const given = record.kind === 'tensors' ? tensorArguments(record, args) : args;
  const names = record.kind === 'tensors' ? tensorNames(record) : record.parameters.map(({ name }) => name);
  const tensors = given.flatMap((x, i) => (isTensor(x) ? [{ x, name: names[i] ?? 'x' }] : []));
  for (const [name, is] of classes) {
    const found = tensors.map(({ x, name: of }) => {
      const value = is(elements(x));
      features.set(`${name} in ${of}`, value);
      return value;
    });
    if (tensors.length > 1) features.set(`${name} in the arguments`, found.includes(true));
  }
  for (const { x, name } of tensors) features.set(`layout of ${name}`, layoutOf(x));
  features.set(
    'a view that is not dense',
    tensors.some(({ x }) => layoutOf(x) !== 'dense'),
  );
}
