/** A suite that node:test runs: a law that passes, one that fails, one that the same bug breaks, one without its ops. */
import * as framework from 'node:test';
import * as kernels from '../../src/ops/kernels.js';
import { defineLibrary } from '../../src/library.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { describeLaws } from '../../src/suite.js';

const library = defineLibrary({
  name: 'odd-pad-before',
  precision: float64,
  ops: {
    ...reference.ops,
    conv: (x, filter, a) => kernels.conv(x, filter, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding }),
    matmul: undefined,
  } as Omit<typeof reference.ops, 'matmul'>,
});

const laws = [
  'conv-algebra/zero',
  'conv-algebra/is-patches-times-matrix',
  'conv-geometry/same-is-explicit',
  'conv-geometry/same-lower-mirrors-same',
];
const only = process.argv[2];
describeLaws(library, { framework, laws, runs: 40, seed: 1, ...(only !== undefined && { only: [only] }) });
