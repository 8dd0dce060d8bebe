import type { TensorData } from '../../tensor.js';
import { Builder, type Setting } from './builder.js';
import type { Content, IntOptions } from '../draw.js';
import { fill } from '../values/fill.js';
import type { FastRandom } from './random.js';

/** The upper end of most draws of a choice. */
export function typicalOf(min: number, max: number, options: IntOptions): number {
  const step = options.step ?? 1;
  return Math.min(max, options.typical ?? (max - min < 6 * step ? max : min + 3 * step));
}

/**
 * Draws at random: small cases mostly; one in a while is wide (channels past a vector's width, kernels of 5 and more), has equal
 * attributes on all axes, or views in place of dense tensors.
 */
export class RandomBuilder extends Builder {
  private readonly wide: boolean;
  private readonly views: boolean;
  private readonly equal: boolean;
  private first: Map<string, number> | undefined;

  constructor(
    setting: Setting,
    private readonly random: FastRandom,
    private readonly data: FastRandom,
    recording: boolean,
  ) {
    super(setting, recording);
    const bits = random.bits();
    this.wide = (bits & 7) === 0;
    this.views = (bits & 0x38) === 0;
    this.equal = (bits & 0x1c0) === 0;
    this.start();
  }

  protected override answer(name: string, axis: number, min: number, max: number, options: IntOptions): number {
    if (max === min) return min;
    if (axis >= 0 && this.equal) {
      this.first ??= new Map();
      const before = this.first.get(name);
      if (before !== undefined) return before;
    }
    const { near } = options;
    if (near !== undefined && near >= min && near <= max && (this.random.bits() & 1) === 0) return near;
    const typical = typicalOf(min, max, options);
    let value: number;
    if (typical < max && this.wide && (this.random.bits() & 3) === 0) value = this.random.int(min, max);
    else {
      value = this.random.int(min, typical);
      // Batch, channels and groups multiply the work of every other choice: the lower of two draws.
      if (axis < 0 && options.typical === undefined && max - min > 2) value = Math.min(value, this.random.int(min, typical));
    }
    if (axis === 0 && this.equal) this.first!.set(name, value);
    return value;
  }

  protected override answerLayout(name: string, max: number): number {
    if (this.views) return super.answerLayout(name, max);
    if (this.recording) this.record(name, max);
    return 0;
  }

  /** A dense layout that was not asked for is a choice all the same. */
  private record(name: string, max: number): void {
    this.choices.push({ name: `${name} layout`, role: 'layout', axis: -1, min: 0, max, value: 0, class: 'dense' });
  }

  protected override values(_name: string, shape: number[], _axes: number[], content: Content): TensorData {
    const values = this.emptyValues(shape);
    fill(values, this.data, content, this.regime, this.domain.precision);
    return values;
  }
}
