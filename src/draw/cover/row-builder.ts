import type { Tensor, TensorData } from '../../tensor.js';
import { Builder, type Setting } from '../builders/builder.js';
import type { Content, IntOptions, OptionOptions } from '../draw.js';
import { EmptyDomain } from '../empty-domain.js';
import { axesWithFeatures, Features, type FeatureTable, type Key } from './features.js';
import { layoutName, layoutsOfRank } from '../values/layouts.js';
import { placeholder, shapeOfDims } from '../builders/placeholder.js';
import { typicalOf } from '../builders/random-builder.js';
import type { FastRandom } from '../builders/random.js';

/** Answers by the number of their key; undefined for a choice that was not asked for. */
export type Answers = readonly (number | undefined)[];

/**
 * What a feature is worth to a row.
 *
 * @param chosen the features that the row has already
 * @param above those of them that are of values above their least; left out where the feature is that of the least value itself
 */
export type Gain = (feature: number, chosen: readonly number[], above: readonly number[] | undefined) => number;

/** What a row is to have. */
export interface Aim {
  /** Features, by the number of their key. */
  readonly features: ReadonlyMap<Key, number>;
  /** Answers that led to one of the features before: three of four are given again. */
  readonly model?: Answers | undefined;
}

const nothing: Aim = { features: new Map() };
const noOptions: IntOptions = {};

/** Values of a number whose classes are looked at; of a choice among options, more. */
const mostNumbers = 12;
const mostValues = 256;

// The features of the values of one choice: made once, for a choice is asked for a dozen times a row.
const featureOfValue = new Int32Array(mostValues);

/** Answers each choice with the class that is wanted, else with the one that makes most new combinations. Draws no data. */
export class RowBuilder extends Builder {
  /** The values of all choices, by the number of their key. */
  readonly answers: (number | undefined)[] = [];
  readonly features: Features;
  /** Features of values above their least. */
  readonly rich: number[] = [];
  /** Whether a feature that was aimed at was not to be had when its choice came up. */
  refused = false;
  private readonly same = new Map<Key, boolean>();

  constructor(
    setting: Setting,
    private readonly random: FastRandom,
    private readonly table: FeatureTable,
    private readonly gain: Gain | undefined,
    private readonly aim: Aim = nothing,
  ) {
    super(setting, false);
    this.features = new Features(table);
    for (const [key, feature] of aim.features) this.same.set(key, table.classes[feature] === 'equal');
    this.start();
  }

  override int(name: string, min: number, max: number, options: IntOptions = noOptions): number {
    if (!(max >= min)) throw new EmptyDomain(name, `no integer from ${min} to ${max} is left in the domain and the limits`);
    const { axis = -1, step = 1, classes, near } = options;
    const most = options.typical === Infinity ? mostValues : mostNumbers;
    return this.decide(name, axis, min, max, step, typicalOf(min, max, options), near, classes, most);
  }

  override option<T extends string | number | boolean>(name: string, options: readonly T[], { axis = -1 }: OptionOptions = noOptions): T {
    if (options.length === 0) throw new EmptyDomain(name, `the domain and the limits leave no ${name}`);
    const last = options.length - 1;
    return options[this.decide(name, axis, 0, last, 1, last, undefined, (i) => String(options[i]), mostValues)]!;
  }

  /** The answer to a choice, which is noted; `most` of its values are looked at. */
  private decide(
    name: string,
    axis: number,
    min: number,
    max: number,
    step: number,
    typical: number,
    near: number | undefined,
    classes: ((value: number) => string) | undefined,
    most: number,
  ): number {
    const key = this.table.keyOf(name, axis);
    let value = Math.min(max, Math.max(min, this.pick(key, name, min, max, step, typical, near, classes, most)));
    if (step !== 1) value = min + Math.floor((value - min) / step) * step;
    this.answers[key.id] = value;
    if (classes !== undefined) this.note(key, value, min, classes(value));
    return value;
  }

  private note(key: Key, value: number, min: number, label: string): void {
    const { found } = this.features;
    const before = found.length;
    this.features.add(key, value, label);
    if (value > min && found.length > before) this.rich.push(found[before]!);
  }

  private pick(
    key: Key,
    name: string,
    min: number,
    max: number,
    step: number,
    typical: number,
    near: number | undefined,
    classes: ((value: number) => string) | undefined,
    most: number,
  ): number {
    const { aim, random } = this;
    const wanted = aim.features.get(key);
    if (wanted === undefined) {
      const known = aim.model?.[key.id];
      if (known !== undefined && known >= min && known <= max && random.bits() % 4 !== 0) return known;
    }
    if (key.axis >= 0) {
      const across = key.across!;
      let same = this.same.get(across);
      // Leave it to chance, now and then, whether attributes are equal.
      if (same === undefined && key.axis > 0 && random.bits() % 4 === 0) this.same.set(across, (same = random.bits() % 2 === 0));
      if (wanted === undefined && same === true && key.axis > 0) {
        const first = this.answers[this.table.keyOf(name, 0).id];
        if (first !== undefined) return first;
      }
      if (near !== undefined && near >= min && near <= max && wanted === undefined && same === undefined && random.bits() % 4 === 0)
        return near;
    }
    if (classes === undefined || key.axis >= axesWithFeatures) return random.int(min, typical);
    const count = Math.min(most, Math.floor((max - min) / step) + 1);
    return this.ofClass(key, wanted, min, count, typical, step, classes);
  }

  /** A value of the wanted class, or of the class that gains most. */
  private ofClass(
    key: Key,
    wanted: number | undefined,
    min: number,
    count: number,
    typical: number,
    step: number,
    classes: (value: number) => string,
  ): number {
    const { table, random, gain } = this;
    const { found } = this.features;
    let best = -1;
    let bestGain = -1;
    for (let i = 0; i < count; i++) {
      const feature = table.idOf(key, classes(min + i * step));
      featureOfValue[i] = feature;
      let isNew = true;
      for (let j = 0; j < i && isNew; j++) if (featureOfValue[j] === feature) isNew = false;
      if (!isNew) continue;
      const gained = feature === wanted ? Infinity : (gain?.(feature, found, i === 0 ? undefined : this.rich) ?? 0) + random.unit();
      if (gained > bestGain) {
        best = feature;
        bestGain = gained;
      }
    }
    if (wanted !== undefined && best !== wanted) this.refused = true;
    // Small values come first; a class above the typical ones keeps its least value all the same.
    let last = -1;
    let members = 0;
    for (let i = 0; i < count; i++) {
      if (featureOfValue[i] !== best || (members > 0 && min + i * step > typical)) continue;
      members++;
      if (random.bits() % members === 0) last = i;
    }
    return min + last * step;
  }

  protected override answer(): never {
    throw new Error('int() answers');
  }

  override tensor(name: string, dims: readonly (number | readonly number[])[], content: Content = {}): Tensor {
    const shape = shapeOfDims(dims);
    this.count(name, shape);
    if (this.domain.layouts && content.layouts !== false)
      this.int(`${name} layout`, 0, layoutsOfRank(shape.length) - 1, { classes: layoutName });
    return placeholder(shape, this.domain.precision.dtype);
  }

  protected override values(): TensorData {
    throw new Error('tensor() makes no values');
  }
}
