/** Cases, tensors and calls as plain text. */
import { dtypeOf, isDense, isTensor, toArray, type Tensor } from '../../tensor.js';
import type { Counterexample } from '../../judge/counterexample.js';
import type { Stray } from '../../judge/judge.js';
import { argumentsIn } from '../../judge/bind/layout.js';

/** A number as source: -0 and short floats as they are. */
export function show(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

export function nested(values: readonly number[], shape: readonly number[], from: number, size: number): string {
  if (shape.length === 0) return show(values[from]!);
  const [length, ...rest] = shape;
  const step = length === 0 ? 0 : size / length!;
  return `[${Array.from({ length: length! }, (_, i) => nested(values, rest, from + i * step, step)).join(', ')}]`;
}

/** A tensor's shape, and its values as nested lists where they are few. */
export function describeTensor(x: Tensor, most = 64): string {
  const values = toArray(x);
  const layout = isDense(x) ? '' : `, strides [${x.stride.join(', ')}]`;
  const head = `${dtypeOf(x)} [${x.shape.join(', ')}]${layout}`;
  if (values.length > most) return `${head} ${values.slice(0, most).map(show).join(' ')} ... (${values.length} values)`;
  return `${head} ${nested(values, x.shape, 0, values.length)}`;
}

/** Any value of a case. */
export function describe(value: unknown): string {
  if (isTensor(value)) return describeTensor(value);
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  if (typeof value === 'number') return show(value);
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, field]) => `${name}: ${describe(field)}`)
      .join(', ')} }`;
  }
  return String(value);
}

/** A case, one field a line. */
export function describeCase(c: unknown): string {
  if (typeof c !== 'object' || c === null || isTensor(c)) return describe(c);
  return Object.entries(c)
    .filter(([, field]) => typeof field !== 'function')
    .map(([name, field]) => `  ${name}: ${describe(field)}`)
    .join('\n');
}

/** A call, one argument after the other, and how it was spelled. */
export function describeCall({ op, args: given, spelling, layout }: Pick<Stray, 'op' | 'args' | 'spelling' | 'layout'>): string {
  const args = layout === undefined ? given : argumentsIn(layout, op, given);
  const spelled = spelling === undefined ? '' : ` spelled "${spelling}"`;
  return `${op}(${args.map((arg) => (typeof arg === 'function' ? 'op' : describe(arg))).join(', ')})${spelled}`;
}

/** The calls that lead to the one to blame, a line each. */
export function describeBefore({ blame, before = [] }: Counterexample): string[] {
  const layout = blame?.layout === undefined ? {} : { layout: blame.layout };
  return before.map(({ op, arguments: args, spelling }) =>
    describeCall({ op, args, ...(spelling !== undefined && { spelling }), ...layout }),
  );
}
