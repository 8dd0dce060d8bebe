import { expect } from 'chai';
import { casesOf, drawConv, enumerateCases } from '../../src/arbitraries/index.js';
import { defineDomain } from '../../src/domain.js';
import { InvalidArgument } from '../../src/invalid-argument.js';

const domain = defineDomain({ spatialAxes: { min: 1, max: 1 }, pad: { min: 0, max: 9 }, regimes: ['exact'] });
const arbitrary = casesOf(domain, ['conv'], (d) => drawConv(d, { padding: ['valid', 'explicit'] }));

const keyOf = (c: {
  readonly sizes: unknown;
  readonly kernel: unknown;
  readonly strides: unknown;
  readonly dilations: unknown;
  readonly padding: unknown;
}): string => JSON.stringify([c.sizes, c.kernel, c.strides, c.dilations, c.padding]);

/** All one-axis configurations whose numbers are at most `size` and whose window fits, by five loops. */
function byLoops(size: number): Set<string> {
  const found = new Set<string>();
  const upTo = Array.from({ length: size }, (_, i) => i + 1);
  for (const cells of upTo)
    for (const k of upTo)
      for (const s of upTo)
        for (const r of upTo) {
          if (r > 3 || s > 4) continue;
          const span = (k - 1) * r + 1;
          if (span <= cells && cells <= span + 9 * s - 1)
            found.add(keyOf({ sizes: [cells], kernel: [k], strides: [s], dilations: [r], padding: 'valid' }));
          for (const before of [0, ...upTo])
            for (const after of [0, ...upTo])
              if (span <= cells + before + after)
                found.add(keyOf({ sizes: [cells], kernel: [k], strides: [s], dilations: [r], padding: [[before, after]] }));
        }
  return found;
}

describe('enumeration', () => {
  for (const size of [1, 2, 3]) {
    it(`walks every configuration up to size ${size} once`, () => {
      const keys = [...enumerateCases(arbitrary, size)].map(({ value }) => keyOf(value));
      expect(new Set(keys).size).to.equal(keys.length);
      expect(new Set(keys)).to.deep.equal(byLoops(size));
    });
  }

  it('comes in order of the largest number', () => {
    const largest = [...enumerateCases(arbitrary, 3)].map(({ value: c }) =>
      Math.max(...c.sizes, ...c.kernel, ...c.strides, ...c.dilations, ...(Array.isArray(c.padding) ? c.padding.flat() : [])),
    );
    expect(largest).to.deep.equal([...largest].sort((a, b) => a - b));
  });

  it('is the same when it is sharded', () => {
    const whole = [...enumerateCases(arbitrary, 2)].map(({ value }) => keyOf(value));
    const parts = [1, 2, 3].map((index) => [...enumerateCases(arbitrary, 2, { index, count: 3 })].map(({ value }) => keyOf(value)));
    expect(parts.flat().sort()).to.deep.equal([...whole].sort());
    expect(Math.max(...parts.map((part) => part.length)) - Math.min(...parts.map((part) => part.length))).to.be.at.most(1);
  });

  it('is lazy, and its cases shrink', () => {
    const wide = casesOf(defineDomain(), ['conv'], (d) => drawConv(d));
    let last;
    let count = 0;
    for (const value of enumerateCases(wide, 4)) {
      last = value;
      if (++count === 300) break;
    }
    expect(wide.canShrinkWithoutContext(last!.value)).to.equal(true);
    expect([...wide.shrink(last!.value, last!.context).take(1)]).to.have.length(1);
  });

  it('refuses sizes and shards that mean nothing', () => {
    const first = (size: number, shard?: { index: number; count: number }): unknown => enumerateCases(arbitrary, size, shard).next();
    expect(() => first(0)).to.throw(InvalidArgument, 'size is 0');
    expect(() => first(1.5)).to.throw(InvalidArgument, 'size is 1.5');
    expect(() => first(2, { index: 3, count: 2 })).to.throw(InvalidArgument, 'shard.index is 3');
    expect(() => first(2, { index: 1, count: 0 })).to.throw(InvalidArgument, 'shard.count is 0');
  });
});
