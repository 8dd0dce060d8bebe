/** What shrinking makes smaller. */
import type { Drawn } from '../drawn.js';

/** Elements, parameters, non-zeros, magnitude, position: compared in that order. */
export type Cost = readonly [elements: number, parameters: number, nonZeros: number, magnitude: number, position: number];

/** 0 for 0, 1 for 1; integers before fractions, finite before infinite, positive before negative. */
export function magnitudeOf(value: number): number {
  if (value === 0) return Object.is(value, -0) ? 0.25 : 0;
  if (Number.isNaN(value)) return 5000;
  const size = Math.abs(value);
  const sign = value < 0 ? 0.5 : 0;
  if (size === Infinity) return 4000 + sign;
  if (Number.isInteger(value)) return 1 + (size <= 1024 ? size - 1 : 1013 + Math.log2(size)) + sign;
  return 2100 + Math.abs(Math.log2(size)) + sign;
}

export function costOf(drawn: Drawn): Cost {
  let elements = 0;
  let parameters = 0;
  let nonZeros = 0;
  let magnitude = 0;
  let position = 0;
  for (const choice of drawn.choices) {
    parameters += choice.value;
    // Among equals, the lower axis has the lower value: a lone stride ends on the last axis, wherever it was drawn.
    if (choice.axis > 0) position -= choice.value * choice.axis;
  }
  position *= 1e-3;
  for (const { values } of drawn.tensors) {
    elements += values.length;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value === 0 && !Object.is(value, -0)) continue;
      if (value !== 0) {
        nonZeros++;
        position += i;
      }
      magnitude += magnitudeOf(value);
    }
  }
  return [elements, parameters, nonZeros, magnitude, position];
}

/** Whether `a` is strictly lower than `b`. */
export function isLower(a: Cost, b: Cost): boolean {
  for (let i = 0; i < a.length; i++) if (a[i]! !== b[i]!) return a[i]! < b[i]!;
  return false;
}

/** A number that tells cases apart: of choices and values. */
export function fingerprint(drawn: Drawn): number {
  let high = 17;
  let low = 29;
  const mix = (value: number): void => {
    scratch[0] = value;
    high = Math.imul(high ^ words[0]!, 0x9e3779b1) ^ (high >>> 15);
    low = Math.imul(low ^ words[1]! ^ high, 0x85ebca6b) ^ (low >>> 13);
  };
  for (const choice of drawn.choices) mix(choice.value + choice.axis * 4096);
  for (const { shape, values } of drawn.tensors) {
    for (const length of shape) mix(-1 - length);
    for (let i = 0; i < values.length; i++) mix(values[i]!);
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
