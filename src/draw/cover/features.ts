/** Features of a case, for coverage: the class of each choice that has one, and whether an attribute is equal on all axes. */
import type { Choice } from '../draw.js';
import { choiceKey } from '../drawn.js';

/** What has classes: a choice, or whether the choices of one name are equal on all axes. Each class of a key is a feature. */
export interface Key {
  readonly id: number;
  readonly text: string;
  /** The spatial axis; -1 for none. */
  readonly axis: number;
  /** Features by class. */
  readonly classes: Map<string, number>;
  /** Of a choice with an axis: the key of its being equal on all axes. */
  readonly across: Key | undefined;
}

/** Numbers keys and features. */
export class FeatureTable {
  /** Of each name, the keys of its axes; the one without an axis comes first. */
  private readonly named = new Map<string, (Key | undefined)[]>();
  /** The key of each feature, and its class. */
  readonly keys: Key[] = [];
  readonly classes: string[] = [];
  readonly allKeys: Key[] = [];

  keyOf(name: string, axis: number): Key {
    let ofName = this.named.get(name);
    if (ofName === undefined) this.named.set(name, (ofName = []));
    return (ofName[axis + 1] ??= this.newKey(choiceKey(name, axis), axis, axis < 0 ? undefined : this.keyOf(`${name} across axes`, -1)));
  }

  /** The key of a choice that was seen before. */
  find(name: string, axis: number): Key | undefined {
    return this.named.get(name)?.[axis + 1];
  }

  private newKey(text: string, axis: number, across: Key | undefined): Key {
    const key: Key = { id: this.allKeys.length, text, axis, classes: new Map(), across };
    this.allKeys.push(key);
    return key;
  }

  idOf(key: Key, name: string): number {
    const known = key.classes.get(name);
    if (known !== undefined) return known;
    const id = this.keys.length;
    key.classes.set(name, id);
    this.keys.push(key);
    this.classes.push(name);
    return id;
  }

  /**
   * Whether two features make a pair: not classes of one key, and not of different spatial axes, between which it matters only whether
   * they are equal, a feature of its own.
   */
  pair(a: number, b: number): boolean {
    const first = this.keys[a]!;
    const second = this.keys[b]!;
    return first.axis === second.axis ? first !== second : first.axis < 0 || second.axis < 0;
  }

  get size(): number {
    return this.keys.length;
  }

  nameOf(id: number): string {
    return `${this.keys[id]!.text} ${this.classes[id]!}`;
  }
}

/** Spatial axes whose attributes are features by themselves; of a third axis only counts whether it equals the others. */
export const axesWithFeatures = 2;

/** The features of one case, as its choices come up. */
export class Features {
  readonly found: number[] = [];
  private readonly across: { readonly key: Key; readonly first: number; equal: boolean; count: number }[] = [];

  constructor(private readonly table: FeatureTable) {}

  /** Takes in a choice that has a class. */
  add(key: Key, value: number, label: string): void {
    if (key.axis < axesWithFeatures) this.found.push(this.table.idOf(key, label));
    if (key.across === undefined) return;
    for (const seen of this.across) {
      if (seen.key !== key.across) continue;
      seen.count++;
      if (value !== seen.first) seen.equal = false;
      return;
    }
    this.across.push({ key: key.across, first: value, equal: true, count: 1 });
  }

  /** All of them, ascending. Seeing 'equal' makes 'unequal' known, and the other way round. */
  list(): number[] {
    for (const { key, equal, count } of this.across) {
      if (count < 2) continue;
      const ids = [this.table.idOf(key, 'equal'), this.table.idOf(key, 'unequal')];
      this.found.push(ids[equal ? 0 : 1]!);
    }
    return this.found.sort((a, b) => a - b);
  }
}

/** The features of a finished case, ascending. */
export function featuresOf(choices: readonly Choice[], table: FeatureTable): number[] {
  const features = new Features(table);
  for (const { name, axis, value, class: label } of choices) if (label !== '') features.add(table.keyOf(name, axis), value, label);
  return features.list();
}

/** Those of them that the table has already. */
export function knownFeaturesOf(choices: readonly Choice[], table: FeatureTable): number[] {
  const features = new Features(table);
  for (const { name, axis, value, class: label } of choices) {
    const key = label === '' ? undefined : table.find(name, axis);
    if (key?.classes.has(label) === true) features.add(key, value, label);
  }
  return features.list();
}
