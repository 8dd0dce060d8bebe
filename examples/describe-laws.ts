/**
 * How do the laws join a test suite? By one call. Here in node:test, passed in; mocha, vitest and jest are found by their globals.
 * The library lacks `conv`, so one law is skipped, and it does not refuse what it should, which a pin says.
 *
 * Run: npx tsx examples/describe-laws.ts
 */
import * as framework from 'node:test';
import { defineLibrary, describeLaws, float64 } from 'tensor-laws';
import { depthToSpace, spaceToDepth } from 'tensor-laws/kernels';

const library = defineLibrary({
  name: 'depth-and-space',
  version: '1.0.0',
  precision: float64,
  ops: {
    spaceToDepth: (x, attributes) => spaceToDepth(x, attributes),
    depthToSpace: (x, attributes) => {
      const cells = attributes.blockSize ** (x.shape.length - 2);
      return x.shape.at(-1)! % cells === 0 ? depthToSpace(x, attributes) : x;
    },
  },
  // Passes while it fails, and is red on the day it no longer does.
  known: { 'space-to-depth/rejects-indivisible-depth': { reason: 'channels that no block divides come back as they are' } },
});

describeLaws(library, { framework, laws: ['space-to-depth/*'], runs: 50 });
