/**
 * How do the laws join a test suite? By one call. Here in node:test, passed in; mocha, vitest and jest are found by their globals.
 * The library lacks `conv`, so one law is skipped; it does not refuse what it should, which is known, so another is.
 *
 * Run: npx tsx examples/describe-laws.ts
 */
import * as framework from 'node:test';
import { defineLibrary, describeLaws, float64, tensor, toJson } from 'tensor-laws';
import { depthToSpace, spaceToDepth } from 'tensor-laws/kernels';

const library = defineLibrary({
  name: 'depth-and-space',
  version: '1.0.0',
  precision: float64,
  ops: {
    spaceToDepth: (x, attributes) => spaceToDepth(x, attributes),
    depthToSpace: (x, attributes) => {
      const { blockSize } = attributes;
      const isWhole = x.shape.at(-1)! % blockSize ** (x.shape.length - 2) === 0;
      return isWhole || !(Number.isInteger(blockSize) && blockSize >= 1) ? depthToSpace(x, attributes) : x;
    },
  },
  // Laws may fail by it, and by nothing else; it is red on the day it is fixed. `tensor-laws check --write-known` writes such entries.
  known: [
    {
      reason: 'channels that no block divides come back as they are',
      cause: { kind: 'unchecked', code: 'block-divides', ops: ['depthToSpace'], guards: [] },
      law: 'space-to-depth/rejects-indivisible-depth',
      case: toJson({ n: 1, blockSize: 2, mode: 'DCR', y: tensor([0, 0, 0], [1, 1, 3]), fault: 'indivisible' }),
    },
  ],
});

describeLaws(library, { framework, laws: ['space-to-depth/*'], runs: 50 });
