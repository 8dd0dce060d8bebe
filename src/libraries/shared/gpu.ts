/** What holds of every library that computes in shaders. */
import type { LibraryDefinition } from '../../library.js';

/**
 * GLSL ES (4.5.1) and WGSL (14.6) round sums and products, let a quotient be off by 2.5 units in the last place, and promise nothing of
 * subnormals, of NaN and of infinities. A quotient is the last step of a mean, which without it has two roundings: three times its bound
 * holds both.
 *
 * A shader is compiled for each new shape, which takes longer than all else: the same shapes come again with other data, and a check has
 * an end.
 */
export const gpu = {
  precision: { flushesSubnormals: true, factor: 3 },
  domain: { distinctShapes: 12, regimes: ['exact', 'real'] },
  budget: { runs: 20, time: 240_000, calls: 400 },
} as const satisfies Partial<LibraryDefinition>;
