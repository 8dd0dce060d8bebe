/** Shrinking passes in which one parameter becomes less at the cost of another. */
import type { Edit } from '../builders/rerun-builder.js';
import type { Choice, Role } from '../draw.js';
import { padKeysOf } from '../drawn.js';
import { isExtent, keyOf, kindOfPadding, least, reducible, set, spatialAxes, tensorNames, type Pass } from './moves.js';

/** Sides of an axis, as `padKeysOf` lists them. */
const before = 0;
const after = 1;

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

/** Choices whose product is a number of elements or terms. */
const factorRoles: ReadonlySet<Role> = new Set(['window', 'extent', 'group']);

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
