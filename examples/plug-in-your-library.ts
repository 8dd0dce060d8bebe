/**
 * How to plug a library in: an adapter from tensors to what the library takes, and back. Laws then run as fast-check properties, in
 * any test runner. The library here is 40 lines of nested arrays, in nested-arrays.ts; put your own in its place.
 *
 * Run: npx tsx examples/plug-in-your-library.ts
 */
import * as fc from 'fast-check';
import { checkLaws, defineLibrary, float64, isRed, property, tensor, toArray, type AnyLaw, type OpLimits, type Tensor } from 'tensor-laws';
import { additiveInX } from 'tensor-laws/properties/conv-algebra';
import { strideSubsamples } from 'tensor-laws/properties/conv-geometry';
import { maxShift, windowOneIsSliceMax } from 'tensor-laws/properties/pooling';
import { convolve, maxPool, type Image } from './nested-arrays.js';

// The adapter begins.
/** A tensor as nested arrays, whatever its strides and offset. */
function nested(x: Tensor): unknown {
  return x.shape.reduceRight<unknown[]>(
    (list, length) => Array.from({ length: list.length / length }, (_, i) => list.slice(i * length, (i + 1) * length)),
    toArray(x),
  )[0];
}

/** A batch of images as a tensor. */
function batched(images: Image[]): Tensor {
  return tensor(images.flat(3), [images.length, images[0]!.length, images[0]![0]!.length, images[0]![0]![0]!.length]);
}

/** What the library does not take: generators keep to it. */
const limits: OpLimits = {
  spatialAxes: [2],
  padding: ['valid'],
  dilations: false,
  unequalStrides: false,
  groups: false,
  ceilMode: [false],
  emptyTensors: false,
  validates: false,
};

const library = defineLibrary({
  name: 'nested-arrays',
  precision: float64,
  ops: {
    conv: (x, filter, { strides }) =>
      batched((nested(x) as Image[]).map((image) => convolve(image, nested(filter) as number[][][][], strides[0]!))),
    maxPool: (x, { window, strides }) =>
      batched((nested(x) as Image[]).map((image) => maxPool(image, window as [number, number], strides[0]!))),
  },
  limits: { conv: limits, maxPool: limits },
});
// The adapter ends.

// Laws of one's choice, as in tests of one's own.
const chosen: AnyLaw[] = [additiveInX, strideSubsamples, maxShift, windowOneIsSliceMax];
for (const law of chosen) {
  await fc.assert(property(law, library), { numRuns: 200 });
  console.log(`${law.id} holds: ${law.statement}`);
}

// Every law that the library's two ops and their limits allow.
const { results } = await checkLaws(library, { runs: 20, seed: 1 });
for (const kind of ['holds', 'unsupported'] as const) {
  const found = results.filter(({ verdict }) => verdict.kind === kind);
  console.log(`${found.length} laws: ${kind}`);
}
for (const { law, verdict } of results) {
  if (!isRed(verdict)) continue;
  console.log(`${law}: ${verdict.kind}`);
  process.exitCode = 1;
}
