/** Pads and products of arrays of any rank. */
import { unsupported } from '../../library.js';
import { call, jit, variable } from './expression.js';
import { asIs, each, type Requests } from './request.js';

/** numpy.einsum maps over an iterator, which a runtime without iterator helpers (Node 20) cannot. */
const hasIteratorHelpers = 'Iterator' in globalThis;

export const arrays = {
  pad: {
    names: ['pairs', 'pairs by axis', 'one number'],
    ask: (xs, { paddings: pairs, value }) => {
      if (value !== 0) throw unsupported('numpy.pad pads with zeros');
      if (pairs.length === 1 && xs.shape.length !== 1) throw unsupported('numpy.pad pads all axes with a single pair');
      const all = pairs.length === xs.shape.length ? pairs.flat() : [];
      const equal = all.length > 0 && all.every((pad) => pad === all[0]);
      const byAxis = Object.fromEntries(pairs.map((pair, axis) => [`${axis}`, pair]));
      return {
        tensors: { x: xs },
        spellings: each(
          {
            pairs: call('np.pad', variable('x'), pairs),
            ...(pairs.length === xs.shape.length && { 'pairs by axis': call('np.pad', variable('x'), byAxis) }),
            ...(equal && { 'one number': call('np.pad', variable('x'), all[0]) }),
          },
          asIs,
        ),
      };
    },
  },
  matmul: {
    names: ['np.matmul', 'jit', 'np.dot', 'np.einsum', 'lax.dot'],
    ask: (a, b) => {
      if (a.shape.length < 2 || b.shape.length < 2) throw unsupported('numpy.matmul multiplies vectors, too');
      const [left, right] = [variable('a'), variable('b')];
      const [rank, same] = [a.shape.length, a.shape.slice(0, -2).every((size, axis) => size === b.shape[axis])];
      const batch = a.shape.slice(0, -2).map((_, axis) => axis);
      const dimensions = {
        lhsContractingDims: [rank - 1],
        rhsContractingDims: [rank - 2],
        lhsBatchDims: batch,
        rhsBatchDims: batch,
      };
      const matrices = rank === 2 && b.shape.length === 2;
      const calls = {
        'np.matmul': call('np.matmul', left, right),
        jit: jit(call('np.matmul', left, right)),
        ...(matrices && { 'np.dot': call('np.dot', left, right) }),
        ...(matrices && hasIteratorHelpers && { 'np.einsum': call('np.einsum', 'ij,jk->ik', left, right) }),
        ...(rank === b.shape.length && same && { 'lax.dot': call('lax.dot', left, right, dimensions) }),
      };
      return { tensors: { a, b }, spellings: each(calls, asIs) };
    },
  },
} satisfies Requests;
