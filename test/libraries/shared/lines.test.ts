import { expect } from 'chai';
import { asGroups, spellLines, type LineCall } from '../../../src/libraries/shared/lines.js';
import { spelledLibrary, type Spelling } from '../../../src/libraries/shared/spelled.js';
import { Unsupported } from '../../../src/library.js';
import { float64 } from '../../../src/precision.js';
import { tensor, toArray } from '../../../src/tensor.js';

/** A valid correlation of one signal with one filter. */
const correlate: LineCall<readonly number[]> = {
  run: (signal, taps) =>
    Array.from({ length: signal.length - taps.length + 1 }, (_, i) => taps.reduce((sum, tap, j) => sum + tap * signal[i + j]!, 0)),
  source: (signal, taps) => `f([${signal.join(', ')}], [${taps.join(', ')}])`,
  add: (a, b) => a.map((value, i) => value + b[i]!),
  sourceOfAdd: (a, b) => `${a} + ${b}`,
  read: (values) => values,
  sourceOfRead: (source) => source,
};

describe('convolutions line by line', () => {
  it('adds the channels in, for each channel out', () => {
    const x = tensor([1, 10, 2, 20, 3, 30], [1, 3, 2]);
    const filter = tensor([1, 2, 1, 0], [1, 2, 2]);
    const spelling = spellLines(x, filter, 1, 3, 'float64', correlate);
    expect(toArray(spelling.run())).to.deep.equal([11, 2, 22, 4, 33, 6]);
    expect(spelling.source()).to.include('  [f([1, 2, 3], [1]) + f([10, 20, 30], [1]), f([1, 2, 3], [2]) + f([10, 20, 30], [0])],');
  });

  it('keeps groups apart', () => {
    const x = tensor([1, 10, 2, 20], [1, 2, 2]);
    expect(toArray(spellLines(x, tensor([1, 2], [1, 1, 2]), 2, 2, 'float64', correlate).run())).to.deep.equal([1, 20, 2, 40]);
    expect(asGroups(tensor([1, 2, 3, 4], [1, 2, 2])).shape).to.deep.equal([1, 1, 4]);
  });

  it('refuses channels that do not match, and a result of another size is an error', () => {
    const x = tensor([1, 2], [1, 2, 1]);
    expect(() => spellLines(x, tensor([1, 2], [1, 2, 1]), 1, 2, 'float64', correlate)).to.throw(Unsupported);
    expect(() => spellLines(x, tensor([1], [1, 1, 1]), 1, 3, 'float64', correlate).run()).to.throw('2 values were returned, not 3');
  });
});

describe('a library of spellings', () => {
  const spelling = (value: number): Spelling => ({ run: () => tensor([value], [1, 1]), source: () => [`console.log(${value});`] });
  const matmul = (spellings: readonly Spelling[]) =>
    spelledLibrary({ name: 'spelled', precision: float64, limits: {}, preamble: ['// first'], ops: { matmul: () => spellings } });
  const args = [tensor([2], [1, 1]), tensor([3], [1, 1])] as const;

  it('returns the result that is farthest from the reference, and shows its source', () => {
    const library = matmul([spelling(6), spelling(7), spelling(6)]);
    expect(toArray(library.ops.matmul!(...args) as ReturnType<typeof tensor>)).to.deep.equal([7]);
    expect(library.show!({ op: 'matmul', arguments: args })).to.equal('// first\nconsole.log(7);\n');
  });

  it('throws what the spelling that is reported threw', () => {
    const throws: Spelling = {
      run: () => {
        throw new RangeError('no');
      },
      source: () => [],
    };
    expect(() => matmul([spelling(6), throws]).ops.matmul!(...args)).to.throw(RangeError, 'no');
  });
});
