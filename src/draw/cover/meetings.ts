import type { FeatureTable } from './features.js';

/** Cases with a feature after which a choice that never came up beside it counts as impossible. */
const enough = 24;

/** Which features were seen in one case. */
export class Meetings {
  private readonly counts: number[] = [];
  /** Per feature and key: whether the key came up in a case with the feature. */
  private readonly beside: Uint8Array[] = [];

  constructor(private readonly table: FeatureTable) {}

  add(features: readonly number[]): void {
    const { keys } = this.table;
    const keyCount = this.table.allKeys.length;
    for (const feature of features) {
      this.counts[feature] = (this.counts[feature] ?? 0) + 1;
      let beside = this.beside[feature];
      if (beside === undefined || beside.length < keyCount) {
        const wider = new Uint8Array(2 * keyCount);
        if (beside !== undefined) wider.set(beside);
        this.beside[feature] = beside = wider;
      }
      for (const other of features) beside[keys[other]!.id] = 1;
    }
  }

  /** Whether some case may have both features, as far as is known. */
  mayMeet(a: number, b: number): boolean {
    return this.leaves(a, b) && this.leaves(b, a);
  }

  private leaves(a: number, b: number): boolean {
    return (this.counts[a] ?? 0) < enough || this.beside[a]?.[this.table.keys[b]!.id] === 1;
  }
}
