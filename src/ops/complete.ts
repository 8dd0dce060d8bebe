/** Attributes made complete: what a library's op gets. */
import type { Shape, Tensor } from '../tensor.js';
import type { AttributeSpec, AttributeSpecs } from './attributes.js';

type Attributes = Readonly<Record<string, unknown>>;

/** A default, from the number of axes that a list has entries for. */
interface Default {
  readonly name: string;
  readonly make: (axes: number) => unknown;
}

function makerOf({ type, default: given }: AttributeSpec): (axes: number) => unknown {
  if (type === 'numbers') return (axes) => new Array<unknown>(axes).fill(given);
  if (type === 'pairs') return (axes) => Array.from({ length: axes }, () => [...(given as readonly number[])]);
  return () => given;
}

/** By record: completing is done for every call of every op. */
const kept = new WeakMap<AttributeSpecs, readonly Default[]>();

function defaultsOf(specs: AttributeSpecs): readonly Default[] {
  let defaults = kept.get(specs);
  if (defaults === undefined) {
    defaults = Object.entries(specs).flatMap(([name, spec]) => (spec.default === undefined ? [] : [{ name, make: makerOf(spec) }]));
    kept.set(specs, defaults);
  }
  return defaults;
}

/** How many axes a list attribute has: the blocked ones, or the spatial ones of the first tensor or shape. */
function axesOf(first: unknown, attributes: Attributes): number {
  const blocks = attributes['blockShape'];
  if (Array.isArray(blocks)) return blocks.length;
  const rank = Array.isArray(first) ? (first as Shape).length : ((first as Tensor | undefined)?.shape?.length ?? 2);
  return Math.max(0, rank - 2);
}

/**
 * Fills in what was left out; attributes that are complete are returned as they are.
 *
 * @param first the call's first tensor or shape
 */
export function completed(specs: AttributeSpecs, first: unknown, given: object = {}): object {
  const attributes = given as Attributes;
  let complete: Record<string, unknown> | undefined;
  for (const { name, make } of defaultsOf(specs)) {
    if (attributes[name] !== undefined) continue;
    complete ??= { ...attributes };
    complete[name] = make(axesOf(first, attributes));
  }
  return complete ?? given;
}

/** Whether two attributes are equal: numbers, words, or lists of them. */
function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((entry, i) => isSame(entry, b[i]));
}

/**
 * Leaves out what has its default.
 *
 * @param first the call's first tensor or shape
 */
export function withoutDefaults(specs: AttributeSpecs, first: unknown, given: object): object {
  const rest: Record<string, unknown> = { ...given };
  for (const { name, make } of defaultsOf(specs)) {
    if (isSame(rest[name], make(axesOf(first, given as Attributes)))) Reflect.deleteProperty(rest, name);
  }
  return rest;
}
