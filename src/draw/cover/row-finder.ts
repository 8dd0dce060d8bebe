import type { Setting } from '../builders/builder.js';
import { Combinations } from './combinations.js';
import type { CaseProgram } from '../draw.js';
import { EmptyDomain } from '../empty-domain.js';
import type { FeatureTable, Key } from './features.js';
import { Meetings } from './meetings.js';
import { FastRandom } from '../builders/random.js';
import { RowBuilder, type Aim, type Answers, type Gain } from './row-builder.js';

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

/** Attempts to build a row for one combination before it counts as impossible; and to build one at all. */
const attempts = 24;
/** Attempts that had all of a combination but one class, which was then not on offer, before it counts as impossible. */
const refusals = 10;
/** Rows of which the best is taken. */
const candidates = 2;
/** Rows in front, which have what is above the least: most bugs need two such features at once. */
const firstRows = 8;
/** New combinations that a row of the greedy phase should bring; as many times below in a row end the phase. */
const fewNews = 6;
const patience = 2;
/** Features that one row aims at, at most. */
const mostWanted = 10;
/** Cases drawn at random that must show nothing new before the rows are all. */
const looks = 150;
/** Rows that are kept of each feature as models. */
const mostModels = 8;

/** A combination that is aimed at. */
interface Target {
  tries: number;
  /** Tries that had all of it but one class, which was not on offer. */
  refused: number;
}

/**
 * Finds the rows of a covering array, one when one is asked for. First rich ones; then greedy ones: each takes, choice by choice, the class
 * that makes most new combinations; what is left is aimed at one combination at a time.
 */
export class RowFinder {
  readonly covered: Combinations;
  private readonly random: FastRandom;
  private readonly meetings: Meetings;
  /** Pairs that the rich rows hold of features above the least. */
  private readonly rich: Combinations;
  /** Of each feature, some rows that had it. */
  private readonly models: Answers[][] = [];
  private readonly targets = new Map<string, Target>();
  private lastEmpty: EmptyDomain | undefined;

  constructor(
    private readonly setting: Setting,
    private readonly program: CaseProgram<unknown>,
    private readonly table: FeatureTable,
    private readonly strength: 2 | 3,
    seed: number,
  ) {
    this.random = new FastRandom(seed, strength);
    this.covered = new Combinations(table, strength);
    this.rich = new Combinations(table, 2);
    this.meetings = new Meetings(table);
  }

  /**
   * The rows; `undefined` stands for an attempt that led to none, so that no row takes long.
   *
   * @throws EmptyDomain, at the first, where the domain and the limits leave no case
   */
  *rows(): Generator<Row | undefined, void> {
    const rich: Gain = (feature, _chosen, above) => {
      if (above === undefined) return this.random.bits() % 4 === 0 ? Infinity : 0;
      return 1 + this.rich.gainWith(feature, above);
    };
    for (let i = 0; i < firstRows; i++) {
      const row = this.best(rich, ({ rich: above }) => this.rich.gainOf(above));
      this.rich.cover(row.rich);
      yield this.kept(row);
    }
    const greedy: Gain = (feature, chosen) => this.covered.gainWith(feature, chosen);
    for (let idle = 0; idle < patience;) {
      const row = this.best(greedy, ({ features }) => this.covered.gainOf(features));
      const gain = this.covered.gainOf(row.features);
      idle = gain > fewNews ? 0 : idle + 1;
      yield gain > 0 ? this.kept(row) : undefined;
    }
    let surprised = true;
    while (surprised) {
      yield* this.aimed();
      surprised = false;
      for (let i = 0; i < looks; i++) {
        const row = this.run(undefined, undefined);
        const isNew = row !== undefined && this.covered.gainOf(row.features) > 0;
        surprised ||= isNew;
        yield isNew ? this.kept(row) : undefined;
      }
    }
  }

  /** The best of some rows. With some answers a later choice has no value; others, less greedy, may leave one. */
  private best(gain: Gain, worth: (row: Row) => number): Row {
    let best: Row | undefined;
    let most = -1;
    for (let tries = 0, made = 0; made < candidates && tries < attempts; tries++) {
      const row = this.run(undefined, tries - made < candidates ? gain : undefined);
      if (row === undefined) continue;
      made++;
      const value = worth(row);
      if (value > most) [best, most] = [row, value];
    }
    if (best === undefined) throw this.lastEmpty!;
    return best;
  }

  private run(aim: Aim | undefined, gain: Gain | undefined): Row | undefined {
    let builder: RowBuilder;
    try {
      builder = new RowBuilder(this.setting, this.random, this.table, gain, aim);
      this.program(builder);
    } catch (error) {
      if (!(error instanceof EmptyDomain)) throw error;
      this.lastEmpty = error;
      return undefined;
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

  private kept(row: Row): Row {
    this.covered.cover(row.features);
    return row;
  }

  /** Rows for what is left, in rounds of one try each: a row aims at one combination, and at others that do not contradict it. */
  private *aimed(): Generator<Row | undefined, void> {
    for (;;) {
      const left = this.covered.list(false).filter((combination) => this.mayMeet(combination));
      const open = left.filter((combination) => {
        const { tries, refused } = this.targetOf(combination);
        return tries < attempts && refused < refusals;
      });
      if (open.length === 0) return;
      for (const combination of open) {
        if (this.covered.has(combination) || !this.mayMeet(combination)) continue;
        const row = this.tryFor(combination, open);
        yield row !== undefined && this.covered.gainOf(row.features) > 0 ? this.kept(row) : undefined;
      }
    }
  }

  private targetOf(combination: readonly number[]): Target {
    const name = combination.join();
    let target = this.targets.get(name);
    if (target === undefined) this.targets.set(name, (target = { tries: 0, refused: 0 }));
    return target;
  }

  private mayMeet(combination: readonly number[]): boolean {
    return combination.every((a, i) => combination.every((b, j) => j <= i || this.meetings.mayMeet(a, b)));
  }

  /** The features of a combination, and of later ones that do not contradict it. */
  private alongWith(combination: readonly number[], left: readonly (readonly number[])[]): number[] {
    const { keys } = this.table;
    const wanted = [...combination];
    for (let i = left.indexOf(combination) + 1; i < left.length && wanted.length < mostWanted; i++) {
      const other = left[i]!;
      if (this.covered.has(other)) continue;
      const agrees = other.every((feature) => wanted.every((w) => w === feature || keys[w] !== keys[feature]));
      if (agrees) wanted.push(...other.filter((feature) => !wanted.includes(feature)));
    }
    return wanted;
  }

  private tryFor(combination: readonly number[], left: readonly (readonly number[])[]): Row | undefined {
    const target = this.targetOf(combination);
    const tries = target.tries++;
    // First with everything that could come along, then alone; and, in turn, on its own or from where a feature was had.
    const along = tries < attempts / 2 ? this.alongWith(combination, left) : combination;
    const wanted = along.slice(0, Math.max(combination.length, along.length - 2 * tries));
    const from = combination.length - (tries % (combination.length + 1));
    const greedy: Gain = (feature, chosen) => this.covered.gainWith(feature, chosen);
    const row = this.run(this.aimOf(wanted, tries === 0 ? undefined : combination[from]), tries % 2 === 0 ? greedy : undefined);
    if (row === undefined) return undefined;
    const had = combination.filter((feature) => row.features.includes(feature)).length;
    if (row.refused && had === combination.length - 1) target.refused++;
    return row;
  }

  private aimOf(features: readonly number[], model: number | undefined): Aim {
    const wanted = new Map<Key, number>();
    for (const feature of features) wanted.set(this.table.keys[feature]!, feature);
    const models = model === undefined ? undefined : this.models[model];
    return { features: wanted, model: models?.[this.random.int(0, models.length - 1)] };
  }
}
