/** A suite that node:test runs: a law that passes, one that fails, one that the same bug breaks, one without its ops. */
import * as framework from 'node:test';
import { defineLibrary, describeLaws, float64, reference } from 'tensor-laws';
import { conv } from 'tensor-laws/kernels';

const library = defineLibrary({
  name: 'odd-pad-before',
  precision: float64,
  ops: {
    ...reference.ops,
    conv: (x, filter, a) => conv(x, filter, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding }),
    matmul: undefined,
  },
});

const laws = [
  'conv-algebra/zero',
  'conv-algebra/is-patches-times-matrix',
  'conv-geometry/same-is-explicit',
  'conv-geometry/same-lower-mirrors-same',
];
const only = process.argv[2];
describeLaws(library, { framework, laws, runs: 40, seed: 1, ...(only !== undefined && { only: [only] }) });
