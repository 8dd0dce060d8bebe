import { expect } from 'chai';
import { checkLaws } from '../../src/engine/check-laws.js';
import { defineLibrary, type LibraryOps } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { fromData, toArray, type Tensor } from '../../src/tensor.js';

async function sentencesOf(ops: LibraryOps, laws: readonly string[], runs: number): Promise<string[]> {
  const library = defineLibrary({ name: 'wrong', precision: float64, ops: { ...reference.ops, ...ops } });
  const { findings } = await checkLaws(library, { laws, runs, seed: 1 });
  return findings.map(({ sentence }) => sentence);
}

const mapped = (x: Tensor, f: (value: number) => number): Tensor =>
  fromData(Float64Array.from(x.data.length === 0 ? [] : [...flat(x)], f), x.shape);

function flat(x: Tensor): number[] {
  return (toArray(x) as unknown[]).flat(Infinity) as number[];
}

describe('findings', () => {
  it('are two for two bugs that one call may meet at once', async () => {
    const sentences = await sentencesOf(
      { conv: (x, filter, a) => mapped(kernels.conv(x, filter, { ...a, dilations: a.dilations.map(() => 1) }), (y) => Math.min(y, 5)) },
      ['agreement/conv'],
      100,
    );
    expect(sentences).to.have.members(['conv ignores its dilations', 'conv clamps its result at 5 from above']);
  });

  it('are one for an op around another, however it goes wrong', async () => {
    const sentences = await sentencesOf(
      {
        withSpaceToBatch: (x, a, op) => kernels.withSpaceToBatch(x, { ...a, dilationRate: [...a.dilationRate].reverse() }, op),
      },
      ['with-space-to-batch/*', 'agreement/with-space-to-batch'],
      20,
    );
    expect(sentences).to.deep.equal(['withSpaceToBatch returns wrong values in some calls: no rule was found']);
  });

  it('are one for an error that is met here and there', async () => {
    const sentences = await sentencesOf(
      {
        maxPool: (x, a) => {
          if (x.shape.includes(0)) return (x as { readonly cells?: readonly Tensor[] }).cells![0]!;
          return kernels.maxPool(x, a);
        },
      },
      ['degenerate/*', 'agreement/max-pool'],
      60,
    );
    expect(sentences).to.deep.equal([
      `maxPool throws "TypeError: Cannot read properties of undefined (reading ' # ')", where a tensor is empty`,
    ]);
  });
});
