import { explicitPads } from '../../src/geometry.js';
import {
  averagePoolGradient,
  conv,
  convFilterGradient,
  convInputGradient,
  convTranspose,
  depthwiseConvFilterGradient,
  depthwiseConvInputGradient,
  maxPoolGradient,
} from '../../src/ops/kernels.js';
import type { LibraryOps } from '../../src/library.js';
import { indices, zeros, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { at, fromIndex, ones } from './pieces.js';
import { algebraBugs, redilated } from './wrong-convolutions.js';
import { dealtChannels, exchangedSame, gradientBugs, meanOverBatch, moved, reversedKernel, type GradientBug } from './wrong-gradients.js';

const family = 'transposed-and-gradients/';

const wrong = (name: string, kills: readonly string[], ops: LibraryOps): Mutant => ({
  name,
  kills: kills.map((law) => `${family}${law}`),
  library: mutate(ops),
});

/** Each map with a bug in what it makes of the gradient from above. */
const maps: Readonly<Record<string, (bug: GradientBug) => LibraryOps>> = {
  transpose: (bug) => ({ convTranspose: (y, w, a) => bug((dy) => convTranspose(dy, w, a))(y) }),
  'input-gradient': (bug) => ({ convInputGradient: (shape, w, g, a) => bug((dy) => convInputGradient(shape, w, dy, a))(g) }),
  'filter-gradient': (bug) => ({ convFilterGradient: (x, shape, g, a) => bug((dy) => convFilterGradient(x, shape, dy, a))(g) }),
  'depthwise-input-gradient': (bug) => ({
    depthwiseConvInputGradient: (shape, w, g, a) => bug((dy) => depthwiseConvInputGradient(shape, w, dy, a))(g),
  }),
  'depthwise-filter-gradient': (bug) => ({
    depthwiseConvFilterGradient: (x, shape, g, a) => bug((dy) => depthwiseConvFilterGradient(x, shape, dy, a))(g),
  }),
  'average-pool-gradient': (bug) => ({ averagePoolGradient: (shape, g, a) => bug((dy) => averagePoolGradient(shape, dy, a))(g) }),
  'max-pool-gradient': (bug) => ({ maxPoolGradient: (x, g, a) => bug((dy) => maxPoolGradient(x, dy, a))(g) }),
};

const structureKills: Readonly<Record<keyof typeof gradientBugs, (result: 'input' | 'filter') => readonly string[]>> = {
  'the gradient from above is clipped to 2': () => ['linear'],
  'a decay of 1/2 is added': () => ['zero-at-zero', 'linear'],
  'the first image is used for all': (result) => (result === 'input' ? ['batch-independent'] : []),
  'the last row of the first axis is lost': () => ['axis-swap'],
  'the last windows of the first axis are left out where there are several axes': () => ['unit-axis', 'axis-swap'],
  'a gradient of another shape is cut to fit': () => ['rejects-other-shapes'],
  'as many numbers in another shape are taken as they lie': () => ['rejects-other-shapes'],
};

const structure = Object.entries(maps).flatMap(([map, opsWith]) =>
  Object.entries(gradientBugs).flatMap(([name, bug]) => {
    const kills = structureKills[name as keyof typeof gradientBugs](map.endsWith('filter-gradient') ? 'filter' : 'input');
    const ids = kills.map((law) => `${map}-${law}`);
    return ids.length === 0 ? [] : [wrong(`${map}: ${name}`, ids, opsWith(bug))];
  }),
);

/** dx with the gradients of windows without a cell added to the first cell. */
function strayed(
  dx: Tensor,
  dy: Tensor,
  a: Pick<Parameters<NonNullable<LibraryOps['maxPoolGradient']>>[2], 'padding' | 'window' | 'strides' | 'dilations'>,
): Tensor {
  const sizes = dx.shape.slice(1, -1);
  const pads = explicitPads(a.padding, sizes, a.window, a.strides, a.dilations);
  const sees = (o: number, axis: number): boolean =>
    Array.from({ length: a.window[axis]! }, (_, j) => o * a.strides[axis]! + j * a.dilations[axis]! - pads[axis]![0]).some(
      (cell) => cell >= 0 && cell < sizes[axis]!,
    );
  const result = fromIndex(dx.shape, (index) => at(dx, index));
  for (const index of indices(dy.shape)) {
    if (index.slice(1, -1).every(sees)) continue;
    const first = [index[0]!, ...sizes.map(() => 0), index.at(-1)!];
    result.set(...[...first, at(result, first) + at(dy, index)]);
  }
  return result;
}

/** A gradient that each window gives to some of its cells. */
function scattered(
  x: Tensor,
  dy: Tensor,
  a: Parameters<NonNullable<LibraryOps['maxPoolGradient']>>[2],
  takers: (cells: readonly number[][]) => readonly number[][],
): Tensor {
  const dx = zeros(x.shape);
  const pads = explicitPads(a.padding, x.shape.slice(1, -1), a.window, a.strides, a.dilations);
  for (const index of indices(dy.shape)) {
    const cells = Array.from(indices(a.window), (tap) => [
      index[0]!,
      ...tap.map((j, i) => index[i + 1]! * a.strides[i]! + j * a.dilations[i]! - pads[i]![0]),
      index.at(-1)!,
    ]);
    const inside = cells.filter((cell) => cell.every((i, axis) => i >= 0 && i < x.shape[axis]!));
    for (const cell of takers(inside)) dx.set(...[...cell, at(dx, cell) + at(dy, index)]);
  }
  return dx;
}

export const mutants: Mutant[] = [
  ...structure,
  wrong('filter-gradient: the first image is used for all', ['gradient-batch-sums', 'filter-gradient-adjoint'], {
    convFilterGradient: (x, shape, g, a) => gradientBugs['the first image is used for all']((dy) => convFilterGradient(x, shape, dy, a))(g),
  }),
  wrong(
    'depthwise-filter-gradient: the first image is used for all',
    ['depthwise-gradient-batch-sums', 'depthwise-filter-gradient-adjoint'],
    {
      depthwiseConvFilterGradient: (x, shape, g, a) =>
        gradientBugs['the first image is used for all']((dy) => depthwiseConvFilterGradient(x, shape, dy, a))(g),
    },
  ),
  wrong('transpose: output padding goes before', ['adjoint', 'input-gradient-is-transpose', 'transpose-is-conv-of-zero-inserted'], {
    convTranspose: (y, w, a) => moved(convTranspose(y, w, a), a.outputPadding),
  }),
  wrong('transpose: output padding is forgotten', ['shape-inverts', 'adjoint', 'input-gradient-is-transpose'], {
    convTranspose: (y, w, a) => convTranspose(y, w, { ...a, outputPadding: a.outputPadding.map(() => 0) }),
  }),
  wrong('transpose: output channels are dealt to the groups one by one', ['transpose-grouped-is-concat', 'adjoint'], {
    convTranspose: (y, w, a) => convTranspose(dealtChannels(y, a.groups), w, a),
  }),
  wrong('transpose: the filter is reversed', ['stride-one-transpose-is-full-conv', 'transpose-is-conv-of-zero-inserted', 'adjoint'], {
    convTranspose: (y, w, a) => convTranspose(y, reversedKernel(w), a),
  }),
  wrong('transpose: same and same-lower are exchanged', ['adjoint', 'transpose-is-conv-of-zero-inserted', 'input-gradient-is-transpose'], {
    convTranspose: (y, w, a) => convTranspose(y, w, { ...a, padding: exchangedSame(a.padding) }),
  }),
  wrong('transpose: groups of 0 are one', ['conv-transpose-rejects-bad-arguments'], {
    convTranspose: (y, w, a) => convTranspose(y, w, { ...a, groups: a.groups === 0 ? 1 : a.groups }),
  }),
  wrong('transpose: groups are made to divide', ['conv-transpose-rejects-bad-arguments'], {
    convTranspose: (y, w, a) => {
      const divides = Number.isInteger(a.groups) && a.groups >= 1 && w.shape.at(-1)! % a.groups === 0;
      return convTranspose(y, w, divides ? a : { ...a, groups: 1 });
    },
  }),
  wrong('transpose: steps below 1 are taken as 1', ['conv-transpose-rejects-bad-arguments'], {
    convTranspose: (y, w, a) => {
      const atLeastOne = (steps: readonly number[]): number[] => steps.map((step) => Math.max(1, Math.floor(step)));
      return convTranspose(y, w, { ...a, strides: atLeastOne(a.strides), dilations: atLeastOne(a.dilations) });
    },
  }),
  wrong('transpose: output padding below 0 is none', ['conv-transpose-rejects-bad-arguments'], {
    convTranspose: (y, w, a) => convTranspose(y, w, { ...a, outputPadding: a.outputPadding.map((extra) => Math.max(0, extra)) }),
  }),
  wrong('transpose: output padding beyond same is cut to the stride', ['conv-transpose-rejects-bad-arguments'], {
    convTranspose: (y, w, a) =>
      typeof a.padding === 'string' && a.padding !== 'valid'
        ? convTranspose(y, w, { ...a, outputPadding: a.outputPadding.map((extra, axis) => Math.min(extra, a.strides[axis]! - 1)) })
        : convTranspose(y, w, a),
  }),
  wrong('transpose: pads beyond the size are none', ['conv-transpose-rejects-bad-arguments'], {
    convTranspose: (y, w, a) => {
      if (typeof a.padding === 'string') return convTranspose(y, w, a);
      const room = y.shape
        .slice(1, -1)
        .map((out, i) => (out - 1) * a.strides[i]! + (w.shape[i]! - 1) * a.dilations[i]! + 1 + a.outputPadding[i]!);
      const padding = a.padding.map(([before, after], i) => (before + after > room[i]! ? ([0, 0] as const) : ([before, after] as const)));
      return convTranspose(y, w, { ...a, padding });
    },
  }),
  wrong('transpose: a filter without a list of input channels has one', ['conv-transpose-rejects-bad-arguments'], {
    convTranspose: (y, w, a) =>
      convTranspose(
        y,
        w.shape.length < y.shape.length
          ? fromIndex([...w.shape.slice(0, -1), 1, w.shape.at(-1)!], (index) => at(w, [...index.slice(0, -2), index.at(-1)!]))
          : w,
        a,
      ),
  }),
  wrong('input gradient: the filter is reversed', ['input-gradient-adjoint', 'input-gradient-is-transpose'], {
    convInputGradient: (shape, w, dy, a) => convInputGradient(shape, reversedKernel(w), dy, a),
  }),
  wrong('input gradient: dilation is forgotten', ['input-gradient-adjoint', 'input-gradient-is-transpose'], {
    convInputGradient: (shape, w, dy, a) =>
      convInputGradient(shape, w, dy, { ...a, ...redilated(ones(a.dilations), a, shape.slice(1, -1), w.shape.slice(0, -2)) }),
  }),
  wrong('filter gradient: dilation is forgotten', ['filter-gradient-adjoint', 'filter-gradient-is-a-conv'], {
    convFilterGradient: (x, shape, dy, a) =>
      convFilterGradient(x, shape, dy, { ...a, ...redilated(ones(a.dilations), a, x.shape.slice(1, -1), shape.slice(0, -2)) }),
  }),
  wrong('filter gradient: the mean over the batch', ['gradient-batch-sums', 'filter-gradient-adjoint', 'filter-gradient-is-a-conv'], {
    convFilterGradient: (x, shape, dy, a) => meanOverBatch(convFilterGradient(x, shape, dy, a), x.shape[0]!),
  }),
  wrong('filter gradient: output channels are dealt to the groups one by one', ['filter-gradient-adjoint'], {
    convFilterGradient: (x, shape, dy, a) => convFilterGradient(x, shape, dealtChannels(dy, a.groups), a),
  }),
  wrong('depthwise input gradient: the filter is reversed', ['depthwise-input-gradient-adjoint'], {
    depthwiseConvInputGradient: (shape, w, dy, a) => depthwiseConvInputGradient(shape, reversedKernel(w), dy, a),
  }),
  wrong('depthwise input gradient: dilation is forgotten', ['depthwise-input-gradient-adjoint'], {
    depthwiseConvInputGradient: (shape, w, dy, a) =>
      depthwiseConvInputGradient(shape, w, dy, { ...a, ...redilated(ones(a.dilations), a, shape.slice(1, -1), w.shape.slice(0, -2)) }),
  }),
  wrong('depthwise filter gradient: the mean over the batch', ['depthwise-gradient-batch-sums', 'depthwise-filter-gradient-adjoint'], {
    depthwiseConvFilterGradient: (x, shape, dy, a) => meanOverBatch(depthwiseConvFilterGradient(x, shape, dy, a), x.shape[0]!),
  }),
  wrong('depthwise filter gradient: multiplier and channels are exchanged', ['depthwise-filter-gradient-adjoint'], {
    depthwiseConvFilterGradient: (x, shape, dy, a) => depthwiseConvFilterGradient(x, shape, dealtChannels(dy, x.shape.at(-1)!), a),
  }),
  wrong('conv: results are clipped to 100', ['one-step-exact', 'adjoint'], { conv: algebraBugs['results are clipped to 100'](conv) }),
  wrong('conv: a bias of 1 is added', ['one-step-exact', 'input-gradient-adjoint', 'filter-gradient-adjoint'], {
    conv: algebraBugs['a bias of 1 is added'](conv),
  }),
  wrong('average pool gradient: countPadding is taken for its opposite', ['average-pool-gradient-adjoint'], {
    averagePoolGradient: (shape, dy, a) => averagePoolGradient(shape, dy, { ...a, countPadding: !a.countPadding }),
  }),
  wrong('average pool gradient: same and same-lower are exchanged', ['average-pool-gradient-adjoint'], {
    averagePoolGradient: (shape, dy, a) => averagePoolGradient(shape, dy, { ...a, padding: exchangedSame(a.padding) }),
  }),
  wrong(
    'max pool gradient: every one of several equal maxima takes it whole',
    ['max-pool-gradient-preserves-sums', 'max-pool-gradient-routes-to-a-maximum', 'max-pool-gradient-times-input'],
    {
      maxPoolGradient: (x, dy, a) =>
        scattered(x, dy, a, (cells) => {
          const largest = Math.max(...cells.map((cell) => at(x, cell)));
          return cells.filter((cell) => at(x, cell) === largest);
        }),
    },
  ),
  wrong(
    'max pool gradient: the first cell of the window takes it',
    ['max-pool-gradient-adjoint', 'max-pool-gradient-routes-to-a-maximum', 'max-pool-gradient-times-input'],
    {
      maxPoolGradient: (x, dy, a) => scattered(x, dy, a, (cells) => cells.slice(0, 1)),
    },
  ),
  wrong('max pool gradient: that of a window without a cell goes to the first', ['max-pool-gradient-of-no-cell'], {
    maxPoolGradient: (x, dy, a) => strayed(maxPoolGradient(x, dy, a), dy, a),
  }),
  wrong('average pool gradient: that of a window without a cell goes to the first', ['average-pool-gradient-of-no-cell'], {
    averagePoolGradient: (shape, dy, a) => strayed(averagePoolGradient(shape, dy, a), dy, a),
  }),
  wrong('max pool gradient: the largest magnitude takes it', ['max-pool-gradient-adjoint', 'max-pool-gradient-times-input'], {
    maxPoolGradient: (x, dy, a) =>
      maxPoolGradient(
        fromIndex(x.shape, (index) => Math.abs(at(x, index))),
        dy,
        a,
      ),
  }),
];
