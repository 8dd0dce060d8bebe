/** What each mode of P means. */
import { taken } from '../../src/arbitraries/taken.js';
import { drawPad, padModes } from '../../src/ops/padding/pad-case.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal, type Operand } from '../../src/law.js';
import type { PadMode, Pair } from '../../src/ops/index.js';
import { noNewValues, zeroBelow } from './new-values.js';
import { numpyPad, onnxPad, tensorflowPad } from './sources.js';

type Copying = Exclude<PadMode, 'constant'>;

/** The place of i in a period that begins at 0. */
const within = (i: number, period: number): number => ((i % period) + period) % period;

/** The cell of `size` that stands at place i, which may lie outside. */
const sources: { readonly [Mode in Copying]: (i: number, size: number) => number } = {
  edge: (i, size) => Math.min(size - 1, Math.max(0, i)),
  reflect: (i, size) => (i < 0 ? -i : i < size ? i : 2 * (size - 1) - i),
  symmetric: (i, size) => Math.min(within(i, 2 * size), 2 * size - 1 - within(i, 2 * size)),
  wrap: within,
};

/** For one axis: the cell of x that each cell of P(x) copies. */
export function copied(mode: Copying, size: number, [before, after]: Pair): number[] {
  return Array.from({ length: size + before + after }, (_, i) => sources[mode](i - before, size));
}

function byDefinition<const Id extends string>(mode: Copying, id: Id, f: string, because: string) {
  return defineLaw({
    id,
    statement: `P(x, (a, b), ${mode})[i + a] = x[${f}] "along every axis"`,
    because,
    sources: [numpyPad, onnxPad, ...(mode === 'reflect' || mode === 'symmetric' ? [tensorflowPad] : [])],
    requires: ['pad'],
    regimes,
    cases: (d) => drawPad(d, { modes: [mode] }),
    claim: (t, { x, sizes, paddings, attributes }) => {
      let gathered: Operand = x;
      for (const [axis, size] of sizes.entries()) gathered = t.gather(gathered, axis, copied(mode, size, paddings[axis]!));
      return equal(t.pad(x, attributes), gathered);
    },
  });
}

export const edge = byDefinition(
  'edge',
  'padding/edge',
  'min(max(i, 0), size - 1)',
  'Every pad repeats the nearest cell of x, so pads may be of any length.',
);
export const reflect = byDefinition(
  'reflect',
  'padding/reflect',
  '|i| before, 2 (size - 1) - i after',
  'x is mirrored about the centre of its first and last cells, which are not repeated: there are size - 1 cells to take, and no more pads.',
);
export const symmetric = byDefinition(
  'symmetric',
  'padding/symmetric',
  '-1 - i before, 2 size - 1 - i after',
  'x is mirrored about the outer border of its first and last cells, which are repeated: there are size cells to take.',
);
export const wrap = byDefinition(
  'wrap',
  'padding/wrap',
  'i mod size',
  'x is one period of a periodic signal; at most one more period stands on each side.',
);

export const constant = defineLaw({
  id: 'padding/constant',
  statement: 'P(x, (a, b), constant v)[i] = x[i - a] "inside x", v "outside"',
  because: 'This is the definition; the constant is v, 0 by default.',
  sources: [numpyPad, tensorflowPad],
  requires: ['pad'],
  regimes,
  cases: (d) => drawPad(d, { modes: ['constant'] }),
  claim: (t, { x, paddings, value, attributes }) => equal(t.pad(x, attributes), t.border(x, paddings, value)),
});

export const symmetricIsReflectOfDoubledEdge = defineLaw({
  id: 'padding/symmetric-is-reflect-of-doubled-edge',
  statement: 'P(x, symmetric) = P(x "with its edges doubled", reflect), "less the doubles that reflect mirrors about"',
  because:
    'Symmetric repeats the edge and reflect does not. With a second copy of each edge outside of it, reflect mirrors about the copies, and what it puts beyond ' +
    'them is what symmetric puts beyond the edges.',
  sources: [numpyPad],
  requires: ['pad'],
  regimes,
  cases: (d) => {
    const c = drawPad(d, { modes: ['symmetric'] });
    // A library that does not take reflect has no case.
    return {
      ...c,
      reflect: d.option('reflect', taken(d, 'pad').values('mode', ['reflect'] as const)),
    };
  },
  claim: (t, { x, sizes, paddings, attributes, reflect: mode }) => {
    let doubled: Operand = x;
    // An axis that is not padded keeps its size: where its pads are refused, its edges need no double.
    const padded = sizes.map((_, axis) => paddings[axis]![0] + paddings[axis]![1] > 0);
    for (const [axis, size] of sizes.entries()) if (padded[axis]) doubled = t.gather(doubled, axis, copied('edge', size, [1, 1]));
    let reflected: Operand = t.pad(doubled, { ...attributes, mode });
    for (const [axis, size] of sizes.entries()) {
      const [before, after] = paddings[axis]!;
      const whole = Array.from({ length: size + 2 + before + after }, (_, i) => i);
      const doubles = [before, before + size + 1];
      if (padded[axis])
        reflected = t.gather(
          reflected,
          axis,
          whole.filter((i) => !doubles.includes(i)),
        );
    }
    return equal(t.pad(x, attributes), reflected);
  },
});

export const wrapIsPeriodic = defineLaw({
  id: 'padding/wrap-is-periodic',
  statement: 'P(x, wrap)[i + size] = P(x, wrap)[i] "along every axis"',
  because: 'The result is a piece of the signal of which x is one period.',
  sources: [numpyPad],
  requires: ['pad'],
  regimes,
  cases: (d) => drawPad(d, { modes: ['wrap'] }),
  claim: (t, { x, sizes, paddings, attributes }) => {
    const y = t.pad(x, attributes);
    return sizes.map((size, axis) => {
      const pads = paddings[axis]![0] + paddings[axis]![1];
      const range = (from: number): number[] => Array.from({ length: pads }, (_, i) => from + i);
      return equal(t.gather(y, axis, range(size)), t.gather(y, axis, range(0)), `axis ${axis}`);
    });
  },
});

export const introducesNoNewValues = defineLaw({
  id: 'padding/introduces-no-new-values',
  statement: '"every value of P(x, mode) is a value of x", mode "not constant"',
  because: 'Every other mode copies cells of x; no arithmetic is done on them.',
  sources: [numpyPad, onnxPad],
  requires: ['pad'],
  regimes,
  cases: (d) => ({ ...drawPad(d, { modes: padModes.filter((mode) => mode !== 'constant') }), tiny: zeroBelow(d) }),
  claim: (t, { x, tiny, attributes }) => noNewValues(x, t.pad(x, attributes), tiny),
});
