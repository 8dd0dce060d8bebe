import type { FeatureTable } from './features.js';

/** Features numbered up to this make codes of three that are exact. */
const base = 4096;

/** What is known of a pair of features. */
const free = 0;
const held = 1;
const noPair = 2;

/** A set of pairs, or of triples, of features. */
export class Combinations {
  /** Per pair of features: free, held or noPair. A set of codes would take most of the time of a covering array. */
  private states = new Uint8Array(0);
  private width = 0;
  private known = 0;
  private count = 0;
  private readonly triples = new Set<number>();

  constructor(
    readonly table: FeatureTable,
    readonly strength: 2 | 3,
  ) {}

  /** Number of combinations held. */
  get size(): number {
    return this.strength === 2 ? this.count : this.triples.size;
  }

  /** Takes in the features that the table has got since. */
  private grow(): void {
    const { table } = this;
    if (table.size > this.width) {
      const width = 2 * table.size + 32;
      const states = new Uint8Array(width * width);
      for (let a = 0; a < this.known; a++) states.set(this.states.subarray(a * this.width, a * this.width + this.known), a * width);
      this.states = states;
      this.width = width;
    }
    for (; this.known < table.size; this.known++) {
      for (let a = 0; a <= this.known; a++) {
        const state = table.pair(a, this.known) ? free : noPair;
        this.states[a * this.width + this.known] = state;
        this.states[this.known * this.width + a] = state;
      }
    }
  }

  /** How many combinations of a feature with some others would be new. */
  gainWith(feature: number, others: readonly number[], count = others.length): number {
    if (this.known < this.table.size) this.grow();
    const { states } = this;
    const row = feature * this.width;
    let gain = 0;
    if (this.strength === 2) {
      for (let i = 0; i < count; i++) if (states[row + others[i]!] === free) gain++;
      return gain;
    }
    for (let i = 0; i < count; i++) {
      const second = others[i]!;
      if (states[row + second] === noPair) continue;
      for (let j = 0; j < i; j++) {
        const third = others[j]!;
        if (states[row + third] === noPair || states[second * this.width + third] === noPair) continue;
        if (!this.triples.has(codeOf([feature, second, third]))) gain++;
      }
    }
    return gain;
  }

  /** How many of a case's combinations would be new. */
  gainOf(features: readonly number[]): number {
    let gain = 0;
    for (let i = 1; i < features.length; i++) gain += this.gainWith(features[i]!, features, i);
    return gain;
  }

  /** Puts in all combinations of a case's features, which ascend. */
  cover(features: readonly number[]): void {
    if (this.known < this.table.size) this.grow();
    const { states, width } = this;
    if (this.strength === 3) {
      this.each(features, (combination) => this.triples.add(codeOf(combination)));
      return;
    }
    for (let i = 1; i < features.length; i++) {
      const first = features[i]!;
      for (let j = 0; j < i; j++) {
        const second = features[j]!;
        if (states[first * width + second] !== free) continue;
        states[first * width + second] = held;
        states[second * width + first] = held;
        this.count++;
      }
    }
  }

  has(combination: readonly number[]): boolean {
    if (this.known < this.table.size) this.grow();
    if (this.strength === 3) return this.triples.has(codeOf(combination));
    return this.states[combination[0]! * this.width + combination[1]!] === held;
  }

  /** Visits each combination of some features, which ascend. */
  each(features: readonly number[], visit: (combination: readonly number[]) => void): void {
    const { table } = this;
    for (let i = 0; i < features.length; i++) {
      const first = features[i]!;
      for (let j = i + 1; j < features.length; j++) {
        const second = features[j]!;
        if (!table.pair(first, second)) continue;
        if (this.strength === 2) {
          visit([first, second]);
          continue;
        }
        for (let k = j + 1; k < features.length; k++) {
          const third = features[k]!;
          if (table.pair(first, third) && table.pair(second, third)) visit([first, second, third]);
        }
      }
    }
  }

  /** The combinations of the first features (default: of all) that are held, or that are not. */
  list(isHeld: boolean, features = this.table.size): (readonly number[])[] {
    const found: (readonly number[])[] = [];
    this.each(firstNumbers(features), (combination) => {
      if (this.has(combination) === isHeld) found.push(combination);
    });
    return found;
  }

  /** How many combinations the first features make, whether a case can have them or not. */
  countOf(features: number): number {
    let count = 0;
    this.each(firstNumbers(features), () => count++);
    return count;
  }

  nameOf(combination: readonly number[]): string {
    return combination
      .map((feature) => this.table.nameOf(feature))
      .sort()
      .join(' & ');
  }
}

const firstNumbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function codeOf(combination: readonly number[]): number {
  return [...combination].sort((x, y) => x - y).reduce((code, feature) => code * base + feature, 0);
}
