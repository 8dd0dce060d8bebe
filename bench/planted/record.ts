/** The plain generator that people write: a record of independent integers and arrays, made to fit afterwards. */
import * as fc from 'fast-check';
import { effectiveKernel, type Padding, type Pair } from '../../src/geometry.js';
import { tensor } from '../../src/tensor.js';
import type { WindowedCase } from './windowed.js';

const axis = (max: number): fc.Arbitrary<[number, number]> => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));
const pads = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 2, maxLength: 2 });
const values = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 300, size: 'max' });

export const plainRecord: fc.Arbitrary<WindowedCase> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    groups: fc.integer({ min: 1, max: 3 }),
    channels: fc.integer({ min: 1, max: 9 }),
    channelsOut: fc.integer({ min: 1, max: 9 }),
    sizes: axis(9),
    kernel: axis(7),
    strides: axis(4),
    dilations: axis(3),
    padding: fc.oneof(fc.constantFrom<Padding>('valid', 'same', 'same-lower'), pads as fc.Arbitrary<Padding>),
    x: values,
    filter: values,
  })
  .map(({ x, filter, sizes, ...c }) => {
    const fitted = sizes.map((size, i) => {
      if (typeof c.padding === 'string' && c.padding !== 'valid') return size;
      const [before, after]: Pair = typeof c.padding === 'string' ? [0, 0] : c.padding[i]!;
      return Math.max(size, effectiveKernel(c.kernel[i]!, c.dilations[i]!) - before - after);
    });
    const filled = (shape: number[], list: readonly number[]): WindowedCase['x'] =>
      tensor(
        Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => list[i] ?? 0),
        shape,
      );
    return {
      ...c,
      sizes: fitted,
      x: filled([c.batch, ...fitted, c.channels * c.groups], x),
      filter: filled([...c.kernel, c.channels, c.channelsOut * c.groups], filter),
    };
  });
