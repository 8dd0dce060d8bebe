import { distinct } from '../../draw/values/distinct.js';
import type { Draw } from '../../draw/draw.js';
import { sizeOf, type Tensor } from '../../tensor.js';
import type { GradientCase, GradientConstraints } from '../convolution/gradient-case.js';
import { drawAveragePool, drawPool } from './pool-case.js';

/** Cells of x are multiplied with dy, over all of it. */
const products = (d: Draw): { degree: number; terms: number } => ({ degree: 2, terms: d.domain.elements });

/** A case of `averagePoolGradient`. */
export function drawAverageGradient(d: Draw, constraints: GradientConstraints = {}): GradientCase & { readonly x: Tensor } {
  const c = drawAveragePool(d, { ...constraints, ...products(d) });
  const content = { terms: sizeOf(c.x.shape) * (constraints.summands ?? 1), degree: 2 };
  const dy = d.tensor('dy', [c.batch, c.out, c.channels], content);
  return { ...c, dy, inputShape: [...c.x.shape], filterShape: [], content };
}

/** A case of `maxPoolGradient`. */
export function drawMaxGradient(d: Draw, constraints: GradientConstraints = {}): GradientCase & { readonly x: Tensor } {
  const narrow = d.domain.precision.largestInteger < 2 ** 11;
  // Few cells where the precision holds few different numbers.
  const small = constraints.distinct === true && narrow ? { kernel: { max: 2 }, strides: { max: 1 }, dilations: { max: 1 } } : {};
  const c = drawPool(d, { ...constraints, ...small, ...products(d) });
  const content = { terms: sizeOf(c.x.shape) * (constraints.summands ?? 1), degree: 2 };
  const dy = d.tensor('dy', [c.batch, c.out, c.channels], content);
  const x = constraints.distinct === true ? distinct(c.x, d.domain.precision) : c.x;
  return { ...c, x, dy, inputShape: [...c.x.shape], filterShape: [], content };
}
