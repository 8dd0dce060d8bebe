/** Features of what a call has one per axis. */
import type { MutableFeatures } from './feature.js';

/** What spatial axes are called, the last one last. */
const axisNames = ['depth', 'height', 'width'];

const nameOf = (axis: number, count: number): string => axisNames[axis + axisNames.length - count] ?? `axis ${axis}`;

export function allEqual(values: readonly unknown[]): boolean {
  return values.every((value) => value === values[0]);
}

/** `largest stride`, `smallest stride`, `stride of the first axis`, `stride of the width`, `equal strides`. */
export function perAxis(features: MutableFeatures, name: string, values: readonly number[]): void {
  if (values.length === 0) return;
  features.set(`largest ${name}`, Math.max(...values));
  if (values.length === 1) features.set(`smallest ${name}`, values[0]!);
  else features.set(`smallest ${name}`, Math.min(...values));
  features.set(`${name} of the first axis`, values[0]!);
  features.set(`equal ${name}s`, allEqual(values));
  values.forEach((value, axis) => features.set(`${name} of the ${nameOf(axis, values.length)}`, value));
}
