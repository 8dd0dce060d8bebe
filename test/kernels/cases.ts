/** Random calls of every op, and what they are by definition. */
import type { KernelName } from '../../src/ops/kernels.js';
import { sizeOf } from '../../src/tensor.js';
import * as convolutions from '../definitions/convolutions.js';
import type { Arithmetic, Grid } from '../definitions/grid.js';
import * as moves from '../definitions/moves.js';
import * as norms from '../definitions/norms.js';
import * as pools from '../definitions/pools.js';
import { cumsum } from '../definitions/prefix.js';
import { outSize, type Window } from '../definitions/window.js';
import type { Random } from './random-cases.js';

/** A random call of an op. */
export interface Case {
  /** Grids stand for tensors. */
  readonly args: readonly unknown[];
  /** The result by definition, from the grids among the arguments. */
  readonly define: (grids: readonly Grid[], m: Arithmetic) => Grid;
  /** Relative, in float32. Default: 0, integers stay integers. */
  readonly tolerance?: number;
}

export function isGrid(value: unknown): value is Grid {
  return typeof value === 'object' && value !== null && 'values' in value && 'shape' in value;
}

function attributesOf(r: Random, w: Window): object {
  return {
    padding: w.padding,
    // Left out now and then: 1 is the default.
    ...(w.strides.every((stride) => stride === 1) && r.unit() < 0.5 ? {} : { strides: w.strides }),
    ...(w.dilations.every((dilation) => dilation === 1) && r.unit() < 0.5 ? {} : { dilations: w.dilations }),
  };
}

function poolAttributes(r: Random, w: Window): object {
  return { ...attributesOf(r, w), window: w.kernel, ...(w.ceilMode === true ? { ceilMode: true } : {}) };
}

function convCase(r: Random): { x: Grid; filter: Grid; window: Window; groups: number; attributes: object; out: number[] } {
  const { sizes, window } = r.windows();
  const groups = r.few(3);
  const x = r.grid([r.int(r.unit() < 0.05 ? 0 : 1, 3), ...sizes, groups * r.few(3)]);
  const filter = r.grid([...window.kernel, x.shape.at(-1)! / groups, groups * r.few(6)]);
  const out = sizes.map((size, axis) => outSize(window, axis, size));
  return { x, filter, window, groups, attributes: { ...attributesOf(r, window), ...(groups === 1 ? {} : { groups }) }, out };
}

function depthwiseCase(r: Random): { x: Grid; filter: Grid; window: Window; attributes: object; out: number[] } {
  const { sizes, window } = r.windows();
  const x = r.grid([r.few(2), ...sizes, r.few(4)]);
  const filter = r.grid([...window.kernel, x.shape.at(-1)!, r.few(5)]);
  return { x, filter, window, attributes: attributesOf(r, window), out: sizes.map((size, axis) => outSize(window, axis, size)) };
}

function poolCase(r: Random): { x: Grid; window: Window; attributes: object; out: number[] } {
  const { sizes, window } = r.windows({ ceil: true });
  const x = r.grid([r.few(2), ...sizes, r.few(3)]);
  return { x, window, attributes: poolAttributes(r, window), out: sizes.map((size, axis) => outSize(window, axis, size)) };
}

function wholeCase(r: Random): { x: Grid; window: Window } {
  const { sizes } = r.windows();
  const one = sizes.map(() => 1);
  return { x: r.grid([r.few(2), ...sizes, r.few(3)]), window: { kernel: sizes, strides: one, dilations: one, padding: 'valid' } };
}

function adaptiveCase(r: Random): { x: Grid; size: number[] } {
  const { sizes } = r.windows();
  return { x: r.grid([r.few(2), ...sizes, r.few(3)]), size: sizes.map(() => r.int(1, 6)) };
}

/** An image whose numbers differ enough for a variance, and an epsilon. */
function imageCase(r: Random, groups = 1): { x: Grid; epsilon: number } {
  const { sizes } = r.windows();
  return { x: r.grid([r.few(2), ...sizes, groups * r.few(4)]), epsilon: r.pick([0.25, 1, 4]) };
}

/** Numbers for channels, which are not negative where they are variances. */
function ofChannels(r: Random, x: Grid, map: (value: number) => number = (value) => value): Grid {
  const { shape, values } = r.grid([x.shape.at(-1)!]);
  return { shape, values: values.map(map) };
}

export const cases: { readonly [K in KernelName]: (r: Random) => Case } = {
  conv: (r) => {
    const { x, filter, window, groups, attributes } = convCase(r);
    return { args: [x, filter, attributes], define: ([a, b], m) => convolutions.conv(a!, b!, window, groups, m) };
  },
  depthwiseConv: (r) => {
    const { x, filter, window, attributes } = depthwiseCase(r);
    return { args: [x, filter, attributes], define: ([a, b], m) => convolutions.depthwise(a!, b!, window, m) };
  },
  separableConv: (r) => {
    const { x, filter, window, attributes } = depthwiseCase(r);
    const axes = window.kernel.length;
    const ones = new Array<number>(axes).fill(1);
    const pointwise = r.grid([...ones, filter.shape.at(-1)! * filter.shape.at(-2)!, r.few(4)]);
    const one: Window = { kernel: ones, strides: ones, dilations: ones, padding: 'valid' };
    return {
      args: [x, filter, pointwise, attributes],
      define: ([a, b, c], m) => convolutions.conv(convolutions.depthwise(a!, b!, window, m), c!, one, 1, m),
    };
  },
  convTranspose: (r) => {
    for (;;) {
      const { x, filter, window, groups, attributes, out } = convCase(r);
      // An empty axis has no smallest valid size.
      if (out.some((length) => length === 0)) continue;
      const named = window.padding === 'same' || window.padding === 'same-lower';
      const outputPadding = out.map((_, axis) => r.int(0, named ? window.strides[axis]! - 1 : 3));
      const sizes = out.map((length, axis) => convolutions.transposedSize(window, axis, length, outputPadding[axis]!));
      // Pads beyond the windows' reach have no size at all.
      const raw = out.map((length, axis) => {
        const [before, after] = typeof window.padding === 'string' ? [0, 0] : window.padding[axis]!;
        return (length - 1) * window.strides[axis]! + (window.kernel[axis]! - 1) * window.dilations[axis]! + 1 - before - after;
      });
      if (!named && raw.some((size) => size < 0)) continue;
      const y = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)!]);
      const shape = [x.shape[0]!, ...sizes, x.shape.at(-1)!];
      return {
        args: [y, filter, { ...attributes, outputPadding }],
        define: ([a, b], m) => convolutions.inputGradient(shape, b!, a!, window, groups, m),
      };
    }
  },
  convInputGradient: (r) => {
    const { x, filter, window, groups, attributes, out } = convCase(r);
    const dy = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)!]);
    return {
      args: [x.shape, filter, dy, attributes],
      define: ([a, b], m) => convolutions.inputGradient(x.shape, a!, b!, window, groups, m),
    };
  },
  convFilterGradient: (r) => {
    const { x, filter, window, groups, attributes, out } = convCase(r);
    const dy = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)!]);
    return {
      args: [x, filter.shape, dy, attributes],
      define: ([a, b], m) => convolutions.filterGradient(a!, filter.shape, b!, window, groups, m),
    };
  },
  depthwiseConvInputGradient: (r) => {
    const { x, filter, window, attributes, out } = depthwiseCase(r);
    const dy = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)! * filter.shape.at(-2)!]);
    return {
      args: [x.shape, filter, dy, attributes],
      define: ([a, b], m) => convolutions.depthwiseInputGradient(x.shape, a!, b!, window, m),
    };
  },
  depthwiseConvFilterGradient: (r) => {
    const { x, filter, window, attributes, out } = depthwiseCase(r);
    const dy = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)! * filter.shape.at(-2)!]);
    return {
      args: [x, filter.shape, dy, attributes],
      define: ([a, b], m) => convolutions.depthwiseFilterGradient(a!, filter.shape, b!, window, m),
    };
  },
  maxPool: (r) => {
    const { x, window, attributes } = poolCase(r);
    return { args: [x, attributes], define: ([a]) => pools.maxPool(a!, window) };
  },
  averagePool: (r) => {
    const { x, window, attributes } = poolCase(r);
    const countPadding = r.unit() < 0.5;
    return {
      args: [x, { ...attributes, countPadding }],
      define: ([a], m) => pools.averagePool(a!, window, countPadding, m),
      tolerance: 1e-6,
    };
  },
  lpPool: (r) => {
    const { x, window, attributes } = poolCase(r);
    const p = r.pick([1, 2, 3, 2.5]);
    return { args: [x, { ...attributes, p }], define: ([a], m) => pools.lpPool(a!, window, p, m), tolerance: 1e-6 };
  },
  maxPoolGradient: (r) => {
    const { x, window, attributes, out } = poolCase(r);
    const dy = r.grid([x.shape[0]!, ...out, x.shape.at(-1)!]);
    return { args: [x, dy, attributes], define: ([a, b], m) => pools.maxPoolGradient(a!, b!, window, m) };
  },
  globalAveragePool: (r) => {
    const { sizes } = r.windows();
    const x = r.grid([r.few(2), ...sizes, r.few(3)]);
    const one = sizes.map(() => 1);
    const window: Window = { kernel: sizes, strides: one, dilations: one, padding: 'valid' };
    return { args: [x], tolerance: 1e-6, define: ([a], m) => pools.averagePool(a!, window, false, m) };
  },
  globalMaxPool: (r) => {
    const { x, window } = wholeCase(r);
    return { args: [x], define: ([a]) => pools.maxPool(a!, window) };
  },
  globalLpPool: (r) => {
    const { x, window } = wholeCase(r);
    const p = r.pick([1, 2, 3, 2.5]);
    return { args: [x, { p }], tolerance: 1e-6, define: ([a], m) => pools.lpPool(a!, window, p, m) };
  },
  adaptiveAveragePool: (r) => {
    const { x, size } = adaptiveCase(r);
    return {
      args: [x, { size }],
      tolerance: 1e-6,
      define: ([a], m) => pools.adaptivePool(a!, size, (cells) => m.quotient(m.sum(cells), cells.length)),
    };
  },
  adaptiveMaxPool: (r) => {
    const { x, size } = adaptiveCase(r);
    return { args: [x, { size }], define: ([a]) => pools.adaptivePool(a!, size, (cells) => Math.max(...cells)) };
  },
  batchNorm: (r) => {
    const { x, epsilon } = imageCase(r);
    const [mean, variance] = [ofChannels(r, x), ofChannels(r, x, Math.abs)];
    return { args: [x, mean, variance, { epsilon }], tolerance: 1e-5, define: ([a, b, c], m) => norms.batchNorm(a!, b!, c!, epsilon, m) };
  },
  layerNorm: (r) => {
    const { x, epsilon } = imageCase(r);
    const over = r.pick(['channels', 'item'] as const);
    const set = over === 'item' ? norms.ofItem : norms.ofCell;
    return { args: [x, { epsilon, over }], tolerance: 1e-5, define: ([a], m) => norms.centred(a!, set, epsilon, m) };
  },
  instanceNorm: (r) => {
    const { x, epsilon } = imageCase(r);
    return { args: [x, { epsilon }], tolerance: 1e-5, define: ([a], m) => norms.centred(a!, norms.ofChannel, epsilon, m) };
  },
  groupNorm: (r) => {
    const groups = r.few(3);
    const { x, epsilon } = imageCase(r, groups);
    return {
      args: [x, { epsilon, groups }],
      tolerance: 1e-5,
      define: ([a], m) => norms.centred(a!, norms.ofGroup(a!, groups), epsilon, m),
    };
  },
  rmsNorm: (r) => {
    const { x, epsilon } = imageCase(r);
    const over = r.pick(['channels', 'item'] as const);
    const set = over === 'item' ? norms.ofItem : norms.ofCell;
    return { args: [x, { epsilon, over }], tolerance: 1e-5, define: ([a], m) => norms.rootMeanSquare(a!, set, epsilon, m) };
  },
  lrn: (r) => {
    const { x } = imageCase(r);
    const attributes = { size: r.int(1, 5), alpha: r.pick([1, 0.5]), beta: r.pick([0.5, 1, 2]), k: r.pick([1, 2]) };
    return { args: [x, attributes], tolerance: 1e-5, define: ([a], m) => norms.lrn(a!, attributes, m) };
  },
  cumsum: (r) => {
    const shape = r.list(r.int(1, 4), 1, 4);
    const axis = r.int(0, shape.length - 1);
    const [exclusive, reverse] = [r.unit() < 0.5, r.unit() < 0.5];
    return { args: [r.grid(shape), { axis, exclusive, reverse }], define: ([a], m) => cumsum(a!, axis, exclusive, reverse, m) };
  },
  averagePoolGradient: (r) => {
    const { x, window, attributes, out } = poolCase(r);
    const countPadding = r.unit() < 0.5;
    const dy = r.grid([x.shape[0]!, ...out, x.shape.at(-1)!]);
    return {
      args: [x.shape, dy, { ...attributes, countPadding }],
      define: ([a], m) => pools.averagePoolGradient(x.shape, a!, window, countPadding, m),
      tolerance: 1e-6,
    };
  },
  pad: (r) => {
    const x = r.grid(r.list(r.int(0, r.few(4)), 1, r.few(4) + 1));
    const mode = r.pick(['constant', 'edge', 'reflect', 'symmetric', 'wrap']);
    const value = r.int(-3, 3);
    const paddings = x.shape.map((size) => {
      if (mode === 'constant' && r.unit() < 0.3) return [-r.int(0, size), r.int(0, 3)] as const;
      const most = mode === 'reflect' ? size - 1 : mode === 'edge' || mode === 'constant' ? 4 : size;
      return [r.int(0, most), r.int(0, most)] as const;
    });
    return { args: [x, { paddings, mode, value }], define: ([a]) => moves.pad(a!, paddings, mode, value) };
  },
  spaceToBatch: (r) => {
    const blockShape = r.list(r.int(0, 3), 1, 3);
    const paddings = r.pairs(blockShape.length, 3);
    const sizes = blockShape.map((size, axis) => {
      const [before, after] = paddings[axis]!;
      return (size - ((before + after) % size)) % size;
    });
    const x = r.grid([r.int(0, 2), ...sizes.map((size, axis) => size + blockShape[axis]! * r.int(0, 2)), ...r.list(r.int(0, 2), 1, 3)]);
    return { args: [x, { blockShape, paddings }], define: ([a]) => moves.spaceToBatch(a!, blockShape, paddings) };
  },
  batchToSpace: (r) => {
    const blockShape = r.list(r.int(0, 3), 1, 3);
    const x = r.grid([sizeOf(blockShape) * r.int(0, 2), ...r.list(blockShape.length, 1, 3), ...r.list(r.int(0, 2), 1, 3)]);
    const crops = blockShape.map((size, axis) => {
      const before = r.int(0, size * x.shape[axis + 1]!);
      return [before, r.int(0, size * x.shape[axis + 1]! - before)] as const;
    });
    return { args: [x, { blockShape, crops }], define: ([a]) => moves.batchToSpace(a!, blockShape, crops) };
  },
  spaceToDepth: (r) => {
    const [axes, blockSize, mode] = [r.few(3), r.few(3), r.pick(['DCR', 'CRD'])];
    const x = r.grid([r.int(0, 2), ...r.list(axes, 0, 2).map((size) => size * blockSize), r.few(3)]);
    return { args: [x, { blockSize, mode }], define: ([a]) => moves.spaceToDepth(a!, blockSize, mode) };
  },
  depthToSpace: (r) => {
    const [axes, blockSize, mode] = [r.few(3), r.few(3), r.pick(['DCR', 'CRD'])];
    const x = r.grid([r.int(0, 2), ...r.list(axes, 0, 3), r.few(3) * blockSize ** axes]);
    return { args: [x, { blockSize, mode }], define: ([a]) => moves.depthToSpace(a!, blockSize, mode) };
  },
  extractPatches: (r) => {
    const { sizes, window } = r.windows();
    const x = r.grid([r.few(2), ...sizes, r.few(3)]);
    return { args: [x, { ...attributesOf(r, window), window: window.kernel }], define: ([a]) => pools.patches(a!, window) };
  },
  fold: (r) => {
    const { sizes, window } = r.windows();
    const [batch, channels, taps] = [r.few(2), r.few(3), window.kernel.reduce((a, b) => a * b, 1)];
    const shape = [batch, ...sizes, channels];
    const patches = r.grid([batch, ...sizes.map((size, axis) => outSize(window, axis, size)), taps * channels]);
    const attributes = { ...attributesOf(r, window), window: window.kernel };
    return { args: [shape, patches, attributes], define: ([a], m) => pools.fold(shape, a!, window, m) };
  },
  reduceWindow: (r) => {
    for (;;) {
      const { sizes, window } = r.windows();
      const baseDilations = sizes.map(() => r.pick([1, 1, 2, 3]));
      const dilated = sizes.map((size, axis) => (size === 0 ? 0 : (size - 1) * baseDilations[axis]! + 1));
      const named = window.padding === 'same' || window.padding === 'same-lower';
      if (!named && dilated.some((size, axis) => outSize(window, axis, size) < 1)) continue;
      const x = r.grid([r.few(2), ...sizes, r.few(3)]);
      const reduce = r.pick(['sum', 'max', 'min', 'product'] as const);
      const attributes = { ...attributesOf(r, window), window: window.kernel, reduce, baseDilations };
      return {
        args: [x, attributes],
        define: ([a], m) => pools.reduceWindow(a!, window, baseDilations, reduce, m),
        ...(reduce === 'product' && { tolerance: 1e-5 }),
      };
    }
  },
  matmul: (r) => {
    const leading = r.list(r.int(0, 2), 1, 3);
    const [rows, inner, columns] = [r.int(0, 6), r.int(0, 5), r.int(0, 6)];
    const lead = (): number[] => leading.slice(r.int(0, leading.length)).map((size) => (r.unit() < 0.3 ? 1 : size));
    const [left, right] = [r.grid([...lead(), rows, inner]), r.grid([...lead(), inner, columns])];
    return { args: [left, right], define: ([a, b], m) => moves.matmul(a!, b!, m) };
  },
  morphologicalDilation: (r) => {
    const { x, window } = poolCase(r);
    const filter = r.grid([...window.kernel, x.shape.at(-1)!]);
    const plain = { ...window, ceilMode: false };
    if (x.shape.slice(1, -1).some((size, axis) => outSize(plain, axis, size) < 1)) return cases.morphologicalDilation(r);
    return { args: [x, filter, attributesOf(r, plain)], define: ([a, b], m) => pools.dilation(a!, b!, plain, m) };
  },
  morphologicalErosion: (r) => {
    const { x, window } = poolCase(r);
    const filter = r.grid([...window.kernel, x.shape.at(-1)!]);
    const plain = { ...window, ceilMode: false };
    if (x.shape.slice(1, -1).some((size, axis) => outSize(plain, axis, size) < 1)) return cases.morphologicalErosion(r);
    return { args: [x, filter, attributesOf(r, plain)], define: ([a, b], m) => pools.erosion(a!, b!, plain, m) };
  },
  resize: (r) => {
    const axes = r.few(3);
    const x = r.grid([r.few(2), ...r.list(axes, 1, axes === 3 ? 3 : 6), r.few(2)]);
    const [size, mode] = [r.list(axes, 1, axes === 3 ? 4 : 8), r.pick(['nearest', 'bilinear'])];
    const [alignCorners, halfPixelCenters] = r.pick([
      [false, false],
      [true, false],
      [false, true],
    ] as const);
    return {
      args: [x, { size, mode, alignCorners, halfPixelCenters }],
      define: ([a], m) => moves.resize(a!, size, mode, alignCorners, halfPixelCenters, m),
      tolerance: 1e-6,
    };
  },
};
