/** How packages take and give tensors: what `init` tries. */

export interface Conversion {
  /** A tensor `x` as the package takes it, as source. */
  readonly to: string;
  /** What the package gives, `y`, as a tensor, as source; `DTYPE` stands for its dtype. */
  readonly from: string;
  /** Functions that both use, as source. */
  readonly helpers: readonly string[];
  /** What both use of `tensor-laws`. */
  readonly imports: readonly string[];
  /** Whether `from` awaits. */
  readonly later: boolean;
}

const nested =
  'const nested = (x) => x.shape.reduceRight((list, size) => Array.from({ length: list.length / size }, (_, i) => list.slice(i * size, (i + 1) * size)), toArray(x))[0];';
const shapeOf = 'const shapeOf = (y) => (Array.isArray(y) ? [y.length, ...shapeOf(y[0])] : []);';

/** Made of a tensor by the members that a package has. */
const makers: readonly { readonly member?: string; readonly to: (member: string) => string }[] = [
  { member: 'tensor', to: (make) => `${make}(toArray(x), x.shape)` },
  { member: 'tensor', to: (make) => `${make}(Float32Array.from(toArray(x)), x.shape)` },
  { member: 'array', to: (make) => `${make}(toArray(x)).reshape(x.shape)` },
  { member: 'array', to: (make) => `${make}(nested(x))` },
  { member: 'fromArray', to: (make) => `${make}(toArray(x), x.shape)` },
  { member: 'ndarray', to: (make) => `${make}(toArray(x), x.shape)` },
  { member: 'Tensor', to: (make) => `new ${make}(toArray(x), x.shape)` },
  { member: 'Tensor', to: (make) => `new ${make}(x.shape, toArray(x))` },
  { member: 'NDArray', to: (make) => `new ${make}(toArray(x), x.shape)` },
  { to: () => 'dense(x)' },
  { to: () => 'nested(x)' },
  { to: () => '({ data: Float32Array.from(toArray(x)), shape: [...x.shape] })' },
];

const readers: readonly { readonly from: string; readonly later?: boolean }[] = [
  { from: 'tensor(y.dataSync(), y.shape, DTYPE)' },
  { from: 'tensor(await y.data(), y.shape, DTYPE)', later: true },
  { from: 'tensor(y.data, y.shape, DTYPE)' },
  { from: 'tensor([y.toArray()].flat(Infinity), y.shape, DTYPE)' },
  { from: 'tensor([y.tolist()].flat(Infinity), y.shape, DTYPE)' },
  { from: 'tensor([y.js()].flat(Infinity), y.shape, DTYPE)' },
  { from: 'tensor(y.flat(Infinity), shapeOf(y), DTYPE)' },
  { from: 'y' },
];

/**
 * Conversions that a package with these members may have, the plainest of each kind first.
 *
 * @param members paths in the package, such as `tensor` or `numpy.array`
 */
export function conversionsFor(members: readonly string[]): Conversion[] {
  return makers.flatMap(({ member, to }) => {
    const paths = member === undefined ? [''] : members.filter((path) => path.split('.').at(-1) === member);
    return paths.flatMap((path) =>
      readers.map(({ from, later = false }): Conversion => {
        const source = to(`library.${path}`);
        const uses = (name: string): boolean => `${source} ${from}`.includes(`${name}(`);
        return {
          to: source,
          from,
          later,
          helpers: [...(uses('nested') ? [nested] : []), ...(uses('shapeOf') ? [shapeOf] : [])],
          imports: [
            ...(uses('dense') ? ['dense'] : []),
            ...(uses('tensor') && from !== 'y' ? ['tensor'] : []),
            ...(uses('toArray') || uses('nested') ? ['toArray'] : []),
          ],
        };
      }),
    );
  });
}
