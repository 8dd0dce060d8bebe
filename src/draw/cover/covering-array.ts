import type { TensorData } from '../../tensor.js';
import { Builder, type Setting } from '../builders/builder.js';
import type { CaseProgram, Content } from '../draw.js';
import type { Drawn } from '../drawn.js';
import { fill } from '../values/fill.js';
import type { FastRandom } from '../builders/random.js';
import { Combinations } from './combinations.js';
import { featuresOf, FeatureTable, knownFeaturesOf } from './features.js';
import type { Answers } from './row-builder.js';
import { RowFinder, type Row } from './row-finder.js';

/** Counts the pairs of feature classes that cases hit. */
export interface Coverage<Case> {
  /**
   * Shows it a case that the arbitrary made: a row, or one with its choices at hand, as enumerated and shrunk ones have them. Any other
   * is passed over: cases drawn at random hit more than is counted.
   */
  add(value: Case): void;
  /** Combinations hit so far. */
  readonly hit: number;
  /**
   * Combinations that the domain and the limits allow, once the rows shown end the covering array; until then all that its classes so far
   * could make, possible or not.
   */
  readonly possible: number;
  /** The combinations that were not hit. */
  missing(): string[];
}

/** What a case was built from: a row by its number, or choices. */
export type Origin = { readonly row: number } | { readonly drawn: Drawn };

/**
 * Rows of choices that hold every pair, or every triple, of feature classes that some case has: each made when it is first asked for, the
 * same whatever was asked before. The first ones hold many pairs of classes above the least.
 */
export class CoveringArray {
  readonly table = new FeatureTable();
  private readonly finder: RowFinder;
  private readonly source: Iterator<Row | undefined, void>;
  /** What was found so far; undefined where a try led to no row. */
  private readonly found: (Row | undefined)[] = [];
  /** How many features were known once each was found. */
  private readonly known: number[] = [];
  private ended = false;

  constructor(
    private readonly setting: Setting,
    program: CaseProgram<unknown>,
    readonly strength: 2 | 3,
    seed: number,
  ) {
    this.finder = new RowFinder(setting, program, this.table, strength, seed);
    this.source = this.finder.rows();
  }

  /**
   * A row; undefined where none was found at this place, or the array has ended.
   *
   * @throws EmptyDomain where the domain and the limits leave no case
   */
  at(index: number): Row | undefined {
    while (this.found.length <= index && !this.ended) {
      const next = this.source.next();
      if (next.done === true) this.ended = true;
      else {
        this.found.push(next.value);
        this.known.push(this.table.size);
      }
    }
    return this.found[index];
  }

  /** Number of places for rows. Finds all of them. */
  get length(): number {
    this.at(Infinity);
    return this.found.length;
  }

  /** The answers of each row, by choice key. Finds all of them. */
  get rows(): ReadonlyMap<string, number>[] {
    this.at(Infinity);
    return this.found.flatMap((row) => (row === undefined ? [] : [this.named(row.answers)]));
  }

  private named(answers: Answers): Map<string, number> {
    const row = new Map<string, number>();
    answers.forEach((value, id) => {
      if (value !== undefined) row.set(this.table.allKeys[id]!.text, value);
    });
    return row;
  }

  private get covered(): Combinations {
    this.at(Infinity);
    return this.finder.covered;
  }

  /** Combinations that some row holds: all that are possible. Finds all rows. */
  get possible(): number {
    return this.covered.size;
  }

  /** Builds a row, with data of its own. */
  build<Case>(row: Row, data: FastRandom, program: CaseProgram<Case>, recording = true): { value: Case; drawn?: Drawn } {
    const builder = new AnsweredBuilder(this.setting, this.table, row.answers, data, recording);
    const value = program(builder);
    return recording ? { value, drawn: builder.drawn() } : { value };
  }

  /** The combinations of one case's features. */
  combinationsOf(drawn: Drawn): string[] {
    const { covered } = this;
    const names: string[] = [];
    covered.each(featuresOf(drawn.choices, this.table), (combination) => names.push(covered.nameOf(combination)));
    return names;
  }

  /** The names of all combinations covered. Finds all rows. */
  combinations(): string[] {
    const { covered } = this;
    return covered.list(true).map((combination) => covered.nameOf(combination));
  }

  /**
   * Counts what the cases of one law hit: what is possible, it knows from as many places as it was shown cases, whatever other laws asked.
   *
   * @param whole finds all rows, so that all that is possible is known from the beginning
   */
  counter<Case>(originOf: (value: Case) => Origin | undefined, whole: boolean): Coverage<Case> {
    const { table } = this;
    const seen = new Combinations(table, this.strength);
    if (whole) this.at(Infinity);
    let shown = whole ? Infinity : 0;
    const possible = (): Combinations | number => {
      if (this.ended && shown > this.found.length) return this.finder.covered;
      return this.known[Math.min(shown, this.known.length) - 1] ?? 0;
    };
    return {
      add: (value) => {
        shown++;
        const origin = originOf(value);
        if (origin === undefined) return;
        if ('drawn' in origin) seen.cover(knownFeaturesOf(origin.drawn.choices, table));
        else {
          shown = Math.max(shown, origin.row + 1);
          seen.cover(this.found[origin.row]!.features);
        }
      },
      get hit() {
        return seen.size;
      },
      get possible() {
        const all = possible();
        if (typeof all === 'number') return seen.countOf(all);
        return all.size + seen.list(true).filter((combination) => !all.has(combination)).length;
      },
      missing: () => {
        const all = possible();
        const missing = seen.list(false, typeof all === 'number' ? all : table.size);
        return missing.flatMap((combination) => (typeof all === 'number' || all.has(combination) ? [seen.nameOf(combination)] : []));
      },
    };
  }
}

/** Answers from a row, data at random. */
class AnsweredBuilder extends Builder {
  constructor(
    setting: Setting,
    private readonly table: FeatureTable,
    private readonly answers: Answers,
    private readonly data: FastRandom,
    recording: boolean,
  ) {
    super(setting, recording);
    this.start();
  }

  protected override answer(name: string, axis: number, min: number): number {
    const key = this.table.find(name, axis);
    return (key === undefined ? undefined : this.answers[key.id]) ?? min;
  }

  protected override values(_name: string, shape: number[], _axes: number[], content: Content): TensorData {
    const values = this.emptyValues(shape);
    fill(values, this.data, content, this.regime, this.domain.precision);
    return values;
  }
}
