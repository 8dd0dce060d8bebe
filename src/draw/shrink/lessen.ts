/** Shrinking passes in which parameters become less, and none becomes more. */
import type { Edit } from '../builders/rerun-builder.js';
import type { Choice } from '../draw.js';
import type { Drawn } from '../drawn.js';
import { axesChoice, ends, isAxes, keyOf, least, reducible, rotated, set, spatialAxes, tensorNames, type Pass } from './moves.js';

/** Everything at its least; then everything but the spatial axes; the values kept, then generic ones. */
export const everythingLeast: Pass = function* (drawn) {
  const n = spatialAxes(drawn);
  const axes = axesChoice(drawn);
  const fewest = axes === undefined ? n : n - (axes.value - axes.min);
  const dropped = Array.from({ length: n - fewest }, (_, i) => fewest + i);
  yield { edit: { least: true, dropped }, at: 0 };
  yield { edit: { least: true, dropped, refill: true }, at: 0 };
  if (axes !== undefined && n > fewest) yield { edit: { least: true, choices: set([axes, axes.value]) }, at: 1 };
};

function dropping(drawn: Drawn, axis: number): Edit | undefined {
  const axes = axesChoice(drawn);
  if (axes === undefined || axes.value === axes.min) return undefined;
  return { dropped: [axis], choices: set([axes, axes.value - 1]) };
}

export const dropAxes: Pass = function* (drawn) {
  for (let axis = spatialAxes(drawn) - 1; axis >= 0; axis--) {
    const edit = dropping(drawn, axis);
    if (edit !== undefined) {
      yield { edit, at: 0 };
      yield { edit: { ...edit, refill: true }, at: 0 };
    }
  }
};

/** Parameters to their least values in blocks: all, halves, quarters, ... */
export const blocksLeast: Pass = function* (drawn, start) {
  const choices = reducible(drawn);
  for (let level = Math.max(0, start); 2 ** level < choices.length; level++) {
    const width = Math.ceil(choices.length / 2 ** level);
    for (let from = 0; from < choices.length; from += width) {
      const block = choices.slice(from, from + width);
      yield { edit: { sticky: true, choices: set(...block.map((choice) => [choice, least] as const)) }, at: level };
    }
  }
};

/** Least power of two that a size goes down by at once: smaller ones go down by one. */
const leastStep = 4;

/** The next smaller values of a choice: the least, the half, the same remainder of 4, 8, 16, ..., one less, two less. */
function smaller(choice: Choice): number[] {
  const { min, value } = choice;
  const values = [min, min + Math.floor((value - min) / 2)];
  // A vector's remainder and a size that is not below a threshold are both kept on the way down.
  if (value - min > 2 * leastStep) {
    let step = leastStep;
    while (2 * step < value - min) step *= 2;
    for (; step >= leastStep; step /= 2) values.push(value - step);
  }
  values.push(value - 1, value - 2);
  return [...new Set(values)].filter((v) => v >= min && v < value);
}

/** Each parameter to its least, halved, less one. */
export const eachParameter: Pass = function* (drawn, start) {
  const all = drawn.choices;
  for (const [choice, at] of rotated(all, start)) {
    if (choice.value === choice.min || isAxes(choice)) continue;
    for (const value of smaller(choice)) {
      const choices = set([choice, value]);
      yield* ends(drawn, { choices, sticky: true }, at);
      yield* ends(drawn, { choices }, at);
      // With several tensors, one may need its beginning and another its end.
      if (drawn.tensors.length > 1) {
        for (const name of tensorNames(drawn)) yield { edit: { choices, sticky: true, tail: [name] }, at };
      }
    }
  }
};

/** Windows of an axis from which on their number is kept while what else belongs to the axis becomes less. */
const manyWindows = 8;

/** Strides, kernels, dilations and pads to their least, the number of windows kept: all of an axis, then one by one. */
export const sameWindows: Pass = function* (drawn) {
  for (const size of drawn.choices) {
    const { windows = 0, axis } = size;
    if (windows < manyWindows) continue;
    const targets = new Map([[keyOf(size), { size: windows, ofWindows: true }]]);
    const others = reducible(drawn).filter((choice) => choice.axis === axis && choice !== size);
    const less = others.map((choice) => [choice, least] as const);
    for (const entries of less.length > 1 ? [less, ...less.map((entry) => [entry])] : [less]) {
      yield* ends(drawn, { choices: set(...entries), targets }, 0);
      yield { edit: { choices: set(...entries), targets, refill: true }, at: 0 };
    }
  }
};

/** Two parameters at once: sizes with sizes, a kernel with its size, batch with channels. */
export const pairsOfParameters: Pass = function* (drawn) {
  const choices = reducible(drawn);
  for (let i = 0; i < choices.length; i++) {
    for (let j = i + 1; j < choices.length; j++) {
      const a = choices[i]!;
      const b = choices[j]!;
      if (a.name !== b.name && a.axis !== b.axis) continue;
      yield { edit: { choices: set([a, least], [b, least]) }, at: 0 };
      yield* ends(drawn, { choices: set([a, a.value - 1], [b, b.value - 1]) }, 0);
    }
  }
};

/** Each parameter less, with generic values in place of the ones that hid the failure. */
export const refilled: Pass = function* (drawn, start) {
  for (const [choice, at] of rotated(drawn.choices, start)) {
    if (choice.value === choice.min || isAxes(choice)) continue;
    for (const value of new Set([choice.min, choice.value - 1]))
      for (const sticky of [true, false]) yield { edit: { choices: set([choice, value]), refill: true, sticky }, at };
  }
};
