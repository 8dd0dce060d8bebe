import type { Regime } from '../../domain.js';
import type { TensorData } from '../../tensor.js';
import { Builder, type Setting } from './builder.js';
import { cropInto } from '../shrink/crop.js';
import type { Content, IntOptions } from '../draw.js';
import { choiceKey, type Drawn } from '../drawn.js';
import { coerce, exactMagnitude, fill } from '../values/fill.js';
import type { FastRandom } from './random.js';

/** What a shrink changes in an earlier case. Minus infinity stands for the least value. */
export interface Edit {
  /** By choice key, as it is called after the dropped axes are gone. */
  readonly choices?: ReadonlyMap<string, number>;
  /** Spatial axes that go. */
  readonly dropped?: readonly number[];
  /** Every choice that is not listed takes its least value. */
  readonly least?: boolean;
  /** Choices that had their least value keep to it, even when it becomes less. */
  readonly sticky?: boolean;
  /** Tensors whose end is kept when they are cropped. Default: none. */
  readonly tail?: readonly string[];
  /** Other values for tensors, by name, in place of cropped ones; where a tensor is larger than its list, zeros follow. */
  readonly values?: ReadonlyMap<string, TensorData>;
  /** Dense small integers in place of the values. */
  readonly refill?: boolean;
  /** Draws the values anew, as those of a case at random. */
  readonly data?: FastRandom;
  /** By choice key, sizes that extents get, the values of `choices` aside. */
  readonly targets?: ReadonlyMap<string, Target>;
}

/** The size that an extent gets. */
export interface Target {
  readonly size: number;
  /** Whether it is the number of windows along the axis, where there are any. */
  readonly ofWindows: boolean;
}

const noAxes: readonly number[] = [];

/** An earlier case as a rerun reads it. */
export class Earlier {
  readonly answers = new Map<string, { readonly value: number; readonly least: boolean }>();
  readonly groups: number;

  constructor(readonly drawn: Drawn) {
    let groups = 1;
    for (const choice of drawn.choices) {
      this.answers.set(choiceKey(choice.name, choice.axis), { value: choice.value, least: choice.value === choice.min });
      if (choice.role === 'group') groups = choice.value;
    }
    this.groups = groups;
  }
}

/** The case has more elements than it may: no candidate, and not worth building to its end. */
export class TooLarge extends Error {}

// Made once: its stack is of no interest, and taking one would cost more than the case.
const tooLarge = new TooLarge('a candidate of a shrink has more elements than its origin');

/** Builds an earlier case again with some choices changed; tensors are cropped from the earlier ones. */
export class RerunBuilder extends Builder {
  private groups = 1;

  constructor(
    setting: Setting,
    private readonly earlier: Earlier,
    private readonly edit: Edit,
    /** Elements of all tensors together, at most. */
    private readonly mostElements: number,
    recording = true,
  ) {
    super(setting, recording);
    this.start();
  }

  protected override answer(name: string, axis: number, _min: number, _max: number, options: IntOptions): number {
    const target = this.edit.targets?.get(choiceKey(name, axis));
    if (target !== undefined) return target.ofWindows ? (options.sizeFor?.(target.size) ?? target.size) : target.size;
    const value = this.wanted(name, axis);
    if (options.role === 'group') this.groups = value;
    return value;
  }

  private wanted(name: string, axis: number): number {
    const { edit, earlier } = this;
    const given = edit.choices?.get(choiceKey(name, axis));
    if (given !== undefined) return given;
    if (edit.least) return -Infinity;
    let from = axis;
    if (edit.dropped !== undefined && axis >= 0) for (const gone of edit.dropped) if (gone <= from) from++;
    const key = choiceKey(name, from);
    const known = earlier.answers.get(key);
    if (known !== undefined) return edit.sticky === true && known.least ? -Infinity : known.value;
    return earlier.drawn.aliases.get(key) ?? -Infinity;
  }

  protected override values(name: string, shape: number[], axes: number[], content: Content): TensorData {
    if (this.elements > this.mostElements) throw tooLarge;
    const values = this.emptyValues(shape);
    const { edit, earlier, domain } = this;
    if (edit.data !== undefined) {
      fill(values, edit.data, content, this.regime, domain.precision);
      return values;
    }
    const given = edit.values?.get(name);
    if (given !== undefined) values.set(given.length > values.length ? given.subarray(0, values.length) : given);
    else if (edit.refill === true) refill(values, name);
    else {
      const old = earlier.drawn.tensors.find((candidate) => candidate.name === name);
      const crop = {
        dropped: edit.dropped ?? noAxes,
        tail: edit.tail?.includes(name) ?? false,
        groups: this.groups === earlier.groups ? this.groups : 1,
      };
      if (old === undefined) refill(values, name);
      else cropInto(values, shape, axes, old, crop);
    }
    const { terms = 1, degree = 1, without } = content;
    const regime: Regime = domain.precision.unitRoundoff === 0 ? 'exact' : (content.regime ?? this.regime);
    const magnitude = exactMagnitude(domain.precision, terms, degree);
    const positive = domain.precision.least >= 0 || (without?.includes('negative') ?? false);
    const nonZero = without?.includes('zero') ?? false;
    for (let i = 0; i < values.length; i++) values[i] = coerce(values[i]!, regime, magnitude, positive, nonZero, domain.precision);
    return values;
  }
}

/** Dense and generic: neighbours differ, within a tensor and between tensors. */
function refill(values: TensorData, name: string): void {
  const start = name.length;
  for (let i = 0; i < values.length; i++) values[i] = 1 + ((i * 2 + start) % 5);
}
