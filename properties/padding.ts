/** Padding: cells around a tensor, of five kinds. */
import { taken } from '../src/arbitraries/taken.js';
import { EmptyDomain } from '../src/draw/empty-domain.js';
import { drawConstant, drawInteger, drawPad } from '../src/ops/padding/pad-case.js';
import { regimes } from '../src/domain.js';
import { defineLaw, equal, rejects, type BoundOps, type Operand } from '../src/law.js';
import type { PadAttributes, Pair } from '../src/ops/index.js';
import { beyondTheSize } from './padding/beyond-the-size.js';
import {
  constant,
  copied,
  edge,
  introducesNoNewValues,
  reflect,
  symmetric,
  symmetricIsReflectOfDoubledEdge,
  wrap,
  wrapIsPeriodic,
} from './padding/modes.js';
import { numpyPad, onnxPad, tensorflowPad } from './padding/sources.js';

export { beyondTheSize, constant, edge, introducesNoNewValues, reflect, symmetric, symmetricIsReflectOfDoubledEdge, wrap, wrapIsPeriodic };

export const zeroPadsAreIdentity = defineLaw({
  id: 'padding/zero-pads-are-identity',
  statement: 'P(x, 0, mode) = x',
  because: 'Nothing is added, whatever the mode would add.',
  sources: [numpyPad],
  requires: ['pad'],
  regimes,
  cases: drawPad,
  claim: (t, { x, attributes }) => equal(t.pad(x, { ...attributes, paddings: attributes.paddings.map(() => [0, 0]) }), x),
});

export const constantPadsAdd = defineLaw({
  id: 'padding/constant-pads-add',
  statement: 'P(P(x, (a, b)), (c, d)) = P(x, (a + c, b + d)), "one constant"',
  because: 'A border of a constant around a border of the same constant is one border. The other modes would copy their own pads.',
  sources: [numpyPad],
  requires: ['pad'],
  regimes,
  cases: (d) => {
    const c = drawPad(d, { modes: ['constant'] });
    // Part of each pad is the inner one.
    const inner = c.paddings.map(([before, after], axis): Pair => [
      d.int('innerBefore', 0, before, { axis }),
      d.int('innerAfter', 0, after, { axis }),
    ]);
    return { ...c, inner };
  },
  claim: (t, { x, paddings, inner, attributes }) => {
    const outer = paddings.map(([before, after], axis): Pair => [before - inner[axis]![0], after - inner[axis]![1]]);
    return equal(t.pad(t.pad(x, { ...attributes, paddings: inner }), { ...attributes, paddings: outer }), t.pad(x, attributes));
  },
});

export const padThenCropIsIdentity = defineLaw({
  id: 'padding/pad-then-crop-is-identity',
  statement: 'P(x, (a, b), mode)[a : a + size] = x',
  because: 'Every mode adds cells around x and leaves x as it is.',
  sources: [numpyPad],
  requires: ['pad'],
  regimes,
  cases: drawPad,
  claim: (t, { x, paddings, sizes, attributes }) => {
    const begin = paddings.map(([before]) => before);
    const end = sizes.map((size, axis) => begin[axis]! + size);
    return equal(t.slice(t.pad(x, attributes), begin, end), x);
  },
});

export const flip = defineLaw({
  id: 'padding/flip',
  statement: 'P(reverse x, (b, a), mode) = reverse P(x, (a, b), mode)',
  because:
    'Each mode treats the two ends alike: what stands before the first cell stands, reversed, after the last. Every axis is reversed.',
  sources: [numpyPad],
  requires: ['pad'],
  regimes,
  cases: drawPad,
  claim: (t, { x, paddings, attributes }) => {
    const axes = paddings.map((_, axis) => axis);
    const swapped = paddings.map(([before, after]): Pair => [after, before]);
    return equal(t.pad(t.reverse(x, axes), { ...attributes, paddings: swapped }), t.reverse(t.pad(x, attributes), axes));
  },
});

export const axesCommute = defineLaw({
  id: 'padding/axes-commute',
  statement: '"padding axis by axis, in any order" = padding "at once"',
  because: 'Along each axis P reads cells by their place on that axis alone; a corner is the pad of a pad, in either order the same cell.',
  sources: [numpyPad],
  requires: ['pad'],
  regimes,
  cases: (d) => {
    const c = drawPad(d);
    const left = c.sizes.map((_, axis) => axis);
    const order = c.sizes.map((_, axis) => left.splice(d.int('order', 0, left.length - 1, { axis }), 1)[0]!);
    return { ...c, order };
  },
  claim: (t, { x, paddings, order, attributes }) => {
    let y: Operand = x;
    for (const axis of order) {
      y = t.pad(y, { ...attributes, paddings: paddings.map((pair, i) => (i === axis ? pair : [0, 0])) });
    }
    return equal(y, t.pad(x, attributes));
  },
});

export const linear = defineLaw({
  id: 'padding/linear',
  statement: 'P(a x + c y, a v + c w) = a P(x, v) + c P(y, w), "v and w the constants"',
  because: 'Every cell of the result is a cell of x or the constant. The factors are small integers, so that exact data stay exact.',
  sources: [numpyPad],
  requires: ['pad'],
  cases: (d) => {
    const content = { terms: 2, degree: 2 };
    const c = drawPad(d, { content });
    const other = c.mode === 'constant' ? drawConstant(d, 'otherValue') : 0;
    return { ...c, y: d.tensor('y', [c.sizes], content), other, factors: [drawInteger(d, 'a'), drawInteger(d, 'c')] as const };
  },
  claim: (t, { x, y, value, other, factors: [a, c], attributes }) => {
    const together = t.pad(t.add(t.scale(x, a), t.scale(y, c)), { ...attributes, value: a * value + c * other });
    return equal(together, t.add(t.scale(t.pad(x, attributes), a), t.scale(t.pad(y, { ...attributes, value: other }), c)));
  },
});

/** P^T g: each cell of x gets the sum of the cells of g that copy it; `from` says, per axis, which cell of x each cell copies. */
function scatter(t: BoundOps, g: Operand, sizes: readonly number[], from: readonly (readonly number[])[]): Operand {
  let sums = g;
  for (const [axis, size] of sizes.entries()) {
    const cells = Array.from({ length: size }, (_, cell) => {
      const copies = from[axis]!.flatMap((source, i) => (source === cell ? [i] : []));
      const shape = [...sizes.slice(0, axis), 1, ...from.slice(axis + 1).map((list) => list.length)];
      return t.reshape(t.sum(t.gather(sums, axis, copies), [axis]), shape);
    });
    sums = t.concat(cells, axis);
  }
  return sums;
}

export const gradientAdjoint = defineLaw({
  id: 'padding/gradient-adjoint',
  statement: '<P x, g> = <x, P^T g>, P^T g "the sum, for each cell of x, of g where P copies that cell"; constant 0',
  because:
    'P is linear in x, and its matrix has one 1 in each row: the cell that is copied. Its transpose gathers g back to the cells. A constant copies no cell.',
  sources: [
    onnxPad,
    {
      title: 'PyTorch: torch.nn.functional.pad and its gradients',
      url: 'https://pytorch.org/docs/stable/generated/torch.nn.functional.pad.html',
    },
  ],
  requires: ['pad'],
  cases: (d) => {
    const content = { terms: d.domain.elements, degree: 2 };
    const c = drawPad(d, { content });
    const shape = c.sizes.map((size, axis) => size + c.paddings[axis]![0] + c.paddings[axis]![1]);
    return { ...c, g: d.tensor('g', [shape], content) };
  },
  claim: (t, { x, g, mode, sizes, paddings, attributes }) => {
    const from = sizes.map((size, axis) => {
      const [before, after] = paddings[axis]!;
      if (mode !== 'constant') return copied(mode, size, [before, after]);
      return Array.from({ length: size + before + after }, (_, i) => (i < before || i >= before + size ? -1 : i - before));
    });
    return equal(t.inner(t.pad(x, { ...attributes, value: 0 }), g), t.inner(x, scatter(t, g, sizes, from)));
  },
});

export const negativePadsCrop = defineLaw({
  id: 'padding/negative-pads-crop',
  statement: 'P(x, (-a, b), constant) = P(x[a :], (0, b), constant), "and likewise after"',
  because:
    'In constant mode a negative pad takes cells away; the other end may still be padded. At least one pad is negative, and a cell of each axis is left.',
  sources: [
    { title: 'PyTorch: torch.nn.functional.pad', url: 'https://pytorch.org/docs/stable/generated/torch.nn.functional.pad.html' },
    onnxPad,
  ],
  requires: ['pad'],
  regimes,
  cases: (d) => {
    if (!taken(d, 'pad').crops) throw new EmptyDomain('paddings', 'the library takes no negative pads');
    return drawPad(d, { modes: ['constant'], crops: true });
  },
  claim: (t, { x, sizes, paddings, value, attributes }) => {
    const begin = paddings.map(([before]) => Math.max(0, -before));
    const end = sizes.map((size, axis) => size + Math.min(0, paddings[axis]![1]));
    const added = paddings.map(([before, after]): Pair => [Math.max(0, before), Math.max(0, after)]);
    return equal(t.pad(x, attributes), t.border(t.slice(x, begin, end), added, value));
  },
});

export const rejectsBadArguments = defineLaw({
  id: 'padding/rejects-bad-arguments',
  statement:
    'P "throws on reflect pads >= size, an unknown mode, pads of another rank, pads that are no integers, crops of more than there is with the pads of the other end"',
  because: 'Reflect has size - 1 cells to mirror; the rest has no meaning. One fault a case.',
  sources: [numpyPad, tensorflowPad],
  requires: ['pad'],
  regimes: ['exact'],
  cases: (d) => {
    const takes = taken(d, 'pad');
    const reflects = takes.calls({ mode: 'reflect' });
    const crops = takes.crops && takes.calls({ mode: 'constant' });
    // An unknown mode is beyond what a library with a list of modes promises to look at.
    const anyMode = takes.calls({ mode: 'mirror' });
    const fault = d.option('fault', [
      'too few pads',
      'too many pads',
      'fraction',
      ...(anyMode ? ['mode'] : []),
      ...(reflects ? ['reflect'] : []),
      ...(crops ? ['crop'] : []),
    ]);
    const c = drawPad(d, fault === 'reflect' ? { modes: ['reflect'] } : fault === 'crop' ? { modes: ['constant'] } : {});
    // Where neither batch nor channels may be padded, the fault lies between them.
    const inner = takes.outerPads ? 0 : 1;
    const at = d.int('badAxis', inner, c.rank - 1 - inner);
    const beyond = d.int('beyond', 0, 3);
    const first = d.option('end', ['before', 'after']) === 'before';
    const spoil = (bad: (pair: Pair, size: number) => number): Pair[] =>
      c.paddings.map((pair, axis) =>
        axis !== at ? pair : first ? [bad(pair, c.sizes[axis]!), pair[1]] : [pair[0], bad(pair, c.sizes[axis]!)],
      );
    const bad: Record<string, Partial<PadAttributes>> = {
      'too few pads': { paddings: c.sizes.slice(1).map((): Pair => [0, 0]) },
      'too many pads': { paddings: [...c.sizes, 0].map((): Pair => [0, 0]) },
      fraction: { paddings: spoil(() => 0.5) },
      mode: { mode: 'mirror' as 'reflect' },
      reflect: { paddings: spoil((_, size) => size + beyond) },
      crop: { paddings: spoil(([before, after], size) => -(size + (first ? after : before) + 1 + beyond)) },
    };
    return { x: c.x, fault, attributes: { ...c.attributes, ...bad[fault] } };
  },
  claim: (t, { x, attributes, fault }) => rejects(() => t.pad(x, attributes), fault),
});

/** The laws of padding. */
export const padding = [
  zeroPadsAreIdentity,
  constantPadsAdd,
  padThenCropIsIdentity,
  constant,
  edge,
  reflect,
  symmetric,
  wrap,
  flip,
  symmetricIsReflectOfDoubledEdge,
  wrapIsPeriodic,
  introducesNoNewValues,
  axesCommute,
  linear,
  gradientAdjoint,
  negativePadsCrop,
  beyondTheSize,
  rejectsBadArguments,
] as const;
