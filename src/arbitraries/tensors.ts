/** Tensors and views of them. */
import { defineDomain, regimes, type Regime } from '../domain.js';
import { InvalidArgument } from '../invalid-argument.js';
import { float64 } from '../precision.js';
import { dtypeOf, elements, isTensor, type Shape, type Tensor } from '../tensor.js';
import { casesOf, type CaseArbitrary } from '../draw/case-arbitrary.js';
import type { ValueConstraints } from './constraints.js';
import type { Content } from '../draw/draw.js';
import { arrange, layoutName } from '../draw/values/layouts.js';

/** Constraints of `tensors`. */
export interface TensorConstraints extends ValueConstraints, Pick<Content, 'terms' | 'degree' | 'without'> {
  /** How values are drawn: 'exact' integers, 'real' or 'special'. Default: exact and real. */
  readonly regimes?: readonly Regime[];
}

/**
 * Tensors of one shape. In the `exact` regime sums of `terms` products of `degree` values are exact in the precision. Shrinks to
 * zeros, dense and row-major; values shrink to 1.
 *
 * @param shape lengths, each an integer >= 0
 * @throws InvalidArgument on another shape, an unknown regime, or no regime
 */
export function tensors(shape: Shape, constraints: TensorConstraints = {}): CaseArbitrary<Tensor> {
  shape.forEach((length, axis) => {
    if (!Number.isInteger(length) || length < 0)
      throw new InvalidArgument('tensors', `shape[${axis}]`, length, 'it must be an integer >= 0');
  });
  const { regimes: wanted = ['exact', 'real'], precision = float64, layouts = true, terms = 1, degree = 1, without = [] } = constraints;
  for (const regime of wanted)
    if (!regimes.includes(regime)) throw new InvalidArgument('tensors', 'regimes', regime, `the regimes are ${regimes.join(', ')}`);
  if (wanted.length === 0) throw new InvalidArgument('tensors', 'regimes', wanted, 'at least one regime is needed');
  if (!Number.isInteger(terms) || terms < 1) throw new InvalidArgument('tensors', 'terms', terms, 'it must be an integer >= 1');
  if (!Number.isInteger(degree) || degree < 1) throw new InvalidArgument('tensors', 'degree', degree, 'it must be an integer >= 1');
  const domain = defineDomain({ precision, layouts });
  return casesOf(domain, [], (d) => d.tensor('x', shape, { terms, degree, without }), { regimes: wanted });
}

/** Views of the same values: dense, transposed, reversed, stepped and offset ones. Shrinks to the dense one. */
export function views(x: Tensor): CaseArbitrary<Tensor> {
  if (!isTensor(x)) throw new InvalidArgument('views', 'x', x, 'it must be a tensor');
  const values = elements(x).slice();
  const dtype = dtypeOf(x);
  const domain = defineDomain({ layouts: false });
  return casesOf(
    domain,
    [],
    (d) =>
      arrange(
        values.slice(),
        [...x.shape],
        d.int('layout', 0, 4, { role: 'layout', classes: layoutName, from: (view) => layoutOf(view as unknown as Tensor) }),
        dtype,
      ),
    { regimes: ['exact'] },
  );
}

/** The layout of a view that `views` made. */
function layoutOf(view: Tensor): number | undefined {
  const values = elements(view);
  for (let layout = 0; layout <= 4; layout++) {
    const made = arrange(values.slice(), [...view.shape], layout, dtypeOf(view));
    if (made.offset === view.offset && made.stride.every((step, axis) => step === view.stride[axis])) return layout;
  }
  return undefined;
}
