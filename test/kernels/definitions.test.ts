import { expect } from 'chai';
import { registry, shapeOf, type KernelName } from '../../src/kernels/index.js';
import { allocate, fromData, isTensor, sizeOf, toArray, type DType, type Tensor } from '../../src/tensor.js';
import * as convolutions from '../definitions/convolutions.js';
import type { Grid } from '../definitions/grid.js';
import * as moves from '../definitions/moves.js';
import * as pools from '../definitions/pools.js';
import { outSize, type Window } from '../definitions/window.js';
import { Random } from './random-cases.js';

interface Case {
  /** Grids become views of tensors, in one dtype. */
  readonly args: readonly unknown[];
  readonly expected: Grid;
  /** Default: exact. Relative. */
  readonly tolerance?: number;
}

function isGrid(value: unknown): value is Grid {
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
  const groups = r.int(1, 3);
  const x = r.grid([r.int(r.unit() < 0.05 ? 0 : 1, 3), ...sizes, groups * r.int(1, 3)]);
  const filter = r.grid([...window.kernel, x.shape.at(-1)! / groups, groups * r.int(1, 6)]);
  const out = sizes.map((size, axis) => outSize(window, axis, size));
  return { x, filter, window, groups, attributes: { ...attributesOf(r, window), ...(groups === 1 ? {} : { groups }) }, out };
}

function depthwiseCase(r: Random): { x: Grid; filter: Grid; window: Window; attributes: object; out: number[] } {
  const { sizes, window } = r.windows();
  const x = r.grid([r.int(1, 2), ...sizes, r.int(1, 4)]);
  const filter = r.grid([...window.kernel, x.shape.at(-1)!, r.int(1, 5)]);
  return { x, filter, window, attributes: attributesOf(r, window), out: sizes.map((size, axis) => outSize(window, axis, size)) };
}

function poolCase(r: Random): { x: Grid; window: Window; attributes: object; out: number[] } {
  const { sizes, window } = r.windows({ ceil: true });
  const x = r.grid([r.int(1, 2), ...sizes, r.int(1, 3)]);
  return { x, window, attributes: poolAttributes(r, window), out: sizes.map((size, axis) => outSize(window, axis, size)) };
}

const cases: { readonly [K in KernelName]: (r: Random) => Case } = {
  conv: (r) => {
    const { x, filter, window, groups, attributes } = convCase(r);
    return { args: [x, filter, attributes], expected: convolutions.conv(x, filter, window, groups) };
  },
  depthwiseConv: (r) => {
    const { x, filter, window, attributes } = depthwiseCase(r);
    return { args: [x, filter, attributes], expected: convolutions.depthwise(x, filter, window) };
  },
  separableConv: (r) => {
    const { x, filter, window, attributes } = depthwiseCase(r);
    const axes = window.kernel.length;
    const ones = new Array<number>(axes).fill(1);
    const pointwise = r.grid([...ones, filter.shape.at(-1)! * filter.shape.at(-2)!, r.int(1, 4)]);
    const between = convolutions.depthwise(x, filter, window);
    const expected = convolutions.conv(between, pointwise, { kernel: ones, strides: ones, dilations: ones, padding: 'valid' }, 1);
    return { args: [x, filter, pointwise, attributes], expected };
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
      const expected = convolutions.inputGradient([x.shape[0]!, ...sizes, x.shape.at(-1)!], filter, y, window, groups);
      return { args: [y, filter, { ...attributes, outputPadding }], expected };
    }
  },
  convInputGradient: (r) => {
    const { x, filter, window, groups, attributes, out } = convCase(r);
    const dy = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)!]);
    return { args: [x.shape, filter, dy, attributes], expected: convolutions.inputGradient(x.shape, filter, dy, window, groups) };
  },
  convFilterGradient: (r) => {
    const { x, filter, window, groups, attributes, out } = convCase(r);
    const dy = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)!]);
    return { args: [x, filter.shape, dy, attributes], expected: convolutions.filterGradient(x, filter.shape, dy, window, groups) };
  },
  depthwiseConvInputGradient: (r) => {
    const { x, filter, window, attributes, out } = depthwiseCase(r);
    const dy = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)! * filter.shape.at(-2)!]);
    return { args: [x.shape, filter, dy, attributes], expected: convolutions.depthwiseInputGradient(x.shape, filter, dy, window) };
  },
  depthwiseConvFilterGradient: (r) => {
    const { x, filter, window, attributes, out } = depthwiseCase(r);
    const dy = r.grid([x.shape[0]!, ...out, filter.shape.at(-1)! * filter.shape.at(-2)!]);
    return { args: [x, filter.shape, dy, attributes], expected: convolutions.depthwiseFilterGradient(x, filter.shape, dy, window) };
  },
  maxPool: (r) => {
    const { x, window, attributes } = poolCase(r);
    return { args: [x, attributes], expected: pools.maxPool(x, window) };
  },
  averagePool: (r) => {
    const { x, window, attributes } = poolCase(r);
    const countPadding = r.unit() < 0.5;
    return { args: [x, { ...attributes, countPadding }], expected: pools.averagePool(x, window, countPadding), tolerance: 1e-6 };
  },
  lpPool: (r) => {
    const { x, window, attributes } = poolCase(r);
    const p = r.pick([1, 2, 3, 2.5]);
    return { args: [x, { ...attributes, p }], expected: pools.lpPool(x, window, p), tolerance: 1e-6 };
  },
  maxPoolGradient: (r) => {
    const { x, window, attributes, out } = poolCase(r);
    const dy = r.grid([x.shape[0]!, ...out, x.shape.at(-1)!]);
    return { args: [x, dy, attributes], expected: pools.maxPoolGradient(x, dy, window) };
  },
  averagePoolGradient: (r) => {
    const { x, window, attributes, out } = poolCase(r);
    const countPadding = r.unit() < 0.5;
    const dy = r.grid([x.shape[0]!, ...out, x.shape.at(-1)!]);
    const expected = pools.averagePoolGradient(x.shape, dy, window, countPadding);
    return { args: [x.shape, dy, { ...attributes, countPadding }], expected, tolerance: 1e-6 };
  },
  pad: (r) => {
    const x = r.grid(r.list(r.int(0, 4), 1, 4));
    const mode = r.pick(['constant', 'edge', 'reflect', 'symmetric', 'wrap']);
    const value = r.int(-3, 3);
    const paddings = x.shape.map((size) => {
      if (mode === 'constant' && r.unit() < 0.3) return [-r.int(0, size), r.int(0, 3)] as const;
      const most = mode === 'reflect' ? size - 1 : mode === 'edge' || mode === 'constant' ? 4 : size;
      return [r.int(0, most), r.int(0, most)] as const;
    });
    return { args: [x, { paddings, mode, value }], expected: moves.pad(x, paddings, mode, value) };
  },
  spaceToBatch: (r) => {
    const blockShape = r.list(r.int(0, 3), 1, 3);
    const paddings = r.pairs(blockShape.length, 3);
    const sizes = blockShape.map((size, axis) => {
      const [before, after] = paddings[axis]!;
      return (size - ((before + after) % size)) % size;
    });
    const x = r.grid([r.int(0, 2), ...sizes.map((size, axis) => size + blockShape[axis]! * r.int(0, 2)), ...r.list(r.int(0, 2), 1, 3)]);
    return { args: [x, { blockShape, paddings }], expected: moves.spaceToBatch(x, blockShape, paddings) };
  },
  batchToSpace: (r) => {
    const blockShape = r.list(r.int(0, 3), 1, 3);
    const x = r.grid([sizeOf(blockShape) * r.int(0, 2), ...r.list(blockShape.length, 1, 3), ...r.list(r.int(0, 2), 1, 3)]);
    const crops = blockShape.map((size, axis) => {
      const before = r.int(0, size * x.shape[axis + 1]!);
      return [before, r.int(0, size * x.shape[axis + 1]! - before)] as const;
    });
    return { args: [x, { blockShape, crops }], expected: moves.batchToSpace(x, blockShape, crops) };
  },
  spaceToDepth: (r) => {
    const [axes, blockSize, mode] = [r.int(1, 3), r.int(1, 3), r.pick(['DCR', 'CRD'])];
    const x = r.grid([r.int(0, 2), ...r.list(axes, 0, 2).map((size) => size * blockSize), r.int(1, 3)]);
    return { args: [x, { blockSize, mode }], expected: moves.spaceToDepth(x, blockSize, mode) };
  },
  depthToSpace: (r) => {
    const [axes, blockSize, mode] = [r.int(1, 3), r.int(1, 3), r.pick(['DCR', 'CRD'])];
    const x = r.grid([r.int(0, 2), ...r.list(axes, 0, 3), r.int(1, 3) * blockSize ** axes]);
    return { args: [x, { blockSize, mode }], expected: moves.depthToSpace(x, blockSize, mode) };
  },
  extractPatches: (r) => {
    const { sizes, window } = r.windows();
    const x = r.grid([r.int(1, 2), ...sizes, r.int(1, 3)]);
    return { args: [x, { ...attributesOf(r, window), window: window.kernel }], expected: pools.patches(x, window) };
  },
  matmul: (r) => {
    const leading = r.list(r.int(0, 2), 1, 3);
    const [rows, inner, columns] = [r.int(0, 6), r.int(0, 5), r.int(0, 6)];
    const lead = (): number[] => leading.slice(r.int(0, leading.length)).map((size) => (r.unit() < 0.3 ? 1 : size));
    const [a, b] = [r.grid([...lead(), rows, inner]), r.grid([...lead(), inner, columns])];
    return { args: [a, b], expected: moves.matmul(a, b) };
  },
  morphologicalDilation: (r) => {
    const { x, window } = poolCase(r);
    const filter = r.grid([...window.kernel, x.shape.at(-1)!]);
    const plain = { ...window, ceilMode: false };
    if (x.shape.slice(1, -1).some((size, axis) => outSize(plain, axis, size) < 1)) return cases.morphologicalDilation(r);
    return { args: [x, filter, attributesOf(r, plain)], expected: pools.dilation(x, filter, plain) };
  },
  morphologicalErosion: (r) => {
    const { x, window } = poolCase(r);
    const filter = r.grid([...window.kernel, x.shape.at(-1)!]);
    const plain = { ...window, ceilMode: false };
    if (x.shape.slice(1, -1).some((size, axis) => outSize(plain, axis, size) < 1)) return cases.morphologicalErosion(r);
    return { args: [x, filter, attributesOf(r, plain)], expected: pools.erosion(x, filter, plain) };
  },
  resize: (r) => {
    const axes = r.int(1, 3);
    const x = r.grid([r.int(1, 2), ...r.list(axes, 1, axes === 3 ? 3 : 6), r.int(1, 2)]);
    const [size, mode] = [r.list(axes, 1, axes === 3 ? 4 : 8), r.pick(['nearest', 'bilinear'])];
    const [alignCorners, halfPixelCenters] = r.pick([
      [false, false],
      [true, false],
      [false, true],
    ] as const);
    const expected = moves.resize(x, size, mode, alignCorners, halfPixelCenters);
    return { args: [x, { size, mode, alignCorners, halfPixelCenters }], expected, tolerance: 1e-6 };
  },
};

/** What an integer tensor holds of a result: truncated, and wrapped to its width. */
function held(values: readonly number[], dtype: DType): number[] {
  const data = allocate(values.length, dtype);
  data.set(values);
  return Array.from(data);
}

function agree(found: number[], expected: readonly number[], dtype: DType, tolerance: number | undefined): boolean {
  if (tolerance !== undefined && (dtype === 'float32' || dtype === 'float64')) {
    return found.every(
      (value, i) =>
        Object.is(value, expected[i]) ||
        value === expected[i] ||
        Math.abs(value - expected[i]!) <= tolerance * (1 + Math.abs(expected[i]!)),
    );
  }
  const exact = held(expected, dtype);
  return found.every((value, i) => Object.is(value, exact[i]) || value === exact[i]);
}

const casesPerOp = 60;

describe('every kernel agrees with its definition', () => {
  for (const op of Object.keys(registry) as KernelName[]) {
    it(op, () => {
      const r = new Random(op.length * 7919 + op.charCodeAt(0));
      const evaluate = registry[op].evaluate as unknown as (...args: unknown[]) => Tensor;
      for (let i = 0; i < casesPerOp; i++) {
        const { args, expected, tolerance } = cases[op](r);
        // Powers and blends in integers are a matter of rounding: floats only.
        const dtype =
          tolerance === undefined ? r.pick<DType>(['float64', 'float32', 'int32', 'int8', 'uint8']) : r.pick<DType>(['float64', 'float32']);
        const positive = dtype === 'uint8' ? args.map((arg) => (isGrid(arg) ? { ...arg, values: arg.values.map(Math.abs) } : arg)) : args;
        if (dtype === 'uint8' && positive.some((arg, k) => isGrid(arg) && arg.values.join() !== (args[k] as Grid).values.join())) continue;
        const tensors = positive.map((arg) => (isGrid(arg) ? r.view(arg, dtype) : arg));
        const before = tensors.map((arg) => (isTensor(arg) ? Array.from(arg.data) : undefined));
        const describe = `${op}(${JSON.stringify(args)}) in ${dtype}`;
        const shapes = args.flatMap((arg) => (isGrid(arg) ? [arg.shape] : Array.isArray(arg) ? [arg as number[]] : []));
        const attributes = args.find((arg) => !isGrid(arg) && !Array.isArray(arg)) as object | undefined;
        expect(shapeOf(op, shapes, attributes), `shape of ${describe}`).to.deep.equal(expected.shape);
        const out = r.unit() < 0.3 ? fromData(allocate(sizeOf(expected.shape), dtype).fill(99), [...expected.shape]) : undefined;
        const withAttributes = attributes === undefined && op !== 'matmul' ? [...tensors, undefined] : tensors;
        const found = out === undefined ? evaluate(...tensors) : evaluate(...withAttributes, out);
        if (out !== undefined) expect(found).to.equal(out);
        expect(found.shape, describe).to.deep.equal(expected.shape);
        expect(
          agree(toArray(found), expected.values, dtype, tolerance),
          `${describe}: [${toArray(found).join()}], not [${expected.values.join()}]`,
        ).to.equal(true);
        expect(
          tensors.map((arg) => (isTensor(arg) ? Array.from(arg.data) : undefined)),
          `${describe} changed its arguments`,
        ).to.deep.equal(before);
      }
    });
  }
});
