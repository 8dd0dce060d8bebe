// A library with one bug, and the laws that its suites run.
import { defineLibrary, float64, reference } from 'tensor-laws';
import { conv } from 'tensor-laws/kernels';

const ops = { ...reference.ops };
delete ops.matmul;

/** The odd pad of 'same' goes before the input, not after it. */
const oddPadBefore = (x, filter, a) => conv(x, filter, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding });

export const library = defineLibrary({
  name: 'odd-pad-before',
  version: '1.0.0',
  precision: float64,
  ops: { ...ops, conv: oddPadBefore },
  known: { 'conv-geometry/same-is-explicit': { reason: 'pads the wrong side', issue: 'https://example.org/issues/1' } },
  setup: () => console.log('set up'),
  close: () => console.log('closed'),
});

export const laws = {
  passing: 'conv-algebra/zero',
  known: 'conv-geometry/same-is-explicit',
  unsupported: 'conv-algebra/is-patches-times-matrix',
  failing: 'conv-geometry/same-lower-mirrors-same',
  // Broken by the same bug, after the law that fails for it.
  explained: 'conv-geometry/every-cell-in-the-field-counts',
};

export const options = { runs: 60, seed: 1 };
