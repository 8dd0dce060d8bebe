import type { Setting } from './builder.js';
import { Builder } from './builder.js';
import type { TensorData } from '../tensor.js';
import type { CaseProgram, Choice, Content } from './draw.js';
import { choiceKey, type Drawn } from './drawn.js';
import { EmptyDomain } from './empty-domain.js';
import { featuresOf, FeatureTable } from './features.js';
import { fill } from './fill.js';
import { FastRandom } from './random.js';
import { RowBuilder } from './row-builder.js';

/** Counts the pairs of feature classes that cases hit. */
export interface Coverage<Case> {
  /** Shows it a case that the arbitrary made (a row, a random case or a shrunk one); any other case is passed over. */
  add(value: Case): void;
  /** Combinations hit so far. */
  readonly hit: number;
  /** Combinations that the domain and the limits allow. */
  readonly possible: number;
  /** The combinations that were not hit. */
  missing(): string[];
}

/** Attempts to build a row for one combination before it counts as impossible. */
const attempts = 24;
/** Rows in a row without news after which the greedy phase ends. */
const patience = 3;

/**
 * Rows of choices that hold every pair, or every triple, of feature classes that some case has. Greedy: each row takes, choice by
 * choice, the class that makes most new combinations; what is left is aimed at one combination at a time.
 */
export class CoveringArray {
  /** The answers of each row, by choice key. */
  readonly rows: ReadonlyMap<string, number>[] = [];
  readonly table = new FeatureTable();
  private readonly covered = new Set<number>();

  constructor(
    private readonly setting: Setting,
    program: CaseProgram<unknown>,
    readonly strength: 2 | 3,
    seed: number,
  ) {
    const random = new FastRandom(seed, strength);
    const runs: number[][] = [];
    const run = (wanted: readonly number[], greedy: boolean): { choices: readonly Choice[]; features: number[] } | undefined => {
      const builder = new RowBuilder(setting, random, this.table, greedy ? this.gain : undefined, wanted);
      try {
        program(builder);
      } catch (error) {
        // With these answers a later choice has no value; other answers may leave one.
        if (error instanceof EmptyDomain) return undefined;
        throw error;
      }
      const { choices } = builder.drawn();
      const features = featuresOf(choices, this.table);
      runs.push(features);
      return { choices, features };
    };
    let failed = 0;
    for (let idle = 0; idle < patience;) {
      const row = run([], true);
      if (row !== undefined && this.cover(row.features) > 0) {
        this.rows.push(answersOf(row.choices));
        idle = 0;
      } else idle++;
      if (row === undefined && ++failed > 100) {
        // Says which choice is empty, as drawing a case would.
        program(new RowBuilder(setting, random, this.table, undefined, []));
      }
    }
    const together = this.presence(runs);
    for (const combination of this.uncovered(together)) {
      if (this.covered.has(this.code(combination))) continue;
      for (let i = 0; i < attempts; i++) {
        const row = run(combination, i % 2 === 0);
        if (row === undefined || !combination.every((feature) => row.features.includes(feature))) continue;
        this.cover(row.features);
        this.rows.push(answersOf(row.choices));
        break;
      }
    }
  }

  /** Combinations that some row holds: all that are possible. */
  get possible(): number {
    return this.covered.size;
  }

  /** Builds a row, with data of its own. */
  build<Case>(row: number, data: FastRandom, program: CaseProgram<Case>): { value: Case; drawn: Drawn } {
    const builder = new AnsweredBuilder(this.setting, this.rows[row]!, data);
    const value = program(builder);
    return { value, drawn: builder.drawn() };
  }

  /** The combinations of one case's features. */
  combinationsOf(drawn: Drawn): string[] {
    const names: string[] = [];
    this.each(featuresOf(drawn.choices, this.table), (code) => names.push(this.nameOf(code)));
    return names;
  }

  /** The names of all combinations covered. */
  combinations(): string[] {
    return [...this.covered].map((code) => this.nameOf(code));
  }

  counter<Case>(drawnOf: (value: Case) => Drawn | undefined): Coverage<Case> {
    const seen = new Set<number>();
    const all = this.covered;
    const missing = (): string[] => [...all].filter((code) => !seen.has(code)).map((code) => this.nameOf(code));
    return {
      add: (value) => {
        // Once everything was hit, there is nothing to count; new combinations are found by drawing alone.
        if (seen.size === all.size) return;
        const drawn = drawnOf(value);
        if (drawn === undefined) return;
        this.each(featuresOf(drawn.choices, this.table), (code) => {
          seen.add(code);
          all.add(code);
        });
      },
      get hit() {
        return seen.size;
      },
      get possible() {
        return all.size;
      },
      missing,
    };
  }

  private readonly gain = (feature: number, chosen: readonly number[]): number => {
    let gain = 0;
    for (let i = 0; i < chosen.length; i++) {
      if (this.strength === 2) {
        if (!this.covered.has(this.code([feature, chosen[i]!]))) gain++;
      } else for (let j = 0; j < i; j++) if (!this.covered.has(this.code([feature, chosen[i]!, chosen[j]!]))) gain++;
    }
    return gain;
  };

  private code(combination: readonly number[]): number {
    if (combination.length === 2) {
      const [a, b] = combination as [number, number];
      return a < b ? a * 4096 + b : b * 4096 + a;
    }
    const [a, b, c] = [...combination].sort((x, y) => x - y) as [number, number, number];
    return (a * 4096 + b) * 4096 + c;
  }

  private nameOf(code: number): string {
    const ids: number[] = [];
    for (let rest = code, i = 0; i < this.strength; i++, rest = Math.floor(rest / 4096)) ids.unshift(rest % 4096);
    return ids
      .map((id) => this.table.nameOf(id))
      .sort()
      .join(' & ');
  }

  private each(features: readonly number[], visit: (code: number) => void): void {
    for (let i = 0; i < features.length; i++) {
      for (let j = i + 1; j < features.length; j++) {
        if (this.strength === 2) visit(features[i]! * 4096 + features[j]!);
        else for (let k = j + 1; k < features.length; k++) visit((features[i]! * 4096 + features[j]!) * 4096 + features[k]!);
      }
    }
  }

  private cover(features: readonly number[]): number {
    const before = this.covered.size;
    this.each(features, (code) => this.covered.add(code));
    return this.covered.size - before;
  }

  /** For each feature, the keys that were there beside it; undefined where it was hardly seen. */
  private presence(runs: readonly number[][]): (Set<string> | undefined)[] {
    const beside = Array.from({ length: this.table.size }, () => new Set<string>());
    const counts = new Array<number>(this.table.size).fill(0);
    for (const features of runs) {
      for (const feature of features) {
        counts[feature]!++;
        for (const other of features) beside[feature]!.add(this.table.keys[other]!);
      }
    }
    return beside.map((keys, feature) => (counts[feature]! >= 4 ? keys : undefined));
  }

  private *uncovered(together: readonly (Set<string> | undefined)[]): Iterable<number[]> {
    const { keys, size } = this.table;
    const mayMeet = (a: number, b: number): boolean =>
      keys[a] !== keys[b] && (together[a]?.has(keys[b]!) ?? true) && (together[b]?.has(keys[a]!) ?? true);
    for (let a = 0; a < size; a++) {
      for (let b = a + 1; b < size; b++) {
        if (!mayMeet(a, b)) continue;
        if (this.strength === 2) {
          if (!this.covered.has(a * 4096 + b)) yield [a, b];
          continue;
        }
        for (let c = b + 1; c < size; c++) {
          if (mayMeet(a, c) && mayMeet(b, c) && !this.covered.has((a * 4096 + b) * 4096 + c)) yield [a, b, c];
        }
      }
    }
  }
}

function answersOf(choices: readonly Choice[]): Map<string, number> {
  return new Map(choices.map(({ name, axis, value }) => [choiceKey(name, axis), value]));
}

/** Answers from a list, data at random. */
class AnsweredBuilder extends Builder {
  constructor(
    setting: Setting,
    private readonly answers: ReadonlyMap<string, number>,
    private readonly data: FastRandom,
  ) {
    super(setting, true);
    this.start();
  }

  protected override answer(name: string, axis: number, min: number): number {
    return this.answers.get(choiceKey(name, axis)) ?? min;
  }

  protected override values(_name: string, shape: number[], _axes: number[], content: Content): TensorData {
    const values = this.emptyValues(shape);
    fill(values, this.data, content, this.regime, this.domain.precision);
    return values;
  }
}
