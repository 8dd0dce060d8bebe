/** Random cases for the kernels' tests: a generator of its own, so that nothing but the kernel is on trial. */
import { allocate, fromData, sizeOf, viewOf, type DType, type Tensor } from '../../src/tensor.js';
import type { Grid } from '../definitions/grid.js';
import type { DefinedPadding, Window } from '../definitions/window.js';
import { outSize } from '../definitions/window.js';

export class Random {
  /**
   * @param element what grids hold; default: integers from -5 to 5
   * @param tiny whether shapes are of a few cells only
   */
  constructor(
    private state: number,
    private readonly element: (r: Random) => number = (r) => r.int(-5, 5),
    private readonly tiny = false,
  ) {}

  /** mulberry32, uniform in [0, 1) */
  unit(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Both ends inclusive. */
  int(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  /** A count from 1 to `most`; to 2 where shapes are tiny. */
  few(most: number): number {
    return this.int(1, this.tiny ? Math.min(2, most) : most);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.int(0, values.length - 1)]!;
  }

  list(length: number, least: number, most: number): number[] {
    return Array.from({ length }, () => this.int(least, most));
  }

  pairs(length: number, most: number): [number, number][] {
    return Array.from({ length }, () => [this.int(0, most), this.int(0, most)]);
  }

  grid(shape: readonly number[]): Grid {
    return { shape, values: Array.from({ length: sizeOf(shape) }, () => this.element(this)) };
  }

  /** A tensor of the grid's values with its axes in any order and direction in memory, stepped, and not at the start. */
  view({ shape, values }: Grid, dtype: DType): Tensor {
    if (this.unit() < 0.3) {
      const data = allocate(values.length, dtype);
      data.set(values);
      return fromData(data, [...shape]);
    }
    const order = shape.map((_, axis) => axis);
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    const stride = new Array<number>(shape.length);
    let offset = this.int(0, 3);
    let step = this.int(1, 2);
    for (const axis of order) {
      const backwards = this.unit() < 0.3;
      stride[axis] = backwards ? -step : step;
      if (backwards) offset += step * Math.max(0, shape[axis]! - 1);
      step *= Math.max(1, shape[axis]!) + (this.unit() < 0.3 ? 1 : 0);
    }
    const data = allocate(offset + step * 2 + 1, dtype).fill(77);
    for (const [position, value] of values.entries()) {
      let at = offset;
      let rest = position;
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        at += (rest % shape[axis]!) * stride[axis]!;
        rest = Math.floor(rest / shape[axis]!);
      }
      data[at] = value;
    }
    return viewOf(data, [...shape], stride, offset);
  }

  /** Sizes of 1 to 3 spatial axes and windows of which at least one fits. */
  windows(options: { ceil?: boolean } = {}): { readonly sizes: number[]; readonly window: Window } {
    for (;;) {
      const axes = this.int(1, 3);
      const largest = (this.tiny ? [0, 5, 3, 2] : [0, 9, 6, 4])[axes]!;
      const sizes = this.list(axes, this.unit() < 0.05 ? 0 : 1, largest);
      const padding = this.pick<DefinedPadding>(['valid', 'same', 'same-lower', this.pairs(axes, 3)]);
      const window: Window = {
        kernel: this.list(axes, 1, (this.tiny ? [0, 5, 3, 2] : [0, 4, 4, 3])[axes]!),
        strides: this.list(axes, 1, this.pick([1, 4])),
        dilations: this.list(axes, 1, this.pick([1, 3])),
        padding,
        ceilMode: options.ceil === true && this.unit() < 0.5,
      };
      if (typeof padding === 'string' && padding !== 'valid') return { sizes, window };
      if (sizes.every((size, axis) => outSize(window, axis, size) > 0)) return { sizes, window };
    }
  }
}
