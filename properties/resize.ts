/** Resampling of the spatial axes. */
import type { Draw } from '../src/draw/draw.js';
import { drawInteger } from '../src/ops/padding/pad-case.js';
import { drawResize } from '../src/ops/resize/resize-case.js';
import { regimes } from '../src/domain.js';
import { atMost, defineLaw, equal, type Operand } from '../src/law.js';
import { noNewValues, zeroBelow } from './padding/new-values.js';
import { rejectsBadArguments, rejectsNoCells } from './resize/rejections.js';
import { onnx, tensorflow } from './resize/sources.js';

export { rejectsBadArguments, rejectsNoCells };

export const sizeUnchangedIsIdentity = defineLaw({
  id: 'resize/size-unchanged-is-identity',
  statement: 'resize(x, "size of x") = x, "in every mode and on every grid of sample points"',
  because:
    'Every grid puts the sample points on the cells themselves: i * in / out, i * (in - 1) / (out - 1) and (i + 0.5) * in / out - 0.5 are all i.',
  sources: [tensorflow, onnx],
  requires: ['resize'],
  cases: (d) => drawResize(d, { size: 'unchanged' }),
  claim: (t, { x, attributes }) => equal(t.resize(x, attributes), x),
});

export const constant = defineLaw({
  id: 'resize/constant',
  statement: 'resize(x) = c where x "is c on each channel"',
  because: 'Nearest copies a cell, and the weights of a bilinear blend add up to 1.',
  sources: [tensorflow, onnx],
  requires: ['resize'],
  cases: (d) => {
    const { sizes, batch, channels, attributes } = drawResize(d);
    return { c: d.tensor('c', [batch, sizes.map(() => 1), channels]), sizes, batch, channels, attributes };
  },
  claim: (t, { c, sizes, batch, channels, attributes }) =>
    equal(t.resize(t.broadcast(c, [batch, ...sizes, channels]), attributes), t.broadcast(c, [batch, ...attributes.size, channels])),
});

export const nearestIntroducesNoNewValues = defineLaw({
  id: 'resize/nearest-introduces-no-new-values',
  statement: '"every value of resize(x, nearest) is a value of x"',
  because: 'Nearest copies cells; no arithmetic is done on them.',
  sources: [tensorflow, onnx],
  requires: ['resize'],
  regimes,
  cases: (d) => ({ ...drawResize(d, { modes: ['nearest'] }), tiny: zeroBelow(d) }),
  claim: (t, { x, tiny, attributes }) => noNewValues(x, t.resize(x, attributes), tiny),
});

export const integerUpscaleNearestIsRepeat = defineLaw({
  id: 'resize/integer-upscale-nearest-is-repeat',
  statement: 'resize(x, f * size, nearest)[i] = x[floor(i / f)]',
  because:
    'Without a flag the sample point is i / f, rounded down; with halfPixelCenters it is (i + 0.5) / f - 0.5, rounded, which is the same cell. ' +
    'alignCorners spreads the cells over out - 1 steps instead, and is left out. Where 1 / f has no end in base 2, a sample point that is ' +
    'computed with it may fall on either side of the border of two cells: either of them agrees there.',
  sources: [tensorflow, onnx],
  requires: ['resize'],
  regimes,
  cases: (d) => drawResize(d, { modes: ['nearest'], size: 'multiple', grids: ['plain', 'halfPixelCenters'] }),
  claim: (t, { x, sizes, attributes }) => {
    let repeated: Operand = x;
    for (const [i, size] of sizes.entries()) {
      const factor = attributes.size[i]! / size;
      repeated = t.gather(
        repeated,
        i + 1,
        Array.from({ length: attributes.size[i]! }, (_, at) => Math.floor(at / factor)),
      );
    }
    return equal(t.resize(x, attributes), repeated);
  },
});

/** A case whose sample points all lie on cells: every f-th cell, from the first or, with halfPixelCenters, the middle of f. */
function drawOnCells(d: Draw) {
  const { n, batch, channels, sizes, attributes } = drawResize(d, { size: 'unchanged' });
  const { alignCorners, halfPixelCenters } = attributes;
  const room = d.domain.elements ** (1 / n);
  const factors = sizes.map((size, axis) => {
    const most = Math.max(1, Math.min(4, Math.floor(room / size)));
    return halfPixelCenters ? 2 * d.int('half', 0, Math.floor((most - 1) / 2), { axis }) + 1 : d.int('factor', 1, most, { axis });
  });
  const cells = sizes.map((size, axis) => (alignCorners && size > 1 ? factors[axis]! * (size - 1) + 1 : factors[axis]! * size));
  const first = factors.map((factor) => (halfPixelCenters ? (factor - 1) / 2 : 0));
  return { fine: d.tensor('fine', [batch, cells, channels]), attributes, factors, first };
}

export const pointsOnCellsAreCells = defineLaw({
  id: 'resize/points-on-cells-are-cells',
  statement: 'resize(x, in / f) = x[first :: f], "in every mode, on the grids whose sample points are cells"',
  because:
    'Without a flag the points are i f, with in = f out. With alignCorners they are i (in - 1) / (out - 1), with in - 1 = f (out - 1): both ends are kept. With halfPixelCenters they are (i + 0.5) f - 0.5, in the middle of f cells where f is odd. A point on a cell reads that cell alone. Numbers only, as a blend may add a neighbour times 0.',
  sources: [tensorflow, onnx],
  requires: ['resize'],
  cases: drawOnCells,
  claim: (t, { fine, attributes, factors, first }) => equal(t.resize(fine, attributes), t.slice(fine, [0, ...first], [], [1, ...factors])),
});

export const bilinearHalfwayIsMean = defineLaw({
  id: 'resize/bilinear-halfway-is-mean',
  statement: 'resize(x, bilinear, "twice as fine")[2 i] = x[i], "between them" (x[i] + x[i + 1]) / 2, "along an axis"',
  because:
    'Without a flag the points of out = 2 in are i / 2; with alignCorners those of out = 2 in - 1 are: the odd ones lie halfway between two cells, and weigh them alike. Beyond the last cell both are the last. With halfPixelCenters all points lie at a quarter, and it is left out.',
  sources: [tensorflow, onnx],
  requires: ['resize'],
  cases: (d) => {
    const c = drawResize(d, { modes: ['bilinear'], grids: ['plain', 'alignCorners'], size: 'unchanged', content: { terms: 2 } });
    return { ...c, along: d.int('along', 0, c.n - 1) };
  },
  claim: (t, { x, sizes, along, attributes }) => {
    const [from, axis] = [sizes[along]!, 1 + along];
    const to = attributes.alignCorners ? 2 * from - 1 : 2 * from;
    const cells = (later: number) => Array.from({ length: to }, (_, i) => Math.min(from - 1, Math.floor((i + later) / 2)));
    const means = t.scale(t.add(t.gather(x, axis, cells(0)), t.gather(x, axis, cells(1))), 0.5);
    return equal(t.resize(x, { ...attributes, size: sizes.map((size, i) => (i === along ? to : size)) }), means);
  },
});

export const flip = defineLaw({
  id: 'resize/flip',
  statement: 'resize(reverse x, bilinear) = reverse resize(x, bilinear), "with alignCorners or halfPixelCenters"',
  because:
    'Both grids lie in the middle of the cells: point out - 1 - i is in - 1 - point i. A single point of alignCorners is the first cell, and is left out. Without a flag the grid starts at the first cell and ends before the last. Bilinear, as nearest must take one side of a tie.',
  sources: [onnx],
  requires: ['resize'],
  cases: (d) => {
    const c = drawResize(d, { modes: ['bilinear'], grids: ['alignCorners', 'halfPixelCenters'] });
    const least = c.attributes.alignCorners ? 2 : 1;
    return { ...c, attributes: { ...c.attributes, size: c.attributes.size.map((size) => Math.max(least, size)) } };
  },
  claim: (t, { x, n, attributes }) => {
    const spatial = Array.from({ length: n }, (_, i) => 1 + i);
    return equal(t.resize(t.reverse(x, spatial), attributes), t.reverse(t.resize(x, attributes), spatial));
  },
});

export const linear = defineLaw({
  id: 'resize/linear',
  statement: 'resize(a x + c y) = a resize(x) + c resize(y)',
  because: 'Each cell of the result is a blend of cells of x with weights that do not depend on x. The factors are small integers.',
  sources: [tensorflow],
  requires: ['resize'],
  cases: (d) => {
    const content = { terms: 2, degree: 2 };
    const c = drawResize(d, { content });
    return {
      ...c,
      y: d.tensor('y', [c.batch, c.sizes, c.channels], content),
      factors: [drawInteger(d, 'a'), drawInteger(d, 'c')] as const,
    };
  },
  claim: (t, { x, y, factors: [a, c], attributes }) =>
    equal(
      t.resize(t.add(t.scale(x, a), t.scale(y, c)), attributes),
      t.add(t.scale(t.resize(x, attributes), a), t.scale(t.resize(y, attributes), c)),
    ),
});

export const bilinearStaysWithinMinAndMax = defineLaw({
  id: 'resize/bilinear-stays-within-min-and-max',
  statement: 'min x <= resize(x, bilinear) <= max x, "for each image and channel"',
  because: 'The weights of a blend are >= 0 and add up to 1; points beyond the first and last cells read those.',
  sources: [tensorflow, onnx],
  requires: ['resize'],
  cases: (d) => drawResize(d, { modes: ['bilinear'] }),
  claim: (t, { x, n, batch, channels, attributes }) => {
    const everywhere = (extreme: Operand) =>
      t.broadcast(t.reshape(extreme, [batch, ...attributes.size.map(() => 1), channels]), [batch, ...attributes.size, channels]);
    const spatial = Array.from({ length: n }, (_, i) => i + 1);
    const y = t.resize(x, attributes);
    return [
      atMost(y, everywhere(t.max(x, spatial)), 'at most the maximum'),
      atMost(everywhere(t.negate(t.max(t.negate(x), spatial))), y, 'at least the minimum'),
    ];
  },
});

export const separableByAxis = defineLaw({
  id: 'resize/separable-by-axis',
  statement: 'resize(x, (m1, m2, ...)) = "resizing one axis after another"',
  because: 'The sample points of an axis depend on that axis alone, and the weights are products of one weight an axis.',
  sources: [onnx],
  requires: ['resize'],
  cases: drawResize,
  claim: (t, { x, sizes, attributes }) => {
    let y: Operand = x;
    for (const axis of sizes.keys()) {
      const size = sizes.map((own, i) => (i <= axis ? attributes.size[i]! : own));
      y = t.resize(y, { ...attributes, size });
    }
    return equal(t.resize(x, attributes), y);
  },
});

export const axisSwap = defineLaw({
  id: 'resize/axis-swap',
  statement: '"resizing the transposed x to the transposed size" = "transposing resize(x)"',
  because: 'No spatial axis has a role of its own.',
  sources: [onnx],
  requires: ['resize'],
  cases: drawResize,
  claim: (t, { x, n, attributes }) => {
    const turn = [0, ...Array.from({ length: n }, (_, i) => n - i), n + 1];
    return equal(
      t.resize(t.transpose(x, turn), { ...attributes, size: [...attributes.size].reverse() }),
      t.transpose(t.resize(x, attributes), turn),
    );
  },
});

export const batchAndChannelsIndependent = defineLaw({
  id: 'resize/batch-and-channels-independent',
  statement: 'resize(x)[n, ..., c] = resize(x[n, ..., c])',
  because: 'Only spatial axes are resampled.',
  sources: [onnx],
  requires: ['resize'],
  regimes,
  cases: drawResize,
  claim: (t, { x, batch, channels, attributes }) => {
    const split = (axis: number, count: number) =>
      t.concat(
        Array.from({ length: count }, (_, i) => t.resize(t.gather(x, axis, [i]), attributes)),
        axis,
      );
    const y = t.resize(x, attributes);
    return [equal(y, split(0, batch), 'batch'), equal(y, split(-1, channels), 'channels')];
  },
});

/** The laws of resampling. */
export const resize = [
  sizeUnchangedIsIdentity,
  constant,
  nearestIntroducesNoNewValues,
  integerUpscaleNearestIsRepeat,
  pointsOnCellsAreCells,
  bilinearHalfwayIsMean,
  flip,
  linear,
  bilinearStaysWithinMinAndMax,
  separableByAxis,
  axisSwap,
  batchAndChannelsIndependent,
  rejectsBadArguments,
  rejectsNoCells,
] as const;
