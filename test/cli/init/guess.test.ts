import { expect } from 'chai';
import { adapterText } from '../../../src/cli/init/adapter-text.js';
import { guessAdapter } from '../../../src/cli/init/guess.js';
import { loadPackage } from '../../../src/cli/init/load-package.js';
import { averagePool, conv, matmul, maxPool } from '../../../src/ops/kernels.js';
import type { PoolAttributes } from '../../../src/ops/index.js';
import { tensor, toArray, type Tensor } from '../../../src/tensor.js';

/** A tensor of a package's own. */
interface Mine {
  readonly dims: readonly number[];
  readonly shape: readonly number[];
  data(): Promise<Float32Array>;
}

const mine = (x: Tensor): Mine => ({ dims: x.shape, shape: x.shape, data: () => Promise.resolve(Float32Array.from(toArray(x))) });
const own = new WeakMap<Mine, Tensor>();

/** x of axes in another order. */
const moved = (x: Tensor, axes: readonly number[]): Tensor => x.transpose(...axes);

/** Channels first, reads later, strides as one number, 'valid' alone. */
const later = {
  tensor: (values: readonly number[], shape: readonly number[]): Mine => {
    const x = tensor(values, [...shape], 'float32');
    const made = mine(x);
    own.set(made, x);
    return made;
  },
  nn: {
    conv2d: (x: Mine, filter: Mine, { stride, padding }: { stride: number; padding: string }): Promise<Mine> => {
      if (padding !== 'valid') return Promise.reject(new RangeError('conv2d: padding is valid'));
      const y = conv(moved(own.get(x)!, [0, 2, 3, 1]), moved(own.get(filter)!, [2, 3, 1, 0]), { strides: [stride, stride] });
      return Promise.resolve(mine(moved(y, [0, 3, 1, 2])));
    },
  },
};

/** Nested arrays, channels last, all in one list of attributes; no check of what it gets. */
const nested = (x: Tensor): unknown =>
  x.shape.reduceRight<unknown[]>(
    (list, size) => Array.from({ length: list.length / size }, (_, i) => list.slice(i * size, (i + 1) * size)),
    toArray(x),
  )[0];
const shapeOf = (x: unknown): number[] => (Array.isArray(x) ? [x.length, ...shapeOf(x[0])] : []);
const tensorOf = (x: unknown): Tensor => tensor((x as unknown[]).flat(Infinity) as number[], shapeOf(x));
const lists = {
  dot: (a: unknown, b: unknown): unknown => nested(matmul(tensorOf(a), tensorOf(b))),
  max_pool: (x: unknown, a: PoolAttributes): unknown => nested(maxPool(tensorOf(x), { ...a, strides: a.strides!.map((s) => s || 1) })),
  avgPool: (x: unknown, a: PoolAttributes): unknown => nested(averagePool(tensorOf(x), a)),
};

describe('an adapter from the names of a package', () => {
  it('is found channels first, with results that come later', async () => {
    const found = await guessAdapter(later, ['tensor', 'nn.conv2d']);
    expect(found!.layout).to.equal('channels-first');
    const [only] = found!.ops;
    expect(only).to.deep.include({ op: 'conv', member: 'nn.conv2d', awaits: true });
    expect(only!.limits).to.deep.equal({ spatialAxes: [2], unequalStrides: false, dilations: false, padding: ['valid'], groups: false });
    const text = adapterText({ specifier: 'later', fromDefault: false }, found!);
    expect(text)
      .to.include("import * as library from 'later';")
      .and.to.include("layout: 'channels-first',")
      .and.to.include("const from = async (y) => tensor(await y.data(), y.shape, 'float32');")
      .and.to.match(
        /conv: async \(x, filter, \{ .* \}\) => from\(await library\.nn\.conv2d\(to\(x\), to\(filter\), \{ stride: strides\[0\], /,
      );
  });

  it('is found of nested arrays, and says what is not checked', async () => {
    const found = await guessAdapter(lists, Object.keys(lists));
    expect(found!.layout).to.equal('channels-last');
    expect(found!.ops.map(({ op, member, awaits }) => [op, member, awaits])).to.deep.equal([
      ['matmul', 'dot', false],
      ['maxPool', 'max_pool', false],
      ['averagePool', 'avgPool', false],
    ]);
    expect(found!.ops.map(({ limits }) => limits)).to.deep.equal([
      { emptyTensors: false },
      { validates: false, emptyTensors: false },
      { countPadding: [false], emptyTensors: false },
    ]);
    const text = adapterText({ specifier: './lists.js', fromDefault: true }, found!);
    expect(text).to.include("import library from './lists.js';").and.to.include('  precision: float64,');
    expect(text).to.include('matmul: (x, y) => from(library.dot(to(x), to(y))),');
  });

  it('is none where no export gives what its name says, or has such a name', async () => {
    expect(await guessAdapter({ conv2d: () => 3, matmul: (a: unknown) => a }, ['conv2d', 'matmul'])).to.equal(undefined);
    expect(await guessAdapter({ relu: () => 3 }, ['relu'])).to.equal(undefined);
  });

  it('is of a package that loads', async () => {
    for (const [name, problem] of [
      ['./nothing-here.mjs', /^\.\/nothing-here\.mjs does not load: Error: Cannot find module/],
      ["x';process.exit()//", /is no name of a package, and no path$/],
    ] as const) {
      const thrown: unknown = await loadPackage(name).catch((error: unknown) => error);
      expect(thrown).to.have.property('name', 'InvalidLibrary');
      expect((thrown as Error).message).to.match(problem);
    }
  });
});
