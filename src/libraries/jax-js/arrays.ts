/** Pads and products of arrays of any rank. */
import { unsupported } from '../../library.js';
import { call, jit, variable } from './expression.js';
import { asIs, each, type Requests } from './request.js';

/** numpy.einsum maps over an iterator, which a runtime without iterator helpers (Node 20) cannot. */
const hasIteratorHelpers = 'Iterator' in globalThis;

export const arrays = {
  pad: (xs, { paddings: pairs, value }) => {
    if (value !== 0) throw unsupported('numpy.pad pads with zeros');
    if (pairs.length === 1 && xs.shape.length !== 1) throw unsupported('numpy.pad pads all axes with a single pair');
    const all = pairs.length === xs.shape.length ? pairs.flat() : [];
    const equal = all.length > 0 && all.every((pad) => pad === all[0]);
    const byAxis = Object.fromEntries(pairs.map((pair, axis) => [`${axis}`, pair]));
    return {
      tensors: { x: xs },
      spellings: each(
        [
          call('np.pad', variable('x'), pairs),
          ...(pairs.length === xs.shape.length ? [call('np.pad', variable('x'), byAxis)] : []),
          ...(equal ? [call('np.pad', variable('x'), all[0])] : []),
        ],
        asIs,
      ),
    };
  },
  matmul: (a, b) => {
    if (a.shape.length < 2 || b.shape.length < 2) throw unsupported('numpy.matmul multiplies vectors, too');
    const [left, right] = [variable('a'), variable('b')];
    const [rank, same] = [a.shape.length, a.shape.slice(0, -2).every((size, axis) => size === b.shape[axis])];
    const calls = [call('np.matmul', left, right), jit(call('np.matmul', left, right))];
    if (rank === 2 && b.shape.length === 2)
      calls.push(call('np.dot', left, right), ...(hasIteratorHelpers ? [call('np.einsum', 'ij,jk->ik', left, right)] : []));
    if (rank >= 2 && rank === b.shape.length && same) {
      const batch = a.shape.slice(0, -2).map((_, axis) => axis);
      calls.push(
        call('lax.dot', left, right, {
          lhsContractingDims: [rank - 1],
          rhsContractingDims: [rank - 2],
          lhsBatchDims: batch,
          rhsBatchDims: batch,
        }),
      );
    }
    return { tensors: { a, b }, spellings: each(calls, asIs) };
  },
} satisfies Requests;
