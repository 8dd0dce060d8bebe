import { equal, type Claim } from '../../src/law.js';
import { toArray, type Tensor } from '../../src/tensor.js';

/** The claim that y has no value that x does not have; NaN is a value. */
export function noNewValues(x: Tensor, y: Promise<Tensor>): Claim {
  const known = new Set(toArray(x));
  return equal(
    y.then((result) => toArray(result).filter((value) => !known.has(value))),
    [],
    'no value that x does not have',
  );
}
