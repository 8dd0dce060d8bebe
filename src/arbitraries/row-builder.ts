import { zeros, type Tensor, type TensorData } from '../tensor.js';
import { Builder, type Setting } from './builder.js';
import type { Content, IntOptions } from './draw.js';
import { choiceKey } from './drawn.js';
import { alikeName, axesWithFeatures, type FeatureTable } from './features.js';
import { layoutsOfRank } from './layouts.js';
import { typicalOf } from './random-builder.js';
import type { FastRandom } from './random.js';

/** How many combinations with features that a row has already would be new. */
export type Gain = (feature: number, chosen: readonly number[]) => number;

/** Values of a choice whose classes are looked at. */
const mostValues = 12;

/** Answers each choice with the class that is wanted, else with the one that makes most new combinations. Draws no data. */
export class RowBuilder extends Builder {
  private readonly chosen: number[] = [];
  private readonly wanted = new Map<string, number>();
  private readonly same = new Map<string, boolean>();
  private readonly first = new Map<string, number>();

  constructor(
    setting: Setting,
    private readonly random: FastRandom,
    private readonly table: FeatureTable,
    private readonly gain: Gain | undefined,
    wanted: readonly number[],
    /** Answers that led to one of the wanted features before: three of four are given again. */
    private readonly model?: ReadonlyMap<string, number>,
  ) {
    super(setting, true);
    for (const feature of wanted) {
      const key = table.keys[feature]!;
      this.wanted.set(key, feature);
      const name = alikeName(key);
      if (name !== undefined) this.same.set(name, table.classes[feature] === 'equal');
    }
    this.start();
  }

  protected override answer(name: string, axis: number, min: number, max: number, options: IntOptions): number {
    const value = this.pick(name, axis, min, max, options);
    if (axis === 0) this.first.set(name, value);
    return value;
  }

  private pick(name: string, axis: number, min: number, max: number, options: IntOptions): number {
    const { classes } = options;
    const typical = typicalOf(min, max, options);
    const key = choiceKey(name, axis);
    const known = this.wanted.has(key) ? undefined : this.model?.get(key);
    if (known !== undefined && known >= min && known <= max && this.random.bits() % 4 !== 0) {
      if (classes !== undefined && axis < axesWithFeatures) this.chosen.push(this.table.idOf(key, classes(known)));
      return known;
    }
    if (axis > 0 && this.random.bits() % 4 === 0 && !this.same.has(name)) {
      // Leave it to chance, now and then, whether attributes are equal.
      this.same.set(name, this.random.bits() % 2 === 0);
    }
    const before = axis > 0 ? this.first.get(name) : undefined;
    if (before !== undefined && this.same.get(name) === true && !this.wanted.has(key)) {
      const value = Math.min(max, Math.max(min, before));
      if (classes !== undefined && axis < axesWithFeatures) this.chosen.push(this.table.idOf(key, classes(value)));
      return value;
    }
    const { near } = options;
    if (near !== undefined && near >= min && near <= max && !this.wanted.has(key) && !this.same.has(name) && this.random.bits() % 4 === 0) {
      if (classes !== undefined && axis < axesWithFeatures) this.chosen.push(this.table.idOf(key, classes(near)));
      return near;
    }
    if (classes === undefined || axis >= axesWithFeatures) return this.random.int(min, typical);
    const byClass = new Map<number, number[]>();
    for (let value = min, i = 0; value <= max && i < mostValues; value += options.step ?? 1, i++) {
      const id = this.table.idOf(key, classes(value));
      const list = byClass.get(id);
      if (list === undefined) byClass.set(id, [value]);
      // Small values come first; a class above the typical ones keeps a value all the same.
      else if (value <= typical) list.push(value);
    }
    const id = this.choose(key, byClass);
    this.chosen.push(id);
    const values = byClass.get(id)!;
    return values[this.random.int(0, values.length - 1)]!;
  }

  private choose(key: string, byClass: ReadonlyMap<number, unknown>): number {
    const target = this.wanted.get(key);
    if (target !== undefined && byClass.has(target)) return target;
    let best = -1;
    let bestGain = -1;
    for (const id of byClass.keys()) {
      const gain = (this.gain?.(id, this.chosen) ?? 0) + this.random.unit();
      if (gain > bestGain) [best, bestGain] = [id, gain];
    }
    return best;
  }

  override tensor(name: string, dims: readonly (number | readonly number[])[], content: Content = {}): Tensor {
    let rank = 0;
    for (const dim of dims) rank += typeof dim === 'number' ? 1 : dim.length;
    if (this.domain.layouts && content.layouts !== false) this.answerLayout(name, layoutsOfRank(rank) - 1);
    // The values are of no matter here, and neither is how they lie in memory.
    return zeros(
      dims.flatMap((dim) => dim as number | number[]),
      this.domain.precision.dtype,
    );
  }

  protected override values(_name: string, shape: number[]): TensorData {
    return this.emptyValues(shape);
  }
}
