// A library with two bugs, one of them known, and the laws that its suites run.
import { defineLibrary, float64, reference } from 'tensor-laws';
import { averagePool, conv } from 'tensor-laws/kernels';

const ops = { ...reference.ops };
delete ops.matmul;

/** The odd pad of 'same' goes before the input, not after it. */
const oddPadBefore = (x, filter, a) => conv(x, filter, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding });

/** What lies beside the tensor counts as cells. */
const wholeWindows = (x, a) => averagePool(x, { ...a, countPadding: true });

/** An entry as `tensor-laws check --write-known` writes it. */
const known = {
  reason: 'divides by whole windows',
  issue: 'https://example.org/issues/1',
  cause: {
    kind: 'deviation',
    id: 'value-taken-for-another',
    parameters: { attribute: 'countPadding', value: false, as: true },
    ops: ['averagePool'],
    guards: [],
  },
  case: {
    n: 1,
    kernel: [2],
    strides: [1],
    dilations: [1],
    padding: 'same',
    pads: [[0, 1]],
    sizes: [1],
    out: [1],
    ceilMode: false,
    batch: 1,
    channels: 1,
    x: { tensor: { dtype: 'float64', shape: [1, 1, 1], stride: [1, 1, 1], offset: 0, data: [0] } },
    attributes: { window: [2], strides: [1], dilations: [1], padding: 'same', ceilMode: false, countPadding: false },
    value: { tensor: { dtype: 'float64', shape: [1, 1, 1], stride: [1, 1, 1], offset: 0, data: [1] } },
  },
  law: 'pooling/average-of-constant',
  sentence: 'averagePool takes false for true as its count padding',
  tensorLaws: '0.2.0',
};

export const library = defineLibrary({
  name: 'odd-pad-before',
  version: '1.0.0',
  precision: float64,
  ops: { ...ops, conv: oddPadBefore, averagePool: wholeWindows },
  known: [known],
  setup: () => console.log('set up'),
  close: () => console.log('closed'),
});

export const laws = {
  passing: 'conv-algebra/zero',
  known: 'pooling/average-of-constant',
  unsupported: 'conv-algebra/is-patches-times-matrix',
  failing: 'conv-geometry/same-lower-mirrors-same',
  // Broken by the same bug, after the law that fails for it.
  explained: 'conv-geometry/every-cell-in-the-field-counts',
};

export const options = { runs: 60, seed: 1 };
