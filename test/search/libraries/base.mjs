/** The reference under another name, with one op that goes wrong where the padding is 'same' and a stride is above 1. */
import { defineLibrary, reference } from '../../../dist/src/index.js';

/** @param fault called before such a call of maxPool; what it returns, if anything, is the result */
export function faulty(name, fault, more = {}) {
  const { maxPool } = reference.ops;
  return defineLibrary({
    ...reference,
    name,
    ops: {
      ...reference.ops,
      maxPool: (x, a) => {
        const result = a.padding === 'same' && a.strides.some((stride) => stride > 1) ? fault(x, a) : undefined;
        return result === undefined ? maxPool(x, a) : result;
      },
    },
    ...more,
  });
}
