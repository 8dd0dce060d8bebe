/** Calls with a tensor that has no cell along one axis: programs of ops draw none, so they are varied as full ones, and emptied again. */
import { tensorNames } from '../../ops/call.js';
import type { NamedCall } from '../../ops/drawn-call.js';
import type { OpRecord } from '../../ops/index.js';
import { dtypeOf, isTensor, zeros, type Tensor } from '../../tensor.js';

/** Sizes that an axis of no cells is given, until the call is one that is drawn. */
export const fullSizes = [1, 2, 3, 4, 6, 8];

export interface NoCells {
  /** The call with so many cells along the axis. */
  full(size: number): NamedCall;
  /** A call that has lost its cells along that axis, or along the last before the channels where it has fewer axes. */
  emptied(call: NamedCall): NamedCall;
}

function withSize(x: Tensor, axis: number, size: number): Tensor {
  return zeros(
    x.shape.map((each, i) => (i === axis ? size : each)),
    dtypeOf(x),
  );
}

/** The one axis of no cells of a call; `undefined` where it has none, or several. */
export function noCellsOf(record: OpRecord, call: NamedCall): NoCells | undefined {
  const found = tensorNames(record).flatMap((name) => {
    const x = call[name];
    return isTensor(x) ? x.shape.flatMap((size, axis) => (size === 0 ? [{ name, x, axis }] : [])) : [];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return undefined;
  const { name, x, axis } = only;
  return {
    full: (size) => ({ ...call, [name]: withSize(x, axis, size) }),
    emptied: (given) => {
      const full = given[name] as Tensor;
      return {
        ...given,
        [name]: withSize(full, axis === x.shape.length - 1 ? full.shape.length - 1 : Math.min(axis, full.shape.length - 2), 0),
      };
    },
  };
}
