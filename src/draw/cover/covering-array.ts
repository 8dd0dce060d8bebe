import type { TensorData } from '../../tensor.js';
import { Builder, type Setting } from '../builder.js';
import { Combinations } from './combinations.js';
import type { CaseProgram, Content } from '../draw.js';
import { choiceKey, type Drawn } from '../drawn.js';
import { featuresOf, FeatureTable } from './features.js';
import { fill } from '../fill.js';
import type { FastRandom } from '../random.js';
import { RowFinder } from './row-finder.js';

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

/** What a case was built from: a row by its number, or choices. */
export type Origin = { readonly row: number } | { readonly drawn: Drawn };

/**
 * Rows of choices that hold every pair, or every triple, of feature classes that some case has. The first ones are those that hold the
 * most pairs of classes above the least.
 */
export class CoveringArray {
  /** The answers of each row, by choice key. */
  readonly rows: ReadonlyMap<string, number>[];
  readonly table = new FeatureTable();
  private readonly features: (readonly number[])[];
  private readonly covered: Combinations;

  /** @throws EmptyDomain where the domain and the limits leave no case */
  constructor(
    private readonly setting: Setting,
    program: CaseProgram<unknown>,
    readonly strength: 2 | 3,
    seed: number,
  ) {
    const finder = new RowFinder(setting, program, this.table, strength, seed);
    const found = finder.find();
    this.covered = finder.covered;
    this.features = found.map(({ features }) => features);
    this.rows = found.map(({ answers }) => this.named(answers));
  }

  private named(answers: readonly (number | undefined)[]): Map<string, number> {
    const row = new Map<string, number>();
    answers.forEach((value, id) => {
      if (value !== undefined) row.set(this.table.allKeys[id]!.text, value);
    });
    return row;
  }

  /** Combinations that some row holds: all that are possible. */
  get possible(): number {
    return this.covered.size;
  }

  /** Builds a row, with data of its own. */
  build<Case>(row: number, data: FastRandom, program: CaseProgram<Case>, recording = true): { value: Case; drawn?: Drawn } {
    const builder = new AnsweredBuilder(this.setting, this.rows[row]!, data, recording);
    const value = program(builder);
    return recording ? { value, drawn: builder.drawn() } : { value };
  }

  /** The combinations of one case's features. */
  combinationsOf(drawn: Drawn): string[] {
    const names: string[] = [];
    this.covered.each(featuresOf(drawn.choices, this.table), (combination) => names.push(this.covered.nameOf(combination)));
    return names;
  }

  /** The names of all combinations covered. */
  combinations(): string[] {
    return this.covered.list(true).map((combination) => this.covered.nameOf(combination));
  }

  counter<Case>(originOf: (value: Case) => Origin | undefined): Coverage<Case> {
    const seen = new Combinations(this.table, this.strength);
    const all = this.covered;
    return {
      add: (value) => {
        // Once everything was hit, there is nothing to count; new combinations are found by drawing alone.
        if (seen.size === all.size) return;
        const origin = originOf(value);
        if (origin === undefined) return;
        const features = 'row' in origin ? this.features[origin.row]! : featuresOf(origin.drawn.choices, this.table);
        seen.cover(features);
        all.cover(features);
      },
      get hit() {
        return seen.size;
      },
      get possible() {
        return all.size;
      },
      missing: () => all.list(true).flatMap((combination) => (seen.has(combination) ? [] : [all.nameOf(combination)])),
    };
  }
}

/** Answers from a list, data at random. */
class AnsweredBuilder extends Builder {
  constructor(
    setting: Setting,
    private readonly answers: ReadonlyMap<string, number>,
    private readonly data: FastRandom,
    recording: boolean,
  ) {
    super(setting, recording);
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
