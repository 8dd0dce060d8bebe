import { cumsum } from '../../src/ops/kernels.js';
import type { CumsumAttributes } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { map } from './pieces.js';

const wrong = (name: string, kills: readonly string[], op: (x: Tensor, a: CumsumAttributes) => Tensor): Mutant => ({
  name: `cumsum: ${name}`,
  kills: kills.map((law) => `prefix/${law}`),
  library: mutate({ cumsum: op }),
});

export const mutants: readonly Mutant[] = [
  wrong('exclusive is ignored', ['exclusive-leaves-itself-out', 'exclusive-is-shifted', 'both-ends-add-up', 'average-by-cumsum'], (x, a) =>
    cumsum(x, { ...a, exclusive: false }),
  ),
  wrong('reverse is ignored', ['reverse-is-reversed', 'both-ends-add-up', 'adjoint'], (x, a) => cumsum(x, { ...a, reverse: false })),
  wrong('always along the first axis', ['axes-in-any-order', 'average-by-cumsum'], (x, a) => cumsum(x, { ...a, axis: 0 })),
  wrong('sums above 5 are 5', ['linear', 'adjoint'], (x, a) => map(cumsum(x, a), (value) => Math.min(5, value))),
  wrong('an axis that there is not is the last', ['rejects-no-such-axis'], (x, a) =>
    cumsum(x, { ...a, axis: Math.min(x.shape.length - 1, Math.floor(a.axis ?? 0)) }),
  ),
];
