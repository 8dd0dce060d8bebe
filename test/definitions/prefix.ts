import { at, exact, fromIndex, type Arithmetic, type Grid } from './grid.js';

export function cumsum(x: Grid, axis: number, exclusive: boolean, reverse: boolean, m: Arithmetic = exact): Grid {
  return fromIndex(x.shape, (index) => {
    const seen = Array.from({ length: x.shape[axis]! }, (_, i) => i).filter(
      (i) => (reverse ? i > index[axis]! : i < index[axis]!) || (!exclusive && i === index[axis]!),
    );
    return m.sum(
      seen.map((i) =>
        at(
          x,
          index.map((each, other) => (other === axis ? i : each)),
        )!,
      ),
    );
  });
}
