import type { TensorData } from '../../tensor.js';

/** A small fast generator (sfc32), seeded once per case; fast-check's own is asked only for the seed. */
export class FastRandom {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seedA: number, seedB: number) {
    this.a = seedA | 0;
    this.b = seedB | 0;
    this.c = 0x9e3779b9;
    for (let i = 0; i < 8; i++) this.bits();
  }

  /** 32 random bits, as an unsigned integer. */
  bits(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** Fills `values` with integers from `least` to `least + span - 1`, uniformly. */
  integers(values: TensorData, least: number, span: number): void {
    // The state is kept in variables: this loop is most of a case's time.
    let { a, b, c, counter } = this;
    const scale = span / 4294967296;
    for (let i = 0; i < values.length; i++) {
      const t = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + t) | 0;
      values[i] = least + Math.floor((t >>> 0) * scale);
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.counter = counter;
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return this.bits() / 4294967296;
  }

  /** Uniform in [min, max], both inclusive. */
  int(min: number, max: number): number {
    return min + Math.floor(this.unit() * (max - min + 1));
  }
}
