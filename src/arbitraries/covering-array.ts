import type { Setting } from './builder.js';
import { Builder } from './builder.js';
import type { TensorData } from '../tensor.js';
import { Combinations } from './combinations.js';
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
/** Rows of which the best is taken. */
const candidates = 2;
/** New combinations that a row of the greedy phase should bring; as many times below in a row end the phase. */
const fewNews = 6;
const patience = 2;

interface Run {
  readonly choices: readonly Choice[];
  readonly features: readonly number[];
}

/** For each feature, the keys that were there beside it; undefined where it was hardly seen. */
type Presence = readonly (ReadonlySet<string> | undefined)[];

/**
 * Rows of choices that hold every pair, or every triple, of feature classes that some case has. Greedy: each row takes, choice by
 * choice, the class that makes most new combinations; what is left is aimed at one combination at a time.
 */
export class CoveringArray {
  /** The answers of each row, by choice key. */
  readonly rows: ReadonlyMap<string, number>[] = [];
  readonly table = new FeatureTable();
  private readonly covered: Combinations;

  constructor(
    private readonly setting: Setting,
    program: CaseProgram<unknown>,
    readonly strength: 2 | 3,
    seed: number,
  ) {
    const covered = new Combinations(this.table, strength);
    this.covered = covered;
    const gain = (feature: number, chosen: readonly number[]): number => covered.gainWith(feature, chosen);
    const random = new FastRandom(seed, strength);
    const runs: Run[] = [];
    /** A run that had a feature. */
    const modelOf = (feature: number): ReadonlyMap<string, number> | undefined => {
      const start = random.int(0, runs.length - 1);
      for (let i = 0; i < runs.length; i++) {
        const candidate = runs[(start + i) % runs.length]!;
        if (candidate.features.includes(feature)) return answersOf(candidate.choices);
      }
      return undefined;
    };
    const run = (wanted: readonly number[], greedy: boolean, model?: number): Run | undefined => {
      const answers = model === undefined ? undefined : modelOf(model);
      const builder = new RowBuilder(setting, random, this.table, greedy ? gain : undefined, wanted, answers);
      try {
        program(builder);
      } catch (error) {
        // With these answers a later choice has no value; other answers may leave one.
        if (error instanceof EmptyDomain) return undefined;
        throw error;
      }
      const { choices } = builder.drawn();
      const features = featuresOf(choices, this.table);
      const made = { choices, features };
      runs.push(made);
      return made;
    };
    const keep = (row: Run): void => {
      covered.cover(row.features);
      this.rows.push(answersOf(row.choices));
    };
    for (let idle = 0; idle < patience;) {
      let best: Run | undefined;
      let bestGain = 0;
      for (let i = 0; i < candidates; i++) {
        const row = run([], true);
        if (row === undefined) continue;
        const gain = this.covered.gainOf(row.features);
        if (gain > bestGain) [best, bestGain] = [row, gain];
      }
      if (best !== undefined) keep(best);
      idle = bestGain > fewNews ? 0 : idle + 1;
    }
    if (runs.length === 0) this.explainEmptiness(program, random);
    this.aim(run, keep, this.presence(runs));
  }

  /** Says which choice is empty, as drawing a case would: no answers led to a case so far. */
  private explainEmptiness(program: CaseProgram<unknown>, random: FastRandom): void {
    for (let i = 0; i < attempts; i++) program(new RowBuilder(this.setting, random, this.table, undefined, []));
  }

  /** Rows for what is left: each aims at one combination, and at others that do not contradict it. */
  private aim(
    run: (wanted: readonly number[], greedy: boolean, model?: number) => Run | undefined,
    keep: (row: Run) => void,
    together: Presence,
  ): void {
    const { keys } = this.table;
    const left = [...this.covered.uncovered((a, b) => (together[a]?.has(keys[b]!) ?? true) && (together[b]?.has(keys[a]!) ?? true))];
    for (const [index, combination] of left.entries()) {
      if (this.covered.has(combination)) continue;
      const wanted = [...combination];
      for (let i = index + 1; i < left.length && wanted.length < 10; i++) {
        const other = left[i]!;
        if (this.covered.has(other)) continue;
        const agrees = other.every((feature) => wanted.every((w) => w === feature || keys[w] !== keys[feature]));
        if (agrees) wanted.push(...other.filter((feature) => !wanted.includes(feature)));
      }
      let best: Run | undefined;
      let bestGain = 0;
      for (let i = 0; i < attempts && (best === undefined || i < candidates); i++) {
        // First with everything that could come along, then with less; and, in turn, on its own or from where a feature was had.
        const along = i < attempts / 2 ? wanted.slice(0, Math.max(combination.length, wanted.length - 2 * i)) : combination;
        const row = run(along, i % 2 === 0, i < 2 ? undefined : combination[i % (combination.length + 1)]);
        if (row === undefined || !combination.every((feature) => row.features.includes(feature))) continue;
        const gain = this.covered.gainOf(row.features);
        if (gain > bestGain) [best, bestGain] = [row, gain];
      }
      if (best !== undefined) keep(best);
    }
  }

  /** Combinations that some row holds: all that are possible. */
  get possible(): number {
    return this.covered.codes.size;
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
    this.covered.each(featuresOf(drawn.choices, this.table), (code) => names.push(this.covered.nameOf(code)));
    return names;
  }

  /** The names of all combinations covered. */
  combinations(): string[] {
    return [...this.covered.codes].map((code) => this.covered.nameOf(code));
  }

  counter<Case>(drawnOf: (value: Case) => Drawn | undefined): Coverage<Case> {
    const seen = new Set<number>();
    const all = this.covered.codes;
    const missing = (): string[] => [...all].filter((code) => !seen.has(code)).map((code) => this.covered.nameOf(code));
    return {
      add: (value) => {
        // Once everything was hit, there is nothing to count; new combinations are found by drawing alone.
        if (seen.size === all.size) return;
        const drawn = drawnOf(value);
        if (drawn === undefined) return;
        this.covered.each(featuresOf(drawn.choices, this.table), (code) => {
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

  private presence(runs: readonly Run[]): Presence {
    const beside = Array.from({ length: this.table.size }, () => new Set<string>());
    const counts = new Array<number>(this.table.size).fill(0);
    for (const { features } of runs) {
      for (const feature of features) {
        counts[feature]!++;
        for (const other of features) beside[feature]!.add(this.table.keys[other]!);
      }
    }
    return beside.map((keys, feature) => (counts[feature]! >= 16 ? keys : undefined));
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
