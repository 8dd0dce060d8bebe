import { gamma, type Precision, type Transform } from './precision.js';

/** In the order in which implementations take them, beside infinity. */
const usualPoints = [0, 1, -1, 2, -2, 1 / 2, -1 / 2, 4, -4, 1 / 4, -1 / 4, 3 / 4, -4 / 3, 3, -3];

/**
 * The precision of a library that convolves by Winograd's minimal filtering F(m, r), in tiles of m results of r taps an axis:
 * y = A^T [(G w) * (B^T x)], every axis in turn.
 *
 * With a = m + r - 1 points, each |y_i| is made of numbers no larger than sum over k of |A_ki| (|G| |w|)_k (|B^T| |x|)_k, each rounded no more than
 * K = axes (r + 2 a + 3) + terms times (after Barabasz et al., who bound each step so): the error is within gamma(K) W^axes |x|2 |w|2, with
 *
 *     W = max over i of sum over k of |A_ki| |G_k|2 |B_k|2
 *
 * which no scaling of the transforms changes. A and G are the Vandermonde matrices of the points, B the coefficients of their Lagrange polynomials. The
 * filter's gradient is F(r, m), of the same points: W is the larger of the two. Where tiles overlap, or a filter is cut into several, the norms of
 * the parts are together no more than ceil(a / min(m, r))^(axes / 2) of the whole's.
 *
 * A convolution that the library computes directly is within its bound too. In a case with NaN, infinity, or where a step could overflow, any result is allowed.
 *
 * @param m results of a tile along an axis: 2, 4 or 6 mostly
 * @param r taps of the filter along an axis: 3 mostly
 * @param points m + r - 2 different numbers; infinity is the last point. Default: the first of 0, 1, -1, 2, -2, 1/2, -1/2, 4, -4, ...
 * @throws RangeError on a precision of integers, on m and r that are no integers >= 1 or have no usual points, and on wrong points
 * @see Barabasz, Anderson, Soodhalter, Gregg, Error Analysis and Improving the Accuracy of Winograd Convolution for Deep Neural Networks, 2020
 */
export function winograd(precision: Precision, m: number, r: number, points?: readonly number[]): Precision {
  if (precision.unitRoundoff === 0)
    throw new RangeError(`winograd: ${precision.name} has no fractions, and its transforms are made of them`);
  for (const [name, value] of Object.entries({ m, r }))
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`winograd: ${name} is ${value}; it is an integer >= 1`);
  const size = m + r - 1;
  const at = points ?? usualPoints.slice(0, size - 1);
  if (at.length !== size - 1 || new Set(at).size !== at.length || !at.every(Number.isFinite))
    throw new RangeError(`winograd: F(${m}, ${r}) has ${size - 1} different finite points, and infinity; got [${at.join(', ')}]`);
  const growth = Math.max(growthOf(at, m, r), growthOf(at, r, m)) * Math.sqrt(Math.ceil(size / Math.min(m, r)));
  const transform: Transform = ({ left, right, spatialAxes, terms }, { unitRoundoff, largest, tiny }) => {
    const most = growth ** spatialAxes;
    const rounds = spatialAxes * (Math.max(m, r) + 2 * size + 3) + terms;
    const relative = gamma(rounds, unitRoundoff);
    // Rows of usual transforms have norms below W.
    const reach = Math.max(left.two, right.two, left.two * right.two);
    if (!(most * reach * (1 + relative) <= largest)) return Infinity;
    return relative * most * left.two * right.two + 2 * rounds * terms * most * tiny * (1 + left.one + right.one);
  };
  return { ...precision, name: `${precision.name} by Winograd F(${m}, ${r})`, transform };
}

const norm = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));

/** Powers 0 to `count` - 1 of a point; of infinity, the last alone. */
const powers = (point: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (point === Infinity ? Number(i === count - 1) : point ** i));

/** W of results `m` and taps `r`. */
function growthOf(points: readonly number[], m: number, r: number): number {
  const rows = [...points, Infinity].map((point) => {
    const others = points.filter((other) => other !== point);
    const scale = point === Infinity ? 1 : others.reduce((product, other) => product * (point - other), 1);
    return { results: powers(point, m), weight: norm(powers(point, r)) * norm(coefficients(others).map((value) => value / scale)) };
  });
  return Math.max(
    ...Array.from({ length: m }, (_, i) => rows.reduce((sum, { results, weight }) => sum + Math.abs(results[i]!) * weight, 0)),
  );
}

/** Of the polynomial with these roots, the constant first. */
function coefficients(roots: readonly number[]): number[] {
  return roots.reduce<number[]>((polynomial, root) => [0, ...polynomial].map((value, i) => value - root * (polynomial[i] ?? 0)), [1]);
}
