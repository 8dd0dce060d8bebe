/** A library in channels first: the engine transposes, and what is told of it is told in its layout. */
import { expect } from 'chai';
import {
  checkLaws,
  defineLibrary,
  describeCounterexample,
  spellings,
  unsupported,
  type LibraryOps,
  type TensorLibrary,
} from '../../../src/index.js';
import { laws } from '../../../properties/index.js';
import { argumentsIn, resultIn } from '../../../src/judge/bind/layout.js';
import { reproductionOf } from '../../../src/report/reproduction.js';
import { float64 } from '../../../src/precision.js';
import { dense, fromData, tensor, toArray, zeros, type Tensor } from '../../../src/tensor.js';

type Numbers = readonly number[];

/** x [batch, channels, height, width], filter [out, in, height, width]: a convolution of stride 1 by its definition. */
function convNchw(x: Tensor, filter: Tensor, turned = false): Tensor {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const [out, inner, rows, columns] = filter.shape as [number, number, number, number];
  if (inner !== channels) throw new RangeError(`${channels} channels under a filter of ${inner}`);
  const [h, w] = [height - rows + 1, width - columns + 1];
  const y = zeros([batch, out, h, w], 'float64');
  const [cells, taps] = [toArray(x), toArray(filter)];
  let at = 0;
  for (let b = 0; b < batch; b++)
    for (let o = 0; o < out; o++)
      for (let i = 0; i < h; i++)
        for (let j = 0; j < w; j++) {
          let sum = 0;
          for (let c = 0; c < channels; c++)
            for (let r = 0; r < rows; r++)
              for (let s = 0; s < columns; s++) {
                const tap = turned ? columns - 1 - s : s;
                sum +=
                  cells[((b * channels + c) * height + i + r) * width + j + s]! * taps[((o * channels + c) * rows + r) * columns + tap]!;
              }
          y.data[at++] = sum;
        }
  return y;
}

const seen: { readonly x: Numbers; readonly filter: Numbers }[] = [];

function library(turned: boolean): TensorLibrary {
  const conv: LibraryOps['conv'] = (x, filter, a) => {
    if (a.groups !== 1 || a.padding !== 'valid') throw unsupported('plain windows');
    seen.push({ x: [...x.shape], filter: [...filter.shape] });
    return convNchw(dense(x), dense(filter), turned);
  };
  const plain = { spatialAxes: [2], strides: false, dilations: false, padding: ['valid'], groups: false, emptyTensors: false } as const;
  return defineLibrary({
    name: 'nchw',
    layout: 'channels-first',
    precision: float64,
    ops: { conv },
    limits: { conv: { ...plain, validates: false } },
    show: ({ arguments: [x, filter] }) => `nchw.conv(${(x as Tensor).shape.join(', ')}; ${(filter as Tensor).shape.join(', ')})`,
  });
}

const list = (shape: Numbers): string => `[${shape.join(', ')}]`;

describe('layouts', () => {
  it('bring each tensor and shape of a call to channels first and back, by the roles of its axes', () => {
    const x = fromData(
      Float64Array.from({ length: 24 }, (_, i) => i),
      [1, 2, 3, 4],
    );
    const filter = zeros([5, 6, 4, 7]);
    const first = argumentsIn('channels-first', 'conv', [x, filter, {}]) as [Tensor, Tensor, object];
    expect(first[0].shape).to.deep.equal([1, 4, 2, 3]);
    expect(toArray(first[0]).slice(0, 6)).to.deep.equal([0, 4, 8, 12, 16, 20]);
    expect(first[1].shape).to.deep.equal([7, 4, 5, 6]);
    const back = argumentsIn('channels-last', 'conv', first) as [Tensor, Tensor, object];
    expect(toArray(back[0])).to.deep.equal(toArray(x));
    expect(back[1].shape).to.deep.equal([5, 6, 4, 7]);
    expect((argumentsIn('channels-first', 'depthwiseConv', [x, filter, {}]) as [Tensor, Tensor])[1].shape).to.deep.equal([4, 7, 5, 6]);
    expect(argumentsIn('channels-first', 'convInputGradient', [[1, 2, 3, 4], filter, x, {}])[0]).to.deep.equal([1, 4, 2, 3]);
    expect((resultIn('channels-last', 'convFilterGradient', zeros([7, 4, 5, 6])) as Tensor).shape).to.deep.equal([5, 6, 4, 7]);
    // Ops on any axes have no channels.
    expect((argumentsIn('channels-first', 'pad', [x, {}]) as [Tensor])[0].shape).to.deep.equal([1, 2, 3, 4]);
    expect((argumentsIn('channels-first', 'conv', [tensor([1]), tensor([1]), {}]) as [Tensor])[0].shape).to.deep.equal([1]);
  });

  it('an honest library in channels first holds', async () => {
    const { results } = await checkLaws(library(false), { laws: ['agreement/conv', 'conv-geometry/*'], runs: 30, seed: 1 });
    expect(results.filter(({ verdict }) => verdict.kind === 'holds').length).to.be.greaterThan(3);
    expect(results.filter(({ verdict }) => verdict.kind === 'violated' || verdict.kind === 'crashed')).to.deep.equal([]);
    for (const { x, filter } of seen) expect(x[1]).to.equal(filter[1]);
  });

  it('a wrong one is told in its own layout: the call, the result, its program', async () => {
    const { results, findings } = await checkLaws(library(true), { laws: ['agreement/conv'], runs: 60, seed: 1 });
    const { verdict } = results[0]!;
    if (verdict.kind !== 'violated') throw new Error(verdict.kind);
    const { blame } = verdict.counterexample;
    const [x, filter] = argumentsIn('channels-first', 'conv', blame!.args) as [Tensor, Tensor];
    const law = laws.find(({ id }) => id === 'agreement/conv')!;
    const text = describeCounterexample(law, verdict.counterexample);
    // A filter of one row and two columns: in channels first they come last.
    expect(filter.shape).to.deep.equal([1, 1, 1, 2]);
    const [batch, channels, height, width] = x.shape;
    expect(text).to.match(new RegExp(` x +\\[batch ${batch}, channels ${channels}, height ${height}, width ${width}\\]`));
    expect(text).to.match(/ filter +\[out 1, in 1, height 1, width 2\]/);
    expect(findings[0]!.reproduction).to.equal(`nchw.conv(${x.shape.join(', ')}; ${filter.shape.join(', ')})`);
    expect(reproductionOf(findings[0]!)).to.contain(list(x.shape)).and.to.contain(list(filter.shape));
  });

  it('one of a spelling stands before that of the library', async () => {
    const shapes = new Map<string, Set<number>>();
    const noted = (name: string, run: (x: Tensor, filter: Tensor) => Tensor) => (x: Tensor, filter: Tensor) => {
      shapes.set(name, (shapes.get(name) ?? new Set<number>()).add(x.shape[3]!));
      return run(x, filter);
    };
    const { ops, limits } = library(false);
    const right = noted('first', (x, filter) => convNchw(dense(x), dense(filter)));
    const both = defineLibrary({
      name: 'both',
      precision: float64,
      limits,
      ops: {
        conv: spellings<NonNullable<LibraryOps['conv']>>({
          first: { call: right, layout: 'channels-first' },
          last: (x, filter, a) => {
            const [y, w] = argumentsIn('channels-first', 'conv', [x, filter]) as [Tensor, Tensor];
            return resultIn('channels-last', 'conv', ops.conv!(y, w, a)) as Tensor;
          },
        }),
      },
    });
    const { results } = await checkLaws(both, { laws: ['agreement/conv'], runs: 40, seed: 1 });
    expect(results[0]!.verdict.kind).to.equal('holds');
    expect(shapes.get('first')!.size).to.be.greaterThan(1);
  });
});
