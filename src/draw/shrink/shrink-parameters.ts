/** Shrinking passes over parameters and shapes. Each offers edits of one case, from the boldest; the caller drops those that cost more. */
import type { Choice, Role } from '../draw.js';
import { choiceKey, padKeysOf, type Drawn } from '../drawn.js';
import type { Edit } from '../build/rerun-builder.js';

/** An edit, and where in its pass it stands: the pass resumes there after it succeeded. */
export interface Move {
  readonly edit: Edit;
  readonly at: number;
}

/** Offers the edits of one case, from position `start`, then those before it. */
export type Pass = (drawn: Drawn, start: number) => Iterable<Move>;

export const least = -Infinity;

/** Sides of an axis, as `padKeysOf` lists them. */
const before = 0;
const after = 1;

const keyOf = (choice: Choice): string => choiceKey(choice.name, choice.axis);
const isAxes = (choice: Choice): boolean => choice.role === 'axes';
const isExtent = (choice: Choice): boolean => choice.role === 'extent' && choice.axis >= 0;
/** Which kind of padding, where that is a choice. */
const kindOfPadding = (drawn: Drawn): Choice | undefined => drawn.choices.find(({ role, axis }) => role === 'pad' && axis < 0);

/** Choices above their least value; the number of axes has passes of its own. */
function reducible(drawn: Drawn): Choice[] {
  return drawn.choices.filter((choice) => choice.value > choice.min && !isAxes(choice));
}

function axesChoice(drawn: Drawn): Choice | undefined {
  return drawn.choices.find(isAxes);
}

function spatialAxes(drawn: Drawn): number {
  let n = 0;
  for (const choice of drawn.choices) n = Math.max(n, choice.axis + 1);
  for (const { axes } of drawn.tensors) for (const axis of axes) n = Math.max(n, axis + 1);
  return n;
}

const set = (...entries: readonly (readonly [Choice, number])[]): Map<string, number> =>
  new Map(entries.map(([choice, value]) => [keyOf(choice), value]));

const tensorNames = (drawn: Drawn): string[] => drawn.tensors.map(({ name }) => name);

/** Both ends of every tensor. */
function* ends(drawn: Drawn, edit: Edit, at: number): Iterable<Move> {
  yield { edit, at };
  yield { edit: { ...edit, tail: tensorNames(drawn) }, at };
}

function dropping(drawn: Drawn, axis: number): Edit | undefined {
  const axes = axesChoice(drawn);
  if (axes === undefined || axes.value === axes.min) return undefined;
  return { dropped: [axis], choices: set([axes, axes.value - 1]) };
}

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

function rotated<T>(list: readonly T[], start: number): [T, number][] {
  return list.map((_, i) => {
    const at = (i + start) % list.length;
    return [list[at]!, at];
  });
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

/** Options with less to them elsewhere: 'same' to explicit pads of the same cells, and less of something. */
export const otherOptions: Pass = function* (drawn) {
  for (const option of drawn.choices) {
    if (option.axis >= 0 || option.max > 5 || (option.role !== 'pad' && option.role !== 'option')) continue;
    for (let value = option.max; value >= option.min; value--) {
      if (value === option.value) continue;
      yield { edit: { choices: set([option, value]) }, at: 0 };
      // A longer kernel under 'same' reaches where pads of its own took it.
      for (const kernel of value < option.value ? drawn.choices.filter(({ role }) => role === 'window') : []) {
        for (const more of [1, 2]) yield { edit: { choices: set([option, value], [kernel, kernel.value + more]), refill: true }, at: 0 };
      }
      const rest = reducible(drawn).filter((choice) => choice.axis >= 0);
      if (rest.length === 0) continue;
      yield { edit: { choices: set([option, value], ...rest.map((choice) => [choice, least] as const)), refill: true }, at: 0 };
      const names = new Set(rest.map(({ name }) => name));
      for (const name of names) {
        const lowered = rest.filter((choice) => choice.name === name);
        yield { edit: { sticky: true, choices: set([option, value], ...lowered.map((choice) => [choice, least] as const)) }, at: 0 };
        for (const choice of lowered) {
          for (const less of new Set([choice.value - 1, choice.min])) {
            const choices = set([option, value], [choice, less]);
            yield { edit: { sticky: true, choices }, at: 0 };
            // A pad more may do what the rest of a kernel did.
            for (const key of padKeysOf(drawn, choice.axis)) {
              const pad = drawn.aliases.get(key);
              if (pad !== undefined) yield { edit: { sticky: true, refill: true, choices: new Map(choices).set(key, pad + 1) }, at: 0 };
            }
          }
        }
      }
    }
  }
};

/** Explicit pads in place of cells: on all axes at once, then axis by axis; a pad before takes the place of the first cells. */
export const padsForCells: Pass = function* (drawn) {
  const padding = kindOfPadding(drawn);
  const sizes = drawn.choices.filter((choice) => isExtent(choice) && choice.value > 1);
  if (padding === undefined || sizes.length === 0) return;
  const values = new Map(drawn.choices.map((choice) => [keyOf(choice), choice.value]));
  for (let kind = padding.max; kind >= padding.min; kind--) {
    const replaced = (side: 0 | 1, less: (size: number) => number, of: readonly Choice[]): Edit | undefined => {
      const choices = set([padding, kind]);
      for (const size of of) {
        const key = padKeysOf(drawn, size.axis)[side];
        const pad = key === undefined ? undefined : (values.get(key) ?? drawn.aliases.get(key));
        if (key === undefined || pad === undefined) return undefined;
        choices.set(key, pad + size.value - less(size.value));
        choices.set(keyOf(size), less(size.value));
      }
      return { choices, ...(side === before && { tail: tensorNames(drawn) }) };
    };
    const groups = sizes.length > 1 ? [sizes, ...sizes.map((size) => [size])] : [sizes];
    for (const of of groups) {
      for (const less of [(): number => 1, (size: number): number => size - 1]) {
        for (const side of [after, before] as const) {
          const edit = replaced(side, less, of);
          if (edit === undefined) continue;
          yield { edit, at: 0 };
          yield { edit: { ...edit, refill: true }, at: 0 };
        }
      }
    }
    // Where pads are choices already, the other kinds have none to give.
    if (drawn.aliases.size === 0) return;
  }
};

/** One parameter up, so that another of the same axis comes down; values exchanged between axes. */
export const trades: Pass = function* (drawn) {
  const n = spatialAxes(drawn);
  const perAxis = drawn.choices.filter((choice) => choice.axis >= 0);
  for (const down of perAxis) {
    if (down.value === down.min && !isExtent(down)) continue;
    for (const up of perAxis) {
      if (up.axis !== down.axis || up === down || up.value === up.max) continue;
      for (const less of new Set([down.value - 1, least])) {
        const edit: Edit = { choices: set([up, up.value + 1], [down, less]) };
        yield { edit, at: 0 };
        yield { edit: { ...edit, refill: true }, at: 0 };
      }
    }
  }
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const twin = (choice: Choice): Choice | undefined => perAxis.find((other) => other.name === choice.name && other.axis === b);
      const all: [Choice, number][] = [];
      for (const choice of perAxis) {
        const other = twin(choice);
        if (choice.axis !== a || other === undefined || other.value === choice.value) continue;
        const exchange = [
          [choice, other.value],
          [other, choice.value],
        ] as [Choice, number][];
        all.push(...exchange);
        yield { edit: { choices: set(...exchange) }, at: 0 };
        yield { edit: { choices: set(...exchange), refill: true }, at: 0 };
        const sizes = perAxis.filter(isExtent).map((size) => [size, least] as const);
        if (isExtent(choice)) continue;
        yield { edit: { choices: set(...exchange, ...sizes), refill: true }, at: 0 };
        for (const [size] of sizes) yield { edit: { choices: set(...exchange, [size, size.value - 1]), refill: true }, at: 0 };
      }
      if (all.length > 2) {
        yield { edit: { choices: set(...all) }, at: 0 };
        yield { edit: { choices: set(...all), refill: true }, at: 0 };
      }
    }
  }
};

/** Products from which on one factor may take over the whole of it at once. */
const largeProduct = 12;

/** By how much a factor goes up where another goes down to its least: a little, as much; where they are large, to their product and one less. */
function increases(down: Choice, up: Choice): Set<number> {
  const increased = new Set([1, 2, down.value - down.min]);
  const product = down.value * up.value;
  if (product >= largeProduct && down.min === 1) increased.add(product - up.value).add(product - up.value - 1);
  return increased;
}

/** One parameter to its least and another up, where their product matters: 2 x 3 taps to 1 x 5. A longer kernel gets its pads. */
export const exchanges: Pass = function* (drawn) {
  const factors = drawn.choices.filter(({ role }) => factorRoles.has(role));
  const padding = kindOfPadding(drawn);
  for (const down of factors) {
    if (down.value === down.min) continue;
    for (const up of factors) {
      if (up === down || up.value === up.max) continue;
      for (const more of increases(down, up)) {
        const choices = set([down, down.min], [up, up.value + more]);
        yield { edit: { choices, refill: true }, at: 0 };
        if (up.role !== 'window' || padding === undefined) continue;
        const key = padKeysOf(drawn, up.axis)[before];
        if (key === undefined) continue;
        const pad = drawn.choices.find((choice) => keyOf(choice) === key)?.value;
        const alias = drawn.aliases.get(key);
        if (pad !== undefined) choices.set(key, pad + more);
        else if (alias !== undefined) choices.set(key, alias + more).set(keyOf(padding), padding.max);
        else continue;
        yield { edit: { choices, refill: true }, at: 0 };
      }
    }
  }
};

/** Choices whose product is a number of elements or terms. */
const factorRoles: ReadonlySet<Role> = new Set(['window', 'extent', 'group']);

/** Each parameter less, with generic values in place of the ones that hid the failure. */
export const refilled: Pass = function* (drawn, start) {
  for (const [choice, at] of rotated(drawn.choices, start)) {
    if (choice.value === choice.min || isAxes(choice)) continue;
    for (const value of new Set([choice.min, choice.value - 1]))
      for (const sticky of [true, false]) yield { edit: { choices: set([choice, value]), refill: true, sticky }, at };
  }
};
