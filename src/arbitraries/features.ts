/** Features of a case, for coverage: the class of each choice that has one, and whether an attribute is equal on all axes. */
import type { Choice } from './draw.js';
import { choiceKey } from './drawn.js';

/** Numbers features; each feature is one class of one key. */
export class FeatureTable {
  private readonly ids = new Map<string, Map<string, number>>();
  readonly keys: string[] = [];
  readonly classes: string[] = [];
  private readonly axes: number[] = [];

  idOf(key: string, name: string): number {
    let known = this.ids.get(key);
    if (known === undefined) this.ids.set(key, (known = new Map()));
    let id = known.get(name);
    if (id === undefined) {
      id = this.keys.length;
      known.set(name, id);
      this.keys.push(key);
      this.classes.push(name);
      const colon = key.lastIndexOf(':');
      this.axes.push(colon < 0 ? -1 : Number(key.slice(colon + 1)));
    }
    return id;
  }

  /**
   * Whether two features make a pair: not classes of one key, and not of different spatial axes, between which it matters only whether
   * they are equal, a feature of its own.
   */
  pair(a: number, b: number): boolean {
    const [first, second] = [this.axes[a]!, this.axes[b]!];
    return first === second ? this.keys[a] !== this.keys[b] : first < 0 || second < 0;
  }

  get size(): number {
    return this.keys.length;
  }

  nameOf(id: number): string {
    return `${this.keys[id]!} ${this.classes[id]!}`;
  }
}

const alike = (name: string): string => `${name} across axes`;

/** The name of the choice of which a key says whether it is equal on all axes; undefined for other keys. */
export function alikeName(key: string): string | undefined {
  return key.endsWith(' across axes') ? key.slice(0, -' across axes'.length) : undefined;
}

/** Spatial axes whose attributes are features by themselves; of a third axis only counts whether it equals the others. */
export const axesWithFeatures = 2;

/** The features of a case, ascending. Seeing 'equal' makes 'unequal' known, and the other way round. */
export function featuresOf(choices: readonly Choice[], table: FeatureTable): number[] {
  const found: number[] = [];
  const values = new Map<string, { readonly first: number; equal: boolean; count: number }>();
  for (const { name, axis, value, class: label } of choices) {
    if (label === '') continue;
    if (axis < axesWithFeatures) found.push(table.idOf(choiceKey(name, axis), label));
    if (axis < 0) continue;
    const seen = values.get(name);
    if (seen === undefined) values.set(name, { first: value, equal: true, count: 1 });
    else {
      seen.count++;
      if (value !== seen.first) seen.equal = false;
    }
  }
  for (const [name, { equal, count }] of values) {
    if (count < 2) continue;
    const ids = [table.idOf(alike(name), 'equal'), table.idOf(alike(name), 'unequal')];
    found.push(ids[equal ? 0 : 1]!);
  }
  return found.sort((a, b) => a - b);
}
