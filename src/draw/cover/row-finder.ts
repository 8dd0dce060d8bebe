import type { Setting } from '../builder.js';
import { Combinations } from './combinations.js';
import type { CaseProgram } from '../draw.js';
import { EmptyDomain } from '../empty-domain.js';
import type { FeatureTable, Key } from './features.js';
import { Meetings } from './meetings.js';
import { FastRandom } from '../random.js';
import { RowBuilder, type Aim, type Answers } from './row-builder.js';

/** A row of choices. */
export interface Row {
  readonly answers: Answers;
  /** Ascending. */
  readonly features: readonly number[];
  /** Those of values above their least. */
  readonly rich: readonly number[];
  /** Whether a feature that was aimed at was not to be had. */
  readonly refused: boolean;
}

/** Attempts to build a row for one combination before it counts as impossible. */
const attempts = 24;
/** Attempts that had all of a combination but one class, which was then not on offer, before it counts as impossible. */
const refusals = 6;
/** Rows of which the best is taken. */
const candidates = 2;
/** New combinations that a row of the greedy phase should bring; as many times below in a row end the phase. */
const fewNews = 6;
const patience = 2;
/** Features that one row aims at, at most. */
const mostWanted = 10;
/** Cases drawn at random that must show nothing new before the rows are all. */
const looks = 150;
/** Rows in front that are put in order. */
const firstRows = 8;

/**
 * Finds the rows of a covering array. Greedy: each row takes, choice by choice, the class that makes most new combinations; what is
 * left is aimed at one combination at a time.
 */
export class RowFinder {
  readonly covered: Combinations;
  private readonly random: FastRandom;
  private readonly meetings: Meetings;
  private readonly found: Row[] = [];
  /** Of each feature, some rows that had it. */
  private readonly models: Answers[][] = [];

  constructor(
    private readonly setting: Setting,
    private readonly program: CaseProgram<unknown>,
    private readonly table: FeatureTable,
    private readonly strength: 2 | 3,
    seed: number,
  ) {
    this.random = new FastRandom(seed, strength);
    this.covered = new Combinations(table, strength);
    this.meetings = new Meetings(table);
  }

  /** @throws EmptyDomain where the domain and the limits leave no case */
  find(): Row[] {
    let failed = 0;
    for (let idle = 0; idle < patience;) {
      let best: Row | undefined;
      let bestGain = 0;
      for (let i = 0; i < candidates; i++) {
        const row = this.run(undefined, true);
        if (row === undefined) {
          failed++;
          continue;
        }
        const gain = this.covered.gainOf(row.features);
        if (gain > bestGain) [best, bestGain] = [row, gain];
      }
      if (best !== undefined) this.keep(best);
      idle = bestGain > fewNews ? 0 : idle + 1;
    }
    if (failed === this.runs) this.explainEmptiness();
    do this.aimAtTheRest();
    while (this.isSurprised());
    return this.richestFirst();
  }

  private runs = 0;
  /** Combinations that were aimed at. */
  private readonly tried = new Set<string>();

  private run(aim: Aim | undefined, greedy: boolean): Row | undefined {
    this.runs++;
    const gain = greedy ? (feature: number, chosen: readonly number[]): number => this.covered.gainWith(feature, chosen) : undefined;
    let builder: RowBuilder;
    try {
      builder = new RowBuilder(this.setting, this.random, this.table, gain, aim);
      this.program(builder);
    } catch (error) {
      // With these answers a later choice has no value; other answers may leave one.
      if (error instanceof EmptyDomain) return undefined;
      throw error;
    }
    const { answers, rich, refused } = builder;
    const features = builder.features.list();
    this.meetings.add(features);
    for (const feature of features) {
      const models = (this.models[feature] ??= []);
      if (models.length < mostModels) models.push(answers);
      else models[this.random.int(0, mostModels - 1)] = answers;
    }
    return { answers, features, rich, refused };
  }

  private keep(row: Row): void {
    this.covered.cover(row.features);
    this.found.push(row);
  }

  /** Says which choice is empty, as drawing a case would: no answers led to a case so far. */
  private explainEmptiness(): void {
    for (let i = 0; i < attempts; i++) this.program(new RowBuilder(this.setting, this.random, this.table, undefined));
  }

  /** Whether cases drawn at random show anything that the rows lack: then more of its kind may be had. */
  private isSurprised(): boolean {
    const before = this.found.length;
    for (let i = 0; i < looks; i++) {
      const row = this.run(undefined, false);
      if (row !== undefined && this.covered.gainOf(row.features) > 0) this.keep(row);
    }
    return this.found.length > before;
  }

  /** Rows for what is left: each aims at one combination, and at others that do not contradict it. */
  private aimAtTheRest(): void {
    const left = this.covered.list(false).filter((combination) => !this.tried.has(combination.join()));
    for (const [index, combination] of left.entries()) {
      if (this.covered.has(combination) || !this.mayMeet(combination)) continue;
      this.tried.add(combination.join());
      const wanted = this.alongWith(combination, left, index + 1);
      const row = this.rowWith(combination, wanted);
      if (row !== undefined) this.keep(row);
    }
  }

  private mayMeet(combination: readonly number[]): boolean {
    return combination.every((a, i) => combination.every((b, j) => j <= i || this.meetings.mayMeet(a, b)));
  }

  /** The features of a combination, and of later ones that do not contradict it. */
  private alongWith(combination: readonly number[], left: readonly (readonly number[])[], from: number): number[] {
    const { keys } = this.table;
    const wanted = [...combination];
    for (let i = from; i < left.length && wanted.length < mostWanted; i++) {
      const other = left[i]!;
      if (this.covered.has(other)) continue;
      const agrees = other.every((feature) => wanted.every((w) => w === feature || keys[w] !== keys[feature]));
      if (agrees) wanted.push(...other.filter((feature) => !wanted.includes(feature)));
    }
    return wanted;
  }

  private rowWith(combination: readonly number[], wanted: readonly number[]): Row | undefined {
    let best: Row | undefined;
    let bestGain = 0;
    let refused = 0;
    for (let i = 0; i < attempts && (best === undefined || i < candidates); i++) {
      // First with everything that could come along, then with less; and, in turn, on its own or from where a feature was had.
      const along = i < attempts / 2 ? wanted.slice(0, Math.max(combination.length, wanted.length - 2 * i)) : combination;
      const from = combination.length - (i % (combination.length + 1));
      const row = this.run(this.aimOf(along, i === 0 ? undefined : combination[from]), i % 2 === 0);
      if (row === undefined) continue;
      const had = combination.filter((feature) => row.features.includes(feature)).length;
      if (had < combination.length) {
        if (row.refused && had === combination.length - 1) refused++;
        if (best === undefined && (refused === refusals || !this.mayMeet(combination))) return undefined;
        continue;
      }
      const gain = this.covered.gainOf(row.features);
      if (gain > bestGain) [best, bestGain] = [row, gain];
    }
    return best;
  }

  private aimOf(features: readonly number[], model: number | undefined): Aim {
    const wanted = new Map<Key, number>();
    for (const feature of features) wanted.set(this.table.keys[feature]!, feature);
    const models = model === undefined ? undefined : this.models[model];
    return { features: wanted, model: models?.[this.random.int(0, models.length - 1)] };
  }

  /** The rows, with those in front that hold the most new pairs of features above the least: most bugs need two of them at once. */
  private richestFirst(): Row[] {
    const rows = [...this.found];
    const held = new Combinations(this.table, 2);
    for (let i = 0; i < Math.min(firstRows, rows.length); i++) {
      let best = i;
      let bestGain = -1;
      for (let j = i; j < rows.length; j++) {
        const gain = held.gainOf(rows[j]!.rich);
        if (gain > bestGain) [best, bestGain] = [j, gain];
      }
      const [row] = rows.splice(best, 1);
      rows.splice(i, 0, row!);
      held.cover(row!.rich);
    }
    return rows;
  }
}

/** Rows that are kept of each feature as models. */
const mostModels = 8;
