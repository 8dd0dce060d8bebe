import type { FeatureTable } from './features.js';

/** Features numbered up to this make codes of three that are exact. */
const base = 4096;

/** The pairs, or triples, of features that were covered. */
export class Combinations {
  readonly codes = new Set<number>();
  /** Per pair of features: 0 not covered, 1 covered, 2 no pair. The set alone would take most of the time of a covering array. */
  private pairs = new Uint8Array(0);
  private width = 0;
  private known = 0;

  constructor(
    readonly table: FeatureTable,
    readonly strength: 2 | 3,
  ) {}

  /** Takes in the features that the table has got since. */
  private grow(): void {
    const { table } = this;
    if (table.size > this.width) {
      const width = 2 * table.size + 64;
      const pairs = new Uint8Array(width * width);
      for (let a = 0; a < this.known; a++) pairs.set(this.pairs.subarray(a * this.width, a * this.width + this.known), a * width);
      this.pairs = pairs;
      this.width = width;
    }
    for (; this.known < table.size; this.known++) {
      for (let a = 0; a <= this.known; a++) {
        const state = table.pair(a, this.known) ? 0 : 2;
        this.pairs[a * this.width + this.known] = state;
        this.pairs[this.known * this.width + a] = state;
      }
    }
  }

  /** How many combinations with features that are chosen already would be new. */
  gainWith(feature: number, chosen: readonly number[]): number {
    if (this.known < this.table.size) this.grow();
    const { pairs, width } = this;
    let gain = 0;
    for (let i = 0; i < chosen.length; i++) {
      const state = pairs[feature * width + chosen[i]!]!;
      if (state === 2) continue;
      if (this.strength === 2) gain += 1 - state;
      else {
        for (let j = 0; j < i; j++) {
          if (pairs[feature * width + chosen[j]!] === 2 || pairs[chosen[i]! * width + chosen[j]!] === 2) continue;
          if (!this.codes.has(this.code([feature, chosen[i]!, chosen[j]!]))) gain++;
        }
      }
    }
    return gain;
  }

  /** How many of a case's combinations would be new. */
  gainOf(features: readonly number[]): number {
    let gain = 0;
    if (this.strength === 2) {
      for (let i = 1; i < features.length; i++) gain += this.gainWith(features[i]!, features.slice(0, i));
      return gain;
    }
    this.each(features, (code) => {
      if (!this.codes.has(code)) gain++;
    });
    return gain;
  }

  cover(features: readonly number[]): void {
    this.each(features, (code) => this.codes.add(code));
    if (this.strength === 3) return;
    for (const a of features) for (const b of features) if (this.pairs[a * this.width + b] === 0) this.pairs[a * this.width + b] = 1;
  }

  has(combination: readonly number[]): boolean {
    return this.codes.has(this.code(combination));
  }

  private code(combination: readonly number[]): number {
    return [...combination].sort((x, y) => x - y).reduce((code, feature) => code * base + feature, 0);
  }

  nameOf(code: number): string {
    const names: string[] = [];
    for (let rest = code, i = 0; i < this.strength; i++, rest = Math.floor(rest / base)) names.push(this.table.nameOf(rest % base));
    return names.sort().join(' & ');
  }

  /** Visits the code of each combination of a case's features, which ascend. */
  each(features: readonly number[], visit: (code: number) => void): void {
    if (this.known < this.table.size) this.grow();
    const { pairs, width } = this;
    for (let i = 0; i < features.length; i++) {
      const first = features[i]!;
      for (let j = i + 1; j < features.length; j++) {
        const second = features[j]!;
        if (pairs[first * width + second] === 2) continue;
        const code = first * base + second;
        if (this.strength === 2) {
          visit(code);
          continue;
        }
        for (let k = j + 1; k < features.length; k++) {
          const third = features[k]!;
          if (pairs[first * width + third] !== 2 && pairs[second * width + third] !== 2) visit(code * base + third);
        }
      }
    }
  }

  /** Combinations that are not covered, of features that `mayMeet`. */
  *uncovered(mayMeet: (a: number, b: number) => boolean): Iterable<number[]> {
    const { table } = this;
    const { size } = table;
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) {
        if (!table.pair(a, b) || !mayMeet(a, b)) continue;
        if (this.strength === 2) {
          if (!this.has([a, b])) yield [a, b];
          continue;
        }
        for (let c = b + 1; c < size; c++) {
          if (table.pair(a, c) && table.pair(b, c) && mayMeet(a, c) && mayMeet(b, c) && !this.has([a, b, c])) yield [a, b, c];
        }
      }
    }
  }
}
