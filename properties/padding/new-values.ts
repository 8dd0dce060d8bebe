import type { Draw } from '../../src/draw/draw.js';
import { equal, type Claim } from '../../src/law.js';
import { toArray, type Tensor } from '../../src/tensor.js';

/** Values below this may be read as 0: the smallest normal number of a library that flushes subnormals, 0 of any other. */
export function zeroBelow(d: Draw): number {
  return d.domain.precision.flushesSubnormals ? d.domain.precision.smallestNormal : 0;
}

/** The claim that y has no value that x does not have; NaN is a value, and so is 0 where x has one below `tiny`. */
export function noNewValues(x: Tensor, y: Promise<Tensor>, tiny: number): Claim {
  const values = toArray(x);
  const known = new Set(values);
  if (values.some((value) => Math.abs(value) < tiny)) known.add(0);
  return equal(
    y.then((result) => toArray(result).filter((value) => !known.has(value))),
    [],
    'no value that x does not have',
  );
}
