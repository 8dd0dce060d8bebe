import { expect } from 'chai';
import { asGroups, lineByLine, type LineCall } from '../../../src/libraries/shared/lines.js';
import { sourcedLibrary, type SourcedCall } from '../../../src/libraries/shared/sourced.js';
import { spelledBy } from '../../../src/libraries/shared/requested.js';
import { spellingsOf, Unsupported } from '../../../src/library.js';
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
    const spelling = lineByLine(x, filter, 1, 3, 'float64', correlate);
    expect(toArray(spelling.run())).to.deep.equal([11, 2, 22, 4, 33, 6]);
    expect(spelling.source()).to.include('  [f([1, 2, 3], [1]) + f([10, 20, 30], [1]), f([1, 2, 3], [2]) + f([10, 20, 30], [0])],');
  });

  it('keeps groups apart', () => {
    const x = tensor([1, 10, 2, 20], [1, 2, 2]);
    expect(toArray(lineByLine(x, tensor([1, 2], [1, 1, 2]), 2, 2, 'float64', correlate).run())).to.deep.equal([1, 20, 2, 40]);
    expect(asGroups(tensor([1, 2, 3, 4], [1, 2, 2])).shape).to.deep.equal([1, 1, 4]);
  });

  it('refuses channels that do not match, and a result of another size is an error', () => {
    const x = tensor([1, 2], [1, 2, 1]);
    expect(() => lineByLine(x, tensor([1, 2], [1, 2, 1]), 1, 2, 'float64', correlate)).to.throw(Unsupported);
    expect(() => lineByLine(x, tensor([1], [1, 1, 1]), 1, 3, 'float64', correlate).run()).to.throw('2 values were returned, not 3');
  });
});

describe('a library of calls with their sources', () => {
  const call = (value: number): SourcedCall => ({ run: () => tensor([value], [1, 1]), source: () => [`console.log(${value});`] });
  const args = [tensor([2], [1, 1]), tensor([3], [1, 1])] as const;
  const library = sourcedLibrary({
    name: 'sourced',
    precision: float64,
    limits: {},
    preamble: ['// first'],
    ops: { matmul: spelledBy(['dot', 'einsum', 'matmul'], () => ({ einsum: call(7), matmul: call(6) })) },
  });

  it('makes the call of a spelling alone, and shows its source', () => {
    const { dot, einsum, matmul } = spellingsOf(library.ops.matmul)!;
    expect(() => dot!.call(...args)).to.throw(Unsupported, 'the call cannot be spelled "dot"');
    expect(toArray(einsum!.call(...args) as ReturnType<typeof tensor>)).to.deep.equal([7]);
    expect(toArray(matmul!.call(...args) as ReturnType<typeof tensor>)).to.deep.equal([6]);
    expect(library.show!({ op: 'matmul', arguments: args, spelling: 'matmul' })).to.equal('// first\nconsole.log(6);\n');
  });

  it('shows the first spelling that takes a call, where none is named', () => {
    expect(library.show!({ op: 'matmul', arguments: args })).to.equal('// first\nconsole.log(7);\n');
    expect(() => library.show!({ op: 'conv', arguments: [] })).to.throw('sourced has no conv');
  });
});
